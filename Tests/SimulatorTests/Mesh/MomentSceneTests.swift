import Rig
import TestSupport
import Testing

@testable import Simulator

@Suite struct MomentSceneTests {
  /// A shovel with regolith behind a rover.
  static func filled() -> SceneDescription {
    var scene = smallScene()
    scene.quality = .sweep
    scene.body = RoverBody()
    scene.shovel = SceneShovel()
    scene.moments[0].contents.kind = .regolith
    scene.moments[0].contents.fill = 0.5
    return scene
  }

  /// No light leaks between triangles: the tree finds what a search of all of them finds.
  @Test func noRayLeaksThroughTheShovel() {
    let scene = Self.filled()
    let placement = Placement(
      position: Vector3(3, 1, -0.4), rotation: northward.rotation)
    let bodies = MomentScene(scene, scene.moments[0], placement: placement, random: Philox(seed: 1))
      .bodies
    var all = TriangleMesh()
    for body in bodies.bodies { all.add(body.mesh) }
    var generator = SeededGenerator(seed: 4)
    var leaks = 0
    for _ in 0..<4000 {
      let triangle = Int.random(in: 0..<all.triangles.count, using: &generator)
      let (a, b, c) = all.corners(triangle)
      let (u, v) = (
        Double.random(in: 0.1...0.4, using: &generator),
        Double.random(in: 0.1...0.4, using: &generator)
      )
      let point = a + (b - a) * u + (c - a) * v
      let origin =
        point
        + Vector3(
          .random(in: -1...1, using: &generator), .random(in: -1...1, using: &generator),
          .random(in: 0...1, using: &generator))
      let ray = Ray(origin: origin, direction: (point - origin).normalized)
      let far = (point - origin).length
      guard let hit = bodies.meeting(ray, to: 10), hit.distance < far + 1e-6 else {
        leaks += 1
        continue
      }
      if !bodies.isMet(by: ray, to: 10) { leaks += 1 }
      // And from there back.
      let back = Ray(origin: point + ray.direction * -2e-5, direction: ray.direction)
      if bodies.meeting(back, to: 1) == nil { leaks += 1 }
    }
    #expect(leaks == 0)
  }
}
