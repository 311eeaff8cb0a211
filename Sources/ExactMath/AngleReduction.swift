extension Exact {
  /// An angle less its nearest multiple of π/2.
  struct ReducedAngle {
    /// The multiple modulo 4.
    var quadrant: Int
    /// What is left: |rest| ≤ π/4 but for rounding.
    var rest: DoubleDouble
  }

  /// Reduces a finite angle, of any size, with a rest that is right to about 2^-70 of itself.
  static func reduce(_ x: Double) -> ReducedAngle {
    if x.magnitude <= 0x1.921fb54442d18p-1 { return ReducedAngle(quadrant: 0, rest: .init(x)) }
    return x.magnitude < 0x1p22 ? reduceMedium(x) : reduceLarge(x)
  }

  /// Cody and Waite: π/2 in three parts of 30 bits, whose products with n < 2^23 are exact, and a
  /// fourth double.
  ///
  /// Near a multiple of π/2 the first difference is exact and the later ones keep what they lose,
  /// so that cancellation costs nothing: the rest is right to 2^-120 or so, and no double below
  /// 2^22 comes nearer to a multiple than about 2^-60.
  private static func reduceMedium(_ x: Double) -> ReducedAngle {
    let n = nearestInteger(x * 0x1.45f306dc9c883p-1)
    let first = x - n * 0x1.921fb54p+0
    let second = DoubleDouble.sum(first, -n * 0x1.10b46118p-30)
    let third = DoubleDouble.sum(second.high, -n * 0x1.313198ap-61)
    let low = (second.low + third.low) - n * 0x1.701b839a25205p-92
    return ReducedAngle(quadrant: Int(n) & 3, rest: .sum(third.high, low))
  }

  /// Payne and Hanek: of the product x · 2/π only the digits that matter modulo 4.
  ///
  /// x = m · 2^e with m of 53 bits. Digits of 2/π that weigh 4/2^e or more give multiples of 4;
  /// the 192 digits after them give the product with an error below 2^-137.
  private static func reduceLarge(_ x: Double) -> ReducedAngle {
    let bits = x.magnitude.bitPattern
    let m = (bits & 0x000f_ffff_ffff_ffff) | 0x0010_0000_0000_0000
    let e = Int(bits >> 52) - 1075
    let window = digits(from: e - 2)

    // The product modulo 2^192; its two highest bits count quarters of a turn.
    let low = window.2.multipliedFullWidth(by: m)
    let middle = window.1.multipliedFullWidth(by: m)
    let (word1, carry) = middle.low.addingReportingOverflow(low.high)
    var words = (window.0 &* m &+ middle.high &+ (carry ? 1 : 0), word1, low.low)

    var quadrant = Int(words.0 >> 62)
    words.0 &= (1 << 62) - 1
    let isAboveHalf = words.0 >> 61 == 1
    if isAboveHalf {
      quadrant += 1
      words = negated((words.0 | 3 << 62, words.1, words.2))
    }
    var rest = fraction(words) * halfPi
    if isAboveHalf != (x < 0) { rest = -rest }
    return ReducedAngle(quadrant: (x < 0 ? -quadrant : quadrant) & 3, rest: rest)
  }

  static var halfPi: DoubleDouble { DoubleDouble(0x1.921fb54442d18p+0, 0x1.1a62633145c07p-54) }

  /// 192 binary digits of 2/π from a position after the point on; zeros stand before it.
  private static func digits(from position: Int) -> (UInt64, UInt64, UInt64) {
    let word = (position + 64) >> 6
    let shift = UInt64((position + 64) & 63)
    func digits(_ i: Int) -> UInt64 {
      // A shift by 64 gives zero in Swift, as it should here.
      twoOverPi[word + i] << shift | twoOverPi[word + i + 1] >> (64 - shift)
    }
    return (digits(0), digits(1), digits(2))
  }

  private static func negated(_ words: (UInt64, UInt64, UInt64)) -> (UInt64, UInt64, UInt64) {
    let third = 0 &- words.2
    let second = ~words.1 &+ (third == 0 ? 1 : 0)
    let first = ~words.0 &+ (third == 0 && second == 0 ? 1 : 0)
    return (first, second, third)
  }

  /// A number of 192 bits, below 2^191, divided by 2^190.
  private static func fraction(_ words: (UInt64, UInt64, UInt64)) -> DoubleDouble {
    var words = words
    var exponent = -190
    if words.0 == 0 {
      words = (words.1, words.2, 0)
      exponent -= 64
    }
    let shift = UInt64(words.0.leadingZeroBitCount)
    let first = words.0 << shift | words.1 >> (64 - shift)
    let second = words.1 << shift | words.2 >> (64 - shift)
    exponent += 128 - Int(shift)
    // Pieces of 53 and 53 bits convert exactly.
    let high = Double(first >> 11) * powerOfTwo(exponent + 11)
    let low = Double((first & 0x7ff) << 42 | second >> 22) * powerOfTwo(exponent - 42)
    return .orderedSum(high, low)
  }
}
