/// How steep a picture is and in which direction, for features.

/// The direction of (x, y) as a part of a full turn, 0…1, from the x axis towards the y axis.
///
/// The polynomial in the quotient of the smaller by the larger part is off by 2.7e-7 of a turn at
/// most (a fit of least maximal error, five powers of the square). 0 where both are 0; a direction
/// just short of a full turn may round to 1.
@_transparent
func turns(_ x: Numbers, _ y: Numbers) -> Numbers {
  let (across, down) = (x.magnitude, y.magnitude)
  let isSteep = down .> across
  let large = across.replacing(with: down, where: isSteep)
  let small = down.replacing(with: across, where: isSteep)
  let quotient = small / large.atLeast(0x1p-100)
  let square = quotient * quotient
  var sum = square * -0.0018651445861905813 + 0.008379049599170685
  sum = square * sum + -0.01852981559932232
  sum = square * sum + 0.03080289252102375
  sum = square * sum + -0.052938565611839294
  sum = square * sum + 0.15915131568908691
  var turn = quotient * sum
  turn.replace(with: 0.25 - turn, where: isSteep)
  turn.replace(with: 0.5 - turn, where: x .< Numbers(repeating: 0))
  turn.replace(with: 1 - turn, where: y .< Numbers(repeating: 0))
  return turn
}

/// Weighted slopes of a part of a picture, counted by direction in 36 bins.
///
/// Slopes are differences of the two neighbours along each axis. A slope counts in the two bins
/// next to its direction, by how near they are; the middle of bin `b` is at `b` / 36 of a turn.
/// Sums run over rows, then columns. Source: D. G. Lowe, "Distinctive image features from
/// scale-invariant keypoints" (2004), section 5.
///
/// - Parameters:
///   - level: the first sample of the part; one more sample is read around it, and registers
///     behind each row.
///   - stride: samples from row to row.
///   - columns: columns of the part.
///   - rows: rows of the part.
///   - across: a weight for each column, and as many more as fill a register.
///   - down: a weight for each row.
///   - scratch: room for twice as many floats as `columns` rounded up to 16.
///   - bins: 37, to which slopes are added; the last one is the first one once more.
public func slopeBins(
  _ level: UnsafePointer<Float>, _ stride: Int, _ columns: Int, _ rows: Int,
  _ across: UnsafePointer<Float>, _ down: UnsafePointer<Float>,
  _ scratch: UnsafeMutablePointer<Float>, _ bins: UnsafeMutablePointer<Float>
) {
  let directions = unsafe scratch + (columns + 15) / 16 * 16
  for y in 0..<rows {
    let row = unsafe level + y * stride
    var x = 0
    while x < columns {
      let dx = unsafe Numbers(row + (x + 1)) - Numbers(row + (x - 1))
      let dy = unsafe Numbers(row + (x + stride)) - Numbers(row + (x - stride))
      let weight = unsafe Numbers(across + x) * down[y]
      unsafe ((dx * dx + dy * dy).squareRoot() * weight).store(scratch + x)
      unsafe (turns(dx, dy) * 36).store(directions + x)
      x += FloatLanes.scalarCount
    }
    for x in 0..<columns {
      let (slope, direction) = unsafe (scratch[x], directions[x])
      let whole = Int(direction)
      let bin = whole < 36 ? whole : 0
      let share = slope * (direction - Float(whole))
      unsafe bins[bin] += slope - share
      unsafe bins[bin + 1] += share
    }
  }
}
