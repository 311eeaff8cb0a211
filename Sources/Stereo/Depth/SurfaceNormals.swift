import Raster
import Rig

/// Where the surfaces face that both cameras of a rectified pair see.
///
/// In a window around each pixel a plane `d = a·x + b·y + c` is fitted to the disparities by least
/// squares. Disparities, not points, as a plane in space is one in disparities too, and as their
/// errors are alike, near and far. What lies on another surface is left out.
public struct SurfaceNormals: Sendable {
  /// Pixels from the middle of the window to its edge; 1 or more.
  public var radius = 4
  /// The steepest change of disparities on one surface, in pixels for each pixel.
  public var steepest = 0.5
  /// By how much disparities of one surface may be off besides, in pixels.
  public var tolerance = 0.5

  /// Windows of 9 by 9 pixels.
  public init() {}

  /// The share of a window that must lie on the surface.
  private static let leastShare = 1.0 / 3

  /// Computes them.
  ///
  /// - Parameters:
  ///   - disparities: in pixels; +∞ where unknown.
  ///   - deviation: their standard deviations; +∞ where nothing was matched, so that a filled hole
  ///     has no normal and gives none to its neighbours.
  ///   - pair: the cameras.
  /// - Returns: directions of length 1 in the rover frame; +∞ where too little is known.
  public func result(
    _ disparities: Plane<Float>, deviation: Plane<Float>, _ pair: RectifiedPair
  ) -> XYZPlanes {
    precondition(disparities.size == deviation.size, "a deviation for every disparity")
    let size = disparities.size
    var normals = XYZBuilder(size: size)
    for y in 0..<size.height {
      for x in 0..<size.width {
        guard deviation[x, y] < .infinity, disparities[x, y] < .infinity else { continue }
        var fit = PlaneFit()
        let middle = Double(disparities[x, y])
        let (columns, rows) = (places(x, size.width), places(y, size.height))
        for row in rows {
          let (values, doubts) = (disparities.row(row), deviation.row(row))
          for column in columns where doubts[column] < .infinity {
            let (dx, dy) = (column - x, row - y)
            let change = Double(values[column]) - middle
            let reach = Double(max(dx.magnitude, dy.magnitude)) * steepest + tolerance
            if change.magnitude <= reach { fit.add(Double(dx), Double(dy), change) }
          }
        }
        guard
          let plane = fit.solution(
            atLeast: Self.leastShare * Double(rows.count * columns.count)),
          let normal = pair.normal(
            x: x, y: y, disparity: middle + plane.offset, slopes: (plane.x, plane.y))
        else { continue }
        normals.set(x, y, to: SIMD3(normal.x, normal.y, normal.z))
      }
    }
    return normals.finish()
  }

  /// The places of a window along an axis of so many pixels.
  private func places(_ middle: Int, _ count: Int) -> ClosedRange<Int> {
    max(0, middle - radius)...min(count - 1, middle + radius)
  }
}

/// A plane through numbers at whole places, by least squares.
private struct PlaneFit {
  private var (n, x, y, xx, xy, yy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
  private var (v, xv, yv) = (0.0, 0.0, 0.0)

  /// Takes one number in.
  mutating func add(_ x: Double, _ y: Double, _ value: Double) {
    n += 1
    self.x += x
    self.y += y
    xx += x * x
    xy += x * y
    yy += y * y
    v += value
    xv += x * value
    yv += y * value
  }

  /// Slopes, and the value at the origin.
  ///
  /// - Parameter least: how many numbers it takes.
  /// - Returns: nil where there are fewer, or all in one line.
  func solution(atLeast least: Double) -> (x: Double, y: Double, offset: Double)? {
    guard n >= max(3, least) else { return nil }
    // Moments about the centre; sums of whole numbers are exact.
    let (cxx, cxy, cyy) = (n * xx - x * x, n * xy - x * y, n * yy - y * y)
    let (cxv, cyv) = (n * xv - x * v, n * yv - y * v)
    let determinant = cxx * cyy - cxy * cxy
    guard determinant > 0 else { return nil }
    let slopeX = (cxv * cyy - cyv * cxy) / determinant
    let slopeY = (cyv * cxx - cxv * cxy) / determinant
    return (slopeX, slopeY, (v - slopeX * x - slopeY * y) / n)
  }
}
