/// Colour differences by fixed slopes: what Hamilton and Adams, Zhang and Wu, and Menon build on.
///
/// The colours of a pixel are taken to differ by as much as those of its neighbours:
///
///     t̂ = (t₋₁ + t₁) / 2 + (2h − h₋₂ − h₂) / 4

/// The difference of green and the other colour along a line.
@_transparent
private func hamilton(_ centre: Numbers, _ near: Numbers, _ far: Numbers) -> Numbers {
  centre - (near * 0.5 + ((centre + centre) - far) * 0.25)
}

/// Differences along a row.
///
/// - Parameters:
///   - inputs: the sites; the ones beside.
///   - outputs: green less the other colour.
///   - settings: 1 where the sites are green's, else −1.
///   - count: sites.
public func rowHamilton(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, beside) = unsafe (inputs[0], inputs[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let near = unsafe Numbers(beside + i - 1) + Numbers(beside + i)
    let far = unsafe Numbers(here + i - 1) + Numbers(here + i + 1)
    unsafe (hamilton(Numbers(here + i), near, far) * settings[0]).store(outputs[0] + i)
  }
}

/// Differences along a column.
///
/// - Parameters:
///   - inputs: the sites of rows −2, 0, 2; those of the other colour in rows −1 and 1.
///   - outputs: green less the other colour.
///   - settings: 1 where the sites are green's, else −1.
///   - count: sites.
public func columnHamilton(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let near = unsafe Numbers(inputs[3] + i) + Numbers(inputs[4] + i)
    let far = unsafe Numbers(inputs[0] + i) + Numbers(inputs[2] + i)
    unsafe (hamilton(Numbers(inputs[1] + i), near, far) * settings[0]).store(outputs[0] + i)
  }
}

/// Green from its difference to the own colour.
///
/// - Parameters:
///   - inputs: green less the own colour; the sites.
///   - outputs: green; the own colour less green.
///   - settings: none.
///   - count: sites.
public func greenFrom(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let difference = unsafe Numbers(inputs[0] + i)
    unsafe (Numbers(inputs[1] + i) + difference).store(outputs[0] + i)
    unsafe (0 - difference).store(outputs[1] + i)
  }
}

/// A signal and another one, one added to the other.
///
/// - Parameters:
///   - inputs: two signals.
///   - outputs: their sum.
///   - settings: none.
///   - count: sites.
public func sumOfTwo(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    unsafe (Numbers(inputs[0] + i) + Numbers(inputs[1] + i)).store(outputs[0] + i)
  }
}

/// The row's own colour less green, and the mean of the other colour's differences around.
///
/// - Parameters:
///   - inputs: the differences of rows −1 and 1, beside.
///   - outputs: the mean of the four nearest.
///   - settings: none.
///   - count: sites.
public func meanOfDiagonals(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (above, below) = unsafe (inputs[0], inputs[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let upper = unsafe Numbers(above + i - 1) + Numbers(above + i)
    let lower = unsafe Numbers(below + i - 1) + Numbers(below + i)
    unsafe ((upper + lower) * 0.25).store(outputs[0] + i)
  }
}

/// Red and blue from their differences to green.
///
/// - Parameters:
///   - inputs: at the row's own sites, beside: the difference of the own colour and that of the
///     other one; the same two of rows −1 and 1, here, the other one first; green.
///   - outputs: the row's own colour; the other one; each from the mean of four differences.
///   - settings: none.
///   - count: sites.
public func colorsFromCross(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (own, other, green) = unsafe (inputs[0], inputs[1], inputs[6])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let here = unsafe Numbers(green + i)
    let ownRow = unsafe Numbers(own + i - 1) + Numbers(own + i)
    let ownColumn = unsafe Numbers(inputs[2] + i) + Numbers(inputs[3] + i)
    unsafe (here + (ownRow + ownColumn) * 0.25).store(outputs[0] + i)
    let otherRow = unsafe Numbers(other + i - 1) + Numbers(other + i)
    let otherColumn = unsafe Numbers(inputs[4] + i) + Numbers(inputs[5] + i)
    unsafe (here + (otherRow + otherColumn) * 0.25).store(outputs[1] + i)
  }
}

/// Red and blue from the two nearest differences to green.
///
/// - Parameters:
///   - inputs: the difference of the own colour, beside; those of the other one in rows −1 and 1;
///     green.
///   - outputs: the row's own colour; the other one.
///   - settings: none.
///   - count: sites.
public func colorsFromPairs(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (own, green) = unsafe (inputs[0], inputs[3])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let here = unsafe Numbers(green + i)
    let row = unsafe Numbers(own + i - 1) + Numbers(own + i)
    let column = unsafe Numbers(inputs[1] + i) + Numbers(inputs[2] + i)
    unsafe (here + row * 0.5).store(outputs[0] + i)
    unsafe (here + column * 0.5).store(outputs[1] + i)
  }
}
