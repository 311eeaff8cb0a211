import Kernels
import Raster
import TestSupport

/// Sizes at which kernels go wrong: nothing, one pixel, and every width around the 4, 8 and 16
/// lanes of the registers, in every height up to more rows than a window has.
let awkwardSizes: [Size] = {
  let widths = [0, 1, 2, 3, 4, 5, 7, 8, 9, 11, 15, 16, 17, 19, 31, 32, 33, 35, 67]
  return [Size(5, 0)] + widths.flatMap { width in (1...6).map { Size(width, $0) } }
}()

extension Plane {
  /// The same samples in memory that begins at an odd address and has an odd stride.
  ///
  /// - Parameter outside: what lies around them.
  /// - Returns: an equal plane.
  func awkwardlyPlaced(in outside: S) -> Plane {
    let wide = Plane(size: Size(width + 5, height + 2)) { y, row in
      for x in row.indices {
        let isInside = x >= 3 && x < 3 + width && y >= 1 && y <= height
        row[x] = isInside ? self[x - 3, y - 1] : outside
      }
    }
    return wide.view(Region(x: 3, y: 1, width: width, height: height))
  }

  /// Where a plane first differs from what a formula says, and how; nil when it is the same.
  func firstDifference(from expected: (_ x: Int, _ y: Int) -> S) -> String? {
    for y in 0..<height {
      for x in 0..<width {
        let (found, wanted) = (self[x, y], expected(x, y))
        if !Self.isSame(found, wanted) {
          return "\(found) at (\(x), \(y)) of \(size), not \(wanted)"
        }
      }
    }
    return nil
  }

  /// Floats are the same when their bits are, or when neither is a number.
  private static func isSame(_ a: S, _ b: S) -> Bool {
    guard let a = a as? Float, let b = b as? Float else { return a == b }
    return a.bitPattern == b.bitPattern || (a.isNaN && b.isNaN)
  }
}

extension Plane where S == Float {
  /// Numbers between −0.5 and 2 and, at every fifth place, one that is special to floats.
  static func withSpecialNumbers(_ size: Size, seed: UInt64) -> Plane<Float> {
    let special: [Float] = [
      .nan, .infinity, -.infinity, -0.0, 0, 0.5, 1, 1.5, -1, .leastNonzeroMagnitude, 0.999_999_94,
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude,
    ]
    let random = Plane<Float>.random(size, in: -0.5...2, seed: seed)
    return Plane(size: size) { y, row in
      for x in row.indices {
        let position = y * size.width + x
        row[x] = position % 5 == 0 ? special[position / 5 % special.count] : random[x, y]
      }
    }
  }
}

extension Plane {
  /// A sample, mirrored about the edge pixel beyond the edge.
  func mirrored(_ x: Int, _ y: Int) -> S {
    let border = Border.reflect101
    return self[border.source(of: x, count: width) ?? 0, border.source(of: y, count: height) ?? 0]
  }
}
