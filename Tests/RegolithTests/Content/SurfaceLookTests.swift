import Raster
import Rig
import Testing

@testable import Regolith

@Suite struct SurfaceLookTests {
  static let rim = [
    Vector3(-0.06, -0.08, 0), Vector3(0.06, -0.08, 0), Vector3(0.06, 0.08, 0),
    Vector3(-0.06, 0.08, 0),
  ]

  /// Looks straight down from half a metre at light and contrast of what lies within the rim; the
  /// ground has .2 and .05, the first columns of the picture lie in shadow, and the last ones
  /// within the rim shine.
  static func view(
    light: Float, contrast: Float, shadow: Int = 0, shine: Int = .max
  ) -> ShovelView {
    let size = Size(400, 300)
    let camera = CameraModel(
      intrinsics: Intrinsics(focalX: 500, focalY: 500, centreX: 199.5, centreY: 149.5),
      distortion: LensDistortion(),
      pose: Pose(
        position: Vector3(0, 0, 0.5),
        rotation: Quaternion(
          Matrix3(Vector3(1, 0, 0), Vector3(0, -1, 0), Vector3(0, 0, -1)).transposed)))
    let found = ShovelRegistration.Result(
      correction: ShovelCorrection(),
      placement: RigidMotion(rotation: .identity, translation: .zero), cameras: [camera],
      residual: 0, share: 1, lines: 100, heightDeviation: 0.0003)
    let grey = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let isInside = (140...259).contains(x) && (70...229).contains(y)
        let sign: Float = (x + y) % 2 == 0 ? 1 : -1
        row[x] = isInside ? light * (1 + sign * contrast) : 0.2 * (1 + sign * 0.05)
        if x < shadow { row[x] = 0.001 }
        if isInside, x >= shine { row[x] *= 4 }
      }
    }
    return ShovelView(
      ShovelRegistration.View(grey: grey, validity: Validity(allValid: size), camera: 0), found)
  }

  /// Places within the rim.
  static let places = (0..<100).map { index in
    Vector3(-0.04 + 0.008 * Double(index % 10), -0.06 + 0.012 * Double(index / 10), 0)
  }

  @Test(arguments: [(0.2, 0.05), (0.1, 0.1), (0.5, 0.01)])
  func lightAndGrainAreHeldAgainstTheGround(_ given: (light: Double, contrast: Double)) throws {
    let view = Self.view(light: Float(given.light), contrast: Float(given.contrast))
    let look = try #require(SurfaceLook(Self.places, [view], rim: Self.rim))
    #expect((look.brightness - given.light / 0.2).magnitude < 0.02 * look.brightness)
    #expect((look.grain - given.contrast / 0.05).magnitude < 0.02 * look.grain)
  }

  /// Ground in shadows tells nothing of how bright regolith is, nor of its grain.
  @Test func shadowsOnTheGroundDoNotCount() throws {
    let view = Self.view(light: 0.2, contrast: 0.05, shadow: 100)
    let look = try #require(SurfaceLook(Self.places, [view], rim: Self.rim))
    #expect((look.brightness - 1).magnitude < 0.05 && (look.grain - 1).magnitude < 0.05)
  }

  /// A third of a surface shines through dust: half of it is as bright as ground all the same.
  @Test func whatShinesThroughDustIsTold() throws {
    let view = Self.view(light: 0.2, contrast: 0.05, shine: 210)
    let look = try #require(SurfaceLook(Self.places, [view], rim: Self.rim))
    #expect((look.brightness - 1).magnitude < 0.05 && (look.highlights - 4).magnitude < 0.1)
  }

  @Test func tooFewPlacesTellNothing() {
    let view = Self.view(light: 0.2, contrast: 0.05)
    #expect(SurfaceLook(Array(Self.places.prefix(20)), [view], rim: Self.rim) == nil)
    #expect(SurfaceLook(Self.places, [], rim: Self.rim) == nil)
  }
}
