/// Copies a row between margins that mirror it about its first and last pixel (reflect-101).
///
/// Kernels that look sideways then need no code for borders. The copy stays in the first-level
/// cache; no frame is copied. Mirroring about a pixel keeps the parity of columns, so the Bayer
/// pattern goes on in the margins.
///
/// - Parameters:
///   - source: `width` floats.
///   - width: 1 or more.
///   - target: `margin` floats before it and `margin` behind the row are written too.
///   - margin: how far the mirror reaches.
public func mirroredRow(
  _ source: UnsafePointer<Float>, _ width: Int, _ target: UnsafeMutablePointer<Float>,
  _ margin: Int
) {
  unsafe target.update(from: source, count: width)
  let period = 2 * width - 2
  for step in 1...margin {
    var left = period == 0 ? 0 : step % period
    if left >= width { left = period - left }
    unsafe target[-step] = source[left]
    unsafe target[width - 1 + step] = source[width - 1 - left]
  }
}
