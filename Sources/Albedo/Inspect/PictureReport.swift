import Codecs
import Diagnostics
import Files
import Raster
import Settings

/// What there is to know about a picture file.
public struct PictureReport: Sendable {
  /// The facts, for programs.
  public let json: JSONValue

  /// Reads a picture.
  ///
  /// - Parameters:
  ///   - path: the file.
  ///   - layout: geometry of a file without a header.
  /// - Throws: a failure when it cannot be decoded.
  public init(path: String, layout: String? = nil) throws(Failure) {
    let bytes = try Files.read(path)
    let picture = try PictureReport.decode(bytes, path, layout)
    let texts = picture.texts.map { ($0.key, JSONValue.string($0.value)) }
    json = .object([
      ("type", "picture"), ("file", .string(path)), ("format", .string(picture.format)),
      ("width", .integer(picture.size.width)), ("height", .integer(picture.size.height)),
      ("channels", .string(picture.channels.rawValue)), ("bits", .integer(picture.bits)),
      ("validBits", .integer(picture.validBits)), ("interlaced", .bool(picture.isInterlaced)),
      ("bytes", .integer(bytes.count)), ("sha256", .string("\(Digest(of: bytes))")),
      ("pixelDigest", .string("\(picture.pixelDigest)")), ("texts", .object(texts)),
      (
        "warnings",
        [
          "count": .integer(picture.warnings.count),
          "messages": .array(picture.warnings.messages.map { .string($0) }),
        ]
      ),
    ])
  }

  static func decode(
    _ bytes: [UInt8], _ path: String, _ layout: String?
  ) throws(Failure) -> DecodedPicture {
    guard let layout else { return try Codec.decode(bytes, path: path) }
    return try RawCodec.decode(bytes, layout: try RawLayout(parsing: layout), file: path)
  }

  /// The facts, a line each.
  public var text: String {
    guard case .object(let members) = json else { return "" }
    return members.map { name, value in
      let shown = if case .string(let text) = value { text } else { value.text }
      return "\(name): \(shown)"
    }.joined(separator: "\n")
  }
}

extension Codec {
  /// Decodes the content of a file, which may be a label of pixels that lie beside it.
  static func decode(_ bytes: [UInt8], path: String) throws(Failure) -> DecodedPicture {
    try decode(bytes, file: path, companion: companion(of: path))
  }

  /// Reads files beside the one at a path.
  static func companion(of path: String) -> Companion {
    { name throws(Failure) in try Files.read(Files.join(Files.folder(of: path), name)) }
  }
}

extension DecodedPicture {
  /// SHA-256 over size, channels and all samples, plane by plane, little endian.
  public var pixelDigest: Digest {
    var digester = Digester()
    digester.update(Array("\(size.width)x\(size.height) \(channels.rawValue) \(bits)\n".utf8))
    switch samples {
    case .u8(let planes): for plane in planes { plane.forEachRowOfBytes { digester.update($0) } }
    case .u16(let planes): for plane in planes { plane.forEachRowOfBytes { digester.update($0) } }
    case .f32(let planes): for plane in planes { plane.forEachRowOfBytes { digester.update($0) } }
    }
    return digester.finish()
  }
}
