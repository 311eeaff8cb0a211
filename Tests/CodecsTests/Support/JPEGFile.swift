/// JPEG files written by hand, block by block constant.
enum JPEGFile {
  static let start: [UInt8] = [0xFF, 0xD8]
  static let end: [UInt8] = [0xFF, 0xD9]

  static func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    [0xFF, marker, UInt8((body.count + 2) >> 8), UInt8((body.count + 2) & 255)] + body
  }

  static func frame(
    _ marker: UInt8, width: Int, height: Int, components: Int, precision: UInt8 = 8
  ) -> [UInt8] {
    let size = [UInt8(height >> 8), UInt8(height & 255), UInt8(width >> 8), UInt8(width & 255)]
    let parts = (1...components).flatMap { [UInt8($0), 0x11, 0] as [UInt8] }
    return segment(marker, [precision] + size + [UInt8(components)] + parts)
  }

  /// All quantisation steps are 8, so that a DC of 1 is one level.
  static let quantisation = segment(0xDB, [0] + [UInt8](repeating: 8, count: 64))

  /// A baseline picture of 8×8 pixels whose components have these values (1 to 255).
  static func constant(_ values: [Int], adobe: UInt8? = nil) -> [UInt8] {
    // DC: categories 0 to 8, all of four bits. AC: the end of the block, two bits.
    let dc = segment(0xC4, [0x00] + [0, 0, 0, 9] + [UInt8](repeating: 0, count: 12) + Array(0...8))
    let ac = segment(0xC4, [0x10] + [0, 1] + [UInt8](repeating: 0, count: 14) + [0])
    var bits = ""
    for value in values {
      let level = value - 128
      let category = Int.bitWidth - abs(level).leadingZeroBitCount
      let extra = level < 0 ? level + (1 << category) - 1 : level
      bits += binary(category, 4) + binary(extra, category) + "00"
    }
    let parts = (1...values.count).flatMap { [UInt8($0), 0x00] as [UInt8] }
    let scan = segment(0xDA, [UInt8(values.count)] + parts + [0, 63, 0])
    let marker = adobe.map { segment(0xEE, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, $0]) } ?? []
    return start + marker + quantisation
      + frame(0xC0, width: 8, height: 8, components: values.count) + dc + ac + scan + packed(bits)
      + end
  }

  /// A complete progressive grey picture of 8×8 pixels in so many scans, from 64 to 127.
  static func progressive(scans: Int) -> [UInt8] {
    let refined = scans - 64
    let first = (1...63).flatMap { scan(band: $0...$0, high: 0, low: $0 <= refined ? 1 : 0) }
    let second = (1...63).prefix(refined).flatMap { scan(band: $0...$0, high: 1, low: 0) }
    return start + quantisation + frame(0xC2, width: 8, height: 8, components: 1) + tables
      + scan(band: 0...0, high: 0, low: 0, data: [0x7F]) + first + second + end
  }

  /// A progressive HD picture that refines the same coefficients again and again.
  static func manyScans(_ count: Int) -> [UInt8] {
    let blocks = 240 * 135
    let run = 0x4000 | (blocks - 16384)
    let data = [UInt8(run >> 8), UInt8(run & 255)]
    var out = start + quantisation + frame(0xC2, width: 1920, height: 1080, components: 1) + tables
    out += scan(band: 0...0, high: 0, low: 0, data: [UInt8](repeating: 0, count: blocks / 8))
    for k in 1...63 { out += scan(band: k...k, high: 0, low: 1, data: data) }
    for k in 1...63 { out += scan(band: k...k, high: 1, low: 0, data: data) }
    for _ in 127..<max(127, count) { out += scan(band: 1...63, high: 1, low: 0, data: data) }
    return out + end
  }

  /// Huffman codes: DC category 0 is `0`; the AC end of a block `00`, of 16384 blocks on `01`.
  private static let tables =
    segment(0xC4, [0x00, 1] + [UInt8](repeating: 0, count: 15) + [0])
    + segment(0xC4, [0x10, 0, 2] + [UInt8](repeating: 0, count: 14) + [0x00, 0xE0])

  private static func scan(
    band: ClosedRange<Int>, high: Int, low: Int, data: [UInt8] = [0x3F]
  ) -> [UInt8] {
    let spectrum = [UInt8(band.lowerBound), UInt8(band.upperBound), UInt8(high << 4 | low)]
    return segment(0xDA, [1, 1, 0x00] + spectrum) + data
  }

  private static func binary(_ value: Int, _ count: Int) -> String {
    (0..<count).reversed().map { value >> $0 & 1 == 1 ? "1" : "0" }.joined()
  }

  private static func packed(_ bits: String) -> [UInt8] {
    let padded = Array(bits + String(repeating: "1", count: (8 - bits.count % 8) % 8))
    return stride(from: 0, to: padded.count, by: 8).flatMap { start -> [UInt8] in
      let byte = UInt8(String(padded[start..<(start + 8)]), radix: 2) ?? 0
      return byte == 0xFF ? [0xFF, 0] : [byte]
    }
  }
}
