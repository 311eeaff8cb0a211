/// Sums over windows of three to nine floats, from registers that are carried on along a row.
///
/// With 512-bit registers nearly every load from any address touches two lines of the cache. So
/// each number comes once; what lies further on is put together of registers side by side
/// (`following`), and so are sums of two and of four neighbours. The order is that of
/// ``windowSums``.

/// The last registers of numbers, and the sums of two and of four that begin in them.
///
/// A window holds `N` numbers, `S` samples apart.
struct CarriedWindow<let N: Int, let S: Int> {
  private var a: FloatLanes
  private var b: FloatLanes
  private var c: FloatLanes
  private var twoA: FloatLanes
  private var twoB: FloatLanes
  private var fourA: FloatLanes

  /// Begins with three registers side by side.
  @inline(__always) init(_ a: FloatLanes, _ b: FloatLanes, _ c: FloatLanes) {
    (self.a, self.b, self.c) = (a, b, c)
    (twoA, twoB) = (Self.twos(a, b), Self.twos(b, c))
    fourA = Self.fours(twoA, twoB)
  }

  /// The sums of the windows that begin in the first register.
  ///
  /// - Parameter d: the register that follows the others, which move on.
  @inline(__always)
  mutating func next(_ d: FloatLanes) -> FloatLanes {
    let twoC = Self.twos(c, d)
    let fourB = Self.fours(twoB, twoC)
    let sum: FloatLanes
    if N == 3 {
      sum = floatSum(twoA, Self.behind(2, a, b, c))
    } else if N == 5 {
      sum = floatSum(fourA, Self.behind(4, a, b, c))
    } else if N == 7 {
      sum = floatSum(
        floatSum(fourA, Self.behind(4, twoA, twoB, twoC)), Self.behind(6, a, b, c))
    } else {
      sum = floatSum(
        floatSum(fourA, Self.behind(4, fourA, fourB, fourB)), Self.behind(8, a, b, c))
    }
    (a, b, c) = (b, c, d)
    (twoA, twoB, fourA) = (twoB, twoC, fourB)
    return sum
  }

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
}
