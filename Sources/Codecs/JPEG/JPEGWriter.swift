import CodecShims
import Diagnostics
import Raster

/// JPEG out: 8 bits, grey or RGB by the number of planes.
///
/// The same planes and options give the same bytes, with the same libjpeg.
public enum JPEGWriter {
  /// Pixels that share one pair of colour samples.
  public enum Subsampling: String, Sendable, Hashable, CaseIterable {
    /// None: 1×1.
    case full = "444"
    /// Two side by side.
    case horizontal = "422"
    /// Two by two.
    case both = "420"
  }

  /// What a JPEG can be told.
  public struct Options: Sendable, Hashable {
    /// Quality, 1 to 100, on the scale of libjpeg.
    public var quality: Int
    /// Pixels that share colour; without meaning for grey.
    public var subsampling: Subsampling
    /// A restart marker every so many rows of blocks; 0 writes none.
    ///
    /// With 1, damage stays in the row of blocks that it hits.
    public var restartRows: Int
    /// Whether the rows come in several scans, coarse to fine.
    public var isProgressive: Bool
    /// Texts to store, in this order, each a comment `Key: value`.
    ///
    /// `Description` and `Software` are stored in EXIF too.
    public var texts: [DecodedPicture.Text]

    /// Options from their parts.
    public init(
      quality: Int = 90, subsampling: Subsampling = .full, restartRows: Int = 0,
      isProgressive: Bool = false, texts: [DecodedPicture.Text] = []
    ) {
      self.quality = quality
      self.subsampling = subsampling
      self.restartRows = restartRows
      self.isProgressive = isProgressive
      self.texts = texts
    }
  }

  /// A file of 8 bits a sample.
  ///
  /// - Parameters:
  ///   - planes: one plane of grey, or three of red, green, blue; at most 65500 pixels a side.
  ///   - options: quality, subsampling, texts.
  /// - Returns: the bytes.
  /// - Throws: a failure where planes or options cannot be stored.
  public static func encode(
    _ planes: [Plane<UInt8>], options: Options = Options()
  ) throws(Failure) -> [UInt8] {
    let size = try PictureSource.check(planes, counts: [1, 3], format: "JPEG", side: 65500)
    guard (1...100).contains(options.quality) else {
      throw Failure("the quality of a JPEG is 1 to 100, not \(options.quality)")
    }
    guard (0...65535).contains(options.restartRows) else {
      throw Failure("restart markers stand 1 to 65535 rows apart, not \(options.restartRows)")
    }
    let markers = try markers(options.texts)
    var output = cs_jpeg_output()
    output.width = UInt32(size.width)
    output.height = UInt32(size.height)
    output.channels = Int32(planes.count)
    output.quality = Int32(options.quality)
    output.luma_x = options.subsampling == .full ? 1 : 2
    output.luma_y = options.subsampling == .both ? 2 : 1
    output.restart_rows = Int32(options.restartRows)
    output.is_progressive = options.isProgressive ? 1 : 0
    guard let handle = unsafe cs_jpeg_writer_open(&output) else {
      throw Failure("there is no memory for a JPEG encoder", category: .tryAgain)
    }
    defer { unsafe cs_jpeg_writer_close(handle) }
    var code = unsafe cs_jpeg_write_header(handle)
    for (marker, bytes) in markers where code == CS_OK {
      code = unsafe cs_jpeg_write_marker(handle, marker, bytes, UInt32(bytes.count))
    }
    var row = [UInt8](repeating: 0, count: size.width * planes.count)
    for y in 0..<size.height where code == CS_OK {
      PictureSource.join(planes, row: y, into: &row)
      code = unsafe cs_jpeg_write_row(handle, row)
    }
    if code == CS_OK { code = unsafe cs_jpeg_write_end(handle) }
    guard code == CS_OK else {
      let said = unsafe cs_jpeg_writer_log(handle).map {
        unsafe String(cString: cs_log_message($0))
      }
      throw Failure("the JPEG cannot be written: \(said ?? "")", category: .cannotWrite)
    }
    var count = 0
    let bytes = unsafe cs_jpeg_writer_bytes(handle, &count)
    return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  }

  private static func markers(
    _ texts: [DecodedPicture.Text]
  ) throws(Failure) -> [(marker: Int32, bytes: [UInt8])] {
    var markers: [(marker: Int32, bytes: [UInt8])] = []
    if let exif = Exif.bytes(texts) { markers.append((0xE1, exif)) }
    for text in texts {
      guard JPEGComment.isKey(text.key) else {
        throw Failure(
          "\"\(text.key)\" cannot be the key of a text in a JPEG",
          remedy: "use 1 to 79 letters, digits, spaces, dots, - and _ of ASCII")
      }
      markers.append((0xFE, JPEGComment.bytes(text)))
    }
    for (_, bytes) in markers where bytes.count > 65533 {
      throw Failure("a text in a JPEG takes at most 65533 bytes, not \(bytes.count)")
    }
    return markers
  }
}
