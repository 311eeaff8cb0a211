import ExactMath
import Testing

/// A repeatable stream of numbers (SplitMix64).
struct Stream: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}

@Suite("Identities and order")
struct IdentityTests {
  @Test("Sine and cosine together give the bits of each alone")
  func sincosAgrees() {
    var stream = Stream(state: 1)
    for _ in 0..<20_000 {
      let x = Double(bitPattern: stream.next())
      let both = Exact.sincos(x)
      #expect(both.sin.bitPattern == Exact.sin(x).bitPattern)
      #expect(both.cos.bitPattern == Exact.cos(x).bitPattern)
    }
  }

  @Test("Odd and even functions are odd and even to the bit")
  func symmetry() {
    var stream = Stream(state: 2)
    for _ in 0..<20_000 {
      let x = Double(bitPattern: stream.next() & 0x7fff_ffff_ffff_ffff)
      if x.isNaN || x.isInfinite { continue }
      #expect(Exact.sin(-x) == -Exact.sin(x) && Exact.cos(-x) == Exact.cos(x))
      #expect(Exact.tan(-x) == -Exact.tan(x) && Exact.atan(-x) == -Exact.atan(x))
      #expect(Exact.cbrt(-x) == -Exact.cbrt(x))
    }
  }

  @Test("Both reductions of angles agree where one takes over")
  func reductionsAgree() {
    // sin² + cos² and the sine of the double angle tie both sides of 2^22 together.
    for base in [0x1p22, 0x1p54, 0x1p55, 0x1p56, 0x1p63, 0x1p118, 0x1p1022] {
      for x in [base, base.nextDown, base.nextUp] {
        let (s, c) = Exact.sincos(x)
        #expect(abs(s * s + c * c - 1) < 4e-16)
        #expect(abs(Exact.sin(2 * x) - 2 * s * c) < 4e-16)
      }
    }
  }

  @Test("Cubes, powers of two and squares come back exactly")
  func exactResults() {
    for n in 1...2000 {
      let x = Double(n)
      #expect(Exact.cbrt(x * x * x) == x)
      #expect(Exact.pow(x, 3) == x * x * x && Exact.pow(x * x, 0.5) == x)
      #expect(Exact.pow(x, 1) == x && Exact.pow(x, 0) == 1)
    }
    for n in -1074...1023 {
      #expect(Exact.pow(2, Double(n)) == Double(sign: .plus, exponent: n, significand: 1))
    }
  }

  @Test(
    "Neighbouring arguments never step backwards",
    arguments: [0.01, 0.4999, 0.7, 0.99, 1.0, 1.41421, 2.0, 3.5, 300])
  func order(start: Double) {
    let rising = [Exact.exp, Exact.log, Exact.cbrt, Exact.atan]
    var x = start
    for _ in 0..<500 {
      let next = x.nextUp
      for function in rising { #expect(function(x) <= function(next), "at \(x)") }
      if next <= 1 { #expect(Exact.asin(x) <= Exact.asin(next)) }
      if next <= 1 { #expect(Exact.acos(x) >= Exact.acos(next)) }
      x = next
    }
  }

  @Test("Logarithm and exponential undo each other")
  func inverses() {
    var stream = Stream(state: 3)
    for _ in 0..<5000 {
      let x = Double.random(in: -700...700, using: &stream)
      #expect(abs(Exact.log(Exact.exp(x)) - x) <= 1.2e-16 + 2.3e-16 * abs(x))
      let direction = Double.random(in: -3.1...3.1, using: &stream)
      let (s, c) = Exact.sincos(direction)
      #expect(abs(Exact.atan2(s, c) - direction) <= 4.5e-16)
    }
  }
}
