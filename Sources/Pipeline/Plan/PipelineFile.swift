import Diagnostics
import Settings

/// A pipeline as its file says it, before anything is wired.
public struct PipelineFile: Sendable {
  /// What one run of the stages works on.
  public enum Over: String, Sendable, CaseIterable {
    /// Each frame alone.
    case frame
    /// The frames of one moment, from two cameras.
    case pair
    /// All frames of one collection.
    case collection
  }

  /// One entry of the list of stages.
  struct Entry: Sendable {
    var id: String
    var node: YamlNode
    var use: String
    var useNode: YamlNode
    /// Source texts by port name; "" stands for the only input port.
    var inputs: [(port: String, portNode: YamlNode, source: String, sourceNode: YamlNode)]
    var parameters: YamlNode?
    var isCheckpoint: Bool
  }

  /// The name, safe as a part of a path.
  public var name: String
  /// One line.
  public var summary: String
  /// What one run of the stages works on.
  public var over: Over
  var stages: [Entry]
  /// The path it was read from, for messages.
  public var file: String

  static let keys = ["version", "name", "summary", "over", "stages"]
  static let stageKeys = ["id", "use", "inputs", "with", "checkpoint"]
}

extension PipelineFile {
  /// Reads the shape of a pipeline; names of stages and parameters are checked by the plan.
  ///
  /// - Parameters:
  ///   - root: the root of the document.
  ///   - file: its path.
  ///   - findings: gets everything that is wrong.
  /// - Returns: what could be read, or nil when there are no stages at all.
  static func read(
    _ root: YamlNode, file: String, findings: inout Findings
  ) -> PipelineFile? {
    guard let map = MapReader(root, keys: keys, what: "a pipeline", findings: &findings) else {
      return nil
    }
    map.checkVersion(&findings)
    let name = map.text("name", required: true, &findings) ?? ""
    checkIdentifier(name, map["name"], what: "name", &findings)
    let summary = map.text("summary", required: false, &findings) ?? ""
    var over = Over.frame
    if let text = map.text("over", required: true, &findings), let node = map["over"] {
      if let known = Over(rawValue: text) {
        over = known
      } else {
        let remedy = Suggestion.remedy(for: text, among: Over.allCases.map(\.rawValue))
        findings.add(node.diagnostic("a pipeline cannot run over \"\(text)\"", remedy: remedy))
      }
    }
    guard let list = map["stages"] else {
      findings.add(root.diagnostic("\"stages\" is missing", remedy: "add a list of stages"))
      return nil
    }
    guard case .list(let nodes) = list.content else {
      findings.add(
        list.diagnostic(
          "\"stages\" is not a list", remedy: "write one \"- {id: …, use: …}\" a stage"))
      return nil
    }
    let entries = nodes.compactMap { readStage($0, &findings) }
    return PipelineFile(name: name, summary: summary, over: over, stages: entries, file: file)
  }

  private static func readStage(_ node: YamlNode, _ findings: inout Findings) -> Entry? {
    guard let map = MapReader(node, keys: stageKeys, what: "a stage", findings: &findings) else {
      return nil
    }
    let id = map.text("id", required: true, &findings) ?? ""
    checkIdentifier(id, map["id"], what: "id", &findings)
    guard let use = map.text("use", required: true, &findings), let useNode = map["use"] else {
      return nil
    }
    var inputs: [(port: String, portNode: YamlNode, source: String, sourceNode: YamlNode)] = []
    if let node = map["inputs"] {
      switch node.content {
      case .scalar(let source, _):
        inputs = [(port: "", portNode: node, source: source, sourceNode: node)]
      case .map(let pairs):
        for (key, value) in pairs {
          guard case .scalar(let port, _) = key.content, case .scalar(let source, _) = value.content
          else {
            findings.add(
              value.diagnostic("an input names one source", remedy: "write \"port: stage\""))
            continue
          }
          inputs.append((port: port, portNode: key, source: source, sourceNode: value))
        }
      case .list:
        findings.add(
          node.diagnostic(
            "\"inputs\" is a list", remedy: "write one source, or {port: source, …} for several"))
      }
    }
    let isCheckpoint = map.flag("checkpoint", &findings) ?? false
    return Entry(
      id: id, node: node, use: use, useNode: useNode, inputs: inputs, parameters: map["with"],
      isCheckpoint: isCheckpoint)
  }

  private static func checkIdentifier(
    _ text: String, _ node: YamlNode?, what: String, _ findings: inout Findings
  ) {
    guard let node, !text.isEmpty else { return }
    let isSafe = text.utf8.allSatisfy { byte in
      (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
        || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
    }
    if !isSafe || text.utf8.count > 64 {
      findings.add(
        node.diagnostic(
          "\(what) \"\(text)\" cannot be used in a path",
          remedy: "use letters, digits, hyphens and underscores, at most 64"))
    }
  }
}
