import CodecShims
import Diagnostics
import Raster

/// PNG out: 8 and 16 bits; grey, grey and alpha, RGB, RGBA by the number of planes.
///
/// The same planes and options give the same bytes, with the same libpng and zlib.
public enum PNGWriter {
  /// What a PNG can be told.
  public struct Options: Sendable, Hashable {
    /// How hard to compress: 0 (not at all) to 9.
    public var level: Int
    /// Bits of a sample that mean something, noted in the file (sBIT); nil notes nothing.
    ///
    /// Only the number is noted: codes are stored as they are given.
    public var validBits: Int?
    /// Whether neighbours differ in colour, as those of a mosaic do.
    ///
    /// Then choosing a filter row by row chooses badly; one for all makes files smaller, by up to a
    /// quarter.
    public var isMosaic: Bool
    /// Texts to store, in this order; a key has 1 to 79 characters of Latin-1.
    public var texts: [DecodedPicture.Text]

    /// Options from their parts.
    public init(
      level: Int = 6, validBits: Int? = nil, isMosaic: Bool = false,
      texts: [DecodedPicture.Text] = []
    ) {
      self.level = level
      self.validBits = validBits
      self.isMosaic = isMosaic
      self.texts = texts
    }
  }

  /// A file of 8 bits a sample.
  ///
  /// - Parameters:
  ///   - planes: one to four planes of one size.
  ///   - options: level, valid bits, texts.
  /// - Returns: the bytes.
  /// - Throws: a failure where planes or options cannot be stored.
  public static func encode(
    _ planes: [Plane<UInt8>], options: Options = Options()
  ) throws(Failure) -> [UInt8] {
    try encode(planes, bits: 8, options) { y, row in
      PictureSource.join(planes, row: y, into: &row)
    }
  }

  /// A file of 16 bits a sample.
  ///
  /// - Parameters:
  ///   - planes: one to four planes of one size.
  ///   - options: level, valid bits, texts.
  /// - Returns: the bytes.
  /// - Throws: a failure where planes or options cannot be stored.
  public static func encode(
    _ planes: [Plane<UInt16>], options: Options = Options()
  ) throws(Failure) -> [UInt8] {
    try encode(planes, bits: 16, options) { y, row in
      PictureSource.joinBigEndian(planes, row: y, into: &row)
    }
  }

  private static func encode<S>(
    _ planes: [Plane<S>], bits: Int, _ options: Options, _ fill: (Int, inout [UInt8]) -> Void
  ) throws(Failure) -> [UInt8] {
    let size = try PictureSource.check(planes, counts: [1, 2, 3, 4], format: "PNG", side: 1 << 24)
    try check(options, bits: bits)
    var output = cs_png_output()
    output.width = UInt32(size.width)
    output.height = UInt32(size.height)
    output.bit_depth = Int32(bits)
    output.channels = Int32(planes.count)
    output.level = Int32(options.level)
    output.is_mosaic = options.isMosaic ? 1 : 0
    output.significant_bits = Int32(options.validBits ?? 0)
    guard let handle = unsafe cs_png_writer_open(&output) else {
      throw Failure("there is no memory for a PNG encoder", category: .tryAgain)
    }
    defer { unsafe cs_png_writer_close(handle) }
    let texts = TextMemory(options.texts)
    defer { texts.free() }
    var code = unsafe cs_png_write_header(handle, texts.entries, UInt32(options.texts.count))
    var row = [UInt8](repeating: 0, count: size.width * planes.count * bits / 8)
    for y in 0..<size.height where code == CS_OK {
      fill(y, &row)
      code = unsafe cs_png_write_row(handle, row)
    }
    if code == CS_OK { code = unsafe cs_png_write_end(handle) }
    guard code == CS_OK else {
      let said = unsafe cs_png_writer_log(handle).map { unsafe String(cString: cs_log_message($0)) }
      throw Failure("the PNG cannot be written: \(said ?? "")", category: .cannotWrite)
    }
    var count = 0
    let bytes = unsafe cs_png_writer_bytes(handle, &count)
    return unsafe [UInt8](UnsafeBufferPointer(start: bytes, count: count))
  }

  private static func check(_ options: Options, bits: Int) throws(Failure) {
    guard (0...9).contains(options.level) else {
      throw Failure("the compression level of a PNG is 0 to 9, not \(options.level)")
    }
    if let valid = options.validBits, !(1...bits).contains(valid) {
      throw Failure("a PNG of \(bits) bits has 1 to \(bits) valid bits, not \(valid)")
    }
    for text in options.texts {
      let scalars = Array(text.key.unicodeScalars)
      let isLatin = scalars.allSatisfy {
        (0x20...0x7E).contains($0.value) || (0xA1...0xFF).contains($0.value)
      }
      let isTrimmed = scalars.first != " " && scalars.last != " " && !text.key.contains("  ")
      guard (1...79).contains(scalars.count), isLatin, isTrimmed else {
        throw Failure(
          "\"\(text.key)\" cannot be the key of a text in a PNG",
          remedy: "use 1 to 79 characters of Latin-1 with single spaces between words")
      }
      guard !text.value.utf8.contains(0) else {
        throw Failure("the text \"\(text.key)\" holds a zero byte, which a PNG cannot store")
      }
    }
  }
}

/// Texts as C takes them: Latin-1 where ASCII suffices, else UTF-8.
@safe private struct TextMemory {
  let entries: UnsafeMutablePointer<cs_text>
  private let strings: [UnsafeMutablePointer<CChar>]

  init(_ texts: [DecodedPicture.Text]) {
    unsafe entries = .allocate(capacity: max(1, texts.count))
    var strings: [UnsafeMutablePointer<CChar>] = unsafe []
    for (index, text) in texts.enumerated() {
      let key = unsafe Self.copy(text.key.unicodeScalars.map { UInt8($0.value) })
      let value = unsafe Self.copy(Array(text.value.utf8))
      unsafe strings += [key, value]
      unsafe (entries + index).initialize(
        to: cs_text(
          key: key, text: value, length: text.value.utf8.count,
          is_utf8: text.value.utf8.allSatisfy { $0 < 128 } ? 0 : 1))
    }
    unsafe self.strings = strings
  }

  private static func copy(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar> {
    let memory = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { unsafe memory[index] = CChar(bitPattern: byte) }
    unsafe memory[bytes.count] = 0
    return unsafe memory
  }

  func free() {
    unsafe strings.forEach { unsafe $0.deallocate() }
    unsafe entries.deallocate()
  }
}
