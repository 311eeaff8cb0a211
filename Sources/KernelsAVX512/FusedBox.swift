/// Small boxes of floats in one pass: sums of columns go from their register straight into those
/// along the row, for two rows of results at a time.
///
/// What lies further on along the row is put together of registers side by side (`following`), and
/// so are sums of two and of four neighbours. That takes 32 registers, and one instruction for what
/// lies between two of them. The order of sums is that of ``pairwiseColumns(_:_:_:_:)`` and
/// ``boxRow(_:_:_:_:_:_:_:)``. Limit: memory.

/// The last registers of numbers, and the sums of two and of four that begin in them.
///
/// A window holds `N` numbers, `S` samples apart.
private struct CarriedWindow<let N: Int, let S: Int> {
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

  /// The sums of the windows that begin in the first register; all move on by one.
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

/// Boxes of `N` by `N` numbers, `S` samples apart.
private struct FusedBox<let N: Int, let S: Int> {
  /// Sums down the columns of `N + 1` rows for two rows of results, one register wide.
  @inline(__always)
  private static func columns(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ x: Int
  ) -> (FloatLanes, FloatLanes) {
    let (a, b) = unsafe (load(rows[0] + x), load(rows[1] + x))
    let (c, d) = unsafe (load(rows[2] + x), load(rows[3] + x))
    let (ab, bc) = (floatSum(a, b), floatSum(b, c))
    if N == 3 { return (floatSum(ab, c), floatSum(bc, d)) }
    let (e, f) = unsafe (load(rows[4] + x), load(rows[5] + x))
    let (cd, de) = (floatSum(c, d), floatSum(d, e))
    let (abcd, bcde) = (floatSum(ab, cd), floatSum(bc, de))
    if N == 5 { return (floatSum(abcd, e), floatSum(bcde, f)) }
    let (g, h) = unsafe (load(rows[6] + x), load(rows[7] + x))
    let (ef, fg) = (floatSum(e, f), floatSum(f, g))
    if N == 7 {
      return (floatSum(floatSum(abcd, ef), g), floatSum(floatSum(bcde, fg), h))
    }
    let (i, j) = unsafe (load(rows[8] + x), load(rows[9] + x))
    let (efgh, fghi) = (floatSum(ef, floatSum(g, h)), floatSum(fg, floatSum(h, i)))
    return (floatSum(floatSum(abcd, efgh), i), floatSum(floatSum(bcde, fghi), j))
  }

  @inline(__always)
  static func run(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ scale: Float,
    _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
  ) {
    let lanes = FloatLanes.scalarCount
    let scale = FloatLanes(repeating: scale)
    let left = -(N / 2) * S
    let (first, second) = unsafe (columns(rows, left), columns(rows, left + lanes))
    let third = unsafe columns(rows, left + 2 * lanes)
    var upper = CarriedWindow<N, S>(first.0, second.0, third.0)
    var lower = CarriedWindow<N, S>(first.1, second.1, third.1)
    for x in stride(from: 0, to: count, by: lanes) {
      let next = unsafe columns(rows, left + x + 3 * lanes)
      unsafe store(floatProduct(upper.next(next.0), scale), outputs[0] + x)
      unsafe store(floatProduct(lower.next(next.1), scale), outputs[1] + x)
    }
  }
}

/// Two rows of means over squares of three to nine floats.
///
/// - Parameters:
///   - rows: `window + 1` rows, each at column 0; three registers behind the last column are read.
///   - window: the side of a square: 3, 5, 7 or 9.
///   - spacing: samples from one pixel to the next: 1 or 3.
///   - scale: what a sum is multiplied by.
///   - outputs: two rows of results, written up to the next multiple of 16.
///   - count: columns.
public func fusedBoxRows(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ window: Int, _ spacing: Int, _ scale: Float,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  switch (window, spacing) {
  case (3, 1): unsafe FusedBox<3, 1>.run(rows, scale, outputs, count)
  case (5, 1): unsafe FusedBox<5, 1>.run(rows, scale, outputs, count)
  case (7, 1): unsafe FusedBox<7, 1>.run(rows, scale, outputs, count)
  case (9, 1): unsafe FusedBox<9, 1>.run(rows, scale, outputs, count)
  case (3, 3): unsafe FusedBox<3, 3>.run(rows, scale, outputs, count)
  case (5, 3): unsafe FusedBox<5, 3>.run(rows, scale, outputs, count)
  case (7, 3): unsafe FusedBox<7, 3>.run(rows, scale, outputs, count)
  default: unsafe FusedBox<9, 3>.run(rows, scale, outputs, count)
  }
}
