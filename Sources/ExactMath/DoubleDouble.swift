/// An unevaluated sum of two doubles, about 106 bits.
///
/// Formulas of Dekker (1971) and Knuth (TAOCP 2, 4.2.2). They hold where nothing overflows; the
/// product of two doubles is exact where its low part does not underflow. Callers scale.
struct DoubleDouble {
  var high: Double
  var low: Double

  init(_ high: Double, _ low: Double = 0) {
    self.high = high
    self.low = low
  }

  /// The sum rounded to one double.
  var rounded: Double { high + low }

  /// a + b exactly.
  static func sum(_ a: Double, _ b: Double) -> DoubleDouble {
    let high = a + b
    let partOfB = high - a
    let partOfA = high - partOfB
    return DoubleDouble(high, (a - partOfA) + (b - partOfB))
  }

  /// a + b exactly, where |a| ≥ |b| or a = 0.
  static func orderedSum(_ a: Double, _ b: Double) -> DoubleDouble {
    let high = a + b
    return DoubleDouble(high, b - (high - a))
  }

  /// a · b exactly, by splitting both into halves of 26 bits.
  static func product(_ a: Double, _ b: Double) -> DoubleDouble {
    let high = a * b
    let (a1, a2) = halves(a)
    let (b1, b2) = halves(b)
    return DoubleDouble(high, ((a1 * b1 - high) + a1 * b2 + a2 * b1) + a2 * b2)
  }

  private static func halves(_ a: Double) -> (Double, Double) {
    let scaled = a * 134_217_729  // 2^27 + 1
    let upper = scaled - (scaled - a)
    return (upper, a - upper)
  }

  static prefix func - (a: DoubleDouble) -> DoubleDouble { DoubleDouble(-a.high, -a.low) }

  static func + (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let highs = sum(a.high, b.high)
    return orderedSum(highs.high, highs.low + (a.low + b.low))
  }

  static func - (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble { a + -b }

  static func * (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let highs = product(a.high, b.high)
    return orderedSum(highs.high, highs.low + (a.high * b.low + a.low * b.high))
  }

  static func * (a: DoubleDouble, b: Double) -> DoubleDouble {
    let highs = product(a.high, b)
    return orderedSum(highs.high, highs.low + a.low * b)
  }

  static func / (a: DoubleDouble, b: DoubleDouble) -> DoubleDouble {
    let quotient = a.high / b.high
    let rest = a - b * quotient
    return orderedSum(quotient, rest.high / b.high)
  }

  /// The square root of a positive number.
  var squareRoot: DoubleDouble {
    let root = high.squareRoot()
    let rest = self - DoubleDouble.product(root, root)
    return .orderedSum(root, rest.high / (root + root))
  }
}
