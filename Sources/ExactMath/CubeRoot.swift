extension Exact {
  /// The cube root.
  ///
  /// Error at most 0.51 ulp; cubes of integers give those integers.
  ///
  /// - Parameter x: any number; NaN gives NaN.
  /// - Returns: a number with the sign of x; ±0 and infinities give themselves.
  public static func cbrt(_ x: Double) -> Double {
    if x.isNaN { return .nan }
    if x == 0 || x.isInfinite { return x }
    let (significand, exponent) = split(x.magnitude)
    let third = (exponent + 1074) / 3 - 358
    let m = significand * powerOfTwo(exponent - 3 * third)

    // m is in 1..<8. A third of its bits, taken as one integer, is a third of its logarithm to
    // 3.5 %; two steps of Halley's method make that 2^-45.
    var root = Double(bitPattern: m.bitPattern / 3 + 0x2a9f_7893_0000_0000)
    for _ in 0..<2 {
      let cube = root * root * root
      root *= (cube + (m + m)) / ((cube + cube) + m)
    }
    // A step of Newton's, with what the cube misses taken in two doubles.
    let square = DoubleDouble.product(root, root)
    let missing = DoubleDouble(m) - square * root
    return copySign(
      (root + missing.high / (3 * square.high)) * powerOfTwo(third), from: x)
  }
}
