/// Functions that are 0 at 0 and rise up to a limit.
enum RisingFunction {
  /// Where a function has a value: Newton's method, and halving where that leaves the bounds.
  ///
  /// - Parameters:
  ///   - value: what the function shall be, 0 or more.
  ///   - limit: up to where it rises; may be infinite.
  ///   - function: its value and its slope.
  /// - Returns: the argument, to some roundings; nil where the value lies beyond the limit.
  static func root(
    of value: Double, upTo limit: Double, _ function: (Double) -> (value: Double, slope: Double)
  ) -> Double? {
    var (low, high) = (0.0, limit)
    if limit.isFinite {
      guard value <= function(limit).value else { return nil }
    } else {
      high = max(1, value)
      while function(high).value < value {
        guard high < 1e9 else { return nil }
        high *= 2
      }
    }
    var x = min(value, high)
    for _ in 0..<100 {
      let (found, slope) = function(x)
      if found == value { return x }
      if found < value { low = x } else { high = x }
      var next = x - (found - value) / slope
      if !(next > low && next < high) { next = (low + high) / 2 }
      if next == x || next == low || next == high { return next }
      if (next - x).magnitude <= 1e-16 * next { return next }
      x = next
    }
    return x
  }
}
