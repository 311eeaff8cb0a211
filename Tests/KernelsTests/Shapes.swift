import Kernels
import Raster
import TestSupport

/// Widths and heights at which kernels go wrong: nothing, one, a register more or less.
let awkwardSizes: [Size] = [
  Size(0, 0), Size(1, 1), Size(1, 4), Size(2, 2), Size(3, 1), Size(3, 3), Size(4, 5), Size(5, 2),
  Size(7, 6), Size(8, 3), Size(9, 4), Size(15, 3), Size(16, 5), Size(17, 2), Size(31, 3),
  Size(33, 6), Size(67, 7),
]

extension Plane where S == Float {
  /// The same samples in memory that begins at an odd address and has an odd stride.
  func awkwardlyPlaced() -> Plane<Float> {
    let wide = Plane<Float>(size: Size(width + 5, height + 2)) { y, row in
      for x in row.indices {
        let isInside = x >= 3 && x < 3 + width && y >= 1 && y <= height
        row[x] = isInside ? self[x - 3, y - 1] : .nan
      }
    }
    return wide.view(Region(x: 3, y: 1, width: width, height: height))
  }

  /// The bits of every sample, row by row.
  var bits: [UInt32] {
    (0..<height).flatMap { y in (0..<width).map { x in self[x, y].bitPattern } }
  }

  /// A sample, mirrored about the edge pixel beyond the edge.
  func mirrored(_ x: Int, _ y: Int) -> Float {
    let border = Border.reflect101
    return self[border.source(of: x, count: width) ?? 0, border.source(of: y, count: height) ?? 0]
  }
}
