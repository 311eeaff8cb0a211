import ExactMath
import Rig
import Testing

@testable import Simulator

struct RayTests {
  @Test func `a plane is met where geometry says`() throws {
    let ground = terrain { x, y in 0.05 * x - 0.03 * y }
    for step in 0..<400 {
      let (s, c) = Exact.sincos(Double(step) * 0.0157)
      let origin = Vector3(0.1, -0.2, 0.4)
      let direction = Vector3(c, s, -0.12 - 0.002 * Double(step)).normalized
      let wanted =
        -(origin.z - 0.05 * origin.x + 0.03 * origin.y)
        / (direction.z - 0.05 * direction.x + 0.03 * direction.y)
      let met = try #require(ground.distance(Ray(origin: origin, direction: direction)))
      #expect((met - wanted).magnitude < 2e-5)
    }
  }

  /// Small steps along the ray are the oracle.
  @Test func `rays over rough ground meet it first where small steps do`() throws {
    let random = Philox(seed: 5)
    let ground = terrain(cell: 0.05, cells: 256) { x, y in
      let draw = random.uniforms(x: Int(x * 20), y: Int(y * 20), stream: 9)
      return 0.2 * draw.x
    }
    var hits = 0
    for number in 0..<200 {
      let draw = random.uniforms(x: number, y: 0, stream: 10)
      let (s, c) = Exact.sincos(6.283 * draw.x)
      let origin = Vector3(2 * draw.y - 1, 2 * draw.z - 1, 0.35)
      let ray = Ray(origin: origin, direction: Vector3(c, s, -0.3 * draw.w).normalized)
      var t = 0.0
      var stepped: Double?
      while t < 5 && stepped == nil {
        let p = ray.origin + ray.direction * t
        if p.z < ground.height(x: p.x, y: p.y) { stepped = t }
        t += 0.0005
      }
      guard let stepped else { continue }
      hits += 1
      let met = try #require(ground.distance(ray))
      // Not later than the first step below the ground, and on the ground.
      #expect(met <= stepped + 1e-6)
      let point = ray.origin + ray.direction * met
      #expect((point.z - ground.height(x: point.x, y: point.y)).magnitude < 1e-5)
    }
    #expect(hits > 100)
  }

  /// What spares work changes no answer: the same rays with and without it.
  @Test(arguments: [(0.6, 40.0), (3, 127.5), (11, 0), (24, -90), (60, 211), (90, 10)])
  func `rays to the Sun are blocked or free as without ceilings`(
    elevation: Double, azimuth: Double
  ) {
    let scene = smallScene()
    let maker = TerrainMaker(
      description: scene.terrain, random: Philox(seed: 3), centre: (0, 0), gaze: (0, 0),
      threads: 2)
    let ground = maker.terrain()
    let disc = SunDisc(Sun(azimuth: azimuth, elevation: elevation).direction)
    let ceilings = SunCeilings(ground, disc)
    let (pattern, random) = (SamplePattern(), Philox(seed: 8))
    var blocked = 0
    for number in 0..<20_000 {
      let draw = random.uniforms(x: number, y: 0, stream: 11)
      // All grids, from the finest to the coarsest.
      let reach = Exact.exp(4.4 * draw.w - 1)
      let (x, y) = (reach * (2 * draw.x - 1), reach * (2 * draw.y - 1))
      let origin = Vector3(x, y, ground.height(x: x, y: y) + 0.002 + 0.01 * draw.z * draw.z)
      let bits = random.bits(x: number, y: 1, stream: 11)
      let ray = Ray(
        origin: origin, direction: disc.direction(to: pattern.point(bits.x, part: 0, of: 1)))
      let plain = ground.distance(ray)
      #expect((ground.distance(ray, isLow: true, ceilings: ceilings) == nil) == (plain == nil))
      blocked += plain == nil ? 0 : 1
    }
    if elevation < 30 { #expect(blocked > 100 && blocked < 19_900) }
  }

  @Test func `bodies shade no place that the raster calls free`() {
    var scene = smallScene()
    scene.body = RoverBody()
    scene.shovel = SceneShovel()
    let bodies = MomentScene(
      scene, scene.moments[0], placement: northward, random: Philox(seed: 3)
    ).bodies
    let disc = SunDisc(Sun(azimuth: 70, elevation: 20).direction)
    let (shade, pattern) = (BodyShade(bodies.bodies, disc), SamplePattern())
    let random = Philox(seed: 8)
    var (shaded, free) = (0, 0)
    for number in 0..<40_000 {
      let draw = random.uniforms(x: number, y: 0, stream: 11)
      let origin = Vector3(3 * draw.x - 1.5, 2 * draw.y - 1.5, 0.2 * draw.z)
      let bits = random.bits(x: number, y: 1, stream: 11)
      let direction = disc.direction(to: pattern.point(bits.x, part: 0, of: 1))
      let isMet = bodies.isMet(by: Ray(origin: origin, direction: direction), to: .infinity)
      if isMet { shaded += 1 }
      if !shade.mayReach(origin) { free += 1 }
      #expect(shade.mayReach(origin) || !isMet)
    }
    #expect(shaded > 500 && free > 20_000)
  }

  @Test func `depth of a plane has its closed form, lens included`() {
    var eye = camera()
    eye.distortion.k1 = -0.2
    eye.distortion.k2 = 0.05
    let renderer = renderer(
      terrain(cell: 0.05, cells: 1024) { _, _ in 0 }, sun: SunDisc(Vector3(0, 0, 1)))
    let view = renderer.view(eye, threads: 1)
    for y in 0..<eye.sensor.height {
      for x in 0..<eye.sensor.width {
        guard let ray = eye.ray(ImagePoint(Double(x), Double(y))) else { continue }
        let depth = Double(view.depth[x, y])
        guard depth.isFinite else {
          #expect(ray.direction.z > -0.012)
          continue
        }
        let axis = eye.model.toRover * Vector3(0, 0, 1)
        let wanted = 0.25 / -ray.direction.z * ray.direction.dot(axis)
        #expect((depth / wanted - 1).magnitude < 1e-5)
        // And the point projects to the pixel it came from.
        let point = ray.origin + ray.direction * (depth / ray.direction.dot(axis))
        let seen = eye.project(point)
        #expect(
          seen.map { ($0.x - Double(x)).magnitude + ($0.y - Double(y)).magnitude < 1e-3 } ?? false)
      }
    }
  }

  @Test(arguments: [8.0, 15, 30, 45, 60])
  func `the shadow of a step is as long as the Sun's elevation says`(elevation: Double) {
    let height = 0.3
    // South of y = 0 the ground is higher; the Sun stands in the south.
    let ground = terrain(cell: 0.01, cells: 1024) { _, y in y < -0.005 ? height : 0 }
    let sun = Sun(azimuth: 180, elevation: elevation).direction
    let scene = renderer(ground, sun: SunDisc(sun)).scene
    var edge: Double?
    for step in 1..<4000 {
      let y = Double(step) * 0.001
      let met = scene.meeting(Ray(origin: Vector3(0, y, 1), direction: Vector3(0, 0, -1)))
      if let met, scene.isLit(met, from: sun) {
        edge = y
        break
      }
    }
    let length = height / Exact.tan(elevation * .pi / 180)
    // The edge of the step lies at -0.01; rays to the Sun start half a cell above the ground.
    let shift = 0.005 / Exact.tan(elevation * .pi / 180)
    #expect(edge.map { ($0 - (length - 0.01 - shift)).magnitude < 0.003 } ?? false)
  }
}
