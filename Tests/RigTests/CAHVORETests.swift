import ExactMath
import Testing

@testable import Rig

@Suite struct CAHVORETests {
  /// A rover's navigation camera, on its mast and tilted.
  private static var pinhole: CAHVORE {
    let turn = Exact.sincos(0.61)
    let forward = Vector3(turn.cos * 0.93, turn.sin * 0.93, -0.3676).normalized
    let right = forward.cross(Vector3(0, 0, 1)).normalized
    return CAHVORE(
      Intrinsics(focalX: 1221.4, focalY: 1220.6, centreX: 508.2, centreY: 517.9),
      Pose(
        position: Vector3(0.41, -0.12, 1.53),
        rotation: Quaternion(Matrix3(right, forward.cross(right), forward).transposed)))
  }

  private static var lenses: [CAHVORE] {
    let axis = (pinhole.axis + Vector3(0.004, -0.003, 0.002)).normalized
    let mild = Vector3(0.0002, -0.021, 0.013)
    return
      ([
        .none, .radial(axis: axis, mild),
        .pupil(axis: axis, mild, moving: Vector3(0.001, 0.002, -0.0005), linearity: 1),
        .pupil(axis: axis, mild, moving: Vector3(0.003, -0.001, 0.0004), linearity: 0),
        .pupil(axis: axis, mild, moving: Vector3(0.002, 0, 0), linearity: 0.4),
        .pupil(axis: axis, mild, moving: Vector3(0.002, 0.001, 0), linearity: -0.6),
      ] as [CAHVORE.Lens]).map { lens in
        var model = pinhole
        model.lens = lens
        return model
      }
  }

  @Test(arguments: 0..<6) func raysComeBackToTheirPixels(lens: Int) throws {
    let model = Self.lenses[lens]
    for y in stride(from: 0.0, through: 1023, by: 93) {
      for x in stride(from: 0.0, through: 1023, by: 93) {
        let ray = try #require(model.ray(ImagePoint(x, y)))
        #expect((ray.direction.length - 1).magnitude < 1e-14)
        for distance in [0.3, 2, 50] {
          let seen = try #require(model.project(ray.origin + ray.direction * distance))
          #expect((seen.x - x).magnitude < 1e-6 && (seen.y - y).magnitude < 1e-6)
        }
      }
    }
  }

  @Test func aPinholeAndCAHVShowTheSame() throws {
    let model = Self.pinhole
    let camera = CameraModel(
      intrinsics: model.intrinsics, distortion: LensDistortion(), pose: model.pose)
    #expect(model.skew.magnitude < 1e-14)
    for step in 0..<200 {
      let (s, c) = Exact.sincos(Double(step))
      let point =
        model.centre + model.axis * 3 + Vector3(0.8 * s, 0.7 * c, 0.3 * s * c)
      let (a, b) = (try #require(model.project(point)), try #require(camera.project(point)))
      #expect((a.x - b.x).magnitude < 1e-8 && (a.y - b.y).magnitude < 1e-8)
    }
    #expect(model.project(model.centre - model.axis) == nil)
  }

  /// With no bend by R and no moving pupil, L = 1 is a pinhole and L = 0 has angles for tangents.
  @Test func theLinearityIsThatOfThePaper() throws {
    var model = Self.pinhole
    for angle in [0.05, 0.2, 0.5, 0.9] {
      let turn = Exact.sincos(angle)
      let side = model.pose.rotation.matrix * Vector3(1, 0, 0)
      let point = model.centre + (model.axis * turn.cos + side * turn.sin) * 4
      for (linearity, wanted) in [(1.0, turn.sin / turn.cos), (0.0, angle)] {
        model.lens = .pupil(axis: model.axis, .zero, moving: .zero, linearity: linearity)
        let seen = try #require(model.project(point))
        #expect((seen.x - (508.2 + 1221.4 * wanted)).magnitude < 1e-8)
        #expect((seen.y - 517.9).magnitude < 1e-8)
      }
    }
  }

  /// The polynomial of CAHVOR, written out for a point off the axis.
  @Test func aRadialLensBendsByItsPolynomial() throws {
    var model = Self.pinhole
    model.lens = .radial(axis: model.axis, Vector3(0.001, -0.05, 0.02))
    let side = model.pose.rotation.matrix * Vector3(0, 1, 0)
    let tangent = 0.35
    let seen = try #require(model.project(model.centre + (model.axis + side * tangent) * 2))
    let square = tangent * tangent
    let bent = tangent * (1 + 0.001 - 0.05 * square + 0.02 * square * square)
    #expect((seen.y - (517.9 + 1220.6 * bent)).magnitude < 1e-9)
  }
}
