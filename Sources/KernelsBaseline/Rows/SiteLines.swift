/// Estimates of a missing colour along a line, by a slope that is fitted to the surroundings.
///
/// Along a row (or a column) two colours take turns. With h the colour of a site and t the other
/// one, known at the sites beside it,
///
///     t̂ = K(t) + a · H(h)
///     K(t) = (9 (t₋₁ + t₁) − (t₋₃ + t₃)) / 16
///     H(h) = (14 h − 8 (h₋₂ + h₂) + (h₋₄ + h₄)) / 32
///
/// K interpolates; H(h) is what the same interpolation, of h's means between the sites, would miss
/// of h; a says how much of it t shares. For a = 1 and linear interpolation this is the estimate of
/// Hamilton and Adams; a fitted slope makes it residual interpolation (Kiku et al. 2013), with the
/// minimised Laplacian (2014) as what is fitted:
///
///     a = Σ u·v / (Σ v² + ε)   over the sites of t within a window
///     u = 2t − t₋₂ − t₂        v = ((h₋₁ + h₁) − (h₋₃ + h₃)) / 2
///
/// Where colours move together a is near 1, in saturated colour near the ratio of both, and 0 where
/// they know nothing of each other: then t is interpolated from t alone.
@inline(__always)
private func storeEnergies(
  _ u: FloatLanes, _ v: FloatLanes, _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ i: Int
) {
  let difference = u - v
  let square = v * v
  unsafe store(u * v, outputs[0] + i)
  unsafe store(square, outputs[1] + i)
  unsafe store(difference * difference, outputs[2] + i)
  unsafe store(u * u + square, outputs[3] + i)
}

/// Products of the two Laplacians along a row: `u·v`, `v²`, `(u − v)²` and `u² + v²`.
///
/// - Parameters:
///   - inputs: the sites; the ones beside.
///   - outputs: the four.
///   - settings: none.
///   - count: sites.
public func rowEnergies(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, beside) = unsafe (inputs[0], inputs[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let centre = unsafe load(here + i)
    let far = unsafe load(here + i - 1) + load(here + i + 1)
    let near = unsafe load(beside + i - 1) + load(beside + i)
    let wide = unsafe load(beside + i - 2) + load(beside + i + 1)
    unsafe storeEnergies((centre + centre) - far, (near - wide) * 0.5, outputs, i)
  }
}

/// Products of the two Laplacians along a column: `u·v`, `v²`, `(u − v)²` and `u² + v²`.
///
/// - Parameters:
///   - inputs: the sites of rows −2, 0 and 2; then those of the other colour in rows −3, −1, 1, 3.
///   - outputs: the four.
///   - settings: none.
///   - count: sites.
public func columnEnergies(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (above2, here, below2) = unsafe (inputs[0], inputs[1], inputs[2])
  let (above3, above, below, below3) = unsafe (inputs[3], inputs[4], inputs[5], inputs[6])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let centre = unsafe load(here + i)
    let far = unsafe load(above2 + i) + load(below2 + i)
    let near = unsafe load(above + i) + load(below + i)
    let wide = unsafe load(above3 + i) + load(below3 + i)
    unsafe storeEnergies((centre + centre) - far, (near - wide) * 0.5, outputs, i)
  }
}

/// Sums of the eight nearest sites beside, of two signals.
///
/// - Parameters:
///   - inputs: the two, beside.
///   - outputs: their sums.
///   - settings: none.
///   - count: sites.
public func eightBeside(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for signal in 0..<2 {
    let (beside, sums) = unsafe (inputs[signal] - 4, outputs[signal])
    for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      let first = unsafe load(beside + i) + load(beside + i + 1)
      let second = unsafe load(beside + i + 2) + load(beside + i + 3)
      let third = unsafe load(beside + i + 4) + load(beside + i + 5)
      let fourth = unsafe load(beside + i + 6) + load(beside + i + 7)
      unsafe store((first + second) + (third + fourth), sums + i)
    }
  }
}

/// Sums of five sites of the same kind, of as many signals as there are outputs.
///
/// - Parameters:
///   - inputs: the signals.
///   - outputs: their sums.
///   - settings: how many signals.
///   - count: sites.
public func fiveHere(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for signal in unsafe 0..<Int(settings[0]) {
    let (here, sums) = unsafe (inputs[signal] - 2, outputs[signal])
    for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      let first = unsafe load(here + i) + load(here + i + 1)
      let second = unsafe load(here + i + 3) + load(here + i + 4)
      unsafe store((first + second) + load(here + i + 2), sums + i)
    }
  }
}

/// The difference of green and the other colour, from an estimate along a row.
///
/// - Parameters:
///   - inputs: `Σ u·v` of rows −4, −2, 0, 2, 4; `Σ v²` of the same; the sites; the ones beside.
///   - outputs: green less the other colour.
///   - settings: ε; 1 where the sites are green's, else −1.
///   - count: sites.
public func rowDifference(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, beside, differences) = unsafe (inputs[10], inputs[11], outputs[0])
  let (least, sign) = unsafe (settings[0], settings[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let products = unsafe sum5(inputs, i)
    let squares = unsafe sum5(inputs + 5, i)
    let centre = unsafe load(here + i)
    let two = unsafe load(here + i - 1) + load(here + i + 1)
    let four = unsafe load(here + i - 2) + load(here + i + 2)
    let near = unsafe load(beside + i - 1) + load(beside + i)
    let far = unsafe load(beside + i - 2) + load(beside + i + 1)
    let slope = products / (squares + least)
    let estimate = interpolated(near, far) + slope * detail(centre, two, four)
    unsafe store((centre - estimate) * sign, differences + i)
  }
}

/// The difference of green and the other colour, from an estimate along a column.
///
/// - Parameters:
///   - inputs: `Σ u·v` of the other colour in rows −7, −5, … 7; `Σ v²` of the same; the sites of
///     rows −4, −2, 0, 2, 4; those of the other colour in rows −3, −1, 1, 3.
///   - outputs: green less the other colour.
///   - settings: ε; 1 where the sites are green's, else −1.
///   - count: sites.
public func columnDifference(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, other) = unsafe (inputs + 16, inputs + 21)
  let differences = unsafe outputs[0]
  let (least, sign) = unsafe (settings[0], settings[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let products = unsafe sum8(inputs, i)
    let squares = unsafe sum8(inputs + 8, i)
    let centre = unsafe load(here[2] + i)
    let two = unsafe load(here[1] + i) + load(here[3] + i)
    let four = unsafe load(here[0] + i) + load(here[4] + i)
    let near = unsafe load(other[1] + i) + load(other[2] + i)
    let far = unsafe load(other[0] + i) + load(other[3] + i)
    let slope = products / (squares + least)
    let estimate = interpolated(near, far) + slope * detail(centre, two, four)
    unsafe store((centre - estimate) * sign, differences + i)
  }
}

/// `(9 near − far) / 16`.
@inline(__always)
func interpolated(_ near: FloatLanes, _ far: FloatLanes) -> FloatLanes {
  (near * 9 - far) * 0.0625
}

/// `(14 centre − 8 two + four) / 32`.
@inline(__always)
private func detail(_ centre: FloatLanes, _ two: FloatLanes, _ four: FloatLanes) -> FloatLanes {
  ((centre * 14 - two * 8) + four) * 0.03125
}

/// The sum of five rows at one place.
@inline(__always)
func sum5(_ rows: UnsafePointer<UnsafePointer<Float>>, _ i: Int) -> FloatLanes {
  let outer = unsafe load(rows[0] + i) + load(rows[4] + i)
  let inner = unsafe load(rows[1] + i) + load(rows[3] + i)
  return unsafe (outer + inner) + load(rows[2] + i)
}

/// The sum of eight rows at one place.
@inline(__always)
func sum8(_ rows: UnsafePointer<UnsafePointer<Float>>, _ i: Int) -> FloatLanes {
  let first = unsafe load(rows[0] + i) + load(rows[1] + i)
  let second = unsafe load(rows[2] + i) + load(rows[3] + i)
  let third = unsafe load(rows[4] + i) + load(rows[5] + i)
  let fourth = unsafe load(rows[6] + i) + load(rows[7] + i)
  return (first + second) + (third + fourth)
}
