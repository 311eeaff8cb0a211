import ExactMath
import Testing

/// Equal bits, with every NaN alike.
private func same(_ a: Double, _ b: Double) -> Bool {
  a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
}

@Suite("Zeros, infinities and NaN as in C99, Annex F")
struct SpecialValueTests {
  private let inf = Double.infinity
  private let nan = Double.nan
  private let tiny = Double.leastNonzeroMagnitude

  @Test("Odd functions keep signed zeros and subnormals")
  func oddFunctions() {
    let odd = [Exact.sin, Exact.tan, Exact.atan, Exact.asin]
    for function in odd {
      for x in [0, -0.0, tiny, -tiny, 0x1p-1040, -0x1p-1040] { #expect(same(function(x), x)) }
    }
    #expect(same(Exact.cbrt(-0.0), -0.0) && same(Exact.cbrt(0), 0))
    #expect(same(Exact.sincos(-0.0).sin, -0.0) && Exact.sincos(-0.0).cos == 1)
  }

  @Test("NaN goes in, the one NaN comes out")
  func nanStays() {
    let payload = Double(bitPattern: 0xfff8_0000_0000_1234)
    let unary = [
      Exact.sin, Exact.cos, Exact.tan, Exact.atan, Exact.asin, Exact.acos, Exact.exp, Exact.log,
      Exact.cbrt,
    ]
    for function in unary {
      #expect(function(payload).bitPattern == nan.bitPattern)
    }
    #expect(Exact.atan2(payload, 1).bitPattern == nan.bitPattern)
    #expect(Exact.atan2(1, payload).bitPattern == nan.bitPattern)
    #expect(Exact.pow(payload, 2).bitPattern == nan.bitPattern)
    #expect(Exact.pow(2, payload).bitPattern == nan.bitPattern)
  }

  @Test("Angles without a place on the circle give NaN")
  func infiniteAngles() {
    for x in [inf, -inf] {
      #expect(Exact.sin(x).isNaN && Exact.cos(x).isNaN && Exact.tan(x).isNaN)
      #expect(Exact.sincos(x).sin.isNaN && Exact.sincos(x).cos.isNaN)
    }
  }

  @Test("Inverse sine and cosine end at one")
  func inverseEnds() {
    #expect(Exact.asin(1) == Double.pi / 2 && Exact.asin(-1) == -Double.pi / 2)
    #expect(same(Exact.acos(1), 0) && Exact.acos(-1) == Double.pi)
    #expect(Exact.acos(0) == Double.pi / 2)
    let above = 1 + Double.ulpOfOne
    for x in [above, -above, inf, -inf] {
      #expect(Exact.asin(x).isNaN && Exact.acos(x).isNaN)
    }
  }

  @Test("Directions of zeros and infinities")
  func directions() {
    let right = Double.pi / 2
    let rows: [(y: Double, x: Double, angle: Double)] = [
      (0, 0, 0), (-0.0, 0, -0.0), (0, -0.0, Double.pi), (-0.0, -0.0, -Double.pi),
      (0, 1, 0), (-0.0, 1, -0.0), (0, -1, Double.pi), (-0.0, -1, -Double.pi),
      (1, 0, right), (1, -0.0, right), (-1, 0, -right), (-1, -0.0, -right),
      (1, inf, 0), (-1, inf, -0.0), (1, -inf, Double.pi), (-1, -inf, -Double.pi),
      (inf, 1, right), (-inf, 1, -right), (inf, -1, right), (tiny, -inf, Double.pi),
      (inf, inf, Double.pi / 4), (-inf, inf, -Double.pi / 4),
      (inf, -inf, 0x1.2d97c7f3321d2p+1), (-inf, -inf, -0x1.2d97c7f3321d2p+1),
    ]
    for row in rows {
      #expect(same(Exact.atan2(row.y, row.x), row.angle), "y \(row.y), x \(row.x)")
    }
    #expect(Exact.atan(inf) == right && Exact.atan(-inf) == -right)
  }

  @Test("Exponential and logarithm at their ends")
  func exponentialEnds() {
    #expect(Exact.exp(0) == 1 && Exact.exp(-0.0) == 1)
    #expect(same(Exact.exp(-inf), 0) && Exact.exp(inf) == inf && Exact.exp(1e300) == inf)
    #expect(same(Exact.exp(-1e300), 0) && same(Exact.exp(-745.14), 0))
    #expect(Exact.exp(-745.13) == tiny)
    #expect(Exact.log(0) == -inf && Exact.log(-0.0) == -inf && Exact.log(inf) == inf)
    #expect(same(Exact.log(1), 0) && Exact.log(-1).isNaN && Exact.log(-inf).isNaN)
    #expect(Exact.cbrt(inf) == inf && Exact.cbrt(-inf) == -inf)
  }

  @Test("Powers of zeros, ones and infinities")
  func powers() {
    let rows: [(x: Double, y: Double, power: Double)] = [
      (0, 3, 0), (-0.0, 3, -0.0), (0, -3, inf), (-0.0, -3, -inf), (-0.0, -2, inf),
      (-0.0, 2, 0), (0, 0.5, 0), (-0.0, 0.5, 0), (-0.0, -0.5, inf), (0, inf, 0), (0, -inf, inf),
      (1, nan, 1), (nan, 0, 1), (nan, -0.0, 1), (1, inf, 1), (-1, inf, 1), (-1, -inf, 1),
      (inf, 2, inf), (inf, -2, 0), (-inf, 3, -inf), (-inf, 2, inf), (-inf, 0.5, inf),
      (-inf, -3, -0.0), (-inf, -2, 0), (-inf, -0.5, 0),
      (0.5, inf, 0), (0.5, -inf, inf), (2, inf, inf), (2, -inf, 0), (-2, inf, inf),
      (-2, 0.5, nan), (-2, 3, -8), (-2, 2, 4), (-2, -1, -0.5), (-1, 0x1p53, 1),
      (-1, 0x1.fffffffffffffp52, -1), (2, 1e300, inf), (2, -1e300, 0), (-2, 1025, -inf),
      (-2, -1077, -0.0), (2, 1e-300, 1), (1 + 0x1p-52, 1e300, inf), (1 - 0x1p-53, 1e300, 0),
    ]
    for row in rows {
      #expect(same(Exact.pow(row.x, row.y), row.power), "\(row.x) to the power \(row.y)")
    }
  }
}
