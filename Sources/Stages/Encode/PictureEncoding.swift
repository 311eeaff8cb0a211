import Codecs
import Diagnostics
import Pipeline
import Raster

/// How a picture becomes a file.
public struct PictureEncoding: Sendable {
  /// The formats that are written.
  public enum Format: String, Sendable, CaseIterable {
    /// Portable Network Graphics, 8 or 16 bits, lossless.
    case png
    /// JPEG, 8 bits, lossy.
    case jpeg
    /// Portable greymap or pixmap, 8 or 16 bits.
    case pnm
    /// Portable floatmap.
    case pfm

    /// The format that a file name asks for, or nil.
    ///
    /// - Parameter ending: lower case, without its dot.
    public init?(ending: String) {
      switch ending {
      case "png": self = .png
      case "jpg", "jpeg": self = .jpeg
      case "pgm", "ppm", "pnm": self = .pnm
      case "pfm": self = .pfm
      default: return nil
      }
    }
  }

  /// The format.
  public var format = Format.png
  /// Effort of PNG, 0 to 9.
  public var compression = 6
  /// Quality of JPEG, 1 to 100.
  public var quality = 92
  /// Colour resolution of JPEG.
  public var subsampling = JPEGWriter.Subsampling.both

  /// PNG.
  public init() {}

  /// The bytes of the file.
  ///
  /// - Parameters:
  ///   - samples: one plane or three.
  ///   - provenance: what the file says about itself.
  /// - Returns: the content of the file.
  /// - Throws: a failure when the format cannot hold the samples.
  public func bytes(
    _ samples: PictureSamples, provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    let texts = provenance.entries.map { DecodedPicture.Text($0.key, $0.value) }
    switch (format, samples) {
    case (.png, .eight(let planes)):
      return try PNGWriter.encode(planes, options: .init(level: compression, texts: texts))
    case (.png, .sixteen(let planes, let validBits)):
      return try PNGWriter.encode(
        planes,
        options: .init(
          level: compression, validBits: validBits < 16 ? validBits : nil, texts: texts))
    case (.jpeg, .eight(let planes)):
      return try JPEGWriter.encode(
        planes, options: .init(quality: quality, subsampling: subsampling, texts: texts))
    case (.pnm, .eight(let planes)):
      return try NetpbmWriter.encode(planes)
    case (.pnm, .sixteen(let planes, let validBits)):
      return try NetpbmWriter.encode(planes, largest: (1 << validBits) - 1)
    case (.pfm, .floats(let planes)):
      return try NetpbmWriter.encode(planes)
    case (.pfm, _):
      throw Failure(
        "pfm holds floating-point numbers, not codes",
        remedy: "write light (before the stage tone) as pfm, or codes as png")
    default:
      throw Failure(
        "\(format.rawValue) cannot hold samples of \(samples.bits) bits",
        remedy: format == .jpeg ? "use depth: 8 in tone, or format: png" : "use format: pfm")
    }
  }
}
