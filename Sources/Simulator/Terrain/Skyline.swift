import Rig

/// From which height on a ray that rises is free of the ground, over a grid and all coarser ones.
///
/// Idea: at a place p beyond the grid, a ray that leaves it at the height z and rises by s metres a
/// metre has at least the height `z + s · d(p)`, where `d(p)` is how far p lies from the grid. So
/// it is free when z is above the largest `h(p) − s · d(p)`. That is tabled for some s; a ray takes
/// the next lower one. Most rays to the Sun and the sky are done with the finest grid by that.
struct Skyline: Sendable {
  /// Metres of rise a metre from one entry to the next.
  private static let step = 0.08

  /// Which entry of the table a ray may take; −1 where it goes down.
  struct Steepness {
    fileprivate let entry: Int

    @inline(__always)
    init(_ direction: Vector3) {
      guard direction.z > 0 else {
        entry = -1
        return
      }
      let run = (direction.x * direction.x + direction.y * direction.y).squareRoot()
      entry = direction.z >= 15 * Skyline.step * run ? 15 : Int(direction.z / (Skyline.step * run))
    }
  }

  private var heights: InlineArray<16, Double>

  /// The skyline over the first of some grids, each within the next.
  ///
  /// - Precondition: there is one.
  init(_ grids: ArraySlice<HeightGrid>) {
    let inner = grids[grids.startIndex]
    heights = InlineArray(repeating: Double(inner.highest))
    let (low, high) = (
      (x: Double(inner.originX) * inner.cell, y: Double(inner.originY) * inner.cell),
      (
        x: Double(inner.originX + inner.cells) * inner.cell,
        y: Double(inner.originY + inner.cells) * inner.cell
      )
    )
    for grid in grids.dropFirst() {
      for tile in grid.tiles16 {
        let dx = max(0, low.x - (tile.west + tile.side), tile.west - high.x)
        let dy = max(0, low.y - (tile.south + tile.side), tile.south - high.y)
        let away = (dx * dx + dy * dy).squareRoot()
        for entry in 0..<16 {
          heights[entry] = max(heights[entry], tile.top - Double(entry) * Self.step * away)
        }
      }
    }
  }

  /// Whether all ground ahead lies below a ray.
  ///
  /// - Parameters:
  ///   - height: of the ray, over the grid.
  ///   - steepness: how it rises.
  /// - Returns: true where the ray meets nothing more; false where that is not known.
  @inline(__always)
  func isBelow(_ height: Double, _ steepness: Steepness) -> Bool {
    steepness.entry >= 0 && height > heights[steepness.entry]
  }
}
