import ExactMath
import Raster

/// Where a chart stands in a picture.
public struct ChartPlacement: Sendable, Hashable {
  /// From column and row of a patch to pixels: `(a·u + b·v + c, d·u + e·v + f) / (g·u + h·v + 1)`.
  private let map: [Double]
  private let chart: ColorChart

  /// The middle half of a patch is looked at, in both directions.
  private static let share = 0.25

  /// A placement by the middles of the four patches in the corners; nil where three of them stand
  /// in a line.
  ///
  /// - Parameters:
  ///   - chart: whose patches.
  ///   - corners: in pixels, clockwise from the first patch of the chart.
  public init?(_ chart: ColorChart, corners: [ImagePoint]) {
    precondition(corners.count == 4, "four corners")
    let (right, bottom) = (Double(chart.columns - 1), Double(chart.rows - 1))
    let places = [(0, 0), (right, 0), (right, bottom), (0, bottom)]
    var (matrix, wanted) = ([[Double]](), [Double]())
    for ((u, v), point) in zip(places, corners) {
      matrix.append([u, v, 1, 0, 0, 0, -u * point.x, -v * point.x])
      matrix.append([0, 0, 0, u, v, 1, -u * point.y, -v * point.y])
      wanted += [point.x, point.y]
    }
    guard let map = LinearSystem.solved(matrix, wanted), map.allSatisfy({ $0.isFinite })
    else { return nil }
    (self.map, self.chart) = (map, chart)
    guard places.allSatisfy({ map[6] * $0.0 + map[7] * $0.1 + 1 > 0 }) else { return nil }
  }

  /// The place of a point that lies `u` patches right and `v` patches below the first one's middle.
  public func point(_ u: Double, _ v: Double) -> ImagePoint {
    let depth = map[6] * u + map[7] * v + 1
    return ImagePoint(
      (map[0] * u + map[1] * v + map[2]) / depth, (map[3] * u + map[4] * v + map[5]) / depth)
  }

  /// The mean light of each patch.
  ///
  /// - Parameter frame: light behind a Bayer filter, before colours are estimated.
  /// - Returns: red, green and blue of each patch, row by row; nil where a patch is not wholly
  ///   in the picture, or one in fifty of its pixels is no data or saturated.
  public func means(of frame: Frame<Radiance>) -> [Vector3?] {
    chart.patches.indices.map { patch in
      mean(
        of: frame, column: Double(patch % chart.columns), row: Double(patch / chart.columns))
    }
  }

  private func mean(of frame: Frame<Radiance>, column: Double, row: Double) -> Vector3? {
    let s = Self.share
    let corners = [(-s, -s), (s, -s), (s, s), (-s, s)].map { point(column + $0.0, row + $0.1) }
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    guard let left = xs.min(), let right = xs.max(), let top = ys.min(), let bottom = ys.max(),
      left >= 0, top >= 0, right <= Double(frame.size.width - 1),
      bottom <= Double(frame.size.height - 1)
    else { return nil }
    var sums: [BayerPattern.Color: (light: Double, count: Double)] = [:]
    var (unknown, all) = (0, 0)
    for y in Int(top.rounded(.up))...max(Int(top.rounded(.up)), Int(bottom)) {
      for x in Int(left.rounded(.up))...max(Int(left.rounded(.up)), Int(right))
      where Self.isInside(Double(x), Double(y), corners) {
        all += 1
        guard frame.validity[x, y] == [] else {
          unknown += 1
          continue
        }
        let color = frame.properties.pattern.color(x: x, y: y)
        let sum = sums[color] ?? (0, 0)
        sums[color] = (sum.light + Double(frame.samples[x, y]), sum.count + 1)
      }
    }
    guard 50 * unknown <= all, let red = sums[.red], let green = sums[.green],
      let blue = sums[.blue]
    else {
      return nil
    }
    return Vector3(red.light / red.count, green.light / green.count, blue.light / blue.count)
  }

  /// Whether a point lies within a convex quadrangle, clockwise or not.
  private static func isInside(_ x: Double, _ y: Double, _ corners: [ImagePoint]) -> Bool {
    let sides = corners.indices.map { index in
      let (a, b) = (corners[index], corners[(index + 1) % corners.count])
      return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)
    }
    return sides.allSatisfy { $0 >= 0 } || sides.allSatisfy { $0 <= 0 }
  }
}
