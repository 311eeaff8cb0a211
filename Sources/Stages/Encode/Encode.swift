import Codecs
import Diagnostics
import Pipeline
import Raster
import Settings

/// Writes a picture file.
public struct Encode: SinkStage {
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
    .choice("format", \.format, "The format of the file; light becomes 16-bit codes in PNG."),
    .integer("compression", \.compression, range: 0...9, "Effort of PNG."),
    .integer("quality", \.quality, range: 1...100, "Quality of JPEG."),
    .choice("subsampling", \.subsampling, "Colour resolution of JPEG."),
  ])
  /// Any picture arrives.
  public static let inputs = [
    InputPort(
      DisplayRGB.self, DisplayGray.self, LinearRGB.self, LinearGray.self, Radiance.self,
      Mosaic.self, summary: "The picture to write.")
  ]
  /// Nothing but the file leaves.
  public var outputs: [OutputPort] { [] }
  /// A file is written as a whole.
  public var reach: Reach { .wholeFrame }

  /// `png`, `jpg`, `pnm` or `pfm`.
  public var fileEnding: String { format == .jpeg ? "jpg" : format.rawValue }

  /// The bytes of the file.
  public func encode(
    _ frame: any AnyFrame, provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    var samples = try PictureSamples(frame)
    if format != .pfm { samples = samples.quantised(scale: 65535, offset: 0, bits: 16) }
    var encoding = PictureEncoding()
    encoding.format = format
    configure(&encoding)
    return try encoding.bytes(samples, provenance: provenance)
  }

  /// Hands on everything but the format.
  public func configure(_ encoding: inout PictureEncoding) {
    encoding.compression = compression
    encoding.quality = quality
    encoding.subsampling = subsampling
  }
}
