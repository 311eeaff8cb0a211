/// A PNG encoder of its own: no compression, no filter, every colour type, depth and interlace.
struct PNGFile {
  var width: Int
  var height: Int
  var depth = 8
  var colorType = 0
  var isInterlaced = false
  /// Chunks between header and pixels.
  var chunks: [(name: String, body: [UInt8])] = []
  /// The code of a channel (for a palette: the index) at a pixel.
  var code: (_ channel: Int, _ x: Int, _ y: Int) -> Int = { _, x, y in x + y }

  var channels: Int { [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][colorType] ?? 1 }

  var bytes: [UInt8] {
    let header =
      big(width) + big(height) + [UInt8(depth), UInt8(colorType), 0, 0, isInterlaced ? 1 : 0]
    return Self.signature + Self.chunk("IHDR", header)
      + chunks.flatMap { Self.chunk($0.name, $0.body) } + Self.chunk("IDAT", Self.stored(raster))
      + Self.chunk("IEND", [])
  }

  static let signature: [UInt8] = [137, 80, 78, 71, 13, 10, 26, 10]

  /// Rows of all passes, each after its filter byte.
  var raster: [UInt8] {
    let passes =
      isInterlaced
      ? [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
      ] : [(0, 0, 1, 1)]
    var out: [UInt8] = []
    for (x0, y0, dx, dy) in passes where x0 < width {
      for y in stride(from: y0, to: height, by: dy) {
        out.append(0)
        out += row(y, stride(from: x0, to: width, by: dx).map { $0 })
      }
    }
    return out
  }

  private func row(_ y: Int, _ columns: [Int]) -> [UInt8] {
    let codes = columns.flatMap { x in (0..<channels).map { code($0, x, y) } }
    if depth == 16 { return codes.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }
    var out: [UInt8] = []
    let perByte = 8 / depth
    for start in stride(from: 0, to: codes.count, by: perByte) {
      var byte = 0
      for i in 0..<perByte where start + i < codes.count {
        byte |= codes[start + i] << (8 - depth * (i + 1))
      }
      out.append(UInt8(byte))
    }
    return out
  }

  /// A chunk with length and checksum.
  static func chunk(_ name: String, _ body: [UInt8]) -> [UInt8] {
    let named = Array(name.utf8) + body
    return big(body.count) + named + big(Int(crc(named)))
  }

  /// A zlib stream of stored blocks.
  static func stored(_ data: [UInt8]) -> [UInt8] {
    var out: [UInt8] = [0x78, 0x01]
    var start = 0
    repeat {
      let count = min(65535, data.count - start)
      let isLast: UInt8 = start + count == data.count ? 1 : 0
      let (low, high) = (UInt8(count & 255), UInt8(count >> 8))
      out += [isLast, low, high, ~low, ~high]
      out += data[start..<(start + count)]
      start += count
    } while start < data.count
    return out + big(Int(adler(data)))
  }

  /// A zlib stream of zeros that takes two bits for 258 of them.
  ///
  /// One block of dynamic Huffman codes: literal 0 = `10`, end = `11`, length 258 = `0`; distance
  /// 1 = `0`; so that the long run is all zero bits. The checksum is that of so many zeros.
  static func zeros(_ runs: Int) -> [UInt8] {
    var bits = BitWriter()
    bits.number(1, 1)  // last block
    bits.number(2, 2)  // dynamic codes
    bits.number(29, 5)  // 286 literal and length codes
    bits.number(0, 5)  // 1 distance code
    bits.number(14, 4)  // 18 lengths of code lengths, in the order of the format
    for symbol in [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1] {
      bits.number(symbol == 18 ? 1 : symbol == 1 || symbol == 2 ? 2 : 0, 3)
    }
    let (one, two) = ([true, false], [true, true])
    func zeroLengths(_ count: Int) {
      bits.code([false])
      bits.number(count - 11, 7)
    }
    bits.code(two)  // literal 0
    zeroLengths(138)
    zeroLengths(117)
    bits.code(two)  // end
    zeroLengths(28)
    bits.code(one)  // length 258
    bits.code(one)  // distance 1
    bits.code([true, false])
    bits.number(0, 2 * (runs & 3))
    bits.zeroBytes(runs / 4)
    bits.code([true, true])
    let sum = (1 + 258 * runs) % 65521
    return [0x78, 0xDA] + bits.bytes + big(sum << 16 | 1)
  }

  static func crc(_ data: [UInt8]) -> UInt32 {
    ~data.reduce(0xFFFF_FFFF as UInt32) { crc, byte in
      (0..<8).reduce(crc ^ UInt32(byte)) { value, _ in
        value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
      }
    }
  }

  static func adler(_ data: [UInt8]) -> UInt32 {
    var (a, b) = (1 as UInt32, 0 as UInt32)
    for byte in data {
      a = (a + UInt32(byte)) % 65521
      b = (b + a) % 65521
    }
    return b << 16 | a
  }
}

/// Bits from the lowest of a byte up, as deflate counts them.
struct BitWriter {
  var bytes: [UInt8] = []
  private var free = 0

  private mutating func bit(_ value: Bool) {
    if free == 0 {
      bytes.append(0)
      free = 8
    }
    if value { bytes[bytes.count - 1] |= 1 << UInt8(8 - free) }
    free -= 1
  }

  mutating func number(_ value: Int, _ count: Int) {
    for i in 0..<count { bit(value >> i & 1 == 1) }
  }

  mutating func code(_ bits: [Bool]) {
    for value in bits { bit(value) }
  }

  /// Zero bits, eight a time.
  mutating func zeroBytes(_ count: Int) {
    if count == 0 { return }
    // The bits that are left in the last byte are zero already; they are made up for at the end.
    let left = free
    bytes += [UInt8](repeating: 0, count: count)
    free = left
  }
}

/// Four bytes, high byte first.
func big(_ value: Int) -> [UInt8] {
  [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
}
