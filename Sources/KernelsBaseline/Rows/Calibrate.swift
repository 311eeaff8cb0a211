/// Looks codes up in a table.
///
/// - Parameters:
///   - codes: `width` codes, all of which the table has.
///   - width: columns.
///   - table: an entry for each code.
///   - target: gets `width` entries.
public func lookupRow(
  _ codes: UnsafePointer<UInt16>, _ width: Int, _ table: UnsafePointer<UInt16>,
  _ target: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<width { unsafe target[x] = table[Int(codes[x])] }
}

/// Squares codes: `code² · scale`, half rounded up.
///
/// - Parameters:
///   - codes: `width` codes; those above the top count as the top.
///   - width: columns.
///   - top: the highest code.
///   - scale: what a square is multiplied by; results are at most 65535.
///   - target: gets `width` codes.
public func squaredRow(
  _ codes: UnsafePointer<UInt16>, _ width: Int, _ top: UInt16, _ scale: Float,
  _ target: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<width {
    let code = unsafe Float(codes[x] < top ? codes[x] : top)
    unsafe target[x] = UInt16((code * code) * scale + 0.5)
  }
}

/// A row less what it shows without light: `light − (dark − black) · scale`, with a black and a
/// scale for each of the two sites of a row.
///
/// - Parameters:
///   - light: `width` floats, readable up to the next multiple of the lanes; dark likewise.
///   - dark: a code for each pixel.
///   - width: columns.
///   - black: code of no dark at even and at odd columns.
///   - scale: light of a code at even and at odd columns.
///   - target: gets floats up to the next multiple of the lanes; it may be the light.
public func subtractedRow(
  _ light: UnsafePointer<Float>, _ dark: UnsafePointer<UInt16>, _ width: Int,
  _ black: SIMD2<Float>, _ scale: SIMD2<Float>, _ target: UnsafeMutablePointer<Float>
) {
  let (black, scale) = (inTurn(black), inTurn(scale))
  var x = 0
  while x < width {
    let dark = unsafe (floats(widened(dark + x)) - black) * scale
    unsafe (Numbers(light + x) - dark).store(target + x)
    x += FloatLanes.scalarCount
  }
}

/// One number in even lanes, another one in odd lanes.
@inline(__always)
private func inTurn(_ numbers: SIMD2<Float>) -> Numbers {
  blended(Numbers(repeating: numbers.x), Numbers(repeating: numbers.y), everySecond(1))
}

/// A row times gains: `light · (gain · scale)`.
///
/// - Parameters:
///   - light: `width` floats, readable up to the next multiple of the lanes; gains likewise.
///   - gains: a code for each pixel.
///   - width: columns.
///   - scale: the gain of code 1.
///   - target: gets floats up to the next multiple of the lanes; it may be the light.
public func multipliedRow(
  _ light: UnsafePointer<Float>, _ gains: UnsafePointer<UInt16>, _ width: Int, _ scale: Float,
  _ target: UnsafeMutablePointer<Float>
) {
  var x = 0
  while x < width {
    let gain = unsafe floats(widened(gains + x)) * scale
    unsafe (Numbers(light + x) * gain).store(target + x)
    x += FloatLanes.scalarCount
  }
}

/// Copies a row past the cache.
///
/// - Parameters:
///   - source: `width` floats, readable up to the next multiple of the lanes.
///   - width: columns.
///   - target: at a multiple of 64 bytes; gets floats up to the next multiple of the lanes.
public func pastRow(
  _ source: UnsafePointer<Float>, _ width: Int, _ target: UnsafeMutablePointer<Float>
) {
  var x = 0
  while x < width {
    unsafe storePast(load(source + x), target + x)
    x += FloatLanes.scalarCount
  }
}

/// A row over the share of light that a lens lets through: `1 + s·(a2 + s·(a4 + s·a6))`, `s` being
/// the squared distance from a centre, scaled.
///
/// - Parameters:
///   - light: `width` floats, readable up to the next multiple of the lanes.
///   - width: columns.
///   - centre: the column of the centre.
///   - height: the squared distance of the row from the centre, scaled.
///   - scale: what a squared distance is multiplied by.
///   - coefficients: a2, a4, a6.
///   - target: gets floats up to the next multiple of the lanes; it may be the light.
public func unvignettedRow(
  _ light: UnsafePointer<Float>, _ width: Int, _ centre: Float, _ height: Float, _ scale: Float,
  _ coefficients: SIMD3<Float>, _ target: UnsafeMutablePointer<Float>
) {
  let a2 = Numbers(repeating: coefficients.x)
  let a4 = Numbers(repeating: coefficients.y)
  let one = Numbers(repeating: 1)
  var places = IntLanes(repeating: 0)
  for lane in 0..<IntLanes.scalarCount { places[lane] = Int32(truncatingIfNeeded: lane) }
  var x = 0
  while x < width {
    let distance = floats(places) - centre
    let s = (distance * distance) * scale + height
    let share = one + s * (a2 + s * (a4 + s * coefficients.z))
    unsafe (Numbers(light + x) / share).store(target + x)
    places = sums32(places, IntLanes(repeating: Int32(truncatingIfNeeded: FloatLanes.scalarCount)))
    x += FloatLanes.scalarCount
  }
}

/// Marks pixels that stand out from two opposite pixels of their colour and are like no other two.
///
/// With `h` and `l` the higher and the lower of such a pair, beside, above and below, and on both
/// diagonals, `m` the lowest `h`, `q` the highest `l`, `w` the lowest `max(h − c, c − l)` and
/// `T²(light) = factor · (variance + slope · max(light, 0))`, a pixel `c` is marked where
/// either `c − m > T(m)` and `w > T(m)`, or `q − c > T(q)` and `w > T(q)`, but not above one pair
/// and below another.
///
/// - Parameters:
///   - above: two rows above, with a margin of 2 on both sides; centre and below likewise; up to
///     the next multiple of the lanes behind the margin is read.
///   - centre: the row.
///   - below: two rows below.
///   - width: columns.
///   - noise: `factor · variance` and `factor · slope`.
///   - marks: gets 1 where a pixel stands out, else 0.
public func suspectRow(
  _ above: UnsafePointer<Float>, _ centre: UnsafePointer<Float>, _ below: UnsafePointer<Float>,
  _ width: Int, _ noise: SIMD2<Float>, _ marks: UnsafeMutablePointer<UInt8>
) {
  let (variance, slope) = (noise.x, noise.y)
  for x in 0..<width {
    let c = unsafe centre[x]
    let (w, e, n, s) = unsafe (centre[x - 2], centre[x + 2], above[x], below[x])
    let (nw, se) = unsafe (above[x - 2], below[x + 2])
    let (ne, sw) = unsafe (above[x + 2], below[x - 2])
    let (h1, l1) = (w > e ? w : e, w > e ? e : w)
    let (h2, l2) = (n > s ? n : s, n > s ? s : n)
    let (h3, l3) = (nw > se ? nw : se, nw > se ? se : nw)
    let (h4, l4) = (ne > sw ? ne : sw, ne > sw ? sw : ne)
    let (w1, w2) = (farther(c, h1, l1), farther(c, h2, l2))
    let (w3, w4) = (farther(c, h3, l3), farther(c, h4, l4))
    let nearest = lesser(lesser(w1, w2), lesser(w3, w4))
    let m = lesser(lesser(h1, h2), lesser(h3, h4))
    let q = greater(greater(l1, l2), greater(l3, l4))
    let (over, under) = (c - m, q - c)
    let scatterHot = variance + slope * (m > 0 ? m : 0)
    let scatterDead = variance + slope * (q > 0 ? q : 0)
    let isOver = over > 0 && over * over > scatterHot
    let isUnder = under > 0 && under * under > scatterDead
    let isLikeNone = nearest * nearest > (isOver ? scatterHot : scatterDead)
    unsafe marks[x] = isOver != isUnder && isLikeNone ? 1 : 0
  }
}

@_transparent
private func lesser(_ a: Float, _ b: Float) -> Float { a < b ? a : b }

@_transparent
private func greater(_ a: Float, _ b: Float) -> Float { a > b ? a : b }

/// How far a number lies from the farther one of two.
@_transparent
private func farther(_ c: Float, _ high: Float, _ low: Float) -> Float {
  greater(high - c, c - low)
}
