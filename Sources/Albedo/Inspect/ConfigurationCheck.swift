import Diagnostics
import Downlink
import Files
import Pipeline
import Rig
import Settings
import Simulator

/// Holds one configuration against its rules: a pipeline, a rig, a scene, or a downlink's folder.
public struct ConfigurationCheck: Sendable {
  /// The kinds that are told apart by a key that only they have.
  private enum Kind: String, CaseIterable {
    case pipeline = "stages"
    case rig = "cameras"
    case downlink = "frames"
    case scene = "seed"
  }

  /// The file or folder.
  public let path: String
  /// Everything that is wrong; nothing where all is in order.
  public let findings: [Diagnostic]

  /// Checks a file, or a folder that holds a downlink.
  public init(_ path: String) {
    self.path = path
    do throws(Failure) {
      try Self.check(path)
      findings = []
    } catch {
      findings = error.diagnostics
    }
  }

  private static func check(_ path: String) throws(Failure) {
    if Files.isFolder(path) {
      _ = try DownlinkFolder.load(path)
      return
    }
    let text = try Yaml.text(of: try Files.read(path, limit: Yaml.sizeLimit), file: path)
    switch try kind(text, path) {
    case .pipeline: _ = try Plan(file: path)
    case .downlink: _ = try DownlinkFolder.load(Files.folder(of: path))
    case .scene: _ = try SceneFile(path)
    case .rig:
      _ = try RigDescription.load(path: path) { (path: String) throws(Failure) in
        try Files.read(path, limit: Yaml.sizeLimit)
      }
    }
  }

  /// The kind of a file; a pipeline unless a key says otherwise, also when it cannot be read.
  private static func kind(_ text: String, _ path: String) throws(Failure) -> Kind {
    var ignored = Findings()
    let root = Yaml.parse(text: text, file: path, &ignored)
    return Kind.allCases.first { root?[$0.rawValue] != nil } ?? .pipeline
  }

  /// One line for programs.
  public var json: JSONValue {
    .object([
      ("type", "check"), ("file", .string(path)), ("ok", .bool(findings.isEmpty)),
      ("errors", .array(findings.map { $0.json })),
    ])
  }
}
