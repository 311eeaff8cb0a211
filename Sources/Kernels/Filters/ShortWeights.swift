/// The weights of a dense filter as 16-bit integers, for sums of 8-bit codes in 16 bits.
struct ShortWeights {
  /// Whether weights are whole numbers and every sum is exact; else they are counted in 2⁻¹⁵, and
  /// every product is rounded.
  let isWhole: Bool
  /// A number for each weight.
  let weights: [Int16]
  /// Codes are multiplied by this first.
  let factor: Int16
  /// Sums are shifted right by so much last.
  let shift: Int16

  /// The better way there is; nil where sums may overflow or results be off by more than the
  /// tolerance.
  init?(_ matrix: WeightMatrix) {
    guard let best = Self(whole: matrix) ?? Self(rounded: matrix) else { return nil }
    self = best
  }

  /// Small whole numbers over a power of two.
  private init?(whole matrix: WeightMatrix) {
    let fitting = (0...8).first { bits in
      matrix.weights.allSatisfy { weight in
        let scaled = weight * Float(1 << bits)
        return scaled == scaled.rounded()
      }
    }
    guard let fitting else { return nil }
    let whole = matrix.weights.map { $0 * Float(1 << fitting) }
    let most = 255 * whole.reduce(0) { $0 + abs($1) } + Float((1 << fitting) >> 1)
    guard most <= 32767 else { return nil }
    isWhole = true
    weights = whole.map { Int16($0) }
    (factor, shift) = (1, Int16(fitting))
  }

  /// Weights below 1 whose sums fit 16 bits beside codes times the largest factor.
  ///
  /// Each of n products is off by half a unit of `2^−shift` codes, each weight by up to 2⁻¹⁶.
  private init?(rounded matrix: WeightMatrix) {
    let exact = matrix.weights.map(Double.init)
    let total = exact.reduce(0) { $0 + abs($1) }
    let count = Double(exact.count)
    let fitting = (1...7).last { bits in
      255 * max(1, total) * Double(1 << bits) + count + Double(1 << (bits - 1)) <= 32767
    }
    guard let fitting else { return nil }
    let fixed = exact.map { ($0 * 32768).rounded() }
    guard fixed.allSatisfy({ abs($0) <= 32767 }) else { return nil }
    let ofWeights = zip(exact, fixed).reduce(0) { $0 + 255 * abs($1.0 - $1.1 / 32768) }
    let ofProducts = 0.5 * count / Double(1 << fitting)
    guard ofWeights + ofProducts <= Convolution.fixedPointTolerance else { return nil }
    isWhole = false
    weights = fixed.map { Int16($0) }
    (factor, shift) = (1 << Int16(fitting), Int16(fitting))
  }
}
