/// Sums along a row: the second half of a separable filter of floats.
///
/// Every result is a sum of `taps` samples, from 0, from left to right, products rounded before they
/// are added. Several registers of results share each weight; each tap is one load from any address,
/// and that is what binds: with 512-bit registers nearly every load touches two cache lines.
///
/// - Parameters:
///   - row: the sample that the leftmost weight meets for column 0.
///   - taps: how many weights.
///   - spacing: samples from one tap to the next.
///   - weights: the weights.
///   - output: gets the results, up to the next multiple of 16.
///   - count: columns.
///   - finish: what becomes of them.
@inline(__always)
func tapsRow<F: Finish>(
  _ row: UnsafePointer<Float>, _ taps: Int, _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<F.Output>, _ count: Int, _ finish: F
) where F.Lanes == FloatLanes {
  let lanes = FloatLanes.scalarCount
  let zero = FloatLanes(repeating: 0)
  var x = 0
  while x + 4 * lanes <= count {
    var (a, b, c, d) = (zero, zero, zero, zero)
    for k in 0..<taps {
      let weight = unsafe FloatLanes(repeating: weights[k])
      let from = unsafe row + x + k * spacing
      a += unsafe load(from) * weight
      b += unsafe load(from + lanes) * weight
      c += unsafe load(from + 2 * lanes) * weight
      d += unsafe load(from + 3 * lanes) * weight
    }
    unsafe finish.store(a, output + x)
    unsafe finish.store(b, output + x + lanes)
    unsafe finish.store(c, output + x + 2 * lanes)
    unsafe finish.store(d, output + x + 3 * lanes)
    x += 4 * lanes
  }
  while x < count {
    var sum = zero
    for k in 0..<taps {
      sum += unsafe load(row + x + k * spacing) * weights[k]
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
  unsafe tapsRow(row, taps, spacing, weights, output, count, FloatFinish())
}

/// Sums along a row of floats, as the nearest 8-bit codes.
public func tapsFloatRow8(
  _ row: UnsafePointer<Float>, _ taps: Int, _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<UInt8>, _ count: Int
) {
  unsafe tapsRow(row, taps, spacing, weights, output, count, NearestFinish8())
}

/// Sums along a row of floats, as the nearest 16-bit codes.
public func tapsFloatRow16(
  _ row: UnsafePointer<Float>, _ taps: Int, _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<UInt16>, _ count: Int
) {
  unsafe tapsRow(row, taps, spacing, weights, output, count, NearestFinish16())
}
