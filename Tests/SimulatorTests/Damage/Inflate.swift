/// Decompresses as much of a zlib stream as its bytes allow, and counts what comes out.
///
/// Slow and plain, so that it can be trusted beside a library (RFC 1950, RFC 1951).
struct Inflate {
  private struct Dry: Error {}

  private let bytes: [UInt8]
  private var place = 16
  private(set) var output: [UInt8] = []

  /// Bytes that come out of the beginning of a stream.
  static func count(_ bytes: [UInt8]) -> Int {
    var state = Inflate(bytes: bytes)
    try? state.run()
    return state.output.count
  }

  private init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private mutating func bit() throws -> Int {
    guard place < 8 * bytes.count else { throw Dry() }
    defer { place += 1 }
    return Int(bytes[place >> 3] >> UInt8(place & 7)) & 1
  }

  private mutating func number(_ size: Int) throws -> Int {
    var value = 0
    for index in 0..<size { value |= try bit() << index }
    return value
  }

  /// A canonical code, by the count of codes of each length and their symbols in order.
  private struct Code {
    var counts = [Int](repeating: 0, count: 16)
    var symbols: [Int] = []

    init(_ lengths: [Int]) {
      for length in lengths where length > 0 { counts[length] += 1 }
      for length in 1..<16 {
        symbols += lengths.indices.filter { lengths[$0] == length }
      }
    }
  }

  private mutating func symbol(_ code: Code) throws -> Int {
    var (value, first, index) = (0, 0, 0)
    for length in 1..<16 {
      value |= try bit()
      if value - first < code.counts[length] { return code.symbols[index + value - first] }
      index += code.counts[length]
      first = (first + code.counts[length]) << 1
      value <<= 1
    }
    throw Dry()
  }

  private mutating func run() throws {
    var isLast = false
    while !isLast {
      isLast = try bit() == 1
      switch try number(2) {
      case 0: try stored()
      case 1:
        let literals = (0..<288).map { $0 < 144 ? 8 : $0 < 256 ? 9 : $0 < 280 ? 7 : 8 }
        try block(Code(literals), Code([Int](repeating: 5, count: 30)))
      default: try dynamic()
      }
    }
  }

  private mutating func stored() throws {
    place = (place + 7) & ~7
    let count = try number(16)
    _ = try number(16)
    for _ in 0..<count { output.append(UInt8(try number(8))) }
  }

  private mutating func dynamic() throws {
    let (literals, distances) = (try number(5) + 257, try number(5) + 1)
    let order = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15]
    var small = [Int](repeating: 0, count: 19)
    for index in order.prefix(try number(4) + 4) { small[index] = try number(3) }
    let code = Code(small)
    var lengths: [Int] = []
    while lengths.count < literals + distances {
      switch try symbol(code) {
      case 16:
        let last = lengths.last ?? 0
        lengths += [Int](repeating: last, count: try number(2) + 3)
      case 17: lengths += [Int](repeating: 0, count: try number(3) + 3)
      case 18: lengths += [Int](repeating: 0, count: try number(7) + 11)
      case let length: lengths.append(length)
      }
    }
    try block(Code(Array(lengths[..<literals])), Code(Array(lengths[literals...])))
  }

  private mutating func block(_ literals: Code, _ distances: Code) throws {
    while true {
      let symbol = try symbol(literals)
      if symbol < 256 {
        output.append(UInt8(symbol))
        continue
      }
      if symbol == 256 { return }
      let length = try extended(symbol - 257, step: 4, first: 3, last: 28)
      let distance = try extended(try self.symbol(distances), step: 2, first: 1, last: 31)
      guard distance <= output.count else { throw Dry() }
      for _ in 0..<length { output.append(output[output.count - distance]) }
    }
  }

  /// Lengths and distances: `step` codes share a number of extra bits.
  private mutating func extended(
    _ symbol: Int, step: Int, first: Int, last: Int
  ) throws -> Int {
    if symbol == last { return 258 }
    if symbol < 2 * step { return symbol + first }
    let extra = symbol / step - 1
    return (step + symbol % step) << extra + first + (try number(extra))
  }
}
