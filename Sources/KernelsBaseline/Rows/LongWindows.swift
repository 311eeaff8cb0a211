/// Sums over windows of 11 to 31 floats along a row, from registers that are carried on.
///
/// With 512-bit registers nearly every load from any address touches two lines of the cache. So
/// each number is loaded once; what lies further on is put together of registers side by side
/// (`following`), and so are sums of two, four and eight neighbours. The order is that of
/// ``windowSums``.

/// The last registers, counted from the one that windows begin in, and the sums that begin in them.
private struct LongWindow<let N: Int> {
  private var x0: FloatLanes
  private var x1: FloatLanes
  private var x2: FloatLanes
  private var x3: FloatLanes
  private var two0: FloatLanes
  private var two1: FloatLanes
  private var two2: FloatLanes
  private var four0: FloatLanes
  private var four1: FloatLanes
  private var eight0: FloatLanes

  /// Begins with registers 0 to 3 of a row.
  @inline(__always) init(_ row: UnsafePointer<Float>) {
    let lanes = FloatLanes.scalarCount
    x0 = unsafe load(row)
    x1 = unsafe load(row + lanes)
    x2 = unsafe load(row + 2 * lanes)
    x3 = unsafe load(row + 3 * lanes)
    two0 = Self.doubled(x0, x1, 1)
    two1 = Self.doubled(x1, x2, 1)
    two2 = Self.doubled(x2, x3, 1)
    four0 = Self.doubled(two0, two1, 2)
    four1 = Self.doubled(two1, two2, 2)
    eight0 = Self.doubled(four0, four1, 4)
  }

  /// The sums of the windows that begin in register 0; all move on by one.
  @inline(__always)
  mutating func next(_ x4: FloatLanes) -> FloatLanes {
    let two3 = Self.doubled(x3, x4, 1)
    let four2 = Self.doubled(two2, two3, 2)
    let eight1 = Self.doubled(four1, four2, 4)
    var sum: FloatLanes
    if N < 16 {
      sum = eight0
      if N & 4 != 0 { sum = floatSum(sum, following(four0, four1, 8)) }
      if N & 2 != 0 { sum = floatSum(sum, following(two0, two1, N & 12)) }
      sum = floatSum(sum, following(x0, x1, N & 14))
    } else {
      sum = Self.doubled(eight0, eight1, 8)
      if N & 8 != 0 { sum = floatSum(sum, eight1) }
      if N & 4 != 0 { sum = floatSum(sum, following(four1, four2, N & 8)) }
      if N & 2 != 0 { sum = floatSum(sum, following(two1, two2, N & 12)) }
      sum = floatSum(sum, following(x1, x2, N & 14))
    }
    (x0, x1, x2, x3) = (x1, x2, x3, x4)
    (two0, two1, two2) = (two1, two2, two3)
    (four0, four1, eight0) = (four1, four2, eight1)
    return sum
  }

  /// Sums of twice as many numbers, from sums of so many.
  @inline(__always)
  private static func doubled(_ a: FloatLanes, _ b: FloatLanes, _ count: Int) -> FloatLanes {
    floatSum(a, following(a, b, count))
  }

  @inline(__always)
  static func run(
    _ row: UnsafePointer<Float>, _ count: Int, _ scale: Float,
    _ results: UnsafeMutablePointer<Float>
  ) {
    let lanes = FloatLanes.scalarCount
    let scale = FloatLanes(repeating: scale)
    var window = unsafe Self(row)
    for x in stride(from: 0, to: count, by: lanes) {
      let sum = unsafe window.next(load(row + x + 4 * lanes))
      unsafe store(floatProduct(sum, scale), results + x)
    }
  }
}

/// Windows of 11 to 31 numbers side by side.
///
/// - Parameters: as of ``boxRow(_:_:_:_:_:_:_:)``.
/// - Returns: whether there is a way for such a window.
@inline(__always)
func carriedWindows(
  _ row: UnsafePointer<Float>, _ window: Int, _ spacing: Int, _ count: Int, _ scale: Float,
  _ results: UnsafeMutablePointer<Float>
) -> Bool {
  guard combinesRegisters && spacing == 1 else { return false }
  switch window {
  case 11: unsafe LongWindow<11>.run(row, count, scale, results)
  case 13: unsafe LongWindow<13>.run(row, count, scale, results)
  case 15: unsafe LongWindow<15>.run(row, count, scale, results)
  case 17: unsafe LongWindow<17>.run(row, count, scale, results)
  case 19: unsafe LongWindow<19>.run(row, count, scale, results)
  case 21: unsafe LongWindow<21>.run(row, count, scale, results)
  case 23: unsafe LongWindow<23>.run(row, count, scale, results)
  case 25: unsafe LongWindow<25>.run(row, count, scale, results)
  case 27: unsafe LongWindow<27>.run(row, count, scale, results)
  case 29: unsafe LongWindow<29>.run(row, count, scale, results)
  case 31: unsafe LongWindow<31>.run(row, count, scale, results)
  default: return false
  }
  return true
}
