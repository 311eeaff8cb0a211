import Diagnostics
import Settings

/// A rig: the cameras and shovels of one rover, as `rig.yaml` states them.
public struct RigDescription: ConfigurationFile, Hashable {
  /// Its name.
  public var name = ""
  /// One sentence on it.
  public var summary = ""
  /// One, two or more cameras.
  public var cameras: [Camera] = []
  /// Shovels, if any.
  public var shovels: [Shovel] = []

  /// A placeholder; files must state name and cameras.
  public init() {}

  /// `rig`.
  public static let kind = "rig"
  /// What such a file says.
  public static let summary = "The cameras and shovels of one rover."
  /// The parameters.
  public static let table = Table<RigDescription>([
    .value("name", \.name, .identifier, required: true, "Name of the rig."),
    .text("summary", \.summary, "One sentence on the rig and where its numbers come from."),
    .list("cameras", \.cameras, count: 1...64, required: true, "The cameras."),
    .list("shovels", \.shovels, count: 0...16, "The shovels."),
  ])

  /// The camera of a name, or nil.
  public subscript(camera name: String) -> Camera? { cameras.first { $0.name == name } }

  /// The camera of a name.
  ///
  /// - Parameters:
  ///   - name: what somebody wrote.
  ///   - place: where it was written.
  /// - Returns: the camera.
  /// - Throws: a failure that suggests a known name.
  public func camera(named name: String, at place: Place? = nil) throws(Failure) -> Camera {
    if let camera = self[camera: name] { return camera }
    throw Failure(
      "the rig \"\(self.name)\" has no camera \"\(name)\"", at: place,
      remedy: Suggestion.remedy(for: name, among: cameras.map(\.name)))
  }

  /// The finding that a name is that of none of its cameras.
  public func unknownCamera(_ node: YamlNode) -> Diagnostic {
    let name = node.text ?? ""
    return node.diagnostic(
      "the rig \"\(self.name)\" has no camera \"\(name)\"",
      remedy: Suggestion.remedy(for: name, among: cameras.map(\.name)))
  }

  /// Names are unique.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    for key in ["cameras", "shovels"] {
      var seen: Set<String> = []
      for element in node[key]?.elements ?? [] {
        guard let name = element["name"], let text = name.text, findings.areClean(name) else {
          continue
        }
        guard !seen.insert(text).inserted else { continue }
        findings.add(
          name.diagnostic(
            "the name \"\(text)\" stands here a second time", remedy: "give each its own name"))
      }
    }
  }
}
