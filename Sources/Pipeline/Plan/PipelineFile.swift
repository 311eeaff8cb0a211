import Diagnostics
import Settings

/// A pipeline as its file says it, before anything is wired.
public struct PipelineFile: ConfigurationFile {
  /// What one run of the stages works on.
  public enum Over: String, Sendable, CaseIterable {
    /// Each frame alone.
    case frame
    /// The frames of one moment, from two cameras.
    case pair
    /// All frames of one collection.
    case collection
  }

  /// The name, safe as a part of a path.
  public var name = ""
  /// What it makes, in one line.
  public var purpose = ""
  /// What one run of the stages works on.
  public var over = Over.frame
  var stages: [StageEntry] = []

  /// A pipeline of no stages.
  public init() {}

  /// `pipeline`.
  public static let kind = "pipeline"
  /// What such a file says.
  public static let summary = "Stages that make pictures and measurements of raw frames."
  /// The keys of a pipeline file.
  public static let table = Table<PipelineFile>([
    .value("name", \.name, .identifier, required: true, "Names the pipeline in records."),
    .text("summary", \.purpose, "What it makes, in one line."),
    .choice("over", \.over, required: true, "What one run of the stages works on."),
    .list("stages", \.stages, count: 1...512, required: true, "The stages, sources first."),
  ])
}

/// One entry of the list of stages.
struct StageEntry: Configurable {
  var id = Located("")
  var use = Located("")
  var inputs: YamlNode?
  var parameters: YamlNode?
  var isCheckpoint = false

  static let table = Table<StageEntry>([
    .value("id", \.id, ValueKind.identifier.located, required: true, "Names the stage here."),
    .value("use", \.use, ValueKind.text().located, required: true, "Which stage it is."),
    .value(
      "inputs", \.inputs,
      .untyped(schema: [
        (
          "anyOf",
          [["type": "string"], ["type": "object", "additionalProperties": ["type": "string"]]]
        )
      ]),
      "Where frames come from: one source, or a source for each port, as stage or stage.port."),
    .value(
      "with", \.parameters, .untyped(schema: [("type", "object")]), absent: "all defaults",
      "The parameters of the stage."),
    .flag("checkpoint", \.isCheckpoint, "Whether the digest of the output is recorded."),
  ])
}

extension ValueKind<String> {
  /// A word that can be a part of a path.
  static let identifier = ValueKind.text(
    form: "letters, digits, hyphens and underscores, at most 64",
    pattern: "^[A-Za-z0-9_-]{1,64}$",
    problem: { text in
      let isSafe = text.utf8.allSatisfy { byte in
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
          UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
          true
        default: false
        }
      }
      return isSafe && (1...64).contains(text.utf8.count) ? nil : "cannot be a part of a path"
    })
}
