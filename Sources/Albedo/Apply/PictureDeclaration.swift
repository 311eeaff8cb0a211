import Diagnostics
import Raster
import Rig

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

  /// Sees that nothing is said that cannot be true of a camera.
  ///
  /// - Parameter camera: which took the picture.
  /// - Throws: a failure where colours are said of a camera without colour filters.
  func check(for camera: Camera) throws(Failure) {
    guard pattern != nil, camera.sensor.pattern == nil else { return }
    throw Failure(
      "camera \"\(camera.name)\" has no colour filters", at: .argument("--cfa"),
      remedy: "leave --cfa out, or state the pattern of the sensor in the rig", category: .usage)
  }
}
