/// One row of a bilinear debayer.
///
/// The row's own colour (red or blue) stands at every second column. With `n`, `e`, `s`, `w` the
/// neighbours:
///
///     green at own   = ((w + e) + (n + s)) / 4
///     other at own   = ((nw + ne) + (sw + se)) / 4
///     own at green   = (w + e) / 2
///     other at green = (n + s) / 2
///
/// Division is by powers of two and exact.
///
/// All four are computed in every column and chosen by parity. Pulling the columns apart halves the
/// arithmetic, but the results must be put together again. Measured on 1920×36, in time of this
/// version with SSE2, AVX2 and AVX-512:
///
/// 1. Columns parted while rows are copied, results put together by a loop of its own: 1.1, 1.4
///    and 1.5 here; 0.9, 1.0 and 1.2 for ``malvarRow(_:_:_:_:_:_:_:_:_:_:)``.
/// 2. The same, put together by shuffles: 1.3, 1.9 and 3.2; the compiler turns arithmetic in front
///    of a shuffle into scalars.
///
/// - Parameters:
///   - above: the row above, with a margin of 1 on both sides.
///   - centre: the row.
///   - below: the row below.
///   - width: columns; outputs are written up to the next multiple of 16.
///   - ownParity: the parity of the columns at which the row's own colour stands.
///   - own: gets the row's own colour.
///   - green: gets green.
///   - other: gets the other colour.
public func bilinearRow(
  _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>, _ below: UnsafePointer<Float>,
  _ width: Int, _ ownParity: Int, _ own: UnsafeMutablePointer<Float>,
  _ green: UnsafeMutablePointer<Float>, _ other: UnsafeMutablePointer<Float>
) {
  let isOwn = everySecond(ownParity)
  var x = 0
  while x < width {
    let colors = unsafe bilinearColors(above + x, centre + x, below + x, isOwn)
    unsafe colors.own.store(own + x)
    unsafe colors.green.store(green + x)
    unsafe colors.other.store(other + x)
    x += FloatLanes.scalarCount
  }
}

/// The row's own colour, green and the other colour of one register of pixels.
@_transparent
func bilinearColors(
  _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>, _ below: UnsafePointer<Float>,
  _ isOwn: LaneChoice
) -> (own: Numbers, green: Numbers, other: Numbers) {
  let c = unsafe Numbers(centre)
  let h = unsafe Numbers(centre - 1) + Numbers(centre + 1)
  let v = unsafe Numbers(above) + Numbers(below)
  let above2 = unsafe Numbers(above - 1) + Numbers(above + 1)
  let below2 = unsafe Numbers(below - 1) + Numbers(below + 1)
  let diagonals = above2 + below2
  return (
    blended(h * 0.5, c, isOwn), blended(c, (h + v) * 0.25, isOwn),
    blended(v * 0.5, diagonals * 0.25, isOwn)
  )
}
