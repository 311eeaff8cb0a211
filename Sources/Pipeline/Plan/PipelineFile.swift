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
    .value(
      "id", \.id, ValueKind<String>.identifier.located, required: true, "Names the stage here."),
    .value("use", \.use, ValueKind<String>.text().located, required: true, "Which stage it is."),
    .value(
      "inputs", \.inputs,
      .untyped(schema: [
        (
          "anyOf",
          .array(
            sources + [["type": "object", "additionalProperties": ["anyOf": .array(sources)]]])
        )
      ]),
      "Where frames come from: a source, as stage or stage.port; a list of them where a stage takes"
        + " many; or such for each port."),
    .value(
      "with", \.parameters, .untyped(schema: [("type", "object")]), absent: "all defaults",
      "The parameters of the stage."),
    .flag("checkpoint", \.isCheckpoint, "Whether the digest of the output is recorded."),
  ])

  /// One source, or several.
  private static var sources: [JSONValue] {
    [
      ["type": "string"],
      ["type": "array", "minItems": 1, "items": ["type": "string"]],
    ]
  }

  /// A dot stands between a stage and its port, so that no id can have one.
  func check(_ node: YamlNode, _ findings: inout Findings) {
    guard let place = id.node, id.value.contains("."), findings.areClean(place) else { return }
    findings.add(
      place.diagnostic("a stage's id has no dot", remedy: "use a hyphen, as in left-raw"))
  }
}
