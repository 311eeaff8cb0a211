import Diagnostics
import Raster
import Rig
import Testing

@testable import Stereo

@Suite struct TriangulationTests {
  /// A camera of 400 px focal length, turned by a quaternion that looks ahead and down.
  private func camera(_ name: String, y: Double, centreX: Double = 31.5) -> Camera {
    var camera = Camera()
    camera.name = name
    camera.intrinsics = Intrinsics(focalX: 400, focalY: 400, centreX: centreX, centreY: 23.5)
    camera.pose = Pose(
      position: Vector3(0.2, y, 0.5), rotation: Quaternion(0.4, -0.6, 0.6, -0.346410161513775))
    // The baseline lies along the rows.
    let right = camera.pose.rotation.matrix * Vector3(1, 0, 0)
    camera.pose.position = Vector3(0.2, 0, 0.5) + right * y
    return camera
  }

  /// Points are projected into both cameras; their ranges and heights come back.
  @Test func pointsComeBack() throws {
    let (left, right) = (camera("left", y: -0.05), camera("right", y: 0.07, centreX: 33))
    let pair = try RectifiedPair(left: left, right: right)
    #expect((pair.baseline - 0.12).magnitude < 1e-12)
    let size = Size(64, 48)
    var disparities = PlaneBuilder<Float>(size: size, repeating: .infinity)
    var truth: [(x: Int, y: Int, point: Vector3)] = []
    for y in stride(from: 0, to: 48, by: 5) {
      for x in stride(from: 0, to: 64, by: 7) {
        let ray = try #require(left.ray(ImagePoint(Double(x), Double(y))))
        let point = ray.origin + ray.direction * (0.6 + 0.05 * Double(x + y))
        let there = try #require(right.project(point))
        #expect((there.y - Double(y)).magnitude < 1e-9)
        disparities[x, y] = Float(Double(x) - there.x)
        truth.append((x, y, point))
      }
    }
    let plane = disparities.finish()
    let deviation = plane.mapped { $0 < .infinity ? Float(0.1) : .infinity }
    var triangulation = Triangulation()
    triangulation.plane = (0, 0, 2, -0.2)
    let result = triangulation.result(plane, deviation: deviation, pair)
    for (x, y, point) in truth {
      let range = (point - left.pose.position).length
      #expect((Double(result.range[x, y]) - range).magnitude < 1e-5 * range)
      #expect((Double(result.height[x, y]) - (point.z - 0.1)).magnitude < 1e-5 * range)
    }
    #expect(result.range[1, 0] == .infinity && result.error[1, 0] == .infinity)
  }

  /// The error is what a shift of the disparity by its deviation makes of the range.
  @Test func errorsAreThoseOfShiftedDisparities() throws {
    let pair = try RectifiedPair(left: camera("left", y: 0), right: camera("right", y: 0.1))
    var triangulation = Triangulation()
    (triangulation.alignment, triangulation.baselineError) = (0, 0)
    func range(_ disparity: Float, _ deviation: Float) -> (range: Float, error: Float) {
      let size = Size(64, 48)
      let result = triangulation.result(
        Plane(size: size, repeating: disparity), deviation: Plane(size: size, repeating: deviation),
        pair)
      return (result.range[5, 7], result.error[5, 7])
    }
    let (middle, error) = range(40, 0.01)
    let shifted = (range(40 - 0.016448536, 0.01).range - middle).magnitude
    #expect((error / shifted - 1).magnitude < 0.01)
    triangulation.alignment = 0.01
    #expect((range(40, 0.01).error / error - Float(2).squareRoot()).magnitude < 1e-4)
    (triangulation.alignment, triangulation.baselineError) = (0, 0.01)
    #expect((range(40, 0).error / middle - 0.016448536).magnitude < 1e-4)
    // What lies at infinity or behind it has no range.
    #expect(range(0, 0.01).range == .infinity && range(-3, 0.01).range == .infinity)
    #expect(range(40, .infinity).range == .infinity)
  }

  @Test func pairsThatAreNotRectifiedAreRefused() throws {
    let left = camera("left", y: 0)
    #expect(throws: Failure.self) { try RectifiedPair(left: left, right: camera("r", y: -0.1)) }
    var turned = camera("right", y: 0.1)
    turned.pose.rotation = Quaternion(0.5, -0.5, 0.5, -0.5)
    #expect(throws: Failure.self) { try RectifiedPair(left: left, right: turned) }
    var longer = camera("right", y: 0.1)
    longer.intrinsics.focalX = 401
    #expect(throws: Failure.self) { try RectifiedPair(left: left, right: longer) }
  }
}
