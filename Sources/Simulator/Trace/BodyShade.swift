import Rig

/// Where bodies may stand between a place and the Sun.
///
/// Idea: seen from the Sun, bodies cover some cells of a raster; a place whose own cell is free is
/// lit by them, and no ray need be followed through their tree. Cells next to covered ones count as
/// covered, as the Sun's disc makes shadows wider.
struct BodyShade: Sendable {
  /// Cells along the longer side.
  private static let cells = 192.0
  /// Metres behind the bodies up to which the margin holds.
  private static let reach = 4.0

  private let across: Vector3
  private let along: Vector3
  private let sun: Vector3
  private let low: SIMD2<Double>
  private let perCell: Double
  private let size: SIMD2<Int>
  private let isCovered: [Bool]
  /// How high towards the Sun the lowest place is for which the raster holds.
  private let last: Double

  /// The raster of some bodies.
  init(_ bodies: [Bodies.Body], _ sun: SunDisc) {
    self.sun = sun.direction
    let axes = sun.direction.perpendiculars
    (across, along) = axes
    var low = SIMD2(repeating: Double.infinity)
    var (high, deepest) = (low * -1, Double.infinity)
    let corners = bodies.map { body in
      body.mesh.vertices.map { SIMD2($0.dot(axes.0), $0.dot(axes.1)) }
    }
    for (body, corners) in zip(bodies, corners) {
      for point in corners {
        low = low.replacing(with: point, where: point .< low)
        high = high.replacing(with: point, where: point .> high)
      }
      for point in body.mesh.vertices { deepest = min(deepest, point.dot(sun.direction)) }
    }
    last = deepest - Self.reach
    let margin = (Self.reach + 2) * SunDisc.degrees * .pi / 360
    guard low.x < high.x, low.y < high.y else {
      (self.low, perCell, size, isCovered) = (.zero, 0, .zero, [])
      return
    }
    (low, high) = (low - 2 * margin, high + 2 * margin)
    let scale = Self.cells / max(high.x - low.x, high.y - low.y)
    let extent = (high - low) * scale
    let size = SIMD2(Int(extent.x) + 1, Int(extent.y) + 1)
    var covered = [Bool](repeating: false, count: size.x * size.y)
    for (body, corners) in zip(bodies, corners) {
      for triangle in body.mesh.triangles {
        var (first, final) = (corners[Int(triangle.x)], corners[Int(triangle.x)])
        for corner in [corners[Int(triangle.y)], corners[Int(triangle.z)]] {
          first = first.replacing(with: corner, where: corner .< first)
          final = final.replacing(with: corner, where: corner .> final)
        }
        let (from, to) = ((first - margin - low) * scale, (final + margin - low) * scale)
        for y in max(0, Int(from.y))...min(size.y - 1, Int(to.y)) {
          for x in max(0, Int(from.x))...min(size.x - 1, Int(to.x)) {
            covered[y * size.x + x] = true
          }
        }
      }
    }
    (self.low, perCell, self.size, isCovered) = (low, scale, size, covered)
  }

  /// Whether bodies may keep some of the Sun from a place.
  @inline(__always)
  func mayReach(_ point: Vector3) -> Bool {
    let x = (point.dot(across) - low.x) * perCell
    let y = (point.dot(along) - low.y) * perCell
    guard x >= 0, y >= 0, x < Double(size.x), y < Double(size.y) else {
      return point.dot(sun) < last && !isCovered.isEmpty
    }
    return isCovered[Int(y) * size.x + Int(x)] || point.dot(sun) < last
  }
}
