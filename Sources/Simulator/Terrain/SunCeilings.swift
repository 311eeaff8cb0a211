import ExactMath
import Rig

/// From which height on a place sees the whole Sun over the ground, for tiles of 4 cells.
///
/// Idea: all rays to the Sun run alike, so what may stand in their way can be asked once for each
/// tile instead of once for each ray. A ray over the tile T has, over the tile q ahead of it, risen
/// by at least `s · d(T, q)`, with s the least rise of rays to the Sun's disc and d the distance of
/// both tiles. So it is free above
///
///     c(T) = max of top(q) − s · d(T, q) over all q that rays from T come over
///
/// where q are the tiles of the grid itself and, of coarser grids, those that no finer one hides.
/// A ray that has come that high is followed no farther. On rolling ground that is after some
/// millimetres instead of after some metres; what is lit does not change.
///
/// That is asked for tiles of 16 cells. The tiles of 4 cells in one of them take from it what lies
/// two tiles away or farther, and ask each other for the rest: a ray need only rise above the
/// bumps right before it, which halves its steps.
struct SunCeilings: Sendable {
  /// Row by row, for the grids from the finest to the coarsest.
  let grids: [[Float]]

  /// From how many sides of a tile of 16 cells on it is asked instead of its parts.
  private static let near = 2.0

  /// The ceilings of a terrain.
  init(_ terrain: Terrain, _ sun: SunDisc) {
    let beam = Beam(sun)
    var result: [[Float]] = []
    // What coarser grids ask of the places of the one at hand, by its own tiles.
    var beyond: [Float] = []
    for level in terrain.grids.indices.reversed() {
      let grid = terrain.grids[level]
      result.append(beam.fineCeilings(grid, beam.ceilings(grid, beyond, from: Self.near)))
      if level > 0 {
        let finer = terrain.grids[level - 1]
        beyond = Self.carried(beam.ceilings(grid, beyond, hidden: finer), grid, to: finer)
      }
    }
    grids = result.reversed()
  }

  /// The ceilings of a grid by the tiles of a finer one: the largest of those that they lie on.
  private static func carried(
    _ ceilings: [Float], _ grid: HeightGrid, to finer: HeightGrid
  ) -> [Float] {
    let count = grid.cells / 16
    func range(_ start: Int, _ origin: Int) -> ClosedRange<Int> {
      // In cells of the coarser grid, of which a tile of the finer one has 8.
      let first = start / 2 - origin
      return max(0, first / 16)...min(count - 1, (first + 7) / 16)
    }
    return (0..<(finer.cells / 16) * (finer.cells / 16)).map { index in
      let (column, row) = (index % (finer.cells / 16), index / (finer.cells / 16))
      var highest = -Float.infinity
      for j in range(finer.originY + 16 * row, grid.originY) {
        for i in range(finer.originX + 16 * column, grid.originX) {
          highest = max(highest, ceilings[j * count + i])
        }
      }
      return highest
    }
  }

  /// The rays to the Sun, as they lie over a grid of tiles.
  private struct Beam {
    /// Along the horizontal, of length 1.
    let x: Double
    let y: Double
    /// Metres of rise a metre, at least.
    let rise: Double
    /// Metres by which rays part a metre, to either side.
    let spread: Double

    init(_ sun: SunDisc) {
      let direction = sun.direction
      let run = (direction.x * direction.x + direction.y * direction.y).squareRoot()
      (x, y) = run > 0 ? (direction.x / run, direction.y / run) : (1, 0)
      let radius = Exact.tan(SunDisc.degrees * .pi / 360) * 1.01
      // The lowest ray is by the disc's radius lower: tan(a − b) from both tangents.
      let steepness = run > 1e-9 ? direction.z / run : 1e9
      rise = max(0, (steepness - radius) / (1 + steepness * radius))
      spread = run > 0 ? min(1, radius / run) : 1
    }

    /// A tile ahead of another: how many columns and rows, and how far in sides of a tile.
    struct Step {
      let columns: Int
      let rows: Int
      let distance: Double
    }

    /// All tiles that rays from one of a grid may come over.
    func steps(_ count: Int) -> [Step] {
      var result: [Step] = []
      for rows in -count...count {
        for columns in -count...count {
          let (u, v) = (Double(columns), Double(rows))
          let (along, across) = (u * x + v * y, (u * y - v * x).magnitude)
          // Half a diagonal of both tiles, and what rays part.
          guard along > -1.5, across < 1.42 + (along + 1.5) * spread else { continue }
          let (dx, dy) = (max(0, u.magnitude - 1), max(0, v.magnitude - 1))
          result.append(
            Step(columns: columns, rows: rows, distance: (dx * dx + dy * dy).squareRoot()))
        }
      }
      return result.sorted {
        ($0.distance, $0.rows, $0.columns) < ($1.distance, $1.rows, $1.columns)
      }
    }

    /// The ceilings of a grid.
    ///
    /// - Parameters:
    ///   - grid: whose tiles are looked at.
    ///   - beyond: the least ceilings, tile by tile; empty for none.
    ///   - finer: the grid whose tiles do not count here.
    ///   - least: sides of a tile from which on others count.
    /// - Returns: row by row.
    func ceilings(
      _ grid: HeightGrid, _ beyond: [Float], hidden finer: HeightGrid? = nil,
      from least: Double = 0
    ) -> [Float] {
      let count = grid.cells / 16
      let side = 16 * grid.cell
      let tops = grid.tiles16.map { tile in
        finer.map { $0.holds(tile) } ?? false ? -Double.infinity : tile.top
      }
      let highest = tops.max() ?? 0
      let steps = steps(count).filter { $0.distance >= least }
      var result = [Float](repeating: 0, count: count * count)
      for row in 0..<count {
        for column in 0..<count {
          let least = beyond.isEmpty ? -Float.infinity : beyond[row * count + column]
          var ceiling = Double(least)
          for step in steps {
            let lost = rise * side * step.distance
            // All others are farther.
            if highest - lost <= ceiling { break }
            let (i, j) = (column + step.columns, row + step.rows)
            guard i >= 0, j >= 0, i < count, j < count else { continue }
            ceiling = max(ceiling, tops[j * count + i] - lost)
          }
          guard ceiling > -.infinity else {
            result[row * count + column] = -.infinity
            continue
          }
          // Rounded up.
          result[row * count + column] = Float(ceiling) + 1e-6 * (1 + Float(ceiling.magnitude))
        }
      }
      return result
    }

    /// The ceilings of tiles of 4 cells.
    ///
    /// - Parameters:
    ///   - grid: whose tiles are looked at.
    ///   - far: for tiles of 16 cells, what lies from ``SunCeilings/near`` on.
    /// - Returns: row by row.
    func fineCeilings(_ grid: HeightGrid, _ far: [Float]) -> [Float] {
      let (count, coarse) = (grid.cells / 4, grid.cells / 16)
      let side = 4 * grid.cell
      // Those of the tile of 16 cells and of two around it.
      let steps = steps(12)
      let (tops, tops16) = (grid.firstTile[0], grid.firstTile[1])
      var result = [Float](repeating: 0, count: count * count)
      for tile in 0..<coarse * coarse {
        let (i16, j16) = (tile % coarse, tile / coarse)
        var highest = -Float.infinity
        for j in max(0, j16 - 3)...min(coarse - 1, j16 + 3) {
          for i in max(0, i16 - 3)...min(coarse - 1, i16 + 3) {
            highest = max(highest, grid.maxima[tops16 + j * coarse + i])
          }
        }
        for part in 0..<16 {
          let (column, row) = (4 * i16 + part % 4, 4 * j16 + part / 4)
          var ceiling = Double(far[tile])
          for step in steps {
            let lost = rise * side * step.distance
            if Double(highest) - lost <= ceiling { break }
            let (i, j) = (column + step.columns, row + step.rows)
            guard i >= 0, j >= 0, i < count, j < count else { continue }
            ceiling = max(ceiling, Double(grid.maxima[tops + j * count + i]) - lost)
          }
          result[row * count + column] = Float(ceiling) + 1e-6 * (1 + Float(ceiling.magnitude))
        }
      }
      return result
    }
  }
}
