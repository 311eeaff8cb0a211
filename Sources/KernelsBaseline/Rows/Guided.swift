/// Products of two rows.
///
/// - Parameters:
///   - a: `count` floats.
///   - b: `count` floats.
///   - count: columns.
///   - products: gets `count` floats.
public func productRow(
  _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ count: Int,
  _ products: UnsafeMutablePointer<Float>
) {
  for x in 0..<count { unsafe products[x] = a[x] * b[x] }
}

/// The straight lines that take the guide to the input, from means over squares.
///
///     slope  = (mean(I·p) − mean(I)·mean(p)) / (max(0, mean(I·I) − mean(I)²) + ε)
///     offset = mean(p) − slope · mean(I)
///
/// - Parameters:
///   - means: rows of means: of the guide I, the input p, I·I and I·p.
///   - epsilon: ε.
///   - count: columns.
///   - slopes: gets `count` floats.
///   - offsets: gets `count` floats.
public func guidedLines(
  _ means: UnsafePointer<UnsafePointer<Float>>, _ epsilon: Float, _ count: Int,
  _ slopes: UnsafeMutablePointer<Float>, _ offsets: UnsafeMutablePointer<Float>
) {
  let (guide, input) = unsafe (means[0], means[1])
  let (square, product) = unsafe (means[2], means[3])
  for x in 0..<count {
    let (i, p) = unsafe (guide[x], input[x])
    let spread = unsafe square[x] - i * i
    let variance: Float = spread > 0 ? spread : 0
    let covariance = unsafe product[x] - i * p
    let slope = covariance / (variance + epsilon)
    unsafe slopes[x] = slope
    unsafe offsets[x] = p - slope * i
  }
}

/// `slope · guide + offset`.
///
/// - Parameters:
///   - slopes: `count` floats.
///   - offsets: `count` floats.
///   - guide: `count` floats.
///   - count: columns.
///   - results: gets `count` floats.
public func guidedRow(
  _ slopes: UnsafePointer<Float>, _ offsets: UnsafePointer<Float>, _ guide: UnsafePointer<Float>,
  _ count: Int, _ results: UnsafeMutablePointer<Float>
) {
  for x in 0..<count { unsafe results[x] = slopes[x] * guide[x] + offsets[x] }
}
