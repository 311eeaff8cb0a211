import ExactMath
import Raster
import Rig

/// A short line across the rim, in a picture.
struct RimLine {
  /// The moment of its picture.
  let moment: Int
  /// Where the rim is expected, in pixels.
  let point: ImagePoint
  /// The direction across it, of length 1.
  let normal: ImagePoint
  /// By how many pixels the rim moves along the normal for each of the unknown numbers.
  let slopes: [Double]
  /// By how many pixels the outer edge of the wall lies further along the normal for each metre of
  /// its thickness.
  let outward: Double
  /// Edges along it.
  private(set) var edges: [EdgeProfile.Peak] = []
  /// Where edges may be that nobody saw, likewise.
  private(set) var gaps: [ClosedRange<Double>] = []

  init(
    moment: Int, point: ImagePoint, normal: ImagePoint, slopes: [Double], outward: Double
  ) {
    (self.moment, self.point, self.normal) = (moment, point, normal)
    (self.slopes, self.outward) = (slopes, outward)
  }

  /// The line with what a picture shows along it.
  func seen(_ profile: EdgeProfile) -> RimLine {
    var line = self
    line.edges = profile.peaks
    line.gaps = profile.gaps
    return line
  }

  /// Where the rim lies after a change of the unknown numbers, in pixels along the line.
  func place(_ change: [Double]) -> Double {
    var place = 0.0
    for index in slopes.indices { place += slopes[index] * change[index] }
    return place
  }

  /// An edge that may be one of the wall's.
  struct Match {
    /// How far it is from where it should be, in pixels; infinite where there is none.
    var distance: Double
    /// How strong it is, 0 to 1.
    var strength: Double
    /// Which of the edges it is; −1 where there is none.
    var edge: Int

    /// None.
    static let none = Match(distance: .infinity, strength: 0, edge: -1)
    /// Light is not known there: nobody can tell.
    static let unseen = Match(distance: .nan, strength: 0, edge: -1)
  }

  /// The edges that are taken for both of the wall for a change of the numbers.
  ///
  /// One edge is not of both.
  ///
  /// - Parameters:
  ///   - change: of the unknown numbers.
  ///   - wall: how thick the wall is, in metres.
  ///   - scale: how far off edges may be, in pixels.
  /// - Returns: that of the rim itself, and the wall's outer edge.
  func matches(
    _ change: [Double], wall: Double, scale: Double
  ) -> (inner: Match, outer: Match) {
    let place = place(change)
    let inner = best(at: place, scale, but: -1)
    return (inner, best(at: place + outward * wall, scale, but: inner.edge))
  }

  private func best(at place: Double, _ scale: Double, but other: Int) -> Match {
    if gaps.contains(where: { $0.contains(place) }) { return .unseen }
    var (best, most) = (Match.none, 0.0)
    for index in edges.indices where index != other {
      let distance = edges[index].offset - place
      let worth = edges[index].strength / (1 + distance * distance / (scale * scale))
      if worth > most {
        best = Match(distance: distance, strength: edges[index].strength, edge: index)
        most = worth
      }
    }
    return best
  }
}

/// Lines across the rim of a shovel, as a camera sees it at a moment.
struct RimLines {
  let lines: [RimLine]

  /// - Parameters:
  ///   - unknowns: what is looked for.
  ///   - numbers: where it is taken to be.
  ///   - moment: of the picture.
  ///   - camera: of the picture.
  ///   - spacing: pixels from one line to the next.
  init(
    _ unknowns: ShovelUnknowns, _ numbers: [Double], moment: Int, camera: Int,
    spacing: Double
  ) {
    let rim = unknowns.model.rim
    let (placed, model) = (
      unknowns.placement(numbers, moment), unknowns.camera(numbers, camera)
    )
    let moved = numbers.indices.map { number in
      var changed = numbers
      changed[number] += Self.step
      return (
        placed: unknowns.placement(changed, moment), camera: unknowns.camera(changed, camera)
      )
    }
    var lines: [RimLine] = []
    for (corner, first) in rim.enumerated() {
      let way = rim[(corner + 1) % rim.count] - first
      // Away from the middle, which is zero.
      let side = way.cross(Vector3(0, 0, 1)).normalized
      let outward = side.dot(first + way * 0.5) < 0 ? side * -1 : side
      guard let a = model.project(placed.place(first)),
        let b = model.project(placed.place(first + way))
      else { continue }
      let count = Int(a.distance(b) / spacing)
      for number in 0..<max(0, count) {
        // Corners are of two edges, and round.
        let share = (Double(number) + 0.5) / Double(count)
        guard (0.03...0.97).contains(share) else { continue }
        let point = first + way * share
        guard let here = model.project(placed.place(point)),
          let next = model.project(placed.place(point + way * (0.5 / Double(count))))
        else { continue }
        let length = here.distance(next)
        guard length > 0 else { continue }
        let normal = ImagePoint(-(next.y - here.y) / length, (next.x - here.x) / length)
        let slopes = moved.map { other -> Double in
          guard let there = other.camera.project(other.placed.place(point)) else { return 0 }
          return ((there.x - here.x) * normal.x + (there.y - here.y) * normal.y) / Self.step
        }
        let outer = model.project(placed.place(point + outward * Self.thin)) ?? here
        let across = (outer.x - here.x) * normal.x + (outer.y - here.y) * normal.y
        lines.append(
          RimLine(
            moment: moment, point: here, normal: normal, slopes: slopes,
            outward: across / Self.thin))
      }
    }
    self.lines = lines
  }

  /// By what derivatives are taken, in units of what is expected.
  private static let step = 1e-3
  /// By what the outer edge is looked for, in metres.
  private static let thin = 1e-3
}
