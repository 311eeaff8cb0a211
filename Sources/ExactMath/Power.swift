extension Exact {
  /// x to the power y.
  ///
  /// Error at most 0.6 ulp, 1 ulp where the result is subnormal: e^(y·log x) with the logarithm
  /// and the product in two doubles.
  ///
  /// - Parameters:
  ///   - x: the base. Below zero, powers that are no integers give NaN.
  ///   - y: the exponent.
  /// - Returns: as in C99: 1 for x = 1 and for y = ±0, even if the other is NaN; 1 for x = −1 and
  ///   y = ±∞; signed zeros and infinities for odd integers y.
  public static func pow(_ x: Double, _ y: Double) -> Double {
    if x == 1 || y == 0 { return 1 }
    if x.isNaN || y.isNaN { return .nan }
    if y.isInfinite { return powerOfInfinite(x, y) }

    let parity = Parity(y)
    let isNegative = x.sign == .minus && parity == .odd
    if x == 0 || x.isInfinite {
      let magnitude = (x == 0) == (y > 0) ? 0 : Double.infinity
      return isNegative ? -magnitude : magnitude
    }
    if x < 0 && parity == .fraction { return .nan }
    let magnitude = positivePower(x.magnitude, y)
    return isNegative ? -magnitude : magnitude
  }

  private static func powerOfInfinite(_ x: Double, _ y: Double) -> Double {
    if x == -1 { return 1 }
    return (x.magnitude > 1) == (y > 0) ? .infinity : 0
  }

  private static func positivePower(_ x: Double, _ y: Double) -> Double {
    if x == 1 { return 1 }
    // |log x| lies in 2^-53...2^10: outside these exponents the result is 1, 0 or infinite, and
    // products in two doubles would leave the range in which they are exact.
    if y.magnitude < 0x1p-70 { return 1 }
    if y.magnitude > 0x1p70 { return (x > 1) == (y > 0) ? .infinity : 0 }
    return exponential(logarithm(x) * y)
  }

  /// Whether a finite number is an even or odd integer, or none.
  private enum Parity {
    case even, odd, fraction

    init(_ y: Double) {
      let size = y.magnitude
      if size >= 0x1p53 {
        self = .even
        return
      }
      let whole = Int(size)
      self = Double(whole) != size ? .fraction : whole & 1 == 1 ? .odd : .even
    }
  }
}
