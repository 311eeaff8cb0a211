import Rig

/// Between which heights the surface of what lies in a shovel can be, cell by cell.
///
/// A place that is seen lies where it was measured. The way of light from there to the camera is
/// free. Loose matter nowhere rises more steeply than its angle of repose, and holds no higher than
/// the rim at the rim.
struct ContentBounds {
  /// In the shovel frame, in metres; NaN beyond the rim.
  private(set) var lower: [Double]
  /// In the shovel frame, in metres; NaN beyond the rim.
  private(set) var upper: [Double]
  private let floor: ShovelFloor
  /// By how much a surface rises at most from a cell to each of the eight around it.
  private let rises: [(x: Int, y: Int, rise: Double)]

  /// - Parameters:
  ///   - floor: the grid.
  ///   - steepest: the tangent of the steepest repose.
  ///   - up: away from the ground, in the shovel frame, of length 1.
  ///   - overhang: how high content may stand at the rim, in metres.
  init(_ floor: ShovelFloor, steepest: Double, up: Vector3, overhang: Double) {
    self.floor = floor
    rises = (0..<9).filter { $0 != 4 }.map { index in
      let (x, y) = (index % 3 - 1, index / 3 - 1)
      let way = Vector3(Double(x) * floor.cell, Double(y) * floor.cell, 0)
      return (x, y, Self.rise(along: way, up: up, steepest: steepest))
    }
    lower = floor.heights.map { $0.isNaN ? .nan : -.infinity }
    upper = floor.heights.map { $0.isNaN ? .nan : .infinity }
    for index in upper.indices
    where !upper[index].isNaN && floor.neighbours(index).count < 4 {
      upper[index] = max(overhang, floor.heights[index])
    }
  }

  /// Whether a surface can be so high in a cell, and is not below the floor.
  func allows(_ index: Int, height: Double) -> Bool {
    height <= upper[index] + Self.slack && height >= floor.heights[index] - Self.slack
  }

  /// A surface was measured in a cell, to within a margin.
  mutating func measured(_ index: Int, height: Double, margin: Double) {
    // Bare walls rise more steeply than content: they tell nothing of what lies beside them.
    if height - margin > floor.highest(around: index) + Self.film {
      lower[index] = max(lower[index], height - margin)
    }
    upper[index] = min(upper[index], max(height + margin, floor.heights[index]))
  }

  /// Light came from a place to an eye, both in the shovel frame: nothing stands in its way.
  mutating func freed(from place: Vector3, to eye: Vector3) {
    floor.follow(place, to: eye) { index, height in
      upper[index] = min(upper[index], max(height + Self.wayMargin, floor.heights[index]))
    }
  }

  /// Whether light can come from a place to an eye, as far as is known: nothing stands in its way.
  func letsThrough(from place: Vector3, to eye: Vector3) -> Bool {
    var isFree = true
    floor.follow(place, to: eye) { index, height in
      if height < lower[index] - Self.slack { isFree = false }
    }
    return isFree
  }

  /// What is lower is bare, in metres.
  static let film = 0.0015
  /// How far off measured heights and ways of light may be, in metres.
  private static let (slack, wayMargin) = (0.003, 0.001)
  /// By how much z grows at most on a way along x and y, where slopes are limited.
  private static func rise(along way: Vector3, up: Vector3, steepest: Double) -> Double {
    func isTooSteep(_ z: Double) -> Bool {
      let step = way + Vector3(0, 0, z)
      let climb = up.dot(step)
      return climb > 0 && climb > steepest * (step - up * climb).length
    }
    var (low, high) = (-20 * way.length, 20 * way.length)
    for _ in 0..<40 {
      let middle = (low + high) / 2
      if isTooSteep(middle) { high = middle } else { low = middle }
    }
    return low
  }

  /// No slope is steeper than that of repose.
  mutating func settle() {
    for _ in 0..<2 {
      for isBack in [false, true] {
        for step in upper.indices {
          let index = isBack ? upper.count - 1 - step : step
          guard !upper[index].isNaN else { continue }
          let (x, y) = (index % floor.columns, index / floor.columns)
          for (dx, dy, rise) in rises {
            let (column, row) = (x + dx, y + dy)
            guard column >= 0, row >= 0, column < floor.columns, row < floor.rows else { continue }
            let other = row * floor.columns + column
            guard !upper[other].isNaN else { continue }
            upper[other] = min(
              upper[other], max(upper[index] + rise, floor.heights[other]))
            lower[index] = max(lower[index], lower[other] - rise)
          }
        }
      }
    }
  }

  /// The least height of each cell: not below the floor.
  var least: [Double] {
    lower.indices.map { min(max(lower[$0], floor.heights[$0]), most(at: $0)) }
  }

  /// What a smooth surface must not be below: content, and the flat floor where it is bare.
  var supports: [Double] {
    lower.indices.map { index in
      let bare = floor.heights[index] + Self.film
      if lower[index] > bare { return min(lower[index], most(at: index)) }
      return upper[index] <= bare && floor.isFlat(index) ? floor.heights[index] : -.infinity
    }
  }

  /// The greatest height of each cell: not below the floor either.
  var most: [Double] { upper.indices.map(most(at:)) }

  private func most(at index: Int) -> Double {
    upper[index].isNaN ? .nan : max(upper[index], floor.heights[index])
  }

  /// Cubic metres between the floor and the lower and the upper bounds.
  var volumes: (low: Double, high: Double) {
    (floor.volume(under: least), floor.volume(under: most))
  }
}
