import Diagnostics
import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Regolith

@Suite struct ShovelRegistrationTests {
  static let size = Size(960, 540)

  static let camera = RearCamera(
    x: -0.16, z: 0.40, fall: 40,
    intrinsics: Intrinsics(focalX: 750, focalY: 750, centreX: 479.5, centreY: 269.5))

  static let model: ShovelModel? = try? ShovelModel(
    BoxShovel.description, interior: BoxShovel.interior, rim: BoxShovel.corners)

  /// The mouth brighter than the ground, a dark streak across it, noise.
  static func picture(_ camera: CameraModel, _ placement: RigidMotion, seed: UInt64) -> Plane<Float>
  {
    let back = placement.inverse
    var generator = SeededGenerator(seed: seed)
    func light(_ x: Double, _ y: Double) -> Double {
      guard let ray = camera.ray(ImagePoint(x, y)) else { return 0 }
      let origin = back.place(ray.origin)
      let way = back.rotation * ray.direction
      let far = -origin.z / way.z
      let place = origin + way * far
      let isInside = far > 0 && place.x.magnitude < 0.06 && place.y.magnitude < 0.08
      // A shadow's edge runs over all, in a direction of its own.
      return (isInside ? 0.6 : 0.3) * (0.3 * x + y > 430 ? 0.4 : 1)
    }
    return Plane(size: size) { y, row in
      for x in row.indices {
        let corners = [(-0.25, -0.25), (0.25, -0.25), (-0.25, 0.25), (0.25, 0.25)]
        let mean = corners.reduce(0.0) { $0 + light(Double(x) + $1.0, Double(y) + $1.1) / 4 }
        row[x] = Float(mean + .random(in: -0.01...0.01, using: &generator))
      }
    }
  }

  static func views(_ placement: RigidMotion, _ sides: [Double]) -> [ShovelRegistration.View] {
    sides.enumerated().map { index, y in
      let camera = camera.at(y: y)
      return ShovelRegistration.View(
        grey: picture(camera, placement, seed: UInt64(index + 1)),
        validity: Validity(allValid: size), camera: index)
    }
  }

  /// Two cameras find it to a fraction of a millimetre, one in its height to less than two.
  @Test(arguments: [
    (sides: [0.07, -0.07], most: 0.0004), (sides: [0.07], most: 0.002),
  ])
  func rimIsFound(_ given: (sides: [Double], most: Double)) throws {
    let model = try #require(Self.model)
    var truth = ShovelCorrection()
    (truth.angle, truth.shift) = (1.1, Vector3(0.002, -0.0015, 0.001))
    (truth.roll, truth.yaw) = (0.2, -0.3)
    let placement = model.placed(12, truth)
    let found = try ShovelRegistration().registered(
      model, cameras: given.sides.map(Self.camera.at),
      [.init(angle: 12, views: Self.views(placement, given.sides))],
      context: FilterContext(threads: 2)
    )[0].get()
    #expect(found.residual < 0.5 && found.share > 0.8, "\(found.residual) \(found.share)")
    let up = placement.rotation * Vector3(0, 0, 1)
    for corner in model.rim {
      let off = found.placement.place(corner) - placement.place(corner)
      #expect(up.dot(off).magnitude < given.most, "\(up.dot(off))")
      #expect(off.length < 2 * given.most, "\(off.length)")
    }
    #expect(found.heightDeviation > 0 && found.heightDeviation < 0.003)
  }

  @Test func anotherShovelOrNoneIsRefused() throws {
    let model = try #require(Self.model)
    func said(_ angle: Double, _ views: [ShovelRegistration.View]) -> String {
      let cameras = [0.07, -0.07].map(Self.camera.at)
      switch ShovelRegistration().registered(
        model, cameras: cameras, [.init(angle: angle, views: views)])[0]
      {
      case .success(let found): return "registered \(found)"
      case .failure(let failure): return failure.diagnostics.map(\.message).joined()
      }
    }
    let bare = Plane<Float>(size: Self.size, repeating: 0.3)
    let empty = ShovelRegistration.View(
      grey: bare, validity: Validity(allValid: Self.size), camera: 0)
    #expect(said(12, [empty]).contains("not where its arm angle says"))
    // An arm that is 9° elsewhere.
    let views = Self.views(model.placed(12), [0.07, -0.07])
    #expect(said(21, views).contains("not where its arm angle says"))
  }
}
