import Diagnostics
import Files
import Settings

/// A file that a sink made.
public struct ProducedFile: Sendable {
  /// The id of the sink stage; `id@frame` where it works on each of several frames.
  public var stage: String
  /// The name, without a folder.
  public var name: String
  /// The content.
  public var bytes: [UInt8]
}

/// What became of one item.
public struct Outcome: Sendable {
  /// The files, in the order of the plan.
  public var files: [ProducedFile] = []
  /// What each stage did.
  public var stages: [StageReport] = []
  /// The inputs that were read.
  public var inputs: [InputReport] = []
  /// What the item comes to, where a stage says so.
  public var conclusion: JSONValue?
}

/// What one stage did to one item.
public struct StageReport: Sendable {
  /// The id of the stage; `id@frame` where it works on each of several frames.
  public var id: String
  /// Which stage it is.
  public var use: String
  /// The stage with everything that was left to the rig filled in.
  public var stage: any Stage
  /// Time spent in it, summed over threads.
  public var duration: Duration
  /// Digests of its outputs by port, where it is a checkpoint.
  public var digests: [(port: String, digest: Digest)]
}

/// An input file that was read.
public struct InputReport: Sendable {
  /// The frame.
  public var origin: Origin
  /// SHA-256 of the file.
  public var digest: Digest
  /// Bytes in the file.
  public var byteCount: Int
  /// What the decoder complained about.
  public var warnings: [String]
  /// Pixels that are no data, by reason, where there are any.
  public var defects: [(name: String, count: Int)]
  /// Rows of which nothing arrived.
  public var lostRows: [Range<Int>]
}
