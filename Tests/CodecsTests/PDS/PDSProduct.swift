@testable import Codecs

/// A PDS3 product written by hand: a label, then lines.
struct PDSProduct {
  /// Statements of the label that stand before the pointer.
  var statements = ["RECORD_TYPE = UNDEFINED"]
  /// Keys and values of the IMAGE object.
  var image: [(String, String)] = []
  /// What stands behind `^IMAGE =`; without it, the byte behind the label.
  var pointer: String?
  var body: [UInt8] = []
  var start = "PDS_VERSION_ID = PDS3"

  init(
    width: Int, height: Int, bits: Int = 8, type: String = "UNSIGNED_INTEGER",
    _ more: [(String, String)] = [], body: [UInt8] = []
  ) {
    image =
      [
        ("LINES", "\(height)"), ("LINE_SAMPLES", "\(width)"), ("SAMPLE_BITS", "\(bits)"),
        ("SAMPLE_TYPE", type),
      ] + more
    self.body = body
  }

  /// The label, in lines that end as those of the archive do.
  func label(pointer: String) -> [UInt8] {
    let lines =
      [start] + statements + ["^IMAGE = \(pointer)", "OBJECT = IMAGE"]
      + image.map { "  \($0.0) = \($0.1)" } + ["END_OBJECT = IMAGE", "END", ""]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  /// Label and lines in one file.
  var bytes: [UInt8] {
    if let pointer { return label(pointer: pointer) + body }
    let count = label(pointer: "00000 <BYTES>").count
    let place = String(String(count + 100_001).dropFirst())
    return label(pointer: "\(place) <BYTES>") + body
  }

  func decoded() throws -> DecodedPicture { try Codec.decode(bytes, file: "test.bin") }
}

extension DecodedPicture {
  /// All samples of a channel, row by row.
  func codes(_ channel: Int = 0) -> [Int] {
    (0..<size.height).flatMap { y in (0..<size.width).map { code(channel, $0, y) } }
  }
}
