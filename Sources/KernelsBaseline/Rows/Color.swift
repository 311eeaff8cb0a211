/// Multiplies a row by a number.
public func scaledRow(
  _ source: UnsafePointer<Float>, _ width: Int, _ gain: Float,
  _ target: UnsafeMutablePointer<Float>
) {
  for x in 0..<width { unsafe target[x] = source[x] * gain }
}

/// One row of a linear combination of three planes: `(a·r + b·g) + c·b`, products rounded first.
public func combinedRow(
  _ red: UnsafePointer<Float>, _ green: UnsafePointer<Float>, _ blue: UnsafePointer<Float>,
  _ width: Int, _ weights: SIMD3<Float>, _ target: UnsafeMutablePointer<Float>
) {
  let (a, b, c) = (weights.x, weights.y, weights.z)
  for x in 0..<width {
    unsafe target[x] = (red[x] * a + green[x] * b) + blue[x] * c
  }
}
