import ExactMath
import Rig

/// Makes the nested grids of a terrain, from the coarsest to the finest.
///
///     ground = smooth refinement of the coarser ground + one octave of noise + craters
///     surface = ground + the next octave, then rocks; at the border the coarser surface
///
/// Every octave, crater and rock belongs to the plane, not to a grid: a grid only decides from
/// which size on things are resolved.
struct TerrainMaker: Sendable {
  let description: TerrainDescription
  let random: Philox
  /// Where the rover stands, in metres.
  let centre: (x: Double, y: Double)
  /// Where its cameras look, at most of length 1: grids reach farther there.
  let gaze: (x: Double, y: Double)
  let threads: Int
  /// Heaps on the ground.
  var mounds: [SiteMound] = []

  /// A grid in the making.
  struct Draft: Sendable {
    var cell: Double
    var originX: Int
    var originY: Int
    /// Heights without the finest octave and rocks.
    var ground: [Float]
    /// Albedo of the ground, from -1 to 1.
    var shade: [Float]
    /// What is seen.
    var surface: [Float]
    var albedo: [UInt8]
  }

  var cells: Int { description.gridCells }
  var nodes: Int { cells + 1 }

  /// The terrain.
  func terrain() -> Terrain {
    let levels = description.levelCount
    var grids: [HeightGrid] = []
    var rocks: [Rock] = []
    var coarser: Draft?
    for level in (0..<levels).reversed() {
      let draft = draft(level: level, isCoarsest: level == levels - 1, coarser, &rocks)
      grids.append(
        HeightGrid(
          cell: draft.cell, originX: draft.originX, originY: draft.originY, cells: cells,
          heights: draft.surface, albedo: draft.albedo))
      coarser = draft
    }
    return Terrain(grids: grids.reversed())
  }

  /// The first node of a grid along one axis: 8 cells are the grain, so that coarser grids align.
  private func origin(_ centre: Double, _ gaze: Double, _ cell: Double) -> Int {
    let half = Double(cells / 2)
    return Int(((centre / cell + 0.7 * half * gaze - half) / 8).rounded()) * 8
  }

  private func draft(
    level: Int, isCoarsest: Bool, _ coarser: Draft?, _ rocks: inout [Rock]
  ) -> Draft {
    let cell = description.finestCell * Double(1 << level)
    var draft = Draft(
      cell: cell, originX: origin(centre.x, gaze.x, cell), originY: origin(centre.y, gaze.y, cell),
      ground: [], shade: [], surface: [], albedo: [])
    let box = bounds(draft)
    let octaves = octaves(draft, level, isCoarsest)
    let craters = craters(level, isCoarsest, box)
    let start = draft
    let parts = forEachBand(rows: nodes, threads: threads) { rows in
      ground(rows, start, coarser, octaves, craters)
    }
    draft.ground = parts.flatMap { $0.heights }
    draft.shade = parts.flatMap { $0.shades }

    rocks = rocks.filter { overlaps($0, box) } + newRocks(level, isCoarsest, box, draft)
    let fine = GradientNoise(
      spacing: 2, originX: draft.originX, originY: draft.originY, nodes: nodes, random: random,
      stream: Stream.heights + UInt32(level + 1))
    let (grounded, placed) = (draft, rocks)
    let seen = forEachBand(rows: nodes, threads: threads) { rows in
      surface(rows, grounded, coarser, fine, level, placed)
    }
    draft.surface = seen.flatMap { $0.heights }
    draft.albedo = seen.flatMap { $0.albedo }
    return draft
  }

  typealias Box = (minX: Double, minY: Double, maxX: Double, maxY: Double)

  private func bounds(_ draft: Draft) -> Box {
    (
      Double(draft.originX) * draft.cell, Double(draft.originY) * draft.cell,
      Double(draft.originX + cells) * draft.cell, Double(draft.originY + cells) * draft.cell
    )
  }

  private func overlaps(_ rock: Rock, _ box: Box) -> Bool {
    let reach = Double(rock.reach)
    return Double(rock.x) + reach > box.minX && Double(rock.x) - reach < box.maxX
      && Double(rock.y) + reach > box.minY && Double(rock.y) - reach < box.maxY
  }

  /// Amplitude in metres of the undulation of a length in metres.
  func amplitude(_ length: Double) -> Double {
    var result = description.roughness * Exact.pow(length, description.hurst)
    if length >= description.extent / 5 { result += description.hills }
    return result
  }

  struct Octave: Sendable {
    var heights: GradientNoise
    var shade: GradientNoise
    var amplitude: Float
    var contrast: Float
  }

  /// The octave of 4 cells; for the coarsest grid all longer ones too.
  private func octaves(_ draft: Draft, _ level: Int, _ isCoarsest: Bool) -> [Octave] {
    var result: [Octave] = []
    var power = 2
    while power == 2 || (isCoarsest && 1 << power <= cells / 2) {
      let length = draft.cell * Double(1 << power)
      // Stream: length = finest cell · 2^octave, whichever grid asks.
      let octave = UInt32(level + power)
      result.append(
        Octave(
          heights: GradientNoise(
            spacing: 1 << power, originX: draft.originX, originY: draft.originY, nodes: nodes,
            random: random, stream: Stream.heights + octave),
          shade: GradientNoise(
            spacing: 1 << power, originX: draft.originX, originY: draft.originY, nodes: nodes,
            random: random, stream: Stream.albedo + octave),
          amplitude: Float(amplitude(length)), contrast: 0.28))
      power += 1
    }
    return result
  }

  /// Craters of 16 to 32 cells; in the coarsest grid all larger ones too.
  private func craters(_ level: Int, _ isCoarsest: Bool, _ box: Box) -> [Crater] {
    var result: [Crater] = []
    var step = 0
    let range = description.craterDiameters
    while step == 0 || isCoarsest {
      let diameter = 16 * description.finestCell * Double(1 << (level + step))
      if diameter > range[1] { break }
      let scatter = Scatter(
        diameter: diameter, side: 4 * diameter,
        probability: min(1, 0.72 * description.craterDensity), random: random,
        stream: Stream.craters + UInt32(level + step))
      let margin = 2.5 * diameter
      let found = scatter.things(
        minX: box.minX - margin, minY: box.minY - margin, maxX: box.maxX + margin,
        maxY: box.maxY + margin)
      for thing in found where thing.diameter >= range[0] && thing.diameter <= range[1] {
        result.append(Crater(thing))
      }
      step += 1
    }
    return result
  }

  /// Rocks of 6 to 12 cells; in the coarsest grid all larger ones too.
  private func newRocks(
    _ level: Int, _ isCoarsest: Bool, _ box: Box, _ draft: Draft
  ) -> [Rock] {
    var result: [Rock] = []
    var step = 0
    let range = description.rockDiameters
    while step == 0 || isCoarsest {
      let octave = UInt32(level + step)
      let diameter = 6 * description.finestCell * Double(1 << (level + step))
      if diameter > range[1] { break }
      let share =
        description.rockCoverage * Exact.pow(diameter / 0.05, 2 - description.rockExponent)
      let scatter = Scatter(
        diameter: diameter, side: 6 * diameter, probability: min(1, share * 36 / 1.4),
        random: random, stream: Stream.rocks + octave)
      let found = scatter.things(
        minX: box.minX, minY: box.minY, maxX: box.maxX, maxY: box.maxY)
      for thing in found where thing.diameter >= range[0] && thing.diameter <= range[1] {
        let (dx, dy) = (thing.x - centre.x, thing.y - centre.y)
        let free = description.clearance + thing.diameter / 2
        if dx * dx + dy * dy < free * free { continue }
        let i = min(cells, max(0, Int((thing.x / draft.cell).rounded()) - draft.originX))
        let j = min(cells, max(0, Int((thing.y / draft.cell).rounded()) - draft.originY))
        result.append(
          Rock(
            thing, base: Double(draft.ground[j * nodes + i]), random: random,
            stream: Stream.rockShapes + octave))
      }
      step += 1
    }
    return result
  }
}
