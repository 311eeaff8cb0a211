import Raster

/// The passes in which a PNG stores its rows.
enum Adam7 {
  /// One pass: every `stepX`th column of every `stepY`th row from `(x, y)` on.
  struct Pass {
    let x: Int
    let y: Int
    let stepX: Int
    let stepY: Int
    /// Pixels in a row of the pass.
    let width: Int
    let isLast: Bool
  }

  /// The passes that hold pixels, in the order of the file.
  static func passes(of size: Size, isInterlaced: Bool) -> [Pass] {
    let steps =
      isInterlaced
      ? [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
        (0, 1, 1, 2),
      ] : [(0, 0, 1, 1)]
    return steps.enumerated().compactMap { index, step in
      let (x, y, stepX, stepY) = step
      guard x < size.width, y < size.height else { return nil }
      let width = (size.width - x + stepX - 1) / stepX
      return Pass(
        x: x, y: y, stepX: stepX, stepY: stepY, width: width, isLast: index == steps.count - 1)
    }
  }
}
