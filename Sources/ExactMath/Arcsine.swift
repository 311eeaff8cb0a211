extension Exact {
  /// The angle whose sine is given, in radians.
  ///
  /// Error at most 0.55 ulp: the direction of the point (√(1 − x²), x), with the root in two
  /// doubles.
  ///
  /// - Parameter x: a number in −1...1; others and NaN give NaN.
  /// - Returns: an angle in −π/2...π/2; ±0 for ±0.
  public static func asin(_ x: Double) -> Double {
    if !(x.magnitude <= 1) { return .nan }
    if x.magnitude < 0x1p-27 { return x }
    let angle = firstQuadrant(DoubleDouble(x.magnitude), complement(x.magnitude))
    return copySign(angle.rounded, from: x)
  }

  /// The angle whose cosine is given, in radians.
  ///
  /// Error at most 0.55 ulp, near x = 1 too.
  ///
  /// - Parameter x: a number in −1...1; others and NaN give NaN.
  /// - Returns: an angle in 0...π; +0 for 1.
  public static func acos(_ x: Double) -> Double {
    if !(x.magnitude <= 1) { return .nan }
    let angle = firstQuadrant(complement(x.magnitude), DoubleDouble(x.magnitude))
    return (x < 0 ? (halfPi + halfPi) - angle : angle).rounded
  }

  /// √(1 − x²) for 0 ≤ x ≤ 1, from (1 − x)(1 + x): 1 − x² itself loses digits near 1.
  private static func complement(_ x: Double) -> DoubleDouble {
    if x == 1 { return DoubleDouble(0) }
    return (DoubleDouble.sum(1, -x) * DoubleDouble.sum(1, x)).squareRoot
  }
}
