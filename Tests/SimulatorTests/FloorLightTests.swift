import ExactMath
import Rig
import Testing

@testable import Simulator

@Suite struct FloorLightTests {
  private let plain = terrain(cell: 0.05, cells: 256) { _, _ in 0 }

  /// The share of a box without draft, its lip to the south, on level ground.
  private func share(azimuth: Double, elevation: Double, fill: Double = 0) throws -> Double {
    var scene = smallScene()
    var shovel = SceneShovel()
    (shovel.shape.draft, shovel.mount) = (0, [-0.44, 0, 0.3])
    scene.shovel = shovel
    scene.moments[0].contents.kind = fill > 0 ? .regolith : .empty
    (scene.moments[0].contents.fill, scene.moments[0].contents.clods) = (fill, 0)
    let moment = MomentScene(
      scene, scene.moments[0], placement: northward, random: Philox(seed: 1))
    let lit = LitScene(
      terrain: plain, bodies: moment.bodies,
      sun: SunDisc(Sun(azimuth: azimuth, elevation: elevation).direction),
      soil: SoilDescription().material(redSlope: 0), grain: SurfaceGrain(random: Philox(seed: 1)))
    let held = try #require(moment.shovel)
    return FloorLight(held.shape).share(in: lit, northward.around(held.placement))
  }

  /// Seen from the side, the wall is 60 mm high at the back and 30 at the lip, and the floor 160
  /// wide: at 45° a strip of 45 mm lies in shadow on average.
  @Test func wallsShadeTheFloor() throws {
    #expect(try share(azimuth: 0, elevation: 90) == 1)
    for azimuth in [90.0, 270] {
      let share = try share(azimuth: azimuth, elevation: 45)
      #expect((share - (1 - 45.0 / 160)).magnitude < 0.02, "\(share)")
    }
    // Over the lip, to the south: 30 mm of 120 in shadow; over the back wall 60.
    #expect(try (share(azimuth: 180, elevation: 45) - 0.75).magnitude < 0.02)
    #expect(try (share(azimuth: 0, elevation: 45) - 0.5).magnitude < 0.02)
    #expect(try share(azimuth: 90, elevation: 3) == 0)
  }

  /// What lies over the floor is higher than the shadow of the wall.
  @Test func regolithIsLitWhereItIsHigh() throws {
    let (bare, full) = try (
      share(azimuth: 90, elevation: 20), share(azimuth: 90, elevation: 20, fill: 0.9)
    )
    #expect(bare < 0.4 && full > bare + 0.15, "\(bare) \(full)")
  }
}
