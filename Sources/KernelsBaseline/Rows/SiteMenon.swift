/// Directional filtering with a decision after the fact (Menon, Andriani and Calvagno, IEEE TIP 16
/// (2007) 132).
///
/// Green is estimated along rows and along columns. In which of the two the differences to the other
/// colour change less in the surroundings decides, once and for all: red at blue, blue at red, and the
/// refinement follow the same direction.

/// Differences between neighbours along a row: `|d − d₂|`.
///
/// - Parameters:
///   - inputs: the differences here.
///   - outputs: how they change.
///   - settings: none.
///   - count: sites.
public func rowStep(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    unsafe (Numbers(inputs[0] + i) - Numbers(inputs[0] + i + 1)).magnitude.store(outputs[0] + i)
  }
}

/// Differences between neighbours along a column: `|d − d₂|`.
///
/// - Parameters:
///   - inputs: the differences of rows 0 and 2.
///   - outputs: how they change.
///   - settings: none.
///   - count: sites.
public func columnStep(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    unsafe (Numbers(inputs[0] + i) - Numbers(inputs[1] + i)).magnitude.store(outputs[0] + i)
  }
}

/// Green in the direction in which less changes.
///
/// - Parameters:
///   - inputs: changes along rows, of rows −2, 0, 2; of rows −1 and 1, beside; changes along columns,
///     of rows −2 and 0; of row −1, beside; the differences along the row and the column; the sites.
///   - outputs: 1 where the row is taken, else 0; green; the own colour less green.
///   - settings: none.
///   - count: sites.
public func decidedGreen(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (rows, columns) = unsafe (inputs, inputs + 5)
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let middle = unsafe (Numbers(rows[1] + i) + Numbers(rows[1] + i - 1)) * 3
    let upper = unsafe Numbers(rows[0] + i) + Numbers(rows[0] + i - 1)
    let lower = unsafe Numbers(rows[2] + i) + Numbers(rows[2] + i - 1)
    let left = unsafe Numbers(rows[3] + i - 1) + Numbers(rows[4] + i - 1)
    let alongRow = (middle + (upper + lower)) + left

    let centre = unsafe (Numbers(columns[1] + i) + Numbers(columns[0] + i)) * 3
    let west = unsafe Numbers(columns[1] + i - 1) + Numbers(columns[0] + i - 1)
    let east = unsafe Numbers(columns[1] + i + 1) + Numbers(columns[0] + i + 1)
    let above = unsafe Numbers(columns[2] + i - 1) + Numbers(columns[2] + i)
    let alongColumn = (centre + (west + east)) + above

    let (one, zero) = (FloatLanes(repeating: 1), FloatLanes(repeating: 0))
    let takesRow = alongColumn.lanes .>= alongRow.lanes
    let (row, column) = unsafe (Numbers(inputs[8] + i), Numbers(inputs[9] + i))
    let difference = Numbers(column.lanes.replacing(with: row.lanes, where: takesRow))
    unsafe Numbers(zero.replacing(with: one, where: takesRow)).store(outputs[0] + i)
    unsafe (Numbers(inputs[10] + i) + difference).store(outputs[1] + i)
    unsafe (0 - difference).store(outputs[2] + i)
  }
}

/// One of two numbers by a decision, 1 or 0.
@_transparent
private func decided(
  _ decision: UnsafePointer<Float>, _ row: Numbers, _ column: Numbers
) -> Numbers {
  let half = FloatLanes(repeating: 0.5)
  let takesRow = unsafe Numbers(decision).lanes .> half
  return Numbers(column.lanes.replacing(with: row.lanes, where: takesRow))
}

/// Red at blue and blue at red: the own colour and the difference of both in the decided direction.
///
/// - Parameters:
///   - inputs: the decision; the sites; own and other colour at green, beside; the same of row −1,
///     then of row 1, here.
///   - outputs: the other colour.
///   - settings: none.
///   - count: sites.
public func decidedOther(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (own, other) = unsafe (inputs[2], inputs[3])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let left = unsafe Numbers(other + i - 1) - Numbers(own + i - 1)
    let right = unsafe Numbers(other + i) - Numbers(own + i)
    // In the rows above and below, the other colour is the row's own.
    let above = unsafe Numbers(inputs[4] + i) - Numbers(inputs[5] + i)
    let below = unsafe Numbers(inputs[6] + i) - Numbers(inputs[7] + i)
    let difference = unsafe decided(inputs[0] + i, left + right, above + below) * 0.5
    unsafe (Numbers(inputs[1] + i) + difference).store(outputs[0] + i)
  }
}

/// Green refined: the own colour less the mean of three differences in the decided direction.
///
/// - Parameters:
///   - inputs: the decision; the sites; the own colour less green; own colour and green at green,
///     beside; other colour and green of row −1, then of row 1, here.
///   - outputs: green; the own colour less green.
///   - settings: none.
///   - count: sites.
public func refinedGreen(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (own, green) = unsafe (inputs[3], inputs[4])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let left = unsafe Numbers(own + i - 1) - Numbers(green + i - 1)
    let right = unsafe Numbers(own + i) - Numbers(green + i)
    let above = unsafe Numbers(inputs[5] + i) - Numbers(inputs[6] + i)
    let below = unsafe Numbers(inputs[7] + i) - Numbers(inputs[8] + i)
    let sides = unsafe decided(inputs[0] + i, left + right, above + below)
    let difference = unsafe (sides + Numbers(inputs[2] + i)) * (1.0 / 3)
    unsafe (Numbers(inputs[1] + i) - difference).store(outputs[0] + i)
    unsafe difference.store(outputs[1] + i)
  }
}

/// Red at blue and blue at red, refined: the own colour and the mean of three differences of both in
/// the decided direction.
///
/// - Parameters:
///   - inputs: the decision; the sites; the other colour there; own and other colour at green, beside;
///     the same of row −1, then of row 1, here.
///   - outputs: the other colour.
///   - settings: none.
///   - count: sites.
public func refinedOther(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (own, other) = unsafe (inputs[3], inputs[4])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let left = unsafe Numbers(other + i - 1) - Numbers(own + i - 1)
    let right = unsafe Numbers(other + i) - Numbers(own + i)
    let above = unsafe Numbers(inputs[5] + i) - Numbers(inputs[6] + i)
    let below = unsafe Numbers(inputs[7] + i) - Numbers(inputs[8] + i)
    let here = unsafe Numbers(inputs[2] + i) - Numbers(inputs[1] + i)
    let sides = unsafe decided(inputs[0] + i, left + right, above + below)
    unsafe (Numbers(inputs[1] + i) + (sides + here) * (1.0 / 3)).store(outputs[0] + i)
  }
}
