/// Directional filtering with a decision after the fact (Menon, Andriani and Calvagno, IEEE TIP 16
/// (2007) 132).
///
/// Green is estimated along rows and along columns. In which of the two the differences to the
/// other colour change less in the surroundings decides, once and for all: red at blue, blue at
/// red, and the refinement follow the same direction.

/// How much the sites to the left and to the right of one differ from it.
@_transparent
private func sides(_ row: UnsafePointer<Float>) -> Numbers {
  let middle = unsafe Numbers(row)
  return unsafe (middle - Numbers(row - 1)).magnitude + (middle - Numbers(row + 1)).magnitude
}

/// How much the sites above and below one differ from it, two rows away.
@_transparent
private func ends(_ rows: UnsafePointer<UnsafePointer<Float>>, _ i: Int) -> Numbers {
  let middle = unsafe Numbers(rows[1] + i)
  return unsafe (middle - Numbers(rows[0] + i)).magnitude
    + (middle - Numbers(rows[2] + i)).magnitude
}

/// Green in the direction in which differences change less.
///
/// The changes between sites of one colour two pixels apart are summed, over the pairs within two
/// pixels along and across the direction; those that meet in the site itself count three times.
///
/// - Parameters:
///   - inputs: differences along rows, of rows −2, 0, 2, and beside of rows −1 and 1; the same
///     five of differences along columns; the sites.
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
    let outer = unsafe sides(rows[0] + i) + sides(rows[2] + i)
    let upper = unsafe (Numbers(rows[3] + i - 1) - Numbers(rows[3] + i)).magnitude
    let lower = unsafe (Numbers(rows[4] + i - 1) - Numbers(rows[4] + i)).magnitude
    let alongRow = unsafe (sides(rows[1] + i) * 3 + outer) + (upper + lower)

    let beside = unsafe ends(columns, i - 1) + ends(columns, i + 1)
    let left = unsafe (Numbers(columns[3] + i - 1) - Numbers(columns[4] + i - 1)).magnitude
    let right = unsafe (Numbers(columns[3] + i) - Numbers(columns[4] + i)).magnitude
    let alongColumn = unsafe (ends(columns, i) * 3 + beside) + (left + right)

    let (one, zero) = (Numbers(repeating: 1), Numbers(repeating: 0))
    let takesRow = alongColumn .>= alongRow
    let (row, column) = unsafe (Numbers(rows[1] + i), Numbers(columns[1] + i))
    let difference = column.replacing(with: row, where: takesRow)
    unsafe zero.replacing(with: one, where: takesRow).store(outputs[0] + i)
    unsafe (Numbers(inputs[10] + i) + difference).store(outputs[1] + i)
    unsafe (0 - difference).store(outputs[2] + i)
  }
}

/// The differences of two signals on both sides of a site, added, in the decided direction.
///
/// - Parameters:
///   - decision: 1 where the row is taken, else 0.
///   - minuend: beside; the other one is taken from it.
///   - subtrahend: beside.
///   - column: both signals of row −1, then of row 1, as they are called there.
///   - i: the site.
/// - Returns: the sum of two differences.
@_transparent
private func bothSides(
  _ decision: UnsafePointer<Float>, _ minuend: UnsafePointer<Float>,
  _ subtrahend: UnsafePointer<Float>, _ column: UnsafePointer<UnsafePointer<Float>>, _ i: Int
) -> Numbers {
  let left = unsafe Numbers(minuend + i - 1) - Numbers(subtrahend + i - 1)
  let right = unsafe Numbers(minuend + i) - Numbers(subtrahend + i)
  let above = unsafe Numbers(column[0] + i) - Numbers(column[1] + i)
  let below = unsafe Numbers(column[2] + i) - Numbers(column[3] + i)
  let takesRow = unsafe Numbers(decision + i) .> Numbers(repeating: 0.5)
  return (above + below).replacing(with: left + right, where: takesRow)
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
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    // In the rows above and below, the other colour is the row's own.
    let sides = unsafe bothSides(inputs[0], inputs[3], inputs[2], inputs + 4, i)
    unsafe (Numbers(inputs[1] + i) + sides * 0.5).store(outputs[0] + i)
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
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let sides = unsafe bothSides(inputs[0], inputs[3], inputs[4], inputs + 5, i)
    let difference = unsafe (sides + Numbers(inputs[2] + i)) * (1.0 / 3)
    unsafe (Numbers(inputs[1] + i) - difference).store(outputs[0] + i)
    unsafe difference.store(outputs[1] + i)
  }
}

/// Red at blue and blue at red, refined: the own colour and the mean of three differences of both
/// in the decided direction.
///
/// - Parameters:
///   - inputs: the decision; the sites; the other colour there; own and other colour at green,
///     beside; the same of row −1, then of row 1, here.
///   - outputs: the other colour.
///   - settings: none.
///   - count: sites.
public func refinedOther(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let here = unsafe Numbers(inputs[2] + i) - Numbers(inputs[1] + i)
    let sides = unsafe bothSides(inputs[0], inputs[4], inputs[3], inputs + 5, i)
    unsafe (Numbers(inputs[1] + i) + (sides + here) * (1.0 / 3)).store(outputs[0] + i)
  }
}
