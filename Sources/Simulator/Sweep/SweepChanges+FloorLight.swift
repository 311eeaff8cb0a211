import Diagnostics
import ExactMath
import Rig

extension SweepChanges {
  /// Degrees from which on the Sun lights floors.
  private static let leastSun = 15.0
  /// The share of the floor that is lit.
  private static let leastShare = 0.5
  /// The share that a level ground must leave lit before the true one is asked.
  private static let likelyShare = 0.58

  /// Chooses a Sun that lights at least half of the floor, or of the regolith over it, at all
  /// moments.
  ///
  /// Suns are drawn until one lights enough over level ground, which is soon known; then the whole
  /// scene is made and asked. A rover that a hill shades stands elsewhere the next time.
  ///
  /// - Throws: a failure where none was found.
  mutating func lightFloor() throws(Failure) {
    let random = Philox(seed: UInt64(truncatingIfNeeded: scene.seed))
    let ground = LevelGround(scene, random: random)
    let heights = strata.ranges.sun(from: Self.leastSun)
    for number in 0..<400 {
      let draw = random.uniforms(x: number, y: 0, stream: Stream.sweep + 3)
      let sun = Sun(
        azimuth: (draw.x * 36_000).rounded() / 100,
        elevation: strata.sun(draw.y, among: heights))
      guard ground.litShare(sun) >= Self.likelyShare else { continue }
      scene.sun = sun
      let simulation = try Simulation(scene, rig: rig, threads: 1)
      if scene.moments.indices.allSatisfy({
        simulation.litShare(moment: $0) ?? 0 >= Self.leastShare
      }) {
        return
      }
      scene.rover.position = [draw.z, draw.w].map { ($0 * 8000).rounded() / 10 - 400 }
    }
    throw Failure(
      "no Sun lights the floor of the shovel of \(scene.name)", remedy: "choose another seed")
  }

  /// The bodies of a scene on level ground.
  private struct LevelGround {
    private let terrain: Terrain
    private let moments: [MomentScene]
    private let placement: Placement
    private let grain: SurfaceGrain

    init(_ scene: SceneDescription, random: Philox) {
      let (cells, cell) = (256, 0.02)
      let nodes = (cells + 1) * (cells + 1)
      // Its heading stays; where it stands does not matter.
      var rover = scene.rover
      rover.position = [0, 0]
      terrain = Terrain(grids: [
        HeightGrid(
          cell: cell, originX: -cells / 2, originY: -cells / 2, cells: cells,
          heights: [Float](repeating: 0, count: nodes),
          albedo: [UInt8](repeating: 100, count: nodes))
      ])
      let placement = Placement(rover, on: terrain)
      moments = scene.moments.map {
        MomentScene(scene, $0, placement: placement, random: random)
      }
      self.placement = placement
      grain = SurfaceGrain(random: random)
    }

    /// The least share of all moments.
    func litShare(_ sun: Sun) -> Double {
      moments.map { moment in
        guard let shovel = moment.shovel else { return 0 }
        let lit = LitScene(
          terrain: terrain, bodies: moment.bodies, sun: SunDisc(sun.direction),
          soil: SoilDescription().material(redSlope: 0), grain: grain)
        return FloorLight(shovel.shape).share(in: lit, placement.around(shovel.placement))
      }.min() ?? 0
    }
  }
}
