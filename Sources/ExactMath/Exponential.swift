extension Exact {
  /// e to the power x.
  ///
  /// Error at most 0.52 ulp, 0.76 ulp where the result is subnormal.
  ///
  /// - Parameter x: any number; NaN gives NaN.
  /// - Returns: 0 for −∞ and where the result is below half the least subnormal, infinity from
  ///   709.79 on.
  public static func exp(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    return exponential(DoubleDouble(x))
  }

  /// e to a power given in two doubles.
  ///
  /// x = n · (log 2)/64 + r with n = 64k + j and |r| ≤ (log 2)/128, so
  /// e^x = 2^k · 2^(j/64) · e^r: a table for the second, a Taylor series through r^7 for the third.
  static func exponential(_ x: DoubleDouble) -> Double {
    if x.high > 710 { return .infinity }
    if x.high < -746 { return 0 }
    let n = nearestInteger(x.high * 0x1.71547652b82fep+6)
    // The first product is exact: 36 bits times 17.
    let r = ((x.high - n * 0x1.62e42fefap-7) - n * 0x1.cf79abc9e3b3ap-46) + x.low
    var p = 1 / 5040.0
    p = 1 / 720.0 + r * p
    p = 1 / 120.0 + r * p
    p = 1 / 24.0 + r * p
    p = 1 / 6.0 + r * p
    p = 0.5 + r * p
    let growth = r + r * r * p

    let whole = Int(n)
    let j = whole & 63
    let high = exponentialTable[2 * j]
    let value = high + (exponentialTable[2 * j + 1] + high * growth)
    return scale(value, by: whole >> 6)
  }
}
