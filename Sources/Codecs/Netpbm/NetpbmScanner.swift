import Diagnostics

/// Reads header words and samples of a Netpbm file from left to right.
struct NetpbmScanner {
  let bytes: [UInt8]
  let file: String
  let format: Codec.Format
  /// The next byte; starts after the two of the format.
  var offset = 2

  init(bytes: [UInt8], file: String, format: Codec.Format) {
    self.bytes = bytes
    self.file = file
    self.format = format
  }

  func failure(_ message: String, remedy: String? = nil) -> Failure {
    Failure("\(format.rawValue): \(message)", at: .byte(file: file, offset: offset), remedy: remedy)
  }

  func excess(_ code: Int, _ most: Int, _ x: Int, _ y: Int) -> Failure {
    failure("the code \(code) at column \(x), row \(y) exceeds the largest code \(most)")
  }

  /// Skips space and comments, which run from # to the end of the line.
  private mutating func skipSpace() {
    while offset < bytes.count {
      if bytes[offset] == UInt8(ascii: "#") {
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
      } else if Netpbm.isSpace(bytes[offset]) {
        offset += 1
      } else {
        return
      }
    }
  }

  /// A decimal number of at most nine digits.
  mutating func integer(_ what: String) throws(Failure) -> Int {
    skipSpace()
    var (value, digits) = (0, 0)
    while offset < bytes.count, digits < 10, (0x30...0x39).contains(bytes[offset]) {
      value = value * 10 + Int(bytes[offset] - 0x30)
      offset += 1
      digits += 1
    }
    let ends = offset == bytes.count || Netpbm.isSpace(bytes[offset]) || bytes[offset] == 0x23
    guard digits > 0, digits < 10, ends else {
      let found = offset < bytes.count ? "the byte \(bytes[offset])" : "the end of the file"
      throw failure("\(what) is expected as a number of at most nine digits, found \(found)")
    }
    return value
  }

  /// The scale of a PFM; only its sign, the byte order, is used.
  mutating func scaleIsNegative() throws(Failure) -> Bool {
    skipSpace()
    let start = offset
    while offset < bytes.count, !Netpbm.isSpace(bytes[offset]), offset - start < 40 { offset += 1 }
    let word = String(decoding: bytes[start..<offset], as: UTF8.self)
    guard let scale = Double(word), scale.isFinite, scale != 0 else {
      offset = start
      throw failure("a scale other than 0 is expected, found \"\(word)\"")
    }
    return scale < 0
  }

  /// Exactly one space stands between header and samples.
  mutating func endOfHeader() throws(Failure) {
    guard offset < bytes.count, Netpbm.isSpace(bytes[offset]) else {
      throw failure("the file ends in its header")
    }
    offset += 1
  }

  func need(_ count: Int, row: Int) throws(Failure) {
    if bytes.count - offset >= count { return }
    throw Failure(
      "\(format.rawValue): row \(row) takes \(count) bytes from byte \(offset) on, the file has"
        + " \(bytes.count - offset)",
      at: .row(file: file, row: row), remedy: "fetch the rest of the file")
  }

  mutating func textCode(row: Int) throws(Failure) -> Int {
    do {
      return try integer("a code")
    } catch {
      if offset < bytes.count { throw error }
      throw Failure(
        "\(format.rawValue): the file ends at byte \(offset)", at: .row(file: file, row: row),
        remedy: "fetch the rest of the file")
    }
  }

  /// The next code; `need` has made sure that it is there.
  mutating func binaryCode(_ wide: Bool) -> Int {
    let high = Int(bytes[offset])
    offset += 1
    if !wide { return high }
    offset += 1
    return high << 8 | Int(bytes[offset - 1])
  }

  /// The next number; `need` has made sure that it is there.
  mutating func number(_ isLittle: Bool) -> Float {
    var bits: UInt32 = 0
    for i in 0..<4 {
      bits |= UInt32(bytes[offset + i]) << UInt32(isLittle ? 8 * i : 24 - 8 * i)
    }
    offset += 4
    return Float(bitPattern: bits)
  }

  mutating func warnOfRest(_ warnings: inout Warnings, isText: Bool) {
    if isText { skipSpace() }
    let rest = bytes.count - offset
    if rest > 0 { warnings.add("\(rest) bytes follow the last row") }
  }
}
