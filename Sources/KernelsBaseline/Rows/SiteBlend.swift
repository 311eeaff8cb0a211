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

/// Sums of the five or seven nearest pixels of a row, three of them here, of some signals.
@_transparent
private func sumsAround(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int, pixels: Int
) {
  let signals = unsafe Int(settings[0])
  for signal in 0..<signals {
    let (here, beside) = unsafe (inputs[signal], inputs[signals + signal])
    let sums = unsafe outputs[signal]
    for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      let own = unsafe (Numbers(here + i - 1) + Numbers(here + i + 1)) + Numbers(here + i)
      var near = unsafe Numbers(beside + i - 1) + Numbers(beside + i)
      if pixels == 7 {
        near = unsafe near + (Numbers(beside + i - 2) + Numbers(beside + i + 1))
      }
      unsafe (own + near).store(sums + i)
    }
  }
}

/// Sums of the five nearest pixels of a row: three here and two beside.
///
/// - Parameters:
///   - inputs: some signals here, then the same beside.
///   - outputs: their sums.
///   - settings: how many signals.
///   - count: sites.
public func fiveAround(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe sumsAround(inputs, outputs, settings, count, pixels: 5)
}

/// Sums of the seven nearest pixels of a row: three here and four beside.
///
/// - Parameters:
///   - inputs: some signals here, then the same beside.
///   - outputs: their sums.
///   - settings: how many signals.
///   - count: sites.
public func sevenAround(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  unsafe sumsAround(inputs, outputs, settings, count, pixels: 7)
}

/// How much a row's differences weigh against those of its columns, from sums of changes.
@_transparent
private func rowWeight(
  _ sums: UnsafePointer<UnsafePointer<Float>>, _ rows: Int, _ least: Float, _ i: Int
) -> Numbers {
  let alongRow = unsafe columnSum(sums, rows, i) + least
  let alongColumn = unsafe columnSum(sums + rows, rows, i) + least
  let row3 = alongRow * alongRow * alongRow
  let column3 = alongColumn * alongColumn * alongColumn
  return column3 / (row3 + column3)
}

/// Differences along a line, each two at the same distance added, from the middle on.
private struct LineTaps {
  let middle: Numbers
  let pair1: Numbers
  let pair2: Numbers
  let pair3: Numbers
  let pair4: Numbers
  let pair5: Numbers
  let pair6: Numbers

  @_transparent
  init(row here: UnsafePointer<Float>, _ beside: UnsafePointer<Float>) {
    unsafe middle = Numbers(here)
    unsafe pair1 = Numbers(beside - 1) + Numbers(beside)
    unsafe pair2 = Numbers(here - 1) + Numbers(here + 1)
    unsafe pair3 = Numbers(beside - 2) + Numbers(beside + 1)
    unsafe pair4 = Numbers(here - 2) + Numbers(here + 2)
    unsafe pair5 = Numbers(beside - 3) + Numbers(beside + 2)
    unsafe pair6 = Numbers(here - 3) + Numbers(here + 3)
  }

  @_transparent
  init(column rows: UnsafePointer<UnsafePointer<Float>>, middle at: Int, _ i: Int) {
    unsafe middle = Numbers(rows[at] + i)
    unsafe pair1 = Numbers(rows[at - 1] + i) + Numbers(rows[at + 1] + i)
    unsafe pair2 = Numbers(rows[at - 2] + i) + Numbers(rows[at + 2] + i)
    unsafe pair3 = Numbers(rows[at - 3] + i) + Numbers(rows[at + 3] + i)
    unsafe pair4 = Numbers(rows[at - 4] + i) + Numbers(rows[at + 4] + i)
    unsafe pair5 = Numbers(rows[at - 5] + i) + Numbers(rows[at + 5] + i)
    unsafe pair6 = Numbers(rows[at - 6] + i) + Numbers(rows[at + 6] + i)
  }

  /// The mean of seven.
  @_transparent
  func short(_ weights: UnsafePointer<Float>) -> Numbers {
    unsafe ((middle * weights[0] + pair1 * weights[1]) + pair2 * weights[2]) + pair3 * weights[3]
  }

  /// The mean of thirteen.
  @_transparent
  func long(_ weights: UnsafePointer<Float>) -> Numbers {
    let inner = unsafe short(weights) + pair4 * weights[4]
    return unsafe inner + (pair5 * weights[5] + pair6 * weights[6])
  }
}

/// Green from differences that are smoothed along both directions, and weighed.
///
/// - Parameters:
///   - inputs: sums of changes along rows, of rows −2 to 2; along columns, of the same; differences
///     along rows, here and beside; differences along columns, of rows −6 to 6; the sites.
///   - outputs: green.
///   - settings: ε; the Gaussian weights from the middle on, seven.
///   - count: sites.
public func weighedGreen(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, beside, sites) = unsafe (inputs[10], inputs[11], inputs[25])
  let (least, weights) = unsafe (settings[0], settings + 1)
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let weight = unsafe rowWeight(inputs, 5, least, i)
    let row = unsafe LineTaps(row: here + i, beside + i).long(weights)
    let column = unsafe LineTaps(column: inputs + 12, middle: 6, i).long(weights)
    let difference = row * weight + column * (1 - weight)
    unsafe (Numbers(sites + i) + difference).store(outputs[0] + i)
  }
}

/// The directions weighed, and the differences smoothed along them, little and much.
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
  let (here, beside) = unsafe (inputs[14], inputs[15])
  let (short, long) = unsafe (settings + 1, settings + 5)
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let weight = unsafe rowWeight(inputs, 7, settings[0], i)
    let rest = 1 - weight
    let row = unsafe LineTaps(row: here + i, beside + i)
    let column = unsafe LineTaps(column: inputs + 16, middle: 6, i)
    let smoothed = unsafe row.long(long) * weight + column.long(long) * rest
    let sharper = unsafe row.short(short) * weight + column.short(short) * rest
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
    let energy = unsafe columnSum(inputs, 7, i)
    let unshared =
      unsafe columnSum(inputs + 7, 7, i) * weight + columnSum(inputs + 21, 7, i) * other
    let all = unsafe columnSum(inputs + 14, 7, i) * weight + columnSum(inputs + 28, 7, i) * other
    let limit = (unshared * unshared) * scale
    let seen = energy * (all + least)
    let (limit2, seen2) = (limit * limit, seen * seen)
    let share = seen2 / ((seen2 + limit2) + 1e-30) * 1.8 - 0.4
    let (smoothed, sharper) = unsafe (Numbers(rest[1] + i), Numbers(rest[2] + i))
    unsafe (Numbers(rest[3] + i) + (smoothed + sharper * share)).store(outputs[0] + i)
  }
}
