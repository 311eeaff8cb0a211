/// Directional linear minimum mean-square-error estimation (Zhang and Wu, IEEE TIP 14 (2005) 2167).
///
/// The difference of green and another colour along a line is a smooth signal x with noise, the
/// error of the estimates. With d the difference, l its low-pass (9 taps, `exp(−k²/8)`), and over
/// 9 pixels of the line
///
///     σ²x = Σ (l − mean l)²     σ²n = Σ (l − d)²
///     x̂ = (d σ²x + l σ²n) / (σ²x + σ²n)     with the variance  v = σ²x σ²n / (σ²x + σ²n)
///
/// both directions are combined by the inverse of their variances. Where the noise of the sensor is
/// known, no less than its share of `l − d` is taken for σ²n.

/// The low-pass along a row.
///
/// - Parameters:
///   - inputs: the differences here; the ones beside.
///   - outputs: their low-pass.
///   - settings: the weights from the middle on, five.
///   - count: sites.
public func rowLowPass(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (here, beside) = unsafe (inputs[0], inputs[1])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let one = unsafe (Numbers(beside + i - 1) + Numbers(beside + i)) * settings[1]
    let two = unsafe (Numbers(here + i - 1) + Numbers(here + i + 1)) * settings[2]
    let three = unsafe (Numbers(beside + i - 2) + Numbers(beside + i + 1)) * settings[3]
    let four = unsafe (Numbers(here + i - 2) + Numbers(here + i + 2)) * settings[4]
    let middle = unsafe Numbers(here + i) * settings[0]
    unsafe (((middle + one) + two) + (three + four)).store(outputs[0] + i)
  }
}

/// The low-pass along a column.
///
/// - Parameters:
///   - inputs: the differences of rows −4 to 4.
///   - outputs: their low-pass.
///   - settings: the weights from the middle on, five.
///   - count: sites.
public func columnLowPass(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let one = unsafe (Numbers(inputs[3] + i) + Numbers(inputs[5] + i)) * settings[1]
    let two = unsafe (Numbers(inputs[2] + i) + Numbers(inputs[6] + i)) * settings[2]
    let three = unsafe (Numbers(inputs[1] + i) + Numbers(inputs[7] + i)) * settings[3]
    let four = unsafe (Numbers(inputs[0] + i) + Numbers(inputs[8] + i)) * settings[4]
    let middle = unsafe Numbers(inputs[4] + i) * settings[0]
    unsafe (((middle + one) + two) + (three + four)).store(outputs[0] + i)
  }
}

/// What nine pixels of a line say about its middle.
private struct Moments {
  let middle: Numbers
  var sum: Numbers
  var squares: Numbers
  var noise: Numbers

  @_transparent
  init(_ smooth: Numbers, _ difference: Numbers) {
    middle = smooth
    sum = Numbers(repeating: 0)
    squares = Numbers(repeating: 0)
    let error = smooth - difference
    noise = error * error
  }

  /// Deviations are taken from the middle, so that nothing is lost when they are small.
  @_transparent
  mutating func add(_ smooth: Numbers, _ difference: Numbers) {
    let deviation = smooth - middle
    let error = smooth - difference
    sum = sum + deviation
    squares = squares + deviation * deviation
    noise = noise + error * error
  }

  /// The estimate and its variance, where light is as bright as `site`.
  @_transparent
  func store(
    _ difference: Numbers, _ site: Numbers, _ settings: UnsafePointer<Float>,
    _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ i: Int
  ) {
    let least = unsafe settings[0]
    let signal = (squares - sum * sum * (1.0 / 9)).atLeast(0) + least
    let known = unsafe site.atLeast(0) * settings[2] + settings[1]
    let error = noise.atLeast(known) + least
    let all = signal + error
    unsafe ((difference * signal + middle * error) / all).store(outputs[0] + i)
    unsafe (signal * error / all).store(outputs[1] + i)
  }
}

/// The estimate along a row.
///
/// - Parameters:
///   - inputs: the low-pass here and beside; the differences here and beside; the sites.
///   - outputs: the estimate; its variance.
///   - settings: the least energy; that of nine `l − d` of the sensor's noise at black, and what
///     each unit of light adds to it.
///   - count: sites.
public func rowEstimate(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  let (smooth, smoothBeside) = unsafe (inputs[0], inputs[1])
  let (here, beside) = unsafe (inputs[2], inputs[3])
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let difference = unsafe Numbers(here + i)
    var moments = unsafe Moments(Numbers(smooth + i), difference)
    for site in 1...2 {
      unsafe moments.add(Numbers(smooth + i - site), Numbers(here + i - site))
      unsafe moments.add(Numbers(smooth + i + site), Numbers(here + i + site))
      unsafe moments.add(Numbers(smoothBeside + i - site), Numbers(beside + i - site))
      unsafe moments.add(Numbers(smoothBeside + i + site - 1), Numbers(beside + i + site - 1))
    }
    unsafe moments.store(difference, Numbers(inputs[4] + i), settings, outputs, i)
  }
}

/// The estimate along a column.
///
/// - Parameters:
///   - inputs: the low-pass of rows −4 to 4; the differences of the same; the sites.
///   - outputs: the estimate; its variance.
///   - settings: as for a row.
///   - count: sites.
public func columnEstimate(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let difference = unsafe Numbers(inputs[13] + i)
    var moments = unsafe Moments(Numbers(inputs[4] + i), difference)
    for row in 1...4 {
      unsafe moments.add(Numbers(inputs[4 - row] + i), Numbers(inputs[13 - row] + i))
      unsafe moments.add(Numbers(inputs[4 + row] + i), Numbers(inputs[13 + row] + i))
    }
    unsafe moments.store(difference, Numbers(inputs[18] + i), settings, outputs, i)
  }
}

/// Both estimates, weighed by the inverse of their variances.
///
/// - Parameters:
///   - inputs: the estimate along the row and its variance; the same along the column; the sites.
///   - outputs: green; the own colour less green.
///   - settings: none.
///   - count: sites.
public func combinedGreen(
  _ inputs: UnsafePointer<UnsafePointer<Float>>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ settings: UnsafePointer<Float>,
  _ count: Int
) {
  for i in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
    let (row, column) = unsafe (Numbers(inputs[0] + i), Numbers(inputs[2] + i))
    let (rowVariance, columnVariance) = unsafe (Numbers(inputs[1] + i), Numbers(inputs[3] + i))
    let both = row * columnVariance + column * rowVariance
    let difference = both / (rowVariance + columnVariance)
    unsafe (Numbers(inputs[4] + i) + difference).store(outputs[0] + i)
    unsafe (0 - difference).store(outputs[1] + i)
  }
}
