import Diagnostics

/// Reads the numbers behind the header of a PLY file from left to right.
struct PLYNumbers {
  private let bytes: [UInt8]
  private let form: PLYHeader.Form
  private let file: String
  private var offset: Int
  private var line: Int
  private var lineStart: Int

  init(_ bytes: [UInt8], _ header: PLYHeader, file: String) {
    (self.bytes, self.file, form) = (bytes, file, header.form)
    (offset, line, lineStart) = (header.end.byte, header.end.line, header.end.byte)
  }

  /// A failure at the next number.
  func failure(_ message: String, remedy: String? = nil) -> Failure {
    let place: Place =
      form == .ascii
      ? .text(file: file, line: line, column: offset - lineStart + 1)
      : .byte(file: file, offset: offset)
    return Failure("PLY: \(message)", at: place, remedy: remedy)
  }

  /// The next number.
  mutating func next(_ kind: PLYHeader.Kind) throws(Failure) -> Double {
    form == .ascii ? try word() : try binary(kind)
  }

  private mutating func word() throws(Failure) -> Double {
    while offset < bytes.count, bytes[offset] <= 0x20 {
      if bytes[offset] == 0x0A { (line, lineStart) = (line + 1, offset + 1) }
      offset += 1
    }
    let end = bytes[offset...].prefix(64).firstIndex { $0 <= 0x20 } ?? min(bytes.count, offset + 64)
    let text = String(decoding: bytes[offset..<end], as: UTF8.self)
    guard let number = Double(text), number.isFinite else {
      throw failure(
        text.isEmpty ? "the file ends before its last number" : "\(text) is no number",
        remedy: text.isEmpty ? "write as many lines as the header says" : nil)
    }
    offset = end
    return number
  }

  private mutating func binary(_ kind: PLYHeader.Kind) throws(Failure) -> Double {
    let count =
      switch kind {
      case .integer(let bytes, _), .float(let bytes): bytes
      }
    guard offset + count <= bytes.count else {
      throw failure(
        "the file ends before its last number", remedy: "transfer it again, as binary")
    }
    var bits: UInt64 = 0
    for index in 0..<count {
      let place = form == .bigEndian ? index : count - 1 - index
      bits = bits << 8 | UInt64(bytes[offset + place])
    }
    offset += count
    switch kind {
    case .integer(let bytes, let isSigned):
      let shift = UInt64(64 - 8 * bytes)
      return isSigned ? Double(Int64(bitPattern: bits << shift) >> Int64(shift)) : Double(bits)
    case .float(let bytes):
      let number =
        bytes == 4 ? Double(Float(bitPattern: UInt32(bits))) : Double(bitPattern: bits)
      guard number.isFinite else { throw failure("a number is not finite") }
      return number
    }
  }
}
