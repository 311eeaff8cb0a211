extension Exact {
  /// The angle whose tangent is given, in radians.
  ///
  /// Error at most 0.55 ulp everywhere.
  ///
  /// - Parameter x: any number; NaN gives NaN.
  /// - Returns: an angle in −π/2...π/2; ±0 for ±0, ±π/2 for infinities.
  public static func atan(_ x: Double) -> Double { atan2(x, 1) }

  /// The direction of the point (x, y), in radians from the x axis towards the y axis.
  ///
  /// Error at most 0.55 ulp everywhere, also where y/x over- or underflows.
  ///
  /// - Parameters:
  ///   - y: any number; NaN gives NaN.
  ///   - x: any number; NaN gives NaN.
  /// - Returns: an angle in −π...π with the sign of y. Zeros and infinities as in C99: ±0 for
  ///   (±0, +0), ±π for (±0, −0), ±π/4 for (±∞, +∞), ±3π/4 for (±∞, −∞).
  public static func atan2(_ y: Double, _ x: Double) -> Double {
    if y.isNaN || x.isNaN { return .nan }
    return copySign(direction(y.magnitude, x.magnitude, isMirrored: x.sign == .minus), from: y)
  }

  /// The direction of (±x, y) with x and y ≥ 0.
  private static func direction(_ y: Double, _ x: Double, isMirrored: Bool) -> Double {
    if y == 0 || (x.isInfinite && y.isFinite) { return isMirrored ? 2 * halfPi.high : 0 }
    if x == 0 || (y.isInfinite && x.isFinite) { return halfPi.high }
    if y.isInfinite { return isMirrored ? 0x1.2d97c7f3321d2p+1 : 0x1.921fb54442d18p-1 }

    let (ys, ye) = split(y)
    let (xs, xe) = split(x)
    // atan t = t to a double, if t is this small.
    if xe - ye > 60 {
      if !isMirrored { return y / x }
      return 2 * halfPi.high + (2 * halfPi.low - y / x)
    }
    if ye - xe > 60 {
      let t = x / y
      return halfPi.high + (halfPi.low + (isMirrored ? t : -t))
    }
    // Here both may be scaled by the same power of two without loss.
    let top = max(xe, ye)
    let angle = firstQuadrant(
      DoubleDouble(ys * powerOfTwo(ye - top)), DoubleDouble(xs * powerOfTwo(xe - top)))
    return (isMirrored ? (halfPi + halfPi) - angle : angle).rounded
  }

  /// The direction of (x, y), both ≥ 0, not both 0, the larger one near 1.
  static func firstQuadrant(_ y: DoubleDouble, _ x: DoubleDouble) -> DoubleDouble {
    y.high <= x.high ? octant(y, x) : halfPi - octant(x, y)
  }

  /// atan(b/a) for 0 ≤ b ≤ a: a step of the table and a series in what is left of it.
  ///
  /// With c = j/64 next to b/a: atan(b/a) = atan c + atan z, z = (b − c·a)/(a + c·b), |z| ≤ 2^-7.
  private static func octant(_ b: DoubleDouble, _ a: DoubleDouble) -> DoubleDouble {
    let j = Int(b.high / a.high * 64 + 0.5)
    let c = Double(j) / 64
    let z = (b - a * c) / (a + b * c)
    let square = z.high * z.high
    var p = -1 / 11.0
    p = 1 / 9.0 + square * p
    p = -1 / 7.0 + square * p
    p = 1 / 5.0 + square * p
    p = -1 / 3.0 + square * p
    let head = DoubleDouble.sum(arctangentTable[2 * j], z.high)
    let small = head.low + (arctangentTable[2 * j + 1] + (z.low + z.high * square * p))
    return .orderedSum(head.high, small)
  }
}
