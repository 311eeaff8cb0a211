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
  /// Whether they read the same from both ends.
  public var isMirrored: Bool { weights == weights.reversed() }
}

/// The weights of a separable filter as 16-bit integers, for codes of 8 bits.
struct FixedSeparable {
  /// What the integers mean.
  enum Kind {
    /// Small whole numbers over a power of two: every sum is exact.
    case whole
    /// Counted in 2⁻¹⁵; every product is rounded.
    case rounded
    /// The same, where both read the same from both ends: the two samples of a weight are added
    /// before they are multiplied.
    case mirrored
  }
  let kind: Kind
  /// Weights along a row.
  let rows: [Int16]
  /// Weights down a column.
  let columns: [Int16]
  /// Codes are multiplied by this first.
  let factor: Int16
  /// Sums are shifted right by so much last.
  let shift: Int16

  /// The best way there is; nil where every way may be off by more than the tolerance.
  init?(rows: TapWeights, columns: TapWeights) {
    let best =
      Self(whole: rows, columns)
      ?? (rows.isMirrored && columns.isMirrored
        ? Self(rounded: rows, columns, inPairs: true) : nil)
      ?? Self(rounded: rows, columns, inPairs: false)
    guard let best else { return nil }
    self = best
  }

  /// Whole weights, none of them negative, whose sums fit 16 bits: binomials of 3 and 5 taps, means
  /// over 4 or 16.
  private init?(whole rows: TapWeights, _ columns: TapWeights) {
    func whole(_ taps: TapWeights) -> (weights: [Int16], bits: Int)? {
      for bits in 0...8 {
        let scaled = taps.weights.map { $0 * Float(1 << bits) }
        guard scaled.allSatisfy({ $0 >= 0 && $0 <= 256 }) else { return nil }
        if scaled.allSatisfy({ $0 == $0.rounded() }) { return (scaled.map { Int16($0) }, bits) }
      }
      return nil
    }
    guard let h = whole(rows), let v = whole(columns) else { return nil }
    func sum(_ weights: [Int16]) -> Int { weights.reduce(0) { $0 + Int($1) } }
    let half = (1 << (h.bits + v.bits)) >> 1
    let most = 255 * sum(h.weights) * sum(v.weights) + half
    guard most <= 65535, most >> (h.bits + v.bits) <= 32767 else { return nil }
    kind = .whole
    (self.rows, self.columns) = (h.weights, v.weights)
    (factor, shift) = (1, Int16(h.bits + v.bits))
  }

  /// The finest scale at which no sum overflows.
  ///
  /// With weights `h` along and `v` down, rounded by `δ` in all, and n products of each, a product
  /// is off by half a unit of `2^−shift` codes: the bound is `Σ|v| · (n/2 · 2^−shift + 255 Σ|δh|)`
  /// for the row and `n/2 · 2^−shift + 255 Σ|h| Σ|δv|` for the columns, not counting how the result
  /// is rounded.
  private init?(rounded rows: TapWeights, _ columns: TapWeights, inPairs: Bool) {
    func fixed(_ taps: TapWeights) -> [Double] {
      taps.weights.map { max(-32767, min(32767, (Double($0) * 32768).rounded())) }
    }
    func size(_ fixed: [Double]) -> Double { fixed.reduce(0) { $0 + abs($1) } / 32768 }
    func error(_ taps: TapWeights, _ fixed: [Double]) -> Double {
      zip(taps.weights, fixed).reduce(0) { $0 + abs(Double($1.0) - $1.1 / 32768) }
    }
    func products(_ taps: TapWeights) -> Double {
      Double(inPairs ? taps.radius + 1 : taps.count)
    }
    let (h, v) = (fixed(rows), fixed(columns))
    let (across, down) = (size(h), size(v))
    let together: Double = inPairs ? 2 : 1
    let fitting = (1...7).last { bits in
      let largest = 255 * Double(1 << bits)
      let alongRow = across * largest + 0.5 * products(rows)
      let downColumn = down * alongRow + 0.5 * products(columns) + Double(1 << (bits - 1))
      return max(together * largest, together * alongRow, downColumn) <= 32767
    }
    guard let fitting else { return nil }
    let half = 0.5 / Double(1 << fitting)
    let ofRows = products(rows) * half + 255 * error(rows, h)
    let ofColumns = products(columns) * half + 255 * across * error(columns, v)
    guard down * ofRows + ofColumns <= Convolution.separableTolerance else { return nil }
    kind = inPairs ? .mirrored : .rounded
    (self.rows, self.columns) = (h.map { Int16($0) }, v.map { Int16($0) })
    (factor, shift) = (1 << Int16(fitting), Int16(fitting))
  }
}
