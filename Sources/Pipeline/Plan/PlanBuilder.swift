import Diagnostics
import Settings

/// Checks a pipeline against the catalogue and wires it.
struct PlanBuilder {
  let description: PipelineFile
  let catalogue: StageCatalogue
  private let root: YamlNode
  private let overrides: [Override]
  private(set) var nodes: [Plan.Node] = []
  /// Where each node stands in the file.
  private var places: [YamlNode] = []
  /// Ids whose entries could not be used; what refers to them is not complained about again.
  private(set) var broken: Set<String> = []

  init(
    _ description: PipelineFile, root: YamlNode, catalogue: StageCatalogue, overrides: [Override]
  ) {
    self.description = description
    self.root = root
    self.catalogue = catalogue
    self.overrides = overrides
  }

  mutating func build(_ findings: inout Findings) -> [Plan.Node] {
    var seen: Set<String> = []
    for entry in description.stages {
      if let place = entry.id.node, !seen.insert(entry.id.value).inserted {
        findings.add(
          place.diagnostic(
            "another stage has the id \"\(entry.id.value)\"",
            remedy: "give each stage its own id"))
        continue
      }
      if let place = entry.use.node, let node = node(for: entry, at: place, &findings) {
        nodes.append(node)
        places.append(place)
      } else {
        broken.insert(entry.id.value)
      }
    }
    checkOverrides(&findings)
    checkThatSomethingIsWritten(&findings)
    checkThatEachFrameIsUsed(&findings)
    return nodes
  }

  private func node(
    for entry: StageEntry, at place: YamlNode, _ findings: inout Findings
  ) -> Plan.Node? {
    guard let type = catalogue[entry.use.value] else {
      findings.add(
        place.diagnostic(
          "there is no stage \"\(entry.use.value)\"",
          remedy: Suggestion.remedy(for: entry.use.value, among: catalogue.names)))
      return nil
    }
    let stage = decode(type, entry, at: place, &findings)
    let connections = connections(type, entry, at: place, &findings)
    guard let stage, let connections else { return nil }
    let domains = Dictionary(connections.map { ($0.wire.port, $0.domain) }) { first, _ in first }
    stage.check(domains, entry.parameters ?? place, &findings)
    let outputs = stage.outputs.map { port in
      (name: port.name, domain: port.kind.domain(of: domains) ?? "")
    }
    checkFile(of: stage, entry, &findings)
    return Plan.Node(
      id: entry.id.value, stage: stage, inputs: connections.map(\.wire), outputs: outputs,
      isCheckpoint: entry.isCheckpoint, fanOut: fanOut(of: stage, connections, &findings))
  }

  private func decode<S: Stage>(
    _ type: S.Type, _ entry: StageEntry, at place: YamlNode, _ findings: inout Findings
  ) -> (any Stage)? {
    let node = entry.parameters ?? YamlNode(.map([]), at: place.place, excerpt: place.excerpt)
    guard var stage = S.table.decode(node, &findings) else { return nil }
    for override in overrides where override.stage == entry.id.value {
      S.table.set(
        override.parameter, to: override.value,
        at: .argument("--set \(entry.id.value).\(override.parameter)"), in: &stage, &findings)
    }
    return stage
  }

  /// The position of the source for each of whose frames a stage is done.
  private func fanOut(
    of stage: any Stage, _ connections: [Connection], _ findings: inout Findings
  ) -> Int? {
    if let source = stage as? any SourceStage { return source.bringsEach ? nodes.count : nil }
    guard !(stage is any GatheringStage), let first = connections.first else { return nil }
    let fanOut = nodes[first.wire.source.node].fanOut
    func rhythm(_ source: Int?) -> String {
      source.map { "for each frame of \(nodes[$0].id)" } ?? "once"
    }
    for connection in connections.dropFirst() {
      let other = nodes[connection.wire.source.node].fanOut
      if other == fanOut { continue }
      let ids = [fanOut, other].compactMap { $0 }.map { nodes[$0].id }
      findings.add(
        connection.place.diagnostic(
          "\"\(connection.place.text ?? "")\" comes \(rhythm(other)), but"
            + " \"\(first.place.text ?? "")\" \(rhythm(fanOut))",
          remedy: "wire both behind one source, or set each: false in "
            + ids.joined(separator: " and ")))
    }
    return fanOut
  }

  /// The record of a run has a name of its own.
  private func checkFile(of stage: any Stage, _ entry: StageEntry, _ findings: inout Findings) {
    guard let sink = stage as? any SinkStage, let place = entry.id.node,
      "\(entry.id.value).\(sink.fileEnding)" == RunRecord.fileName
    else { return }
    findings.add(
      place.diagnostic(
        "\(RunRecord.fileName) is the record of the run", remedy: "give the stage another id"))
  }

  private func checkOverrides(_ findings: inout Findings) {
    let ids = description.stages.map(\.id.value)
    for override in overrides where !ids.contains(override.stage) {
      findings.add(
        Diagnostic(
          "no stage has the id \"\(override.stage)\"", at: .argument("--set"),
          remedy: Suggestion.remedy(for: override.stage, among: ids), category: .usage))
    }
  }

  private func checkThatSomethingIsWritten(_ findings: inout Findings) {
    guard broken.isEmpty, !nodes.isEmpty, !nodes.contains(where: { $0.stage is any SinkStage })
    else { return }
    findings.add(
      Diagnostic(
        "this pipeline writes nothing", at: root.place,
        remedy: "end it with a stage such as \(sinks)",
        excerpt: root.excerpt))
  }

  private func checkThatEachFrameIsUsed(_ findings: inout Findings) {
    guard broken.isEmpty, nodes.contains(where: { $0.stage is any SinkStage }) else { return }
    for (source, node) in nodes.enumerated() where node.fanOut == source {
      let isUsed = nodes.contains { node in
        node.stage is any SinkStage && node.fanOut == source
          || node.stage is any GatheringStage
            && node.inputs.contains { nodes[$0.source.node].fanOut == source }
      }
      if isUsed { continue }
      findings.add(
        places[source].diagnostic(
          "nothing comes of the frames of \"\(node.id)\"",
          remedy: "end with a stage that takes many frames, or with one that writes a file of each,"
            + " such as \(sinks)"))
    }
  }

  /// The stages that write files.
  private var sinks: String {
    catalogue.stages.filter { $0 is any SinkStage.Type }.map { $0.name }.joined(separator: ", ")
  }
}
