/// Sums over windows of three to nine floats along a row, from registers that are carried on.
///
/// With 512-bit registers nearly every load from any address touches two lines of the cache. So
/// each sample is loaded once; what lies further on is put together of registers side by side
/// (`nextTap`), and so are sums of two and of four neighbours. The order is that of
/// ``windowSums``.

/// What begins `offset` samples, known at compile time, behind the begin of `a`, which `b` and `c`
/// follow.
@inline(__always)
private func behind(
  _ offset: Int, _ a: FloatLanes, _ b: FloatLanes, _ c: FloatLanes
) -> FloatLanes {
  let lanes = FloatLanes.scalarCount
  if offset < lanes { return nextTap(a, b, offset) }
  return offset == lanes ? b : nextTap(b, c, offset - lanes)
}

/// Windows of `N` numbers, `S` samples apart.
private struct CarriedWindow<let N: Int, let S: Int> {
  /// Sums of numbers side by side.
  @inline(__always)
  private static func twos(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    floatSum(a, nextTap(a, b, S))
  }

  /// Sums of four, from sums of two.
  @inline(__always)
  private static func fours(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    floatSum(a, behind(2 * S, a, b, b))
  }

  @inline(__always)
  static func run(
    _ row: UnsafePointer<Float>, _ count: Int, _ scale: Float,
    _ results: UnsafeMutablePointer<Float>
  ) {
    let lanes = FloatLanes.scalarCount
    let scale = FloatLanes(repeating: scale)
    // Numbers, sums of two and of four: those of this register and what is known further on.
    var (a, b, c) = unsafe (load(row), load(row + lanes), load(row + 2 * lanes))
    var (one, two) = (twos(a, b), twos(b, c))
    var four = fours(one, two)
    for x in stride(from: 0, to: count, by: lanes) {
      let d = unsafe load(row + x + 3 * lanes)
      let three = twos(c, d)
      let next = fours(two, three)
      let sum: FloatLanes
      if N == 3 {
        sum = floatSum(one, behind(2 * S, a, b, c))
      } else if N == 5 {
        sum = floatSum(four, behind(4 * S, a, b, c))
      } else if N == 7 {
        sum = floatSum(floatSum(four, behind(4 * S, one, two, three)), behind(6 * S, a, b, c))
      } else {
        sum = floatSum(floatSum(four, behind(4 * S, four, next, next)), behind(8 * S, a, b, c))
      }
      unsafe store(floatProduct(sum, scale), results + x)
      (a, b, c) = (b, c, d)
      (one, two, four) = (two, three, next)
    }
  }
}

/// Windows of the spacing of one or of three channels.
///
/// - Parameters: as of ``boxRow(_:_:_:_:_:_:_:)``.
/// - Returns: whether there is a way for such a window.
@inline(__always)
func carriedWindows(
  _ row: UnsafePointer<Float>, _ window: Int, _ spacing: Int, _ count: Int, _ scale: Float,
  _ results: UnsafeMutablePointer<Float>
) -> Bool {
  guard tapsInPairs else { return false }
  switch (window, spacing) {
  case (3, 1): unsafe CarriedWindow<3, 1>.run(row, count, scale, results)
  case (5, 1): unsafe CarriedWindow<5, 1>.run(row, count, scale, results)
  case (7, 1): unsafe CarriedWindow<7, 1>.run(row, count, scale, results)
  case (9, 1): unsafe CarriedWindow<9, 1>.run(row, count, scale, results)
  case (3, 3): unsafe CarriedWindow<3, 3>.run(row, count, scale, results)
  case (5, 3): unsafe CarriedWindow<5, 3>.run(row, count, scale, results)
  case (7, 3): unsafe CarriedWindow<7, 3>.run(row, count, scale, results)
  case (9, 3): unsafe CarriedWindow<9, 3>.run(row, count, scale, results)
  default: return false
  }
  return true
}
