/// Sums over windows of three to nine floats along a row, from registers that are carried on.
///
/// With 512-bit registers nearly every load from any address touches two lines of the cache. So
/// each sample is loaded once; what lies further on is put together of registers side by side
/// (`following`), and so are sums of two and of four neighbours. The order is that of
/// ``windowSums``.

/// Windows of `N` numbers, `S` samples apart.
private struct CarriedWindow<let N: Int, let S: Int> {
  /// What begins `taps` taps behind the begin of `a`, which `b` and `c` follow.
  @inline(__always)
  private static func behind(
    _ taps: Int, _ a: FloatLanes, _ b: FloatLanes, _ c: FloatLanes
  ) -> FloatLanes {
    let (offset, lanes) = (taps * S, FloatLanes.scalarCount)
    if offset < lanes { return following(a, b, offset) }
    return offset == lanes ? b : following(b, c, offset - lanes)
  }

  /// Sums of two neighbours.
  @inline(__always)
  private static func twos(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    floatSum(a, following(a, b, S))
  }

  /// Sums of four, from sums of two.
  @inline(__always)
  private static func fours(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes {
    floatSum(a, following(a, b, 2 * S))
  }

  @inline(__always)
  static func run(
    _ row: UnsafePointer<Float>, _ count: Int, _ scale: Float,
    _ results: UnsafeMutablePointer<Float>
  ) {
    let lanes = FloatLanes.scalarCount
    let scale = FloatLanes(repeating: scale)
    // Three registers of numbers; the sums of two and of four that begin in them.
    var (a, b, c) = unsafe (load(row), load(row + lanes), load(row + 2 * lanes))
    var (twoA, twoB) = (twos(a, b), twos(b, c))
    var fourA = fours(twoA, twoB)
    for x in stride(from: 0, to: count, by: lanes) {
      let d = unsafe load(row + x + 3 * lanes)
      let twoC = twos(c, d)
      let fourB = fours(twoB, twoC)
      let sum: FloatLanes
      if N == 3 {
        sum = floatSum(twoA, behind(2, a, b, c))
      } else if N == 5 {
        sum = floatSum(fourA, behind(4, a, b, c))
      } else if N == 7 {
        sum = floatSum(floatSum(fourA, behind(4, twoA, twoB, twoC)), behind(6, a, b, c))
      } else {
        sum = floatSum(floatSum(fourA, behind(4, fourA, fourB, fourB)), behind(8, a, b, c))
      }
      unsafe store(floatProduct(sum, scale), results + x)
      (a, b, c) = (b, c, d)
      (twoA, twoB, fourA) = (twoB, twoC, fourB)
    }
  }
}

/// Windows of the spacings of one and of three channels.
///
/// - Parameters: as of ``boxRow(_:_:_:_:_:_:_:)``.
/// - Returns: whether there is a way for such a window.
@inline(__always)
func carriedWindows(
  _ row: UnsafePointer<Float>, _ window: Int, _ spacing: Int, _ count: Int, _ scale: Float,
  _ results: UnsafeMutablePointer<Float>
) -> Bool {
  guard combinesRegisters else { return false }
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
