/// Walks the blocks of entropy-coded bytes without computing a pixel.
///
/// libjpeg goes on where bits are left over or codes are impossible; damage shows in just these. So
/// this walk is stricter. Every code must exist. No coefficient lies beyond the block. A block has
/// no more energy than one of pixels from -128 to 127: the transform keeps the sum of squares, and
/// quantisation changes each coefficient by less than its step. No coefficient is coded in eight
/// bytes of zeros, as they stand where something was lost; a plain sky may well be. And behind the
/// last block stands nothing but the padding that the standard asks for.
///
/// Source: ITU-T T.81, section F.2.2.
struct JPEGBlocks {
  /// Codes of the differences between means.
  let means: JPEGCodes
  /// Codes of the other coefficients.
  let others: JPEGCodes
  /// The quantisation steps, in the order of the coefficients.
  let steps: [Int]
  /// The largest sum of squares of coefficients.
  private let mostEnergy: Int

  /// A walk with the tables of a header; there are 64 steps.
  init(means: JPEGCodes, others: JPEGCodes, steps: [Int]) {
    self.means = means
    self.others = others
    self.steps = steps
    // (8·128 + |steps|)², by the triangle inequality.
    let length = Double(steps.reduce(0) { $0 + $1 * $1 }).squareRoot()
    mostEnergy = Int((1024 + length) * (1024 + length))
  }

  /// What a walk found.
  struct Walk {
    /// Blocks that are whole.
    var count: Int
    /// Whether nothing is left behind the last one wanted but less than a byte.
    var isExhaustive: Bool
    /// Whether that rest is all ones.
    var isPadded: Bool
  }

  /// Walks bytes from the beginning of a scan or a restart interval.
  ///
  /// - Parameters:
  ///   - bytes: entropy-coded, without any marker.
  ///   - wanted: how many blocks there should be.
  /// - Returns: what was found.
  func walk(_ bytes: ArraySlice<UInt8>, wanted: Int) -> Walk {
    var bits = BitReader(bytes)
    var (count, mean) = (0, 0)
    var end = 0
    while count < wanted, step(&bits, &mean), bits.place <= bits.count {
      count += 1
      end = bits.place
    }
    let rest = bits.count - end
    return Walk(
      count: count, isExhaustive: count == wanted && rest < 8,
      isPadded: rest < 8 && bits.ones(from: end) == rest)
  }

  /// One block; false where it is impossible.
  private func step(_ bits: inout BitReader, _ mean: inout Int) -> Bool {
    let first = means[bits.next16]
    guard first.length > 0, first.symbol <= 11 else { return false }
    bits.place += first.length
    mean += bits.signed(first.symbol)
    var energy = square(mean, 0)
    var index = 1
    while index < 64, energy <= mostEnergy {
      let code = others[bits.next16]
      guard code.length > 0 else { return false }
      let begin = bits.place
      bits.place += code.length
      let (zeros, size) = (code.symbol >> 4, code.symbol & 15)
      if size == 0 {
        if zeros == 0 { return true }
        // A run of 16 zeros is followed by something.
        guard zeros == 15, index + 16 < 64 else { return false }
        index += 16
      } else {
        index += zeros
        guard index < 64, size <= 10 else { return false }
        energy += square(bits.signed(size), index)
        guard !bits.isZeroRun(from: begin) else { return false }
        index += 1
      }
    }
    return energy <= mostEnergy
  }

  @inline(__always)
  private func square(_ coefficient: Int, _ index: Int) -> Int {
    let value = coefficient * steps[index]
    return value * value
  }
}

/// Bits of entropy-coded bytes, highest first.
private struct BitReader {
  private let bytes: [UInt8]
  /// How many bits there are.
  let count: Int
  /// The next one; beyond the count come zeros.
  var place = 0
  /// Runs of eight and more bytes of zeros, in bits, that are still to come.
  private var zeroRuns: ArraySlice<Range<Int>>

  init(_ coded: ArraySlice<UInt8>) {
    var plain: [UInt8] = []
    plain.reserveCapacity(coded.count + 4)
    var last: UInt8 = 0
    var (zeroRuns, zeros): ([Range<Int>], Int) = ([], 0)
    for byte in coded {
      zeros = byte == 0 && last != 0xFF ? zeros + 1 : 0
      // A zero behind 255 says that it is no marker.
      if last != 0xFF || byte != 0 { plain.append(byte) }
      last = byte
      guard zeros >= 8 else { continue }
      if zeros > 8 { zeroRuns.removeLast() }
      zeroRuns.append(8 * (plain.count - zeros)..<8 * plain.count)
    }
    // What follows a last 255 is not there: it may have been a marker's.
    plain.removeLast(coded.reversed().prefix { $0 == 0xFF }.count)
    count = 8 * plain.count
    bytes = plain + [0, 0, 0, 0]
    self.zeroRuns = zeroRuns[...]
  }

  @inline(__always)
  var next16: Int {
    let byte = min(place >> 3, bytes.count - 3)
    let three = Int(bytes[byte]) << 16 | Int(bytes[byte + 1]) << 8 | Int(bytes[byte + 2])
    return three >> (8 - place & 7) & 0xFFFF
  }

  /// A number of so many bits, as the standard writes signed ones.
  @inline(__always)
  mutating func signed(_ size: Int) -> Int {
    guard size > 0 else { return 0 }
    let value = next16 >> (16 - size)
    place += size
    return value < 1 << (size - 1) ? value - (1 << size) + 1 : value
  }

  /// Whether the bits from one place to the next stand in a long run of zeros.
  ///
  /// - Parameter begin: not before that of the last call.
  /// - Returns: the answer.
  @inline(__always)
  mutating func isZeroRun(from begin: Int) -> Bool {
    while let run = zeroRuns.first, run.upperBound <= begin { zeroRuns.removeFirst() }
    return zeroRuns.first.map { $0.lowerBound <= begin && place <= $0.upperBound } ?? false
  }

  /// How many of the last bits, fewer than 8, are one.
  func ones(from place: Int) -> Int {
    (place..<count).count { bytes[$0 >> 3] >> UInt8(7 - $0 & 7) & 1 == 1 }
  }
}
