import Raster

/// Whether two pictures of one camera were taken from one place: by the ground around the shovel.
///
/// Both are made a quarter as large, and cut into squares. A square of the first that has a pattern
/// is looked for where the second has it, give or take what a rover sways while it digs. The
/// shovel, and what is close to it, does not count.
public struct GroundMatch: Sendable, Hashable {
  /// The correlation from which on a square counts as found again.
  public var leastCorrelation = 0.6

  /// The usual number.
  public init() {}

  /// Pixels of the picture to one that is looked at, and of those the sides of squares and how far
  /// they are looked for.
  private static let (shrink, side, reach) = (4, 12, 1)
  /// The least variation of light in a square that has a pattern, as a share of the light.
  private static let contrast = 0.01
  /// Squares that there must be at least.
  private static let fewest = 20

  /// How much of the ground is found again.
  ///
  /// - Parameters:
  ///   - before: the first picture.
  ///   - after: the second one, of the same size.
  ///   - shovel: where the shovel is in either; the ground there tells nothing.
  /// - Returns: a share of the squares; nil where too few have a pattern.
  func share(_ before: ShovelFrame, _ after: ShovelFrame, without shovel: [Region]) -> Double? {
    guard before.grey.size == after.grey.size else { return 0 }
    let (first, second) = (Self.small(before), Self.small(after))
    let hidden = shovel.map { region in
      (
        x: region.columns.lowerBound / Self.shrink..<region.columns.upperBound / Self.shrink + 1,
        y: region.rows.lowerBound / Self.shrink..<region.rows.upperBound / Self.shrink + 1
      )
    }
    var (found, all) = (0, 0)
    let edge = Self.reach
    for y in Swift.stride(from: edge, through: first.height - Self.side - edge, by: Self.side) {
      for x in Swift.stride(from: edge, through: first.width - Self.side - edge, by: Self.side) {
        let isHidden = hidden.contains { region in
          region.x.overlaps(x..<x + Self.side) && region.y.overlaps(y..<y + Self.side)
        }
        guard !isHidden, let square = Square(first, x, y, Self.side),
          square.deviation > Self.contrast * square.mean
        else { continue }
        var best = -1.0
        for dy in -edge...edge {
          for dx in -edge...edge {
            guard let other = Square(second, x + dx, y + dy, Self.side) else { continue }
            best = max(best, square.correlation(other))
          }
        }
        all += 1
        if best >= leastCorrelation { found += 1 }
      }
    }
    return all >= Self.fewest ? Double(found) / Double(all) : nil
  }

  /// The picture, made smaller: means of squares; NaN where one is not wholly known.
  private static func small(_ frame: ShovelFrame) -> Plane<Float> {
    let size = Size(frame.grey.width / shrink, frame.grey.height / shrink)
    return Plane(size: size) { y, row in
      for x in row.indices { row[x] = 0 }
      for line in y * shrink..<(y + 1) * shrink {
        let (light, marks) = (frame.grey.row(line), frame.validity.defects?.row(line))
        for x in row.indices {
          for column in x * shrink..<(x + 1) * shrink {
            row[x] += (marks?[column] ?? 0) == 0 ? light[column] : .nan
          }
        }
      }
    }
  }
}

/// The light of a square of pixels.
private struct Square {
  let light: [Double]
  let mean: Double
  let deviation: Double

  /// Nil where some of it is not known.
  init?(_ plane: Plane<Float>, _ left: Int, _ top: Int, _ side: Int) {
    var light: [Double] = []
    light.reserveCapacity(side * side)
    for y in top..<top + side {
      let row = plane.row(y)
      for x in left..<left + side { light.append(Double(row[x])) }
    }
    let mean = light.reduce(0, +) / Double(light.count)
    guard !mean.isNaN else { return nil }
    self.light = light.map { $0 - mean }
    self.mean = mean
    deviation = (self.light.reduce(0) { $0 + $1 * $1 } / Double(light.count)).squareRoot()
  }

  func correlation(_ other: Square) -> Double {
    var sum = 0.0
    for index in light.indices { sum += light[index] * other.light[index] }
    let scale = deviation * other.deviation * Double(light.count)
    return scale > 0 ? sum / scale : 0
  }
}
