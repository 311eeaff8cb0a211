/// The weights of a filter along one axis, from the left or from the top.
public struct TapWeights: Sendable, Hashable {
  /// An odd count of numbers, 3 to 511.
  public let weights: [Float]

  /// Weights from their numbers.
  ///
  /// - Precondition: their count is odd, 3 to 511, and all are finite.
  public init(_ weights: [Float]) {
    precondition(weights.count % 2 == 1 && (3...511).contains(weights.count), "odd, 3 to 511 taps")
    precondition(weights.allSatisfy(\.isFinite), "weights are numbers")
    self.weights = weights
  }

  /// How many.
  public var count: Int { weights.count }
  /// Taps to each side of the middle one.
  public var radius: Int { weights.count / 2 }
}

/// Both halves of a separable filter in 16-bit integers, for codes of 8 bits.
///
/// The first half gives codes with `fraction` more bits, limited to 16 bits; the second gives codes.
struct FixedSeparable {
  let columns: FixedTaps
  let rows: FixedTaps

  /// The split of bits that keeps results closest; nil where a result may be off by more than the
  /// tolerance.
  init?(rows: TapWeights, columns: TapWeights) {
    var best: (bound: Double, columns: FixedTaps, rows: FixedTaps)?
    for fraction in 0...7 {
      let total = columns.weights.reduce(0) { $0 + abs(Double($1)) }
      guard total * 255 * Double(1 << fraction) + 1 <= 32767,
        let first = FixedTaps(columns, largest: 255, fraction: fraction),
        let second = FixedTaps(rows, largest: 32767, fraction: -fraction)
      else { continue }
      let scale = Double(1 << fraction)
      let spread = rows.weights.reduce(0) { $0 + abs(Double($1)) }
      let rounding = fraction >= first.exactBits ? 0 : 0.5 / scale
      let bound = (255 * first.error + rounding) * spread + 255 * total * second.error
      if bound < best?.bound ?? .infinity { best = (bound, first, second) }
    }
    guard let best, best.bound <= Convolution.fixedPointTolerance else { return nil }
    self.columns = best.columns
    self.rows = best.rows
  }
}

/// Taps as pairs of 16-bit integers.
struct FixedTaps {
  /// Two integers a number, the first in the low half; the last second one is 0.
  let pairs: [Int32]
  /// How far a sum is shifted right.
  let shift: Int32
  /// The sum of what rounding moves the weights by.
  let error: Double
  /// Fractional bits that hold every sum exactly.
  let exactBits: Int

  /// The finest integers whose sums fit 32 bits; nil where the result cannot have its scale.
  ///
  /// - Parameters:
  ///   - taps: the weights.
  ///   - largest: the largest sample.
  ///   - fraction: bits that the result has more than the samples, or less where it is negative.
  init?(_ taps: TapWeights, largest: Double, fraction: Int) {
    let exact = taps.weights.map(Double.init)
    let most = exact.reduce(0) { max($0, abs($1)) }
    let total = exact.reduce(0) { $0 + abs($1) }
    let fitting = (max(0, fraction)...24).last { bits in
      let scale = Double(1 << bits)
      let sum = largest * (total * scale + 0.5 * Double(exact.count)) + scale
      return most * scale <= 32767 && sum <= 2_147_483_000
    }
    guard let fitting else { return nil }
    let scale = Double(1 << fitting)
    let rounded = exact.map { ($0 * scale).rounded() }
    error = zip(exact, rounded).reduce(0) { $0 + abs($1.0 - $1.1 / scale) }
    shift = Int32(fitting - fraction)
    exactBits =
      (0...fitting).first { bits in
        rounded.allSatisfy { Int($0) % (1 << (fitting - bits)) == 0 }
      } ?? fitting
    pairs = stride(from: 0, to: exact.count, by: 2).map { k in
      let second = k + 1 < exact.count ? Int32(rounded[k + 1]) : 0
      return Int32(rounded[k]) & 0xFFFF | second << 16
    }
  }
}
