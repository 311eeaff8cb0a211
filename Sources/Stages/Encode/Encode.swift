import Codecs
import Diagnostics
import Pipeline
import Raster
import Settings

/// Writes a picture file.
public struct Encode: SinkStage {
  /// What of a frame is written.
  public enum Content: String, Sendable, CaseIterable {
    /// Its samples.
    case picture
    /// Why its pixels are no data.
    case defects
  }

  /// What is written.
  public var content = Content.picture
  /// The format of the file.
  public var format = PictureEncoding.Format.png
  /// Effort of PNG.
  public var compression = 6
  /// Quality of JPEG.
  public var quality = 92
  /// Colour resolution of JPEG.
  public var subsampling = JPEGWriter.Subsampling.both

  /// PNG.
  public init() {}

  /// `encode`.
  public static let name = "encode"
  /// What it does.
  public static let summary = "Writes a picture as PNG, JPEG, PGM/PPM or PFM, with its provenance."
  /// The parameters.
  public static let table = Table<Encode>([
    .choice(
      "content", \.content,
      "The picture, or its mask: 0 for data; else 1 lost + 2 bad pixel + 4 saturated + 8 outside "
        + "+ 16 unmatched."),
    .choice("format", \.format, "The format of the file; light becomes 16-bit codes in PNG."),
    .integer("compression", \.compression, range: 0...9, "Effort of PNG."),
    .integer("quality", \.quality, range: 1...100, "Quality of JPEG."),
    .choice("subsampling", \.subsampling, "Colour resolution of JPEG."),
  ])
  /// Any picture arrives.
  public static let inputs = [
    InputPort(
      DisplayRGB.self, DisplayGray.self, LinearRGB.self, LinearGray.self, Radiance.self,
      Mosaic.self, Disparity.self, Depth.self, XYZ.self, Normals.self,
      summary: "The picture to write.")
  ]
  /// Nothing but the file leaves.
  public var outputs: [OutputPort] { [] }
  /// A file is written as a whole.
  public var reach: Reach { .wholeFrame }

  /// `png`, `jpg`, `pnm` or `pfm`.
  public var fileEnding: String { format == .jpeg ? "jpg" : format.rawValue }

  /// The bytes of the file.
  public func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    guard let frame = inputs["frame"] else { throw .unresolved(Self.name) }
    try check(frame)
    var samples = try samples(of: frame)
    if format != .pfm { samples = samples.quantised(scale: 65535, offset: 0, bits: 16) }
    var encoding = PictureEncoding()
    encoding.format = format
    configure(&encoding)
    return try encoding.bytes(samples, provenance: provenance)
  }

  /// What is written of a frame: its samples or its mask.
  ///
  /// - Parameter frame: any picture.
  /// - Returns: planes as a file holds them.
  /// - Throws: a failure where the format would change a mask or cannot hold it.
  public func samples(of frame: any AnyFrame) throws(Failure) -> PictureSamples {
    guard content == .defects else { return try PictureSamples(frame) }
    guard format == .png || format == .pnm else {
      throw Failure(
        "\(format.rawValue) does not keep a mask as it is", remedy: "write defects as png or pnm")
    }
    return .eight([frame.validity.defects ?? Plane(size: frame.validity.size, repeating: 0)])
  }

  /// Numbers with a unit are written as such.
  private func check(_ frame: any AnyFrame) throws(Failure) {
    let hasUnit =
      frame is Frame<Disparity> || frame is Frame<Depth> || frame is Frame<XYZ>
      || frame is Frame<Normals>
    guard hasUnit, content == .picture, format != .pfm else { return }
    throw Failure(
      "\(format.rawValue) does not hold what is in a \(frame.domainName) frame",
      remedy: "write it with format: pfm, or put color-code before encode")
  }

  /// Hands on everything but content and format.
  public func configure(_ encoding: inout PictureEncoding) {
    encoding.compression = compression
    encoding.quality = quality
    encoding.subsampling = subsampling
  }
}
