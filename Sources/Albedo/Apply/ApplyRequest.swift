import Raster

/// One stage on plain files: what `albedo apply` was told.
public struct ApplyRequest: Sendable {
  /// The stage.
  public var stage: String
  /// The input files, one for each input port.
  public var inputs: [String]
  /// The output file; its ending says the format.
  public var output: String
  /// Parameters of the stage, as they were written.
  public var parameters: [(name: String, value: String)] = []
  /// Which colour stands where, for a mosaic.
  public var pattern: BayerPattern?
  /// How many low bits of a code carry information; nil takes the file's word.
  public var bits: Int?
  /// Code of no light.
  public var black: Double?
  /// Code of saturation.
  public var white: Double?
  /// Geometry of a file without a header.
  public var layout: String?
  /// Whether a mosaic is stored as RGB with equal channels.
  public var isMosaicInRGB = false
  /// Whether light is written so that white is the largest code of the file.
  public var isFullScale = false

  /// A request from its parts.
  public init(stage: String, inputs: [String], output: String) {
    self.stage = stage
    self.inputs = inputs
    self.output = output
  }
}
