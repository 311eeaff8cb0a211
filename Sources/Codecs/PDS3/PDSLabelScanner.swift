import Diagnostics

/// Reads the words, texts and signs of a PDS3 label from left to right.
struct PDSLabelScanner {
  /// At most as many bytes as a label may have.
  let bytes: ArraySlice<UInt8>
  let isCut: Bool
  let file: String
  /// The next byte.
  var offset: Int
  private var line = 1
  private var lineStart = 0

  init(_ bytes: [UInt8], file: String) {
    self.bytes = bytes.prefix(PDSLabel.byteLimit)
    isCut = bytes.count > PDSLabel.byteLimit
    self.file = file
    offset = Self.firstKey(of: bytes)
    for (index, byte) in bytes.prefix(offset).enumerated() where byte == 0x0A {
      line += 1
      lineStart = index + 1
    }
  }

  /// The byte behind an SFDU line, or 0 where there is none.
  static func firstKey(of bytes: [UInt8]) -> Int {
    guard bytes.starts(with: "CCSD".utf8) else { return 0 }
    guard let end = bytes.prefix(256).firstIndex(of: 0x0A) else { return 0 }
    return end + 1
  }

  /// A place in the label.
  struct Position {
    let line: Int
    let column: Int
  }

  /// Where the next byte stands.
  var position: Position { Position(line: line, column: offset - lineStart + 1) }

  func failure(
    _ message: String, at position: Position? = nil, remedy: String? = nil
  ) -> Failure {
    let position = position ?? self.position
    return Failure(
      "the PDS3 label: \(message)",
      at: .text(file: file, line: position.line, column: position.column), remedy: remedy)
  }

  /// What stands next, for messages.
  var found: String {
    guard let byte = peek else {
      return isCut ? "\(bytes.count) bytes without END" : "the end of the file"
    }
    let isPrintable = (0x21...0x7E).contains(byte)
    return isPrintable ? "\"\(Unicode.Scalar(byte))\"" : "the byte \(byte)"
  }

  var peek: UInt8? { offset < bytes.endIndex ? bytes[offset] : nil }

  private mutating func advance() {
    if bytes[offset] == 0x0A {
      line += 1
      lineStart = offset + 1
    }
    offset += 1
  }

  /// Skips space, line ends and comments.
  mutating func skipSpace() throws(Failure) {
    while let byte = peek {
      if Netpbm.isSpace(byte) {
        advance()
      } else if isComment {
        let start = position
        offset += 2
        while offset < bytes.endIndex, !bytes[offset...].starts(with: "*/".utf8) { advance() }
        guard peek != nil else {
          throw failure("a comment is not closed", at: start, remedy: "close it with */")
        }
        offset += 2
      } else {
        return
      }
    }
  }

  private var isComment: Bool { bytes[offset...].starts(with: "/*".utf8) }

  /// Takes a sign, where it stands next.
  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: sign) else { return false }
    advance()
    return true
  }

  /// A key: letters, digits, `_`, `:`, `-`, with `^` before it for a pointer.
  mutating func key() throws(Failure) -> String {
    let start = offset
    _ = take("^")
    while let byte = peek, Self.isKey(byte) { offset += 1 }
    guard offset > start else {
      throw failure("a key is expected, found \(found)", remedy: "fetch the file again")
    }
    return string(start..<offset)
  }

  private static func isKey(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: ":"),
      UInt8(ascii: "-"):
      true
    default: false
    }
  }

  /// A number, name or time: what stands up to space or a sign.
  mutating func word() throws(Failure) -> String {
    let start = offset
    while let byte = peek, (0x21...0x7E).contains(byte), !isComment,
      !"(){}<>,=\"'".utf8.contains(byte)
    {
      offset += 1
    }
    guard offset > start else {
      throw failure("a value is expected, found \(found)", remedy: "fetch the file again")
    }
    return string(start..<offset)
  }

  /// What stands between the sign that is next and its closing one; line breaks become one space.
  mutating func enclosed(by close: Unicode.Scalar, _ what: String) throws(Failure) -> String {
    let start = position
    advance()
    let first = offset
    while let byte = peek, byte != UInt8(ascii: close) { advance() }
    guard peek != nil else {
      throw failure("\(what) is not closed", at: start, remedy: "close it with \(close)")
    }
    let text = unfolded(first..<offset)
    advance()
    return text
  }

  /// The text of some bytes; a line end with the space around it is one space.
  private func unfolded(_ range: Range<Int>) -> String {
    let lines = bytes[range].split(separator: 0x0A, omittingEmptySubsequences: false)
    if lines.count < 2 { return string(range) }
    let trimmed = lines.enumerated().map { index, line in
      let front = index == 0 ? line : line.drop(while: Netpbm.isSpace)
      let back = index == lines.count - 1 ? front.endIndex : Self.end(of: front)
      return String(decoding: front[..<back], as: UTF8.self)
    }
    return trimmed.filter { !$0.isEmpty }.joined(separator: " ")
  }

  /// The end of a line without the space behind it.
  private static func end(of line: ArraySlice<UInt8>) -> Int {
    line.lastIndex { !Netpbm.isSpace($0) }.map { $0 + 1 } ?? line.startIndex
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }
}
