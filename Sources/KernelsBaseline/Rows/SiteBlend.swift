/// Green from differences along rows and along columns.
///
/// Four questions are answered at every site of red and blue, from windows of 7×7 pixels:
///
/// 1. Which direction? Each is weighted by the inverse cube of how much its differences change from
///    pixel to pixel: `w = 1 / (Σ|d₋₁ − d₁| + ε)³`.
/// 2. What is the difference, smoothed little or much? `S` is a Gaussian mean of σ = 1 along the
///    line, `L` one of σ = 2. An error of the estimates alternates from site to site, and both
///    remove it; a change of colour does not.
/// 3. How much of `S − L` is a change of colour? Its energy E is compared with what the two colours
///    do not share of their details: with D = Σ(u − v)² and A = Σ(u² + v²) of the Laplacians,
///
///        τ = (0.3 / 16) D² / A     q = (E / τ)²     share = −0.4 + 1.8 q / (1 + q)
///
///    Where colours go together, D is small, and a difference that changes is believed. Where they
///    do not, the estimates are worth less, and more is smoothed.
/// 4. Green is the site's own colour, plus `L + share · (S − L)`.
///
/// The share goes below 0 and above 1: beyond both means, in the direction of the better one.

/// How much a difference changes along a row: `|d₁ − d₋₁|`.
///
/// - Parameters:
///   - inputs: the differences beside.
///   - outputs: the changes.
///   - settings: none.
///   - count: sites.
public func rowChange(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (beside, changes) = unsafe (inputs[0], outputs[0])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    unsafe (Numbers(beside + i) - Numbers(beside + i - 1)).magnitude.store(changes + i)
  }
}

/// How much a difference changes along a column: `|d₁ − d₋₁|`.
///
/// - Parameters:
///   - inputs: the differences of the other colour's sites in rows −1 and 1.
///   - outputs: the changes.
///   - settings: none.
///   - count: sites.
public func columnChange(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (above, below, changes) = unsafe (inputs[0], inputs[1], outputs[0])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    unsafe (Numbers(below + i) - Numbers(above + i)).magnitude.store(changes + i)
  }
}

/// Sums of the seven nearest pixels of a row, three here and four beside, of six signals.
///
/// - Parameters:
///   - inputs: the signals here, then the same beside.
///   - outputs: their sums.
///   - settings: how many signals.
///   - count: sites.
public func sevenAround(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let signals = unsafe Int(settings[0])
  for signal in 0..<signals {
    let (here, beside) = unsafe (inputs[signal], inputs[signals + signal])
    let sums = unsafe outputs[signal]
    for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      let own = unsafe (Numbers(here + i - 1) + Numbers(here + i + 1)) + Numbers(here + i)
      let near = unsafe Numbers(beside + i - 1) + Numbers(beside + i)
      let far = unsafe Numbers(beside + i - 2) + Numbers(beside + i + 1)
      unsafe (own + (near + far)).store(sums + i)
    }
  }
}

/// The directions weighed, and the differences smoothed along them.
///
/// - Parameters:
///   - inputs: sums of changes along rows, of rows −3 to 3; along columns, of the same; differences
///     along rows, here and beside; differences along columns, of rows −6 to 6.
///   - outputs: the weight of rows, 0 to 1; `L`; `S − L`.
///   - settings: ε; the Gaussian weights of `S` from the middle on, four; those of `L`, seven.
///   - count: sites.
public func smoothedDifferences(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, beside, columns) = unsafe (inputs[14], inputs[15], inputs + 16)
  let least = unsafe settings[0]
  let (short, long) = unsafe (settings + 1, settings + 5)
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let alongRow = unsafe sum7(inputs, i) + least
    let alongColumn = unsafe sum7(inputs + 7, i) + least
    let row3 = alongRow * alongRow * alongRow
    let column3 = alongColumn * alongColumn * alongColumn
    let weight = column3 / (row3 + column3)
    let rest = 1 - weight

    let pair1 = unsafe Numbers(beside + i - 1) + Numbers(beside + i)
    let pair2 = unsafe Numbers(here + i - 1) + Numbers(here + i + 1)
    let pair3 = unsafe Numbers(beside + i - 2) + Numbers(beside + i + 1)
    let pair4 = unsafe Numbers(here + i - 2) + Numbers(here + i + 2)
    let pair5 = unsafe Numbers(beside + i - 3) + Numbers(beside + i + 2)
    let pair6 = unsafe Numbers(here + i - 3) + Numbers(here + i + 3)
    let middle = unsafe Numbers(here + i)
    let rowShort =
      unsafe ((middle * short[0] + pair1 * short[1]) + pair2 * short[2])
      + pair3 * short[3]
    let rowLong =
      unsafe (((middle * long[0] + pair1 * long[1]) + pair2 * long[2])
      + (pair3 * long[3] + pair4 * long[4])) + (pair5 * long[5] + pair6 * long[6])

    let step1 = unsafe Numbers(columns[5] + i) + Numbers(columns[7] + i)
    let step2 = unsafe Numbers(columns[4] + i) + Numbers(columns[8] + i)
    let step3 = unsafe Numbers(columns[3] + i) + Numbers(columns[9] + i)
    let step4 = unsafe Numbers(columns[2] + i) + Numbers(columns[10] + i)
    let step5 = unsafe Numbers(columns[1] + i) + Numbers(columns[11] + i)
    let step6 = unsafe Numbers(columns[0] + i) + Numbers(columns[12] + i)
    let centre = unsafe Numbers(columns[6] + i)
    let columnShort =
      unsafe ((centre * short[0] + step1 * short[1]) + step2 * short[2])
      + step3 * short[3]
    let columnLong =
      unsafe (((centre * long[0] + step1 * long[1]) + step2 * long[2])
      + (step3 * long[3] + step4 * long[4])) + (step5 * long[5] + step6 * long[6])

    let smoothed = rowLong * weight + columnLong * rest
    let sharper = rowShort * weight + columnShort * rest
    unsafe weight.store(outputs[0] + i)
    unsafe smoothed.store(outputs[1] + i)
    unsafe (sharper - smoothed).store(outputs[2] + i)
  }
}

/// Sums of the squares of three neighbours.
///
/// - Parameters:
///   - inputs: a signal here.
///   - outputs: the sums.
///   - settings: none.
///   - count: sites.
public func threeSquares(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, sums) = unsafe (inputs[0], outputs[0])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let (left, middle) = unsafe (Numbers(here + i - 1), Numbers(here + i))
    let right = unsafe Numbers(here + i + 1)
    unsafe ((left * left + right * right) + middle * middle).store(sums + i)
  }
}

/// Sums of the squares of the four nearest sites beside.
///
/// - Parameters:
///   - inputs: a signal beside.
///   - outputs: the sums.
///   - settings: none.
///   - count: sites.
public func fourSquares(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (beside, sums) = unsafe (inputs[0], outputs[0])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let (left, right) = unsafe (Numbers(beside + i - 1), Numbers(beside + i))
    let (left3, right3) = unsafe (Numbers(beside + i - 2), Numbers(beside + i + 1))
    unsafe ((left * left + right * right) + (left3 * left3 + right3 * right3)).store(sums + i)
  }
}

/// Green at the sites of another colour.
///
/// - Parameters:
///   - inputs: energies of `S − L`, of rows −3 to 3; sums of `(u − v)²` along rows, of the same; of
///     `u² + v²`; the same two along columns; then the weight of rows, `L`, `S − L`, the sites.
///   - outputs: green.
///   - settings: ε; 0.3 / 16.
///   - count: sites.
public func blendedGreen(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let rest = unsafe inputs + 35
  let (least, scale) = unsafe (settings[0], settings[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let weight = unsafe Numbers(rest[0] + i)
    let other = 1 - weight
    let energy = unsafe sum7(inputs, i)
    let unshared = unsafe sum7(inputs + 7, i) * weight + sum7(inputs + 21, i) * other
    let all = unsafe sum7(inputs + 14, i) * weight + sum7(inputs + 28, i) * other
    let limit = (unshared * unshared) * scale
    let seen = energy * (all + least)
    let (limit2, seen2) = (limit * limit, seen * seen)
    let share = seen2 / ((seen2 + limit2) + 1e-30) * 1.8 - 0.4
    let (smoothed, sharper) = unsafe (Numbers(rest[1] + i), Numbers(rest[2] + i))
    unsafe (Numbers(rest[3] + i) + (smoothed + sharper * share)).store(outputs[0] + i)
  }
}

/// The sum of seven rows at one place.
@inline(__always)
func sum7(_ rows: UnsafePointer<UnsafePointer<Float>>, _ i: Int) -> Numbers {
  let first = unsafe Numbers(rows[0] + i) + Numbers(rows[6] + i)
  let second = unsafe Numbers(rows[1] + i) + Numbers(rows[5] + i)
  let third = unsafe Numbers(rows[2] + i) + Numbers(rows[4] + i)
  return unsafe ((first + second) + third) + Numbers(rows[3] + i)
}
