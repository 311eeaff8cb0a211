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
