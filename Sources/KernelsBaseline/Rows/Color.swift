/// Multiplies a row by a number.
public func scaledRow(
  _ source: UnsafePointer<Float>, _ width: Int, _ gain: Float,
  _ target: UnsafeMutablePointer<Float>
) {
  for x in 0..<width { unsafe target[x] = source[x] * gain }
}

/// Multiplies the pixels of a row by one number in even columns and by another one in odd columns.
public func scaledSitesRow(
  _ source: UnsafePointer<Float>, _ width: Int, _ gains: SIMD2<Float>,
  _ target: UnsafeMutablePointer<Float>
) {
  let (even, odd) = (gains.x, gains.y)
  for x in 0..<width { unsafe target[x] = source[x] * (x & 1 == 0 ? even : odd) }
}

/// A 3×3 matrix times every pixel of a row: `(m.x·r + m.y·g) + m.z·b`, products rounded first.
///
/// All three sums are made in one pass: three passes read nine rows instead of three.
///
/// - Parameters:
///   - red: floats up to the next multiple of the lanes are read; green and blue likewise.
///   - green: the green row.
///   - blue: the blue row.
///   - width: columns; outputs are written up to the next multiple of 16.
///   - first: the first row of the matrix.
///   - second: the second row.
///   - third: the third row.
///   - red2: gets what the first row gives.
///   - green2: gets what the second row gives.
///   - blue2: gets what the third row gives.
public func transformedRow(
  _ red: UnsafePointer<Float>, _ green: UnsafePointer<Float>, _ blue: UnsafePointer<Float>,
  _ width: Int, _ first: SIMD3<Float>, _ second: SIMD3<Float>, _ third: SIMD3<Float>,
  _ red2: UnsafeMutablePointer<Float>, _ green2: UnsafeMutablePointer<Float>,
  _ blue2: UnsafeMutablePointer<Float>
) {
  var x = 0
  while x < width {
    let (r, g, b) = unsafe (load(red + x), load(green + x), load(blue + x))
    unsafe store((r * first.x + g * first.y) + b * first.z, red2 + x)
    unsafe store((r * second.x + g * second.y) + b * second.z, green2 + x)
    unsafe store((r * third.x + g * third.y) + b * third.z, blue2 + x)
    x += FloatLanes.scalarCount
  }
}

/// Pixels of three colours side by side.
///
/// - Parameters:
///   - red: `width` floats; green and blue likewise.
///   - green: the green row.
///   - blue: the blue row.
///   - width: columns.
///   - pixels: gets three floats for each.
public func interleavedRow(
  _ red: UnsafePointer<Float>, _ green: UnsafePointer<Float>, _ blue: UnsafePointer<Float>,
  _ width: Int, _ pixels: UnsafeMutablePointer<Float>
) {
  unsafe weave(red, green, blue, width, pixels)
}

/// Three rows side by side.
@_transparent
private func weave<S: BitwiseCopyable>(
  _ red: UnsafePointer<S>, _ green: UnsafePointer<S>, _ blue: UnsafePointer<S>, _ width: Int,
  _ pixels: UnsafeMutablePointer<S>
) {
  for x in 0..<width {
    unsafe pixels[3 * x] = red[x]
    unsafe pixels[3 * x + 1] = green[x]
    unsafe pixels[3 * x + 2] = blue[x]
  }
}

/// Codes of three colours side by side.
///
/// - Parameters:
///   - red: `width` codes; green and blue likewise.
///   - green: the green row.
///   - blue: the blue row.
///   - width: columns.
///   - pixels: gets three codes for each.
public func interleavedRow8(
  _ red: UnsafePointer<UInt8>, _ green: UnsafePointer<UInt8>, _ blue: UnsafePointer<UInt8>,
  _ width: Int, _ pixels: UnsafeMutablePointer<UInt8>
) {
  unsafe weave(red, green, blue, width, pixels)
}

/// Codes of three colours apart.
///
/// - Parameters:
///   - pixels: three codes for each.
///   - width: columns.
///   - red: gets `width` codes; green and blue likewise.
///   - green: the green row.
///   - blue: the blue row.
public func partedRow8(
  _ pixels: UnsafePointer<UInt8>, _ width: Int, _ red: UnsafeMutablePointer<UInt8>,
  _ green: UnsafeMutablePointer<UInt8>, _ blue: UnsafeMutablePointer<UInt8>
) {
  for x in 0..<width {
    unsafe red[x] = pixels[3 * x]
    unsafe green[x] = pixels[3 * x + 1]
    unsafe blue[x] = pixels[3 * x + 2]
  }
}
