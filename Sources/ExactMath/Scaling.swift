extension Exact {
  /// 2^exponent for exponents in −1022...1023.
  static func powerOfTwo(_ exponent: Int) -> Double {
    Double(bitPattern: UInt64(bitPattern: Int64(exponent + 1023)) << 52)
  }

  /// x · 2^exponent, rounded once, for |x| near 1 and any exponent in −2000...2000.
  static func scale(_ x: Double, by exponent: Int) -> Double {
    if exponent >= -1000 && exponent <= 1000 { return x * powerOfTwo(exponent) }
    // Two steps: the first is exact, the second alone overflows or loses digits.
    let first = exponent / 2
    return x * powerOfTwo(first) * powerOfTwo(exponent - first)
  }

  /// The significand in 1..<2 and the exponent of a finite positive number, subnormals included.
  static func split(_ x: Double) -> (significand: Double, exponent: Int) {
    let isSubnormal = x < 0x1p-1022
    let bits = (isSubnormal ? x * 0x1p54 : x).bitPattern
    let exponent = Int(bits >> 52) - 1023 - (isSubnormal ? 54 : 0)
    let significand = Double(bitPattern: (bits & 0x000f_ffff_ffff_ffff) | 0x3ff0_0000_0000_0000)
    return (significand, exponent)
  }

  /// The nearest integer, ties to even, for |x| < 2^51.
  ///
  /// Adding 1.5·2^52 leaves no room for a fraction. (`rounded()` is a library call on CPUs without
  /// SSE4.1.)
  static func nearestInteger(_ x: Double) -> Double { (x + 0x1.8p52) - 0x1.8p52 }

  /// The value with the sign of another.
  static func copySign(_ x: Double, from sign: Double) -> Double {
    let signBit: UInt64 = 1 << 63
    return Double(bitPattern: (x.bitPattern & ~signBit) | (sign.bitPattern & signBit))
  }
}
