import Rig

/// The likeliest surface between bounds: as smooth as they let it be.
///
/// Heights are such that each is the mean of those around it, where bounds allow that: a membrane
/// (Laplace's equation with obstacles on both sides), found by successive over-relaxation. It may
/// lie below the floor: there, nothing is; so it does not cling to bare walls. Where the flat floor
/// is bare it lies on the floor, and at the rim it ends level.
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
    // From below, so that walls pull nothing up.
    let deepest = floor.deepest
    var heights = floor.heights.map { $0.isNaN ? $0 : deepest }
    let around = floor.heights.indices.map(floor.neighbours)
    for _ in 0..<Self.rounds {
      for index in heights.indices where !around[index].isEmpty && !heights[index].isNaN {
        let mean =
          around[index].reduce(0) { $0 + heights[$1] } / Double(around[index].count)
        let moved = heights[index] + Self.relaxation * (mean - heights[index])
        heights[index] = min(max(moved, low[index]), high[index])
      }
    }
    self.heights = zip(heights, floor.heights).map { $0.isNaN ? .nan : max($0, $1) }
    self.floor = floor
  }

  /// Cubic metres above the floor.
  var volume: Double { floor.volume(under: heights) }
}
