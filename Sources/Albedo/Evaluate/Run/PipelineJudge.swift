import Diagnostics
import Downlink
import Files
import Pipeline
import Settings
import Stages

/// Decides collections by a pipeline whose last word is a verdict.
public struct PipelineJudge: CollectionJudge {
  /// The text of the pipeline.
  public let configuration: String
  private let plan: Plan
  private let file: String

  /// A judge.
  ///
  /// - Parameter file: of the pipeline.
  /// - Throws: what is wrong with it.
  public init(file: String) throws(Failure) {
    configuration = try Files.readText(file, limit: Yaml.sizeLimit)
    plan = try Plan(file: file)
    self.file = file
  }

  /// What the pipeline says of the one collection of a downlink.
  public func verdict(on downlink: String) throws(Failure) -> JSONValue {
    let folder = try DownlinkFolder.load(downlink)
    let runner = Runner(
      plan: plan, downlink: folder, output: Files.join(downlink, "judged"),
      engine: .fast(threads: 1), program: .current)
    let items = try runner.items()
    guard items.count == 1 else {
      throw Failure(
        "the downlink has \(items.count) collections", at: .file(downlink),
        remedy: "judge one at a time")
    }
    let result = runner.run(items[0])
    if case .failed(let failure) = result.status { throw failure }
    guard let conclusion = result.record?.conclusion else {
      throw Failure(
        "the pipeline comes to no verdict", at: .file(file),
        remedy: "let it have a stage \(VerdictStage.name)")
    }
    return conclusion
  }
}
