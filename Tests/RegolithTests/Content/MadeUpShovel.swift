import ExactMath
import Raster
import Rig

@testable import Regolith

/// Pictures of the box shovel, computed by following rays to textured surfaces.
struct MadeUpShovel {
  static let size = Size(640, 400)

  let model: ShovelModel
  let angle = 8.0

  init() throws {
    model = try ShovelModel(
      BoxShovel.description, interior: BoxShovel.interior, rim: BoxShovel.corners)
  }

  /// Cameras half a metre before the shovel.
  static let camera = RearCamera(
    x: -0.12, z: 0.42, fall: 42,
    intrinsics: Intrinsics(focalX: 620, focalY: 620, centreX: 319.5, centreY: 199.5))

  /// What lies in it: a level surface so high above the floor, on a part of the floor.
  struct Content {
    var height = 0.0
    /// From the lip's side on, in metres along x.
    var from = -0.06
    /// Whether floor and walls have another texture than before.
    var isDusty = false
  }

  /// Its moment, as cameras beside each other see it.
  func moment(_ content: Content, sides: [Double]) -> ContentMeasurement.Moment {
    let cameras = sides.map(Self.camera.at)
    let found = ShovelRegistration.Result(
      correction: ShovelCorrection(), placement: model.placed(angle), cameras: cameras,
      residual: 0, share: 1, lines: 100, heightDeviation: 0.0003)
    return ContentMeasurement.Moment(
      found,
      cameras.enumerated().map { index, camera in
        ShovelRegistration.View(
          grey: picture(camera, content, noise: UInt64(index)),
          validity: Validity(allValid: Self.size), camera: index)
      })
  }

  /// The surface of the content: a mound with vertical sides, its top at a height.
  private func mesh(_ content: Content) -> TriangleMesh? {
    guard content.height > 0 else { return nil }
    let (x, z) = (content.from...0.06, -0.06 + content.height)
    var mesh = TriangleMesh()
    mesh.addStrip(
      [Vector3(x.lowerBound, -0.08, z), Vector3(x.upperBound, -0.08, z)],
      [Vector3(x.lowerBound, 0.08, z), Vector3(x.upperBound, 0.08, z)])
    mesh.addStrip(
      [Vector3(x.lowerBound, -0.08, z), Vector3(x.lowerBound, 0.08, z)],
      [Vector3(x.lowerBound, -0.08, -0.06), Vector3(x.lowerBound, 0.08, -0.06)])
    return mesh
  }

  private func picture(_ camera: CameraModel, _ content: Content, noise: UInt64) -> Plane<Float> {
    let placement = model.placed(angle)
    let back = placement.inverse
    let shovel = BoundingTree(model.interior)
    let soil = mesh(content).map { BoundingTree($0) }
    let shot = Philox(seed: 77 + noise)
    return Plane(size: Self.size) { y, row in
      for x in row.indices {
        guard let ray = camera.ray(ImagePoint(Double(x), Double(y))) else { continue }
        let inside = Ray(
          origin: back.place(ray.origin), direction: back.rotation * ray.direction)
        var (light, nearest) = (0.12, Double.infinity)
        if let hit = shovel.meeting(inside) {
          nearest = hit.distance
          light = Self.texture(
            inside.origin + inside.direction * nearest, content.isDusty ? 3 : 1,
            level: content.isDusty ? 0.12 : 0.35)
        }
        if let hit = soil?.meeting(inside), hit.distance < nearest {
          light = Self.texture(inside.origin + inside.direction * hit.distance, 2, level: 0.12)
        }
        let grain = shot.uniforms(x: x, y: y, stream: 9).x - 0.5
        row[x] = Float(light + 0.004 * grain)
      }
    }
  }

  /// Smooth noise of about 2 mm about a level.
  private static func texture(_ place: Vector3, _ stream: UInt32, level: Double) -> Double {
    let philox = Philox(seed: 4)
    let scaled = place * (1 / 0.002)
    let (i, j) = (scaled.x.rounded(.down), (scaled.y + scaled.z).rounded(.down))
    let (u, v) = (scaled.x - i, scaled.y + scaled.z - j)
    func node(_ dx: Double, _ dy: Double) -> Double {
      philox.uniforms(x: Int(i + dx) + 4096, y: Int(j + dy) + 4096, stream: stream).x
    }
    let value =
      (node(0, 0) * (1 - u) + node(1, 0) * u) * (1 - v)
      + (node(0, 1) * (1 - u) + node(1, 1) * u) * v
    return level * (0.6 + 0.8 * value)
  }
}
