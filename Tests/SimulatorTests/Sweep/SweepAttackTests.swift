import ExactMath
import Rig
import Settings
import Testing

@testable import Simulator

@Suite struct SweepAttackTests {
  private func made(
    _ attack: SweepAttack, _ numbers: Range<Int>, family: SweepFamily = .mixed
  ) throws -> [SweepCollection] {
    var recipe = SweepRecipe()
    (recipe.attack, recipe.family) = (attack, family)
    return try numbers.map { try SweepCollection($0, seed: 8, quality: .sweep, recipe: recipe) }
  }

  /// Their files state them, nothing is collected, and each goes its several ways.
  @Test(arguments: [
    (SweepAttack.paintedFloor, 4), (.anotherShovel, 6), (.replay, 3), (.glint, 2), (.behind, 3),
  ])
  func attacksAreScenesInWhichNothingIsCollected(attack: SweepAttack, ways: Int) throws {
    let quick = attack == .glint || attack == .behind
    let all = try made(attack, quick ? 0..<8 : 0..<48)
    for collection in all {
      let text = ConfigurationText(collection.scene).text
      #expect(
        try Yaml.load(SceneDescription.self, text: text, file: "scene.yaml") == collection.scene)
      let held = collection.scene.moments.filter { !$0.isWithheld }.map(\.contents)
      #expect(held.count == 2)
      if held[0].kind == .regolith { #expect(held[0] == held[1]) }
      #expect(held[0].kind == .regolith || held[1].kind != .regolith)
      #expect(collection.json["attack"]?.stringValue == attack.rawValue)
    }
    #expect(Set(all.compactMap(\.variant)).count >= ways)
  }

  /// The camera sees the Sun in the floor, to the width of the lobe of polished metal.
  @Test func glintsAreMirrored() throws {
    for collection in try made(.glint, 0..<6) {
      let scene = collection.scene
      let shovel = try #require(scene.shovel)
      #expect(shovel.finish == .metal && shovel.roughness <= 0.1)
      let after = scene.moments[1]
      let simulation = try Simulation(scene, rig: collection.rig)
      let placed = shovel.truly(at: after.armAngle + shovel.armError)
      let eye = collection.rig.cameras[0].pose.position
      let sun = simulation.placement.rotation.transposed * scene.sun.direction
      let nearest = (1...9).map { step in
        let place = placed.place(Vector3(0.1 * Double(step) * shovel.shape.size[0] / 1000, 0, 0))
        let half = ((eye - place).normalized + sun).normalized
        return half.dot(placed.rotation * Vector3(0, 0, 1))
      }.max()
      // Half the angle between the mirrored camera and the Sun.
      #expect(nearest ?? 0 > Exact.sincos(4 * .pi / 180).cos, "\(String(describing: nearest))")
    }
  }

  /// Mounds end below the shovel, and rise above its lip or nearly so.
  @Test func moundsTouchNoShovel() throws {
    for collection in try made(.behind, 0..<4, family: .report) {
      let scene = collection.scene
      let shovel = try #require(scene.shovel)
      let after = scene.moments[1]
      #expect(!after.mounds.isEmpty)
      let simulation = try Simulation(scene, rig: collection.rig)
      let setting = simulation.setting(1)
      let frame = setting.placement.around(
        shovel.truly(at: after.armAngle + shovel.armError))
      for corner in shovel.shape.outside.vertices + shovel.shape.interior.vertices {
        let there = frame.place(corner)
        #expect(setting.terrain.height(x: there.x, y: there.y) < there.z)
      }
    }
  }

  @Test func barsTakeLightFromAFloorThatWasLit() throws {
    for collection in try made(.shadowBar, 0..<2) {
      let simulation = try Simulation(collection.scene, rig: collection.rig)
      let shares = try (0..<2).map { try #require(simulation.litShare(moment: $0)) }
      #expect(shares[0] >= 0.5 && shares[1] < shares[0] - 0.02, "\(shares)")
      #expect(collection.scene.moments[0].bars.isEmpty)
    }
  }
}
