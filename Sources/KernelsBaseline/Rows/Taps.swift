/// Sums along a row: the first half of a separable filter.
///
/// Every result is a sum of `taps` samples, from the start value, from left to right, products
/// rounded before they are added. Several registers of results share each weight; each tap is one
/// load from any address, and that is what binds: with 512-bit registers nearly every load touches
/// two cache lines.
///
/// - Parameters:
///   - arithmetic: what is done with the numbers.
///   - row: the sample that the leftmost weight meets for column 0.
///   - taps: how many weights.
///   - spacing: samples from one tap to the next.
///   - weights: the weights.
///   - start: what sums begin from.
///   - output: gets the results, up to the next multiple of 16.
///   - count: columns.
///   - finish: what becomes of them.
@inline(__always)
private func tapsRow<A: Arithmetic, F: Finish>(
  _ arithmetic: A.Type, _ row: UnsafePointer<A.Number>, _ taps: Int, _ spacing: Int,
  _ weights: UnsafePointer<A.Number>, _ start: A.Number,
  _ output: UnsafeMutablePointer<F.Output>, _ count: Int, _ finish: F
) where F.Lanes == A.Lanes {
  let lanes = A.lanes
  let start = A.repeated(start)
  var x = 0
  while x + 4 * lanes <= count {
    var (a, b, c, d) = (start, start, start, start)
    for k in 0..<taps {
      let weight = unsafe A.repeated(weights[k])
      let from = unsafe row + x + k * spacing
      a = unsafe A.sum(a, A.product(A.load(from), weight))
      b = unsafe A.sum(b, A.product(A.load(from + lanes), weight))
      c = unsafe A.sum(c, A.product(A.load(from + 2 * lanes), weight))
      d = unsafe A.sum(d, A.product(A.load(from + 3 * lanes), weight))
    }
    unsafe finish.store(a, output + x)
    unsafe finish.store(b, output + x + lanes)
    unsafe finish.store(c, output + x + 2 * lanes)
    unsafe finish.store(d, output + x + 3 * lanes)
    x += 4 * lanes
  }
  while x < count {
    var sum = start
    for k in 0..<taps {
      let weight = unsafe A.repeated(weights[k])
      let product = unsafe A.product(A.load(row + x + k * spacing), weight)
      sum = A.sum(sum, product)
    }
    unsafe finish.store(sum, output + x)
    x += lanes
  }
}

/// Sums along a row of floats, as floats.
public func tapsFloatRow(
  _ row: UnsafePointer<Float>, _ taps: Int, _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<Float>, _ count: Int
) {
  unsafe tapsRow(
    FloatArithmetic.self, row, taps, spacing, weights, 0, output, count, FloatFinish())
}

/// Sums along a row of 16-bit integers with weights in 2⁻¹⁵, every product rounded.
///
/// - Parameters:
///   - row: the sample that the leftmost weight meets for column 0.
///   - taps: how many weights.
///   - spacing: samples from one tap to the next.
///   - weights: the weights.
///   - output: gets the sums, up to the next multiple of 32.
///   - count: columns.
public func tapsShortRow(
  _ row: UnsafePointer<Int16>, _ taps: Int, _ spacing: Int, _ weights: UnsafePointer<Int16>,
  _ output: UnsafeMutablePointer<Int16>, _ count: Int
) {
  unsafe tapsRow(
    ShortArithmetic.self, row, taps, spacing, weights, 0, output, count, ShortFinish())
}

/// As ``tapsShortRow(_:_:_:_:_:_:)``, with whole weights and exact sums of at most 65535.
public func tapsWholeRow(
  _ row: UnsafePointer<Int16>, _ taps: Int, _ spacing: Int, _ weights: UnsafePointer<Int16>,
  _ output: UnsafeMutablePointer<Int16>, _ count: Int
) {
  unsafe tapsRow(
    WholeArithmetic.self, row, taps, spacing, weights, 0, output, count, ShortFinish())
}
