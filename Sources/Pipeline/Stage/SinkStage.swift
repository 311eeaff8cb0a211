import Diagnostics

/// A stage that makes files of frames.
public protocol SinkStage: Stage {
  /// The ending of the file, without a dot.
  var fileEnding: String { get }
  /// The bytes of the file.
  ///
  /// - Parameters:
  ///   - inputs: a frame for each input port, by name.
  ///   - provenance: what the file says about itself.
  /// - Returns: the content of the file.
  /// - Throws: a failure when the format cannot hold the frames.
  func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8]
}
