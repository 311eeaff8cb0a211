/// Red and blue, once green is known everywhere.
///
/// At each site of a colour C a slope is fitted to its 5×5 nearest sites, which takes C's details
/// from those of green (the 2-D form of what ``rowDifference(_:_:_:_:)`` does along a line):
///
///     a = (Σ u·v + n λ a₀) / (Σ v² + n λ)      u, v: Laplacians of C and of green, 2 pixels apart
///     a₀ = min(1, mean C / mean G)             λ = κ (mean G)² + ε
///
/// a₀ stands in where there is no detail to fit: a shadow on a coloured thing keeps the ratio of
/// its colours, and no colour varies more than green does. Elsewhere
///
///     Ĉ = K(C) + a · (G − K(G))
///
/// with the same interpolation K of C and of green from the sites of C. Where the noise of the
/// sensor is known, a is lessened by the part of Σ v² that it explains: what is no detail is not
/// handed on from green to C.

/// Laplacians of a colour and of green at its sites, multiplied: `u·v` and `v²`.
///
/// - Parameters:
///   - inputs: the sites of rows −2, 0, 2; green at them.
///   - outputs: `u·v`; `v²`.
///   - settings: none.
///   - count: sites.
public func siteEnergies(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let u = unsafe laplacian(inputs, i)
    let v = unsafe laplacian(inputs + 3, i)
    unsafe (u * v).store(outputs[0] + i)
    unsafe (v * v).store(outputs[1] + i)
  }
}

@inline(__always)
private func laplacian(_ rows: UnsafePointer<UnsafePointer<Float>>, _ i: Int) -> Numbers {
  let vertical = unsafe Numbers(rows[0] + i) + Numbers(rows[2] + i)
  let horizontal = unsafe Numbers(rows[1] + i - 1) + Numbers(rows[1] + i + 1)
  return unsafe Numbers(rows[1] + i) * 4 - (vertical + horizontal)
}

/// The slope of a colour against green.
///
/// - Parameters:
///   - inputs: sums of five sites: of `u·v` in rows −4, −2, 0, 2, 4; of `v²`; of the colour; of
///     green.
///   - outputs: the slope.
///   - settings: κ; ε; the energy of 25 Laplacians of the sensor's noise at black, and what each
///     unit of green adds to it.
///   - count: sites.
public func colorSlope(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (share, least) = unsafe (settings[0], settings[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let products = unsafe columnSum(inputs, 5, i)
    let squares = unsafe columnSum(inputs + 5, 5, i)
    let color = unsafe columnSum(inputs + 10, 5, i)
    let green = unsafe columnSum(inputs + 15, 5, i) + least
    // 25 sites: 25 λ = 25 κ (Σ G / 25)² + 25 ε.
    let pull = (green * green) * (share * 0.04) + least * 25
    let ratio = color / green
    let expected = ratio.atLeast(0).atMost(1)
    let slope = (products + pull * expected) / (squares + pull)
    let noise = unsafe green * settings[3] + settings[2]
    let detail = (squares - noise).atLeast(0) / (squares + least)
    unsafe ((slope * 0.9 + 0.1) * detail).store(outputs[0] + i)
  }
}

/// A colour and green interpolated between the sites of a row: `K(C)` and `K(G)`.
///
/// - Parameters:
///   - inputs: the colour beside; green at its sites.
///   - outputs: both, here.
///   - settings: none.
///   - count: sites.
public func interpolatedBeside(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for signal in 0..<2 {
    let (beside, results) = unsafe (inputs[signal], outputs[signal])
    for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      let near = unsafe Numbers(beside + i - 1) + Numbers(beside + i)
      let far = unsafe Numbers(beside + i - 2) + Numbers(beside + i + 1)
      unsafe (interpolated(near, far)).store(results + i)
    }
  }
}

/// Red at the sites of blue, and blue at those of red.
///
/// - Parameters:
///   - inputs: `K(C)` of rows −3, −1, 1, 3; `K(G)` of the same; the slopes of rows −1 and 1,
///     beside; green.
///   - outputs: the colour.
///   - settings: none.
///   - count: sites.
public func colorAtOther(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (above, below, green) = unsafe (inputs[8], inputs[9], inputs[10])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let upper = unsafe Numbers(above + i - 1) + Numbers(above + i)
    let lower = unsafe Numbers(below + i - 1) + Numbers(below + i)
    let slope = (upper + lower) * 0.25
    let color = unsafe between(inputs, i)
    let guide = unsafe between(inputs + 4, i)
    unsafe (color + slope * (Numbers(green + i) - guide)).store(outputs[0] + i)
  }
}

@inline(__always)
private func between(_ rows: UnsafePointer<UnsafePointer<Float>>, _ i: Int) -> Numbers {
  let near = unsafe Numbers(rows[1] + i) + Numbers(rows[2] + i)
  let far = unsafe Numbers(rows[0] + i) + Numbers(rows[3] + i)
  return interpolated(near, far)
}

/// Red and blue at the sites of green.
///
/// - Parameters:
///   - inputs: `K(C)` of the row's own colour in rows −2, 0, 2; `K(G)` of the same; the slope of
///     the row, beside; then the other colour's sites of rows −3, −1, 1, 3, green at them, and the
///     slopes of rows −1 and 1; green here.
///   - outputs: the row's own colour; the other one.
///   - settings: the share of rows −2 and 2.
///   - count: sites.
public func colorsAtGreen(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (slopes, sites) = unsafe (inputs[6], inputs + 7)
  let (above, below, here) = unsafe (inputs[15], inputs[16], inputs[17])
  let (side, middle) = unsafe (settings[0], 1 - 2 * settings[0])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let green = unsafe Numbers(here + i)
    let slope = unsafe (Numbers(slopes + i - 1) + Numbers(slopes + i)) * 0.5
    let sideColor = unsafe (Numbers(inputs[0] + i) + Numbers(inputs[2] + i)) * side
    let sideGuide = unsafe (Numbers(inputs[3] + i) + Numbers(inputs[5] + i)) * side
    let color = unsafe Numbers(inputs[1] + i) * middle + sideColor
    let guide = unsafe Numbers(inputs[4] + i) * middle + sideGuide
    unsafe (color + slope * (green - guide)).store(outputs[0] + i)
    let slope2 = unsafe (Numbers(above + i) + Numbers(below + i)) * 0.5
    let color2 = unsafe between(sites, i)
    let guide2 = unsafe between(sites + 4, i)
    unsafe (color2 + slope2 * (green - guide2)).store(outputs[1] + i)
  }
}
