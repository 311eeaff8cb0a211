import ExactMath
import Raster
import Rig
import Testing

@testable import Simulator

/// Rendered light against closed forms.
@Suite struct LightTests {
  /// A ball of many triangles with smooth normals.
  private func ball(at middle: Vector3, radius: Double, _ material: Material) -> Bodies.Body {
    var mesh = TriangleMesh()
    let (rows, columns) = (64, 128)
    var normals: [Vector3] = []
    func direction(_ row: Int, _ column: Int) -> Vector3 {
      let up = Exact.sincos(.pi * Double(row) / Double(rows))
      let around = Exact.sincos(2 * .pi * Double(column % columns) / Double(columns))
      return Vector3(up.sin * around.cos, up.sin * around.sin, up.cos)
    }
    for row in 0..<rows {
      let upper = (0...columns).map { direction(row, $0) }
      let lower = (0...columns).map { direction(row + 1, $0) }
      normals += lower + upper
      mesh.addStrip(
        lower.map { middle + $0 * radius }, upper.map { middle + $0 * radius })
    }
    return Bodies.Body(
      part: .rover, mesh: mesh, material: material, normals: normals)
  }

  /// The sum of light over a picture of a ball of radius 1 far away, in solid angles of the ball,
  /// with the Sun at a phase angle.
  private func brightness(_ material: Material, phase: Double) -> Double {
    let distance = 1000.0
    var eye = camera(width: 160, height: 160, pitch: 0)
    eye.intrinsics = Intrinsics(
      focalX: 75 * distance, focalY: 75 * distance, centreX: 79.5, centreY: 79.5)
    eye.pose.position = Vector3(0, 0, 500)
    // The rover looks north; the Sun stands behind it, turned by the phase angle.
    let turn = Exact.sincos(phase * .pi / 180)
    let sun = SunDisc(Vector3(turn.sin, -turn.cos, 0), degrees: 0)
    let renderer = renderer(
      terrain(cell: 0.05, cells: 256) { _, _ in 0 },
      bodies: [ball(at: Vector3(0, distance, 500), radius: 1, material)], sun: sun,
      quality: RenderQuality(
        samples: 4, edgeSamples: 4, mirrorSamples: 4, hasBounce: false), ambient: 0)
    let view = renderer.view(eye, threads: 2)
    var sum = 0.0
    for y in 0..<160 { for x in 0..<160 { sum += Double(view.radiance.green[x, y]) } }
    return sum / (75 * 75)
  }

  /// Lambert's sphere: `2/3 · (sin α + (π − α)·cos α)` over a disc of area π.
  @Test(arguments: [0.0, 30, 60, 90, 120])
  func aLambertSphereIsAsBrightAsItsPhaseSays(phase: Double) {
    let white = Material(law: .lambert, color: Vector3(1, 1, 1))
    let angle = phase * .pi / 180
    let turn = Exact.sincos(angle)
    let wanted = 2.0 / 3 * (turn.sin + (.pi - angle) * turn.cos)
    let found = brightness(white, phase: phase)
    #expect((found - wanted).magnitude < 0.004 * .pi, "\(found) \(wanted)")
  }

  /// A sphere after Lommel and Seeliger: `1 − sin(α/2)·tan(α/2)·ln cot(α/4)` of a full disc, times
  /// the phase function.
  @Test(arguments: [0.0, 40, 80, 120])
  func aSphereAfterLommelAndSeeligerIsAsBrightAsItsPhaseSays(phase: Double) {
    let photometry = Photometry()
    let soil = Material(law: .lommelSeeliger(photometry), color: Vector3(1, 1, 1))
    let half = phase * .pi / 360
    let shape =
      phase == 0
      ? 1
      : 1 - Exact.sin(half) * Exact.tan(half) * Exact.log(1 / Exact.tan(half / 2))
    let wanted = .pi * shape * photometry.phase(cosine: Exact.cos(phase * .pi / 180))
    let found = brightness(soil, phase: phase)
    #expect((found - wanted).magnitude < 0.01 * .pi, "\(found) \(wanted)")
  }

  /// At full phase the disc of Lommel and Seeliger is evenly bright up to its limb.
  @Test func theFullDiscIsEven() {
    let soil = Material(law: .lommelSeeliger(Photometry()), color: Vector3(1, 1, 1))
    let up = Vector3(0, 0, 1)
    for degrees in stride(from: 0.0, through: 85, by: 5) {
      let turn = Exact.sincos(degrees * .pi / 180)
      let normal = Vector3(turn.sin, 0, turn.cos)
      let seen = soil.radiance(albedo: 0.1, normal: normal, light: up, viewer: up)
      #expect((seen.y - 0.1).magnitude < 1e-9)
    }
  }

  /// The half shadow of a straight edge is as wide as the Sun's disc makes it.
  @Test func theHalfShadowHasTheWidthOfTheSunsDisc() {
    let height = 0.5
    var wall = TriangleMesh()
    wall.addBox(Vector3(-5, -2, height), Vector3(5, 0, height + 0.001))
    let scene = renderer(
      terrain(cell: 0.05, cells: 256) { _, _ in 0 },
      bodies: [
        Bodies.Body(
          part: .rover, mesh: wall,
          material: Material(law: .lambert, color: Vector3(1, 1, 1)))
      ], sun: SunDisc(Vector3(0, 0, 1))
    ).scene
    let pattern = SamplePattern()
    func lit(_ y: Double) -> Double {
      let down = Ray(origin: Vector3(0.01, y, 0.4), direction: Vector3(0, 0, -1))
      guard let met = scene.meeting(down) else { return -1 }
      let points = (0..<1024).map { pattern.point(0, part: $0, of: 1024) }
      let seen = points.filter { scene.isLit(met, from: scene.sun.direction(to: $0)) }
      return Double(seen.count) / 1024
    }
    // From 0.5 m the Sun's radius is 2.33 mm wide; a quarter is lit where a chord cuts it off.
    let radius = height * Exact.tan(SunDisc.degrees / 2 * .pi / 180)
    #expect(lit(-1.05 * radius) == 0 && lit(1.05 * radius) == 1)
    #expect((lit(0) - 0.5).magnitude < 0.02)
    let chord = 0.5 - (0.5 * 0.75.squareRoot() + .pi / 6) / .pi
    #expect((lit(-0.5 * radius) - chord).magnitude < 0.02, "\(lit(-0.5 * radius)) \(chord)")
  }
}
