import ExactMath
import Raster
import Rig

/// A short line across the rim, in a picture.
struct RimLine {
  /// Where the rim is expected, in pixels.
  let point: ImagePoint
  /// The direction across it, of length 1.
  let normal: ImagePoint
  /// By how many pixels the rim moves along the normal for each number of a correction.
  let slopes: [Double]
  /// By how many pixels the outer edge of the wall lies further along the normal for each metre of
  /// its thickness.
  let outward: Double
  /// Edges along it, in pixels from where the rim is expected.
  private(set) var edges: [Double] = []

  init(point: ImagePoint, normal: ImagePoint, slopes: [Double], outward: Double) {
    (self.point, self.normal) = (point, normal)
    (self.slopes, self.outward) = (slopes, outward)
  }

  /// The line with what a picture shows along it.
  func seen(_ profile: EdgeProfile) -> RimLine {
    var line = self
    line.edges = profile.peaks.map(\.offset)
    return line
  }

  /// How far the nearest edges are from both edges of the wall for a change of the correction, in
  /// pixels; infinite where there is none.
  ///
  /// One edge is not of both.
  ///
  /// - Parameters:
  ///   - change: of the correction.
  ///   - wall: how thick the wall is, in metres.
  /// - Returns: from the rim itself, and from the wall's outer edge.
  func distances(_ change: [Double], wall: Double) -> (inner: Double, outer: Double) {
    var place = 0.0
    for index in slopes.indices { place += slopes[index] * change[index] }
    let (inner, own) = nearest(to: place, but: -1)
    return (inner, nearest(to: place + outward * wall, but: own).distance)
  }

  private func nearest(to place: Double, but other: Int) -> (distance: Double, edge: Int) {
    var best = (distance: Double.infinity, edge: -1)
    for index in edges.indices where index != other {
      let distance = edges[index] - place
      if distance.magnitude < best.distance.magnitude { best = (distance, index) }
    }
    return best
  }
}

/// Lines across the rim of a shovel, as a camera sees it.
struct RimLines {
  let lines: [RimLine]

  /// - Parameters:
  ///   - model: the shovel.
  ///   - angle: of the arm, as commanded, in degrees.
  ///   - numbers: of the correction where it is taken to be, in units of what is expected.
  ///   - expected: what is expected of each number of a correction.
  ///   - camera: in the rover frame.
  ///   - spacing: pixels from one line to the next.
  init(
    _ model: ShovelModel, _ angle: Double, _ numbers: [Double], _ expected: [Double],
    _ camera: CameraModel, spacing: Double
  ) {
    let placed = model.placed(angle, ShovelCorrection(numbers, expected))
    let moved = expected.indices.map { index in
      var changed = numbers
      changed[index] += Self.step
      return model.placed(angle, ShovelCorrection(changed, expected))
    }
    var lines: [RimLine] = []
    for (index, first) in model.rim.enumerated() {
      let way = model.rim[(index + 1) % model.rim.count] - first
      // Away from the middle, which is zero.
      let side = way.cross(Vector3(0, 0, 1)).normalized
      let outward = side.dot(first + way * 0.5) < 0 ? side * -1 : side
      guard let a = camera.project(placed.place(first)),
        let b = camera.project(placed.place(first + way))
      else { continue }
      let count = Int(a.distance(b) / spacing)
      for number in 0..<max(0, count) {
        // Corners are of two edges, and round.
        let share = (Double(number) + 0.5) / Double(count)
        guard (0.03...0.97).contains(share) else { continue }
        let point = first + way * share
        guard let here = camera.project(placed.place(point)),
          let next = camera.project(placed.place(point + way * (0.5 / Double(count))))
        else { continue }
        let length = here.distance(next)
        guard length > 0 else { continue }
        let normal = ImagePoint(-(next.y - here.y) / length, (next.x - here.x) / length)
        let slopes = moved.map { motion -> Double in
          guard let there = camera.project(motion.place(point)) else { return 0 }
          return ((there.x - here.x) * normal.x + (there.y - here.y) * normal.y) / Self.step
        }
        let outer = camera.project(placed.place(point + outward * Self.thin)) ?? here
        let across = (outer.x - here.x) * normal.x + (outer.y - here.y) * normal.y
        lines.append(
          RimLine(point: here, normal: normal, slopes: slopes, outward: across / Self.thin))
      }
    }
    self.lines = lines
  }

  /// By what derivatives are taken, in units of what is expected.
  private static let step = 1e-3
  /// By what the outer edge is looked for, in metres.
  private static let thin = 1e-3
}
