/// Continues a row beyond both ends as its mirror image about the first and the last pixel
/// (reflect-101).
///
/// Kernels that look sideways then need no code for borders. Mirroring about a pixel keeps the
/// parity of columns, so the Bayer pattern goes on in the margins.
///
/// - Parameters:
///   - row: `width` floats; `margin` before them and `margin` behind them are written.
///   - width: 1 or more.
///   - margin: how far the mirror reaches.
public func mirrorMargins(_ row: UnsafeMutablePointer<Float>, _ width: Int, _ margin: Int) {
  let period = 2 * width - 2
  for step in 1...margin {
    var left = period == 0 ? 0 : step % period
    if left >= width { left = period - left }
    unsafe row[-step] = row[left]
    unsafe row[width - 1 + step] = row[width - 1 - left]
  }
}
