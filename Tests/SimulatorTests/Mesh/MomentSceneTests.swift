import ExactMath
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

  /// The volume that is told is that between floor and surface as two cameras above see them: a
  /// pixel with depths a and b bounds a frustum of `(a³ − b³) / (3·fx·fy)`.
  @Test(arguments: ShovelShape.Kind.allCases)
  func theVolumeIsThatBetweenTwoRenderedDepths(kind: ShovelShape.Kind) throws {
    var scene = Self.filled()
    scene.quality = .reference
    scene.body = nil
    scene.shovel?.shape.kind = kind
    scene.moments.append(scene.moments[0])
    scene.moments[0].contents.kind = .empty
    let moments = scene.moments.map {
      MomentScene(scene, $0, placement: northward, random: Philox(seed: 1))
    }
    let told = try #require(moments[1].shovel?.volume)
    #expect((told / (0.5 * (moments[1].shovel?.capacity ?? 0)) - 1).magnitude < 0.1)
    for (side, height) in [(-0.05, 0.9), (0.06, 1.3)] {
      var eye = camera(width: 480, height: 480, pitch: 90)
      eye.pose.position = Vector3(-0.5, side, height)
      let focal = 480 * (height - 0.15) / 0.34
      eye.intrinsics = Intrinsics(
        focalX: focal, focalY: focal, centreX: 239.5, centreY: 239.5)
      let depths = moments.map { moment in
        var renderer = renderer(
          terrain(cell: 0.05, cells: 256) { _, _ in 0 }, bodies: moment.bodies.bodies,
          sun: SunDisc(Vector3(0, 0, 1)))
        renderer.quality = RenderQuality(
          samples: 1, edgeSamples: 1, mirrorSamples: 1, hasBounce: false)
        return renderer.view(eye, threads: 2).depth
      }
      var volume = 0.0
      for y in 0..<480 {
        for x in 0..<480 {
          let (a, b) = (Double(depths[0][x, y]), Double(depths[1][x, y]))
          volume += (a * a * a - b * b * b) / (3 * focal * focal)
        }
      }
      #expect((volume / told - 1).magnitude < 0.005, "\(volume) \(told)")
    }
  }
}
