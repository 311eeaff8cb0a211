/// Sums of 16-bit integers with 16-bit weights, two products at a time, exact in 32 bits: both
/// halves of a separable filter of 8-bit codes.
///
///     for each pair of sources (a, b) and of weights (v, w)
///       interleave a and b, multiply by (v, w), add each two products to the sum
///     shift right, limit to 16 bits
///
/// The sources are rows below each other in one half, and one row seen from different columns in the
/// other; the arithmetic is the same. Interleaving and narrowing undo each other's order.
@inline(__always)
func pairSum(
  _ sources: (Int) -> UnsafePointer<Int16>, _ pairs: Int, _ weights: UnsafePointer<Int32>,
  _ shift: Int32, _ x: Int
) -> (ShortLanes, ShortLanes) {
  let half: Int32 = shift > 0 ? 1 &<< (shift &- 1) : 0
  let start = IntLanes(repeating: half)
  var (a, b, c, d) = (start, start, start, start)
  for k in 0..<pairs {
    let weight = unsafe IntLanes(repeating: weights[k])
    let (left, right) = unsafe (sources(2 * k) + x, sources(2 * k + 1) + x)
    let first = unsafe interleaved(loadShorts(left), loadShorts(right))
    let second = unsafe interleaved(
      loadShorts(left + ShortLanes.scalarCount), loadShorts(right + ShortLanes.scalarCount))
    a = a &+ pairProducts(first.0, weight)
    b = b &+ pairProducts(first.1, weight)
    c = c &+ pairProducts(second.0, weight)
    d = d &+ pairProducts(second.1, weight)
  }
  let by = IntLanes(repeating: shift)
  return (narrowed(a &>> by, b &>> by), narrowed(c &>> by, d &>> by))
}

/// Reads one register of 16-bit integers, from any address.
@inline(__always)
func loadShorts(_ pointer: UnsafePointer<Int16>) -> ShortLanes {
  unsafe UnsafeRawPointer(pointer).loadUnaligned(as: ShortLanes.self)
}

/// Sums down columns: one row of 16-bit integers from several.
///
/// - Parameters:
///   - rows: twice as many rows as there are pairs of weights, from the top.
///   - pairs: pairs of weights.
///   - weights: the weights, the upper one of a pair in the low half.
///   - shift: how far sums are shifted right, half rounded up.
///   - output: gets the results, up to the next multiple of 64.
///   - count: columns.
public func pairColumnsRow(
  _ rows: UnsafePointer<UnsafePointer<Int16>>, _ pairs: Int, _ weights: UnsafePointer<Int32>,
  _ shift: Int32, _ output: UnsafeMutablePointer<Int16>, _ count: Int
) {
  var x = 0
  while x < count {
    let sums = unsafe pairSum({ unsafe rows[$0] }, pairs, weights, shift, x)
    unsafe UnsafeMutableRawPointer(output + x).storeBytes(of: sums.0, as: ShortLanes.self)
    unsafe UnsafeMutableRawPointer(output + x + ShortLanes.scalarCount)
      .storeBytes(of: sums.1, as: ShortLanes.self)
    x += 2 * ShortLanes.scalarCount
  }
}

/// Sums along a row, as codes of 8 bits.
///
/// - Parameters:
///   - row: the sample that the leftmost weight meets for column 0.
///   - pairs: pairs of weights.
///   - spacing: samples from one tap to the next.
///   - weights: the weights, the left one of a pair in the low half.
///   - shift: how far sums are shifted right, half rounded up.
///   - output: gets the results, limited to 0…255, up to the next multiple of 16.
///   - count: columns.
public func pairTapsRow8(
  _ row: UnsafePointer<Int16>, _ pairs: Int, _ spacing: Int, _ weights: UnsafePointer<Int32>,
  _ shift: Int32, _ output: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  var x = 0
  while x < count {
    let sums = unsafe pairSum({ unsafe row + $0 * spacing }, pairs, weights, shift, x)
    unsafe storeLimited(sums.0, output + x)
    if x + ShortLanes.scalarCount < count {
      unsafe storeLimited(sums.1, output + x + ShortLanes.scalarCount)
    }
    x += 2 * ShortLanes.scalarCount
  }
}
