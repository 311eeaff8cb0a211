extension Exact {
  /// The natural logarithm.
  ///
  /// Error at most 0.51 ulp everywhere, near 1 too.
  ///
  /// - Parameter x: a number ≥ 0; numbers below 0 and NaN give NaN.
  /// - Returns: −∞ for ±0, +0 for 1, infinity for infinity.
  public static func log(_ x: Double) -> Double {
    if x == 0 { return -.infinity }
    if !(x > 0) { return .nan }
    if x.isInfinite { return x }
    return logarithm(x).rounded
  }

  /// The logarithm of a finite positive number to about 2^-66 of itself.
  ///
  /// x = 2^k · m with m in √½..<√2 or so. A number c of 10 bits near 1/m is looked up; r = m·c − 1
  /// is exact in two doubles and |r| < 2^-7; log x = k·log 2 − log c + log(1 + r). Around m = 1
  /// c is 1, so that nothing cancels there.
  static func logarithm(_ x: Double) -> DoubleDouble {
    var (m, k) = split(x)
    let i = Int(((m.bitPattern & 0x000f_ffff_ffff_ffff) + (1 << 44)) >> 45)
    if i >= 53 {
      m *= 0.5
      k += 1
    }
    let scaled = DoubleDouble.product(m, logarithmTable[3 * i])
    let r = DoubleDouble.orderedSum(scaled.high - 1, scaled.low)

    // log(1 + r) = r − r²/2 + r³/3 − …: the first two terms in two doubles, the others in one.
    let square = DoubleDouble.product(r.high, r.high)
    var p = 1 / 11.0
    p = -1 / 10.0 + r.high * p
    p = 1 / 9.0 + r.high * p
    p = -1 / 8.0 + r.high * p
    p = 1 / 7.0 + r.high * p
    p = -1 / 6.0 + r.high * p
    p = 1 / 5.0 + r.high * p
    p = -1 / 4.0 + r.high * p
    p = 1 / 3.0 + r.high * p
    let cubic = r.high * square.high * p

    // Multiples of 2^-42 below 2^10: their sum is exact.
    let step = Double(k)
    let base = step * 0x1.62e42fefa38p-1 + logarithmTable[3 * i + 1]
    let first = DoubleDouble.sum(base, r.high)
    let second = DoubleDouble.sum(first.high, -0.5 * square.high)
    var small = step * 0x1.ef35793c7673p-45 + logarithmTable[3 * i + 2]
    small += cubic + (r.low - (0.5 * square.low + r.high * r.low))
    return .orderedSum(second.high, second.low + (first.low + small))
  }
}
