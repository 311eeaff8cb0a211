import ExactMath
import Rig
import Testing

@testable import Stereo

@Suite struct PlaneRowsTests {
  /// A camera half a metre above a plane, looking down at 40°, turned a little about its axis.
  static func camera(x: Double, turn: Double = 0) -> CameraModel {
    let (fall, level) = Exact.sincos(40 * Double.pi / 180)
    let ahead = Vector3(0, level, -fall)
    let roll = Exact.sincos(turn)
    let right = Vector3(1, 0, 0) * roll.cos + Vector3(1, 0, 0).cross(ahead) * roll.sin
    return CameraModel(
      intrinsics: Intrinsics(focalX: 700, focalY: 700, centreX: 319.5, centreY: 239.5),
      distortion: LensDistortion(),
      pose: Pose(
        position: Vector3(x, 0, 0.5),
        rotation: Quaternion(Matrix3(right, ahead.cross(right), ahead).transposed)))
  }

  /// An inclined plane has no disparity, what stands on it has one, and both ways agree.
  @Test(arguments: [(-0.07, 0.07), (0.07, -0.07)])
  func planeHasNoDisparity(_ sides: (Double, Double)) throws {
    let (first, second) = (Self.camera(x: sides.0), Self.camera(x: sides.1, turn: 0.01))
    let (point, normal) = (Vector3(0, 0.5, 0), Vector3(0.1, -0.3, 1).normalized)
    let rows = try #require(PlaneRows(first, second, point: point, normal: normal))
    let along = normal.cross(Vector3(0, 1, 0)).normalized
    let up = along.cross(normal)
    for (u, v, height) in [
      (0.0, 0.0, 0.0), (0.1, 0.05, 0), (-0.08, 0.1, 0.03), (0.02, -0.1, -0.02),
    ] {
      let place = point + along * u + up * v + normal * height
      let seen = try #require(rows.seen(place))
      #expect((seen.disparity.magnitude < 1e-9) == (height == 0), "\(seen.disparity)")
      let back = try #require(rows.point(seen.place, disparity: seen.disparity))
      #expect((back - place).length < 1e-9)
      let shown = try #require(rows.inFirst(seen.place))
      let wanted = try #require(first.project(place))
      #expect(shown.distance(wanted) < 1e-3)
      let other = ImagePoint(seen.place.x - seen.disparity, seen.place.y)
      let there = try #require(rows.inSecond(other))
      let seenThere = try #require(second.project(place))
      #expect(there.distance(seenThere) < 1e-3)
    }
  }

  @Test func planeSeenFromItsEdgeIsRefused() {
    let (first, second) = (Self.camera(x: -0.07), Self.camera(x: 0.07))
    #expect(PlaneRows(first, second, point: first.position, normal: Vector3(0, 0, 1)) == nil)
    #expect(PlaneRows(first, first, point: .zero, normal: Vector3(0, 0, 1)) == nil)
  }
}
