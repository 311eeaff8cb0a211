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
  _ u: Numbers, _ v: Numbers, _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ i: Int
) {
  let difference = u - v
  let square = v * v
  unsafe (u * v).store(outputs[0] + i)
  unsafe square.store(outputs[1] + i)
  unsafe (difference * difference).store(outputs[2] + i)
  unsafe (u * u + square).store(outputs[3] + i)
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
    let centre = unsafe Numbers(here + i)
    let far = unsafe Numbers(here + i - 1) + Numbers(here + i + 1)
    let near = unsafe Numbers(beside + i - 1) + Numbers(beside + i)
    let wide = unsafe Numbers(beside + i - 2) + Numbers(beside + i + 1)
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
    let centre = unsafe Numbers(here + i)
    let far = unsafe Numbers(above2 + i) + Numbers(below2 + i)
    let near = unsafe Numbers(above + i) + Numbers(below + i)
    let wide = unsafe Numbers(above3 + i) + Numbers(below3 + i)
    unsafe storeEnergies((centre + centre) - far, (near - wide) * 0.5, outputs, i)
  }
}

/// Sums of the four or eight nearest sites beside, of two signals.
@_transparent
private func sumsBeside(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int, sites: Int
) {
  for signal in 0..<2 {
    let (beside, sums) = unsafe (inputs[signal] - sites / 2, outputs[signal])
    for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      let first = unsafe Numbers(beside + i) + Numbers(beside + i + 1)
      let second = unsafe Numbers(beside + i + 2) + Numbers(beside + i + 3)
      var sum = first + second
      if sites == 8 {
        let third = unsafe Numbers(beside + i + 4) + Numbers(beside + i + 5)
        let fourth = unsafe Numbers(beside + i + 6) + Numbers(beside + i + 7)
        sum = sum + (third + fourth)
      }
      unsafe sum.store(sums + i)
    }
  }
}

/// Sums of the four nearest sites beside, of two signals.
///
/// - Parameters:
///   - inputs: the two, beside.
///   - outputs: their sums.
///   - settings: none.
///   - count: sites.
public func fourBeside(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe sumsBeside(inputs, outputs, count, sites: 4)
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
  unsafe sumsBeside(inputs, outputs, count, sites: 8)
}

/// Sums of three or five sites of the same kind, of some signals.
@_transparent
private func sumsHere(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int, sites: Int
) {
  for signal in unsafe 0..<Int(settings[0]) {
    let (here, sums) = unsafe (inputs[signal], outputs[signal])
    for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      var sum = unsafe Numbers(here + i - 1) + Numbers(here + i + 1)
      if sites == 5 { sum = unsafe sum + (Numbers(here + i - 2) + Numbers(here + i + 2)) }
      unsafe (sum + Numbers(here + i)).store(sums + i)
    }
  }
}

/// Sums of three sites of the same kind.
///
/// - Parameters:
///   - inputs: some signals.
///   - outputs: their sums.
///   - settings: how many signals.
///   - count: sites.
public func threeHere(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe sumsHere(inputs, outputs, settings, count, sites: 3)
}

/// Sums of five sites of the same kind.
///
/// - Parameters:
///   - inputs: some signals.
///   - outputs: their sums.
///   - settings: how many signals.
///   - count: sites.
public func fiveHere(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe sumsHere(inputs, outputs, settings, count, sites: 5)
}

/// The difference of green and the other colour, from an estimate along a row.
@_transparent
private func differencesAlong(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int, rows: Int
) {
  let (here, beside) = unsafe (inputs[2 * rows], inputs[2 * rows + 1])
  let differences = unsafe outputs[0]
  let (least, sign) = unsafe (settings[0], settings[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let products = unsafe columnSum(inputs, rows, i)
    let squares = unsafe columnSum(inputs + rows, rows, i)
    let centre = unsafe Numbers(here + i)
    let two = unsafe Numbers(here + i - 1) + Numbers(here + i + 1)
    let four = unsafe Numbers(here + i - 2) + Numbers(here + i + 2)
    let near = unsafe Numbers(beside + i - 1) + Numbers(beside + i)
    let far = unsafe Numbers(beside + i - 2) + Numbers(beside + i + 1)
    let slope = products / (squares + least)
    let estimate = interpolated(near, far) + slope * detail(centre, two, four)
    unsafe ((centre - estimate) * sign).store(differences + i)
  }
}

/// Differences along a row, by slopes from three rows.
///
/// - Parameters:
///   - inputs: `Σ u·v` of rows −2, 0, 2; `Σ v²` of the same; the sites; the ones beside.
///   - outputs: green less the other colour.
///   - settings: ε; 1 where the sites are green's, else −1.
///   - count: sites.
public func rowDifference3(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe differencesAlong(inputs, outputs, settings, count, rows: 3)
}

/// Differences along a row, by slopes from five rows.
///
/// - Parameters:
///   - inputs: `Σ u·v` of rows −4, −2, 0, 2, 4; `Σ v²` of the same; the sites; the ones beside.
///   - outputs: green less the other colour.
///   - settings: ε; 1 where the sites are green's, else −1.
///   - count: sites.
public func rowDifference5(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe differencesAlong(inputs, outputs, settings, count, rows: 5)
}

/// The difference of green and the other colour, from an estimate along a column.
@_transparent
private func differencesDown(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int, rows: Int
) {
  let (here, other) = unsafe (inputs + 2 * rows, inputs + 2 * rows + 5)
  let differences = unsafe outputs[0]
  let (least, sign) = unsafe (settings[0], settings[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let products = unsafe columnSum(inputs, rows, i)
    let squares = unsafe columnSum(inputs + rows, rows, i)
    let centre = unsafe Numbers(here[2] + i)
    let two = unsafe Numbers(here[1] + i) + Numbers(here[3] + i)
    let four = unsafe Numbers(here[0] + i) + Numbers(here[4] + i)
    let near = unsafe Numbers(other[1] + i) + Numbers(other[2] + i)
    let far = unsafe Numbers(other[0] + i) + Numbers(other[3] + i)
    let slope = products / (squares + least)
    let estimate = interpolated(near, far) + slope * detail(centre, two, four)
    unsafe ((centre - estimate) * sign).store(differences + i)
  }
}

/// Differences along a column, by slopes from four rows of the other colour.
///
/// - Parameters:
///   - inputs: `Σ u·v` of the other colour in rows −3, −1, 1, 3; `Σ v²` of the same; the sites of
///     rows −4, −2, 0, 2, 4; those of the other colour in rows −3, −1, 1, 3.
///   - outputs: green less the other colour.
///   - settings: ε; 1 where the sites are green's, else −1.
///   - count: sites.
public func columnDifference4(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe differencesDown(inputs, outputs, settings, count, rows: 4)
}

/// Differences along a column, by slopes from eight rows of the other colour.
///
/// - Parameters:
///   - inputs: `Σ u·v` of the other colour in rows −7, −5, … 7; `Σ v²` of the same; the sites of
///     rows −4, −2, 0, 2, 4; those of the other colour in rows −3, −1, 1, 3.
///   - outputs: green less the other colour.
///   - settings: ε; 1 where the sites are green's, else −1.
///   - count: sites.
public func columnDifference8(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe differencesDown(inputs, outputs, settings, count, rows: 8)
}

/// `(9 near − far) / 16`.
@inline(__always)
func interpolated(_ near: Numbers, _ far: Numbers) -> Numbers {
  (near * 9 - far) * 0.0625
}

/// `(14 centre − 8 two + four) / 32`.
@inline(__always)
private func detail(_ centre: Numbers, _ two: Numbers, _ four: Numbers) -> Numbers {
  ((centre * 14 - two * 8) + four) * 0.03125
}

/// The sum of three, four, five, seven or eight rows at one place, from the outer ones inwards.
@_transparent
func columnSum(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ number: Int, _ i: Int
) -> Numbers {
  let last = number - 1
  var sum = unsafe Numbers(rows[0] + i) + Numbers(rows[last] + i)
  if number >= 4 { sum = unsafe sum + (Numbers(rows[1] + i) + Numbers(rows[last - 1] + i)) }
  if number >= 6 { sum = unsafe sum + (Numbers(rows[2] + i) + Numbers(rows[last - 2] + i)) }
  if number >= 8 { sum = unsafe sum + (Numbers(rows[3] + i) + Numbers(rows[last - 3] + i)) }
  if number % 2 == 1 { sum = unsafe sum + Numbers(rows[number / 2] + i) }
  return sum
}
