/// A difference of two rows.
///
/// - Parameters:
///   - a: a row.
///   - b: what is taken from it.
///   - count: columns.
///   - differences: gets `count` floats.
public func differenceRow(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int,
  _ differences: UnsafeMutablePointer<Float>
) {
  for x in 0..<count { unsafe differences[x] = a[x] - b[x] }
}

/// The largest and the least of what surrounds a register, those that come before it in the order
/// of levels, rows and columns apart from those that come after.
private typealias Surround = (top: Numbers, topAfter: Numbers, low: Numbers, lowAfter: Numbers)

@_transparent
private func larger(_ a: Numbers, _ b: Numbers) -> Numbers { a.atLeast(b) }

@_transparent
private func lesser(_ a: Numbers, _ b: Numbers) -> Numbers {
  b.replacing(with: a, where: a .< b)
}

/// The largest and the least of three columns of a row.
@_transparent
private func three(_ row: UnsafePointer<Float>) -> (Numbers, Numbers) {
  let (a, b, c) = unsafe (Numbers(row - 1), Numbers(row), Numbers(row + 1))
  return (larger(larger(a, b), c), lesser(lesser(a, b), c))
}

/// The largest and the least of three columns of three rows.
@_transparent
private func nine(_ rows: UnsafePointer<UnsafePointer<Float>>, _ x: Int) -> (Numbers, Numbers) {
  let (a, b, c) = unsafe (three(rows[0] + x), three(rows[1] + x), three(rows[2] + x))
  return (larger(larger(a.0, b.0), c.0), lesser(lesser(a.1, b.1), c.1))
}

/// Where a row of a stack of three levels is larger or smaller than all 26 neighbours.
///
/// Of equal neighbours the first in the order of levels, rows and columns counts: none before an
/// extremum passes it, and all after it fall short. Most of a picture is below `least`, and there
/// nothing else is read.
///
/// - Parameters:
///   - rows: nine: the row above, the row itself and the row below of the finer level, of the
///     level itself, and of the coarser one.
///   - first: the first column that is looked at; at least 1.
///   - end: the column behind the last one; registers behind it are read.
///   - least: how far from 0 an extremum must be.
///   - columns: gets the columns of extrema in order; there must be room for all.
/// - Returns: how many there are.
public func extremumColumns(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ first: Int, _ end: Int, _ least: Float,
  _ columns: UnsafeMutablePointer<Int32>
) -> Int {
  var (found, x) = (0, first)
  let middle = unsafe rows[4]
  while x < end {
    let value = unsafe Numbers(middle + x)
    let isHigh = laneSet(value .> Numbers(repeating: least))
    let isLow = laneSet(value .< Numbers(repeating: -least))
    if laneBits(either(isHigh, isLow)) != 0 {
      let (finer, coarser) = unsafe (nine(rows, x), nine(rows + 6, x))
      let (above, below) = unsafe (three(rows[3] + x), three(rows[5] + x))
      let (left, right) = unsafe (Numbers(middle + (x - 1)), Numbers(middle + (x + 1)))
      let around: Surround = (
        larger(larger(finer.0, above.0), left), larger(larger(coarser.0, below.0), right),
        lesser(lesser(finer.1, above.1), left), lesser(lesser(coarser.1, below.1), right)
      )
      let isTop = both(
        isHigh, both(laneSet(value .>= around.top), laneSet(value .> around.topAfter)))
      let isBottom = both(
        isLow, both(laneSet(value .<= around.low), laneSet(value .< around.lowAfter)))
      var bits = laneBits(either(isTop, isBottom))
      while bits != 0 {
        let column = x + bits.trailingZeroBitCount
        bits &= bits &- 1
        if column < end {
          unsafe columns[found] = Int32(truncatingIfNeeded: column)
          found += 1
        }
      }
    }
    x += FloatLanes.scalarCount
  }
  return found
}
