import ExactMath
import Rig
import TestSupport
import Testing

@testable import Simulator

@Suite struct MaterialTests {
  /// Angles of incidence, emission and phase, in degrees.
  private static let angles: [(Double, Double, Double)] = [
    (0, 0, 0), (30, 0, 30), (45, 20, 65), (60, 70, 10), (75, 40, 115),
  ]

  /// Radiance factors computed from the equations by another program, for w, b, c, B0 and h.
  private static let published: [(parameters: [Double], wanted: [Double])] = [
    (
      [0.34, 0.24, 0.28, 1.9, 0.075],
      [0.204745943, 0.088267048, 0.054654841, 0.155686448, 0.024814917]
    ),
    (
      [0.21, 0.25, 0.3, 2.01, 0.07],
      [0.131937237, 0.052407671, 0.030774399, 0.097353827, 0.013794384]
    ),
    ([0.9, 0.4, -0.2, 0.6, 0.2], [0.57985092, 0.399137903, 0.276976355, 0.47470801, 0.126266047]),
  ]

  @Test(arguments: published)
  func hapkesLawHasItsValues(parameters: [Double], wanted: [Double]) {
    let law = Hapke(
      singleScattering: parameters[0], lobeWidth: parameters[1], backward: parameters[2],
      surge: parameters[3], surgeWidth: parameters[4])
    for (angle, value) in zip(Self.angles, wanted) {
      func cosine(_ degrees: Double) -> Double { Exact.cos(degrees * .pi / 180) }
      let found = law.radiance(
        incidence: cosine(angle.0), emission: cosine(angle.1), phase: cosine(angle.2))
      #expect((found / value - 1).magnitude < 1e-6, "\(found) \(value)")
    }
  }

  private func direction(_ degrees: Double, around: Double = 0) -> Vector3 {
    let (tilt, turn) = (Exact.sincos(degrees * .pi / 180), Exact.sincos(around * .pi / 180))
    return Vector3(tilt.sin * turn.cos, tilt.sin * turn.sin, tilt.cos)
  }

  /// Light that a white rough mirror gets from an even sky and sends one way, by integration and by
  /// sampling; what is missing of 1 went to and fro between its facets.
  @Test(arguments: [0.1, 0.3, 0.6], [10.0, 45, 70])
  func aWhiteMirrorLosesLittleAndIsSampledAsItReflects(roughness: Double, tilt: Double) {
    let facets = Microfacets(roughness: roughness)
    let (normal, viewer) = (Vector3(0, 0, 1), direction(tilt, around: 20))
    var integral = 0.0
    let steps = 400
    for i in 0..<steps {
      for j in 0..<steps {
        // Equal parts of the projected half sphere.
        let radius = ((Double(i) + 0.5) / Double(steps)).squareRoot()
        let turn = Exact.sincos(2 * .pi * (Double(j) + 0.5) / Double(steps))
        let light = Vector3(
          radius * turn.cos, radius * turn.sin, (1 - radius * radius).squareRoot())
        let strength = facets.lobe(normal: normal, light: light, viewer: viewer).strength
        integral += strength / light.z / Double(steps * steps)
      }
    }
    var sampled = 0.0
    var generator = SeededGenerator(seed: 5)
    let count = 40000
    for _ in 0..<count {
      let turn = Exact.sincos(.random(in: 0..<2 * .pi, using: &generator))
      let radius = Double.random(in: 0..<1, using: &generator)
      let found = facets.reflection(normal: normal, viewer: viewer, radius: radius, turn: turn)
      sampled += (found?.weight ?? 0) / Double(count)
      if let found { #expect((found.direction.length - 1).magnitude < 1e-9) }
    }
    #expect((integral / sampled - 1).magnitude < 0.02, "\(integral) \(sampled)")
    #expect(sampled < 1.0001 && sampled > 0.4, "\(sampled)")
  }

  @Test func axesStandAtRightAngles() {
    for tilt in stride(from: 0.0, through: 180, by: 9) {
      for turn in stride(from: 0.0, to: 360, by: 40) {
        let normal = direction(tilt, around: turn)
        let (a, b) = normal.perpendiculars
        #expect((a.length - 1).magnitude < 1e-12 && (b.length - 1).magnitude < 1e-12)
        #expect(a.dot(b).magnitude < 1e-12 && a.dot(normal).magnitude < 1e-12)
        #expect((a.cross(b) - normal).length < 1e-12)
      }
    }
  }

  @Test func soilHasItsNormalAlbedoAndItsRedSlope() {
    let up = Vector3(0, 0, 1)
    for law in [
      Material.Law.lommelSeeliger(Photometry()), Material.hapke(.highlands),
    ] {
      let soil = Material.soil(law, redSlope: 0.06)
      let seen = soil.radiance(albedo: 0.1, normal: up, light: up, viewer: up)
      #expect((seen.y - 0.1).magnitude < 1e-3)
      #expect((seen.x / seen.y - 1.06).magnitude < 1e-9)
      #expect((seen.z / seen.y - 0.94).magnitude < 1e-9)
      // Darker at larger phase, and not lit from behind.
      let aside = soil.radiance(albedo: 0.1, normal: up, light: direction(60), viewer: up)
      #expect(aside.y < 0.5 * seen.y && aside.y > 0)
      let behind = soil.radiance(albedo: 0.1, normal: up, light: direction(100), viewer: up)
      #expect(behind == .zero)
    }
  }

  @Test(arguments: [0.05, 0.2, 0.5, 0.8])
  func dustHidesTheShareThatIsStated(share: Double) {
    let grain = SurfaceGrain(random: Philox(seed: 3))
    var sum = 0.0
    for index in 0..<40_000 {
      let (i, j) = (Double(index % 200), Double(index / 200))
      sum += grain.dust(share, at: Vector3(0.0021 * i, 0.0023 * j, 0.0007 * (i + j)))
    }
    #expect((sum / 40_000 - share).magnitude < 0.03, "\(sum / 40_000)")
  }
}
