import Raster
import Rig
import Testing

@testable import Stereo

@Suite struct SurfaceNormalsTests {
  static let size = Size(64, 48)
  static let focal = 400.0

  /// Two cameras that look along x, 10 cm apart.
  var pair: RectifiedPair {
    get throws {
      func camera(_ name: String, y: Double) -> Camera {
        var camera = Camera()
        camera.name = name
        camera.intrinsics = Intrinsics(
          focalX: Self.focal, focalY: Self.focal, centreX: 31.5, centreY: 23.5)
        // Columns to the right, rows down, the axis ahead.
        camera.pose = Pose(position: Vector3(0, y, 0), rotation: Quaternion(0.5, -0.5, 0.5, -0.5))
        return camera
      }
      return try RectifiedPair(left: camera("left", y: 0), right: camera("right", y: -0.1))
    }
  }

  /// Disparities of the plane `n·X = h`, of the rover frame.
  func disparities(_ n: Vector3, _ h: Double) -> Plane<Float> {
    Plane(size: Self.size) { y, row in
      for x in row.indices {
        // Of a point at depth 1: one ahead, to the left and up.
        let ray = Vector3(1, (31.5 - Double(x)) / Self.focal, (23.5 - Double(y)) / Self.focal)
        let depth = h / n.dot(ray)
        row[x] = Float(Self.focal * 0.1 / depth)
      }
    }
  }

  func known(_ plane: Plane<Float>) -> Plane<Float> { plane.mapped { _ in 0.1 } }

  @Test(arguments: [
    Vector3(1, 0, 0), Vector3(0.6, 0.8, 0), Vector3(0.6, 0, -0.8), Vector3(0.36, -0.48, 0.8),
  ])
  func aPlaneFacesOneWay(normal: Vector3) throws {
    let plane = disparities(normal, 0.9)
    let found = SurfaceNormals().result(plane, deviation: known(plane), try pair)
    for y in 0..<Self.size.height {
      for x in 0..<Self.size.width {
        let direction = Vector3(
          Double(found.x[x, y]), Double(found.y[x, y]), Double(found.z[x, y]))
        #expect((direction.length - 1).magnitude < 1e-6)
        // Towards the camera, which looks along x.
        #expect((direction + normal).length < 2e-3, "\(x) \(y): \(direction)")
      }
    }
  }

  @Test func anEdgeBetweenSurfacesIsNotRounded() throws {
    let (near, far) = (disparities(Vector3(1, 0, 0), 0.8), disparities(Vector3(1, 0, 0), 1.6))
    let plane = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices { row[x] = x < 30 ? near[x, y] : far[x, y] }
    }
    let found = SurfaceNormals().result(plane, deviation: known(plane), try pair)
    for x in 0..<Self.size.width { #expect((found.x[x, 20] + 1).magnitude < 1e-4) }
  }

  @Test func whatWasNotMeasuredHasNoDirectionAndGivesNone() throws {
    let plane = disparities(Vector3(1, 0, 0), 0.9).mapped { $0 }
    let guessed = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices { row[x] = x < 20 ? plane[x, y] + Float(y) : plane[x, y] }
    }
    let deviation = Plane<Float>(size: Self.size) { _, row in
      for x in row.indices { row[x] = x < 20 ? .infinity : 0.1 }
    }
    let found = SurfaceNormals().result(guessed, deviation: deviation, try pair)
    for y in 0..<Self.size.height {
      for x in 0..<20 { #expect(found.x[x, y] == .infinity && found.z[x, y] == .infinity) }
      for x in 20..<Self.size.width { #expect((found.x[x, y] + 1).magnitude < 1e-4) }
    }
    let lonely = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices { row[x] = x % 9 == 0 && y % 9 == 0 ? 0.1 : .infinity }
    }
    let none = SurfaceNormals().result(plane, deviation: lonely, try pair)
    #expect(none.x[9, 9] == .infinity)
  }
}
