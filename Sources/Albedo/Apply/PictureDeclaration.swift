import Raster

/// What is said of a plain picture file that the file cannot say itself.
public struct PictureDeclaration: Sendable, Hashable {
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

  /// Nothing said.
  public init() {}
}
