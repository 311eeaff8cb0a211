/// What the left row differs by from the right one, seen through disparities.
///
/// The right row is interpolated by the cubic of Keys (a = -1/2; R. Keys, "Cubic Convolution
/// Interpolation for Digital Image Processing", 1981), its slope is that of the cubic; the slope
/// that is written is the mean of it and the left row's, so that noise in one picture alone does
/// not pull towards it.
///
/// - Parameters:
///   - left: grey; a column before it and one behind are read.
///   - right: grey.
///   - missing: not 0 where the right row is not known; nil where all is.
///   - disparities: of the left row; anything outside of the right row weighs nothing.
///   - width: columns.
///   - fields: gets five rows: 1 or the weight 0, the difference e, the slope g, e·g, g·g, all of
///     them 0 without weight.
public func warpedDifferences(
  _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, _ missing: UnsafePointer<UInt8>?,
  _ disparities: UnsafePointer<Float>, _ width: Int,
  _ fields: UnsafePointer<UnsafeMutablePointer<Float>>
) {
  let last = Float(width &- 2)
  for x in 0..<width {
    var (weight, e, g): (Float, Float, Float) = (0, 0, 0)
    let place = unsafe Float(x) - disparities[x]
    // False for what is not a number as well.
    if place >= 1 && place < last {
      let column = Int(place)
      let isKnown =
        unsafe missing.map { marks in
          unsafe marks[column &- 1] | marks[column] | marks[column &+ 1] | marks[column &+ 2]
        } ?? 0
      if isKnown == 0 {
        let t = place - Float(column)
        let taps = unsafe UnsafeRawPointer(right + (column &- 1)).loadUnaligned(
          as: SIMD4<Float>.self)
        let seen = cubic(taps, t)
        let slope = unsafe (left[x &+ 1] - left[x &- 1]) * 0.5
        weight = 1
        e = unsafe left[x] - seen.value
        g = (slope + seen.slope) * 0.5
      }
    }
    unsafe fields[0][x] = weight
    unsafe fields[1][x] = e
    unsafe fields[2][x] = g
    unsafe fields[3][x] = e * g
    unsafe fields[4][x] = g * g
  }
}

/// Value and slope of the cubic at `t` behind the second of four samples.
@_transparent
private func cubic(_ s: SIMD4<Float>, _ t: Float) -> (value: Float, slope: Float) {
  let (a, b, c, d) = (s[0], s[1], s[2], s[3])
  let first = (c - a) * 0.5
  let second = a - b * 2.5 + c * 2 - d * 0.5
  let third = (b - c) * 1.5 + (d - a) * 0.5
  let value = b + t * (first + t * (second + t * third))
  return (value, first + t * (second * 2 + t * third * 3))
}

/// Disparities after one step of the method of Gauss and Newton over each window.
///
/// With the means ē, ḡ over a window of n pixels and `v = Σ(g − ḡ)²/n`, a step that grey asks for,
/// held back where there is little of it, leads to
///
///     d = d̃ − (mean(e·g) − ē·ḡ) / (v + λ)
///
/// Of v, so much comes from noise as there would be on a blank surface. What is left says how well
/// the window can be found again (the bound of Cramér and Rao): the variance of d is that of the
/// noise over `n·(v − v₀)`, and the square of
///
///     0.17 + 0.4·u + 2·u²     u = 1 − n/N
///
/// where N is the number of pixels of a whole window: what relief too fine for the window leaves,
/// and how much less is known where a surface fills only part of it. The three numbers were fitted
/// to the errors in simulated lunar terrain. Where the first part alone is above a limit, grey does
/// not tell the disparity, and nothing is known.
///
/// - Parameters:
///   - smooth: smoothed disparities d̃.
///   - sums: n, Σe, Σg, Σe·g, Σg·g.
///   - start: what the result stays within `limit` of; the unknown stays unknown.
///   - regularisation: λ, above 0.
///   - noise: its variance.
///   - blank: v₀.
///   - vaguest: the largest variance that noise may give a disparity.
///   - whole: N.
///   - limit: how far the result may be from the start.
///   - unknown: what unknown disparities are at most.
///   - results: gets the disparities.
///   - deviations: gets their standard deviations; +∞ where nothing is known.
///   - count: columns.
public func updatedDisparities(
  _ smooth: UnsafePointer<Float>, _ sums: UnsafePointer<UnsafeMutablePointer<Float>>,
  _ start: UnsafePointer<Float>, _ regularisation: Float, _ noise: Float, _ blank: Float,
  _ vaguest: Float, _ whole: Float, _ limit: Float, _ unknown: Float,
  _ results: UnsafeMutablePointer<Float>,
  _ deviations: UnsafeMutablePointer<Float>, _ count: Int
) {
  for x in 0..<count {
    let (n, begun) = unsafe (sums[0][x], start[x])
    let held = n > 1 ? n : 1
    let share = 1 / held
    let (e, g) = unsafe (sums[1][x] * share, sums[2][x] * share)
    let both = unsafe sums[3][x] * share - e * g
    let variance = unsafe sums[4][x] * share - g * g
    let spread = (variance > 0 ? variance : 0) + regularisation
    let wanted = unsafe smooth[x] - (n > 0 ? both / spread : 0)
    let low = wanted < begun - limit ? begun - limit : wanted
    let within = low > begun + limit ? begun + limit : low
    let open = 1 - n / whole
    let surface = 0.17 + open * (0.4 + open * 2)
    let texture = (variance - blank) * held
    let vagueness = noise / (texture > 0 ? texture : 1e-30)
    let deviation = (vagueness + surface * surface).squareRoot()
    let isKnown = begun > unknown
    unsafe results[x] = isKnown ? within : begun
    unsafe deviations[x] = isKnown && vagueness <= vaguest ? deviation : .infinity
  }
}

/// Quotients of sums, where the second is above 0; elsewhere what stands there stays.
///
/// - Parameters:
///   - sums: how many, and of what.
///   - results: gets the means.
///   - count: columns.
public func meansOfSums(
  _ sums: UnsafePointer<UnsafeMutablePointer<Float>>, _ results: UnsafeMutablePointer<Float>,
  _ count: Int
) {
  for x in 0..<count {
    let (n, total) = unsafe (sums[0][x], sums[1][x])
    unsafe results[x] = n > 0 ? total / n : results[x]
  }
}
