extension Exact {
  /// The sine of an angle in radians.
  ///
  /// Error at most 0.8 ulp for every finite angle, however large.
  ///
  /// - Parameter x: the angle; infinities and NaN give NaN.
  /// - Returns: a number in −1...1; ±0 for ±0.
  public static func sin(_ x: Double) -> Double {
    if x.magnitude < 0x1p-27 { return x }
    if !x.isFinite { return .nan }
    let angle = reduce(x)
    let value = (angle.quadrant & 1 == 0 ? sine(angle.rest) : cosine(angle.rest)).rounded
    return angle.quadrant & 2 == 0 ? value : -value
  }

  /// The cosine of an angle in radians.
  ///
  /// Error at most 0.8 ulp for every finite angle, however large.
  ///
  /// - Parameter x: the angle; infinities and NaN give NaN.
  /// - Returns: a number in −1...1.
  public static func cos(_ x: Double) -> Double {
    if !x.isFinite { return .nan }
    let angle = reduce(x)
    let value = (angle.quadrant & 1 == 0 ? cosine(angle.rest) : sine(angle.rest)).rounded
    return (angle.quadrant + 1) & 2 == 0 ? value : -value
  }

  /// Sine and cosine of an angle in radians, reduced once.
  ///
  /// - Parameter x: the angle; infinities and NaN give NaN.
  /// - Returns: the same bits as `sin` and `cos`.
  public static func sincos(_ x: Double) -> (sin: Double, cos: Double) {
    if !x.isFinite { return (.nan, .nan) }
    let angle = reduce(x)
    let (s, c) = (sine(angle.rest).rounded, cosine(angle.rest).rounded)
    let sin = angle.quadrant & 1 == 0 ? s : c
    let cos = angle.quadrant & 1 == 0 ? c : s
    return (
      x.magnitude < 0x1p-27 ? x : angle.quadrant & 2 == 0 ? sin : -sin,
      (angle.quadrant + 1) & 2 == 0 ? cos : -cos
    )
  }

  /// The tangent of an angle in radians.
  ///
  /// Error at most 1 ulp for every finite angle, however large.
  ///
  /// - Parameter x: the angle; infinities and NaN give NaN.
  /// - Returns: sine over cosine; ±0 for ±0. No double is a pole.
  public static func tan(_ x: Double) -> Double {
    if x.magnitude < 0x1p-27 { return x }
    if !x.isFinite { return .nan }
    let angle = reduce(x)
    let (s, c) = (sine(angle.rest), cosine(angle.rest))
    return (angle.quadrant & 1 == 0 ? s / c : -c / s).rounded
  }

  /// The sine of |r| ≤ π/4 by its Taylor series through r^19, in r and a small correction.
  static func sine(_ r: DoubleDouble) -> DoubleDouble {
    let z = r.high * r.high
    var p = -1 / 121_645_100_408_832_000.0
    p = 1 / 355_687_428_096_000.0 + z * p
    p = -1 / 1_307_674_368_000.0 + z * p
    p = 1 / 6_227_020_800.0 + z * p
    p = -1 / 39_916_800.0 + z * p
    p = 1 / 362_880.0 + z * p
    p = -1 / 5040.0 + z * p
    p = 1 / 120.0 + z * p
    p = -1 / 6.0 + z * p
    return .orderedSum(r.high, r.low * (1 - 0.5 * z) + r.high * z * p)
  }

  /// The cosine of |r| ≤ π/4 by its Taylor series through r^20, with 1 − r²/2 kept in two doubles.
  static func cosine(_ r: DoubleDouble) -> DoubleDouble {
    let square = DoubleDouble.product(r.high, r.high)
    let z = square.high
    var p = 1 / 2_432_902_008_176_640_000.0
    p = -1 / 6_402_373_705_728_000.0 + z * p
    p = 1 / 20_922_789_888_000.0 + z * p
    p = -1 / 87_178_291_200.0 + z * p
    p = 1 / 479_001_600.0 + z * p
    p = -1 / 3_628_800.0 + z * p
    p = 1 / 40_320.0 + z * p
    p = -1 / 720.0 + z * p
    p = 1 / 24.0 + z * p
    let head = DoubleDouble.orderedSum(1, -0.5 * z)
    let small = z * z * p - (0.5 * square.low + r.high * r.low)
    return .orderedSum(head.high, head.low + small)
  }
}
