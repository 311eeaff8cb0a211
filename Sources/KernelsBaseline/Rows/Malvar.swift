/// One row of the gradient-corrected linear debayer of Malvar, He and Cutler (ICASSP 2004).
///
/// Bilinear estimates, corrected by the Laplacian of the colour that is known at the pixel. With
///
///     h = w + e     v = n + s     d = (nw + ne) + (sw + se)     h2 = ww + ee     v2 = nn + ss
///
/// the four filters of the paper's figure 2, in the order in which the sums are taken, are
///
///     green at own   = ((4c + 2(h + v)) − (h2 + v2)) / 8
///     other at own   = ((6c + 2d) − 1.5(h2 + v2)) / 8
///     own at green   = ((((5c + 4h) − d) − h2) + 0.5 v2) / 8
///     other at green = ((((5c + 4v) − d) − v2) + 0.5 h2) / 8
///
/// All four are computed in every column and chosen by parity. The order does not depend on the
/// Bayer phase, so the same scene gives the same bits in all four phases. Products are rounded
/// before they are added, on every machine.
///
/// - Parameters:
///   - above2: two rows above, with a margin of 2 on both sides; the others likewise.
///   - above: the row above.
///   - centre: the row.
///   - below: the row below.
///   - below2: two rows below.
///   - width: columns; outputs are written up to the next multiple of 16.
///   - ownParity: the parity of the columns at which the row's own colour stands.
///   - own: gets the row's own colour (red or blue).
///   - green: gets green.
///   - other: gets the other colour.
public func malvarRow(
  _ above2: UnsafePointer<Float>, _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>,
  _ below: UnsafePointer<Float>, _ below2: UnsafePointer<Float>, _ width: Int, _ ownParity: Int,
  _ own: UnsafeMutablePointer<Float>, _ green: UnsafeMutablePointer<Float>,
  _ other: UnsafeMutablePointer<Float>
) {
  let isOwn = everySecond(ownParity)
  var x = 0
  while x < width {
    let colors = unsafe malvarColors(
      above2 + x, above + x, centre + x, below + x, below2 + x, isOwn)
    unsafe colors.own.store(own + x)
    unsafe colors.green.store(green + x)
    unsafe colors.other.store(other + x)
    x += FloatLanes.scalarCount
  }
}

/// The row's own colour, green and the other colour of one register of pixels.
@_transparent
func malvarColors(
  _ above2: UnsafePointer<Float>, _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>,
  _ below: UnsafePointer<Float>, _ below2: UnsafePointer<Float>, _ isOwn: LaneChoice
) -> (own: Numbers, green: Numbers, other: Numbers) {
  let c = unsafe Numbers(centre)
  let h = unsafe Numbers(centre - 1) + Numbers(centre + 1)
  let v = unsafe Numbers(above) + Numbers(below)
  let upper = unsafe Numbers(above - 1) + Numbers(above + 1)
  let lower = unsafe Numbers(below - 1) + Numbers(below + 1)
  let d = upper + lower
  let h2 = unsafe Numbers(centre - 2) + Numbers(centre + 2)
  let v2 = unsafe Numbers(above2) + Numbers(below2)
  let atOwn = malvarAtOwn(c, h, v, d, h2 + v2)
  let atGreen = malvarAtGreen(c, h, v, d, h2, v2)
  return (
    blended(atGreen.own, c, isOwn), blended(c, atOwn.green, isOwn),
    blended(atGreen.other, atOwn.other, isOwn)
  )
}

/// What lacks where the row's own colour stands; `far` is `h2 + v2`.
@_transparent
func malvarAtOwn(
  _ c: Numbers, _ h: Numbers, _ v: Numbers, _ d: Numbers, _ far: Numbers
) -> (green: Numbers, other: Numbers) {
  (
    ((c * 4 + (h + v) * 2) - far) * 0.125,
    ((c * 6 + d * 2) - far * 1.5) * 0.125
  )
}

/// What lacks where green stands.
@_transparent
func malvarAtGreen(
  _ c: Numbers, _ h: Numbers, _ v: Numbers, _ d: Numbers, _ h2: Numbers, _ v2: Numbers
) -> (own: Numbers, other: Numbers) {
  let c5 = c * 5
  return (
    ((((c5 + h * 4) - d) - h2) + v2 * 0.5) * 0.125,
    ((((c5 + v * 4) - d) - v2) + h2 * 0.5) * 0.125
  )
}
