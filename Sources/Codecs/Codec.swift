import Diagnostics

/// Decodes picture files, telling formats by what stands in the bytes, never by the file's name.
public enum Codec {
  /// A format that says what it is.
  public enum Format: String, Sendable, Hashable, CaseIterable {
    /// Portable Network Graphics, of every colour type, depth and interlace.
    case png = "PNG"
    /// JPEG, baseline and progressive.
    case jpeg = "JPEG"
    /// Grey codes up to 65535, in text (P2) or bytes (P5).
    case pgm = "PGM"
    /// RGB codes up to 65535, in text (P3) or bytes (P6).
    case ppm = "PPM"
    /// Numbers of 32 bits, grey (Pf) or RGB (PF).
    case pfm = "PFM"
    /// Image of the Planetary Data System, version 3: a label in text, then plain samples.
    case pds3 = "PDS3"
  }

  /// Reads the file of a name in the folder of the file that is decoded.
  public typealias Companion = (_ name: String) throws(Failure) -> [UInt8]

  /// The format that the first bytes announce, or nil.
  ///
  /// A PNG whose signature was damaged on the way counts as PNG, so that it can be refused with
  /// the reason.
  public static func identify(_ bytes: [UInt8]) -> Format? {
    if PNGChunks.isPNG(bytes) { return .png }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if PDSLabel.begins(bytes) { return .pds3 }
    guard bytes.count > 2, bytes[0] == UInt8(ascii: "P"), Netpbm.isSpace(bytes[2]) else {
      return nil
    }
    switch bytes[1] {
    case UInt8(ascii: "2"), UInt8(ascii: "5"): return .pgm
    case UInt8(ascii: "3"), UInt8(ascii: "6"): return .ppm
    case UInt8(ascii: "f"), UInt8(ascii: "F"): return .pfm
    default: return nil
    }
  }

  /// The file beside a PDS3 label in which its pixels are.
  ///
  /// - Parameters:
  ///   - bytes: the label.
  ///   - file: what messages call it.
  /// - Returns: a plain name; nil where the bytes are no label, or the pixels follow it.
  /// - Throws: a failure that points into the label.
  public static func companionName(
    of bytes: [UInt8], file: String
  ) throws(Failure) -> String? {
    guard PDSLabel.begins(bytes) else { return nil }
    let label = try PDSLabel(parsing: bytes, file: file)
    return try PDSImage(label, file: file, limits: .default).pointer.name
  }

  /// Decodes a picture file.
  ///
  /// - Parameters:
  ///   - bytes: all of the file.
  ///   - file: what messages call it.
  ///   - limits: what is refused before memory is taken.
  ///   - companion: reads a file beside this one, for a PDS3 label that stands alone; it is asked
  ///     for plain names only, never for a folder.
  /// - Returns: the picture, every pixel as it was sent.
  /// - Throws: a failure that names the file and the byte or row: an unknown format, a limit, a
  ///   malformed, damaged or truncated file, a kind of file that the libraries here cannot decode.
  public static func decode(
    _ bytes: [UInt8], file: String, limits: Limits = .default, companion: Companion? = nil
  ) throws(Failure) -> DecodedPicture {
    guard let format = identify(bytes) else {
      throw Failure(
        bytes.isEmpty ? "the file is empty" : "the file is in no picture format known here",
        at: .byte(file: file, offset: 0),
        remedy:
          "PNG, JPEG, PGM, PPM, PFM and PDS3 say what they are; headerless pixels need a declared"
          + " geometry: \(RawLayout.grammar)")
    }
    switch format {
    case .png: return try PNGReader.read(bytes, file: file, limits: limits).complete()
    case .jpeg: return try JPEGReader.read(bytes, file: file, limits: limits).complete()
    case .pgm, .ppm, .pfm:
      return try Netpbm.read(bytes, format: format, file: file, limits: limits).complete()
    case .pds3:
      return try PDSReader.read(bytes, file: file, limits: limits, companion: companion).complete()
    }
  }
}
