import Rig

/// The likeliest surface between bounds: as smooth as they let it be.
///
/// Heights are such that each is the mean of those around it, where bounds allow that: a membrane
/// (Laplace's equation with obstacles on both sides), found by successive over-relaxation. It may
/// lie below the floor: there, nothing is; so it does not cling to bare walls. Where the flat floor
/// is bare it lies on the floor, and at the rim it ends level.
///
/// A second one is as even in its thickness above the floor: what lies on a bare floor's hidden
/// rest is likely nothing, and not as much as would be level. The lower one counts.
struct ContentSurface {
  /// In the shovel frame, in metres; NaN beyond the rim.
  let heights: [Double]
  private let floor: ShovelFloor

  /// How often all cells are gone through, and by how much steps are lengthened.
  private static let (rounds, relaxation) = (300, 1.9)

  /// - Parameters:
  ///   - bounds: settled.
  ///   - floor: the grid.
  init(_ bounds: ContentBounds, _ floor: ShovelFloor) {
    let (low, high) = (bounds.supports, bounds.most)
    let around = floor.heights.indices.map(floor.neighbours)
    // From below, so that walls pull nothing up.
    let level = Self.membrane(
      floor.heights.map { $0.isNaN ? $0 : floor.deepest }, low: low, high: high, around)
    let (least, most) = (bounds.least, high)
    let even = Self.membrane(
      floor.heights.map { $0.isNaN ? $0 : 0 }, low: zip(least, floor.heights).map { $0 - $1 },
      high: zip(most, floor.heights).map { $0 - $1 }, around)
    heights = floor.heights.indices.map { index in
      let ground = floor.heights[index]
      return ground.isNaN ? .nan : max(ground, min(level[index], ground + even[index]))
    }
    self.floor = floor
  }

  /// A membrane between obstacles.
  private static func membrane(
    _ start: [Double], low: [Double], high: [Double], _ around: [[Int]]
  ) -> [Double] {
    var heights = start
    for _ in 0..<rounds {
      for index in heights.indices where !around[index].isEmpty && !heights[index].isNaN {
        let mean =
          around[index].reduce(0) { $0 + heights[$1] } / Double(around[index].count)
        let moved = heights[index] + relaxation * (mean - heights[index])
        heights[index] = min(max(moved, low[index]), high[index])
      }
    }
    return heights
  }

  /// Cubic metres above the floor.
  var volume: Double { floor.volume(under: heights) }
}
