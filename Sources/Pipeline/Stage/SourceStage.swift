import Diagnostics
import Downlink

/// A stage that brings frames in.
public protocol SourceStage: Stage {
  /// Whether it brings in several frames of an item, one after the other: what follows is done for
  /// each of them, until a stage takes many.
  var bringsEach: Bool { get }
  /// Which of an item's frames are meant.
  ///
  /// - Parameter item: the frames there are.
  /// - Returns: the one that is meant; where it brings in each, one or more, in the item's order.
  /// - Throws: a failure that says which frames there are.
  func select(from item: Item) throws(Failure) -> [Origin]
  /// Reads the frame.
  ///
  /// - Parameters:
  ///   - bytes: the content of its file.
  ///   - origin: the frame that was selected.
  /// - Returns: the frame and what there was to complain about.
  /// - Throws: a failure that points into the file.
  func decode(_ bytes: [UInt8], of origin: Origin) throws(Failure) -> Decoded
}

extension SourceStage {
  /// One frame.
  public var bringsEach: Bool { false }
}

/// What a source stage brings in.
public struct Decoded: Sendable {
  /// The frame.
  public var frame: any AnyFrame
  /// What the decoder complained about without giving up.
  public var warnings: [String]
  /// What keeps the frame from being taken at its word.
  public var findings: [FrameFinding]

  /// A decoded frame.
  public init(
    frame: any AnyFrame, warnings: [String] = [], findings: [FrameFinding] = []
  ) {
    self.frame = frame
    self.warnings = warnings
    self.findings = findings
  }
}
