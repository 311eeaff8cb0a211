import Raster
import Rig

/// A picture of a shovel whose place is known.
struct ShovelView: Sendable {
  /// Light.
  let grey: Plane<Float>
  /// What of it is data.
  let validity: Validity
  /// The camera, as it looks, in the rover frame.
  let camera: CameraModel
  /// Which of the rig's cameras it is.
  let index: Int
  /// From the shovel frame to the rover frame.
  let placement: RigidMotion
  /// Where the camera stands, in the shovel frame.
  let eye: Vector3

  init(_ view: ShovelRegistration.View, _ found: ShovelRegistration.Result) {
    (grey, validity, index) = (view.grey, view.validity, view.camera)
    (camera, placement) = (found.cameras[view.camera], found.placement)
    eye = placement.inverse.place(camera.position)
  }

  /// The first picture of the same camera in which the shovel hangs nearly as in this one.
  func companion(of others: [ShovelView]) -> ShovelView? {
    others.first { $0.index == index && $0.placement.isAligned(with: placement) }
  }

  /// Where a place of the shovel frame appears; nil where the camera does not see.
  func pixel(of place: Vector3) -> ImagePoint? { camera.project(placement.place(place)) }

  /// Whether a place on the inner surface is to be seen in an empty shovel.
  ///
  /// - Parameters:
  ///   - place: in the shovel frame.
  ///   - normal: of the surface there, into the shovel.
  ///   - shovel: the inner surface.
  /// - Returns: whether nothing of the shovel itself stands between it and the eye.
  func sees(_ place: Vector3, normal: Vector3, past shovel: BoundingTree) -> Bool {
    let way = eye - place
    guard way.dot(normal) > 0 else { return false }
    let ray = Ray(origin: place + normal * Self.skin, direction: way.normalized)
    return !shovel.isMet(by: ray, to: way.length)
  }

  /// Rays start so far off the surface, in metres.
  private static let skin = 1e-5

  /// Light around a place.
  ///
  /// - Parameters:
  ///   - place: in the shovel frame.
  ///   - reach: how far the window reaches, in pixels.
  /// - Returns: row by row; nil where some of it is not known.
  func window(at place: Vector3, reach: Int) -> [Double]? {
    guard let pixel = pixel(of: place) else { return nil }
    var light: [Double] = []
    for row in -reach...reach {
      for column in -reach...reach {
        let (x, y) = (pixel.x + Double(column), pixel.y + Double(row))
        guard let value = grey.between(x, y, missing: validity.defects) else { return nil }
        light.append(value)
      }
    }
    return light
  }
}

extension ShovelView {
  /// The light that four fifths of what is known stay below, of every fourth row and column: most
  /// of a picture is ground.
  var brightGround: Double {
    var numbers: [Float] = []
    for y in stride(from: 0, to: grey.height, by: 4) {
      for x in stride(from: 0, to: grey.width, by: 4) where validity[x, y].isEmpty {
        numbers.append(grey[x, y])
      }
    }
    numbers.sort()
    return numbers.isEmpty ? .infinity : Double(numbers[numbers.count * 4 / 5])
  }
}

extension RigidMotion {
  /// By how much the ends of axes may differ for pictures to be compared.
  private static let alike = 0.06

  /// Whether a shovel hangs nearly as in another place.
  func isAligned(with other: RigidMotion) -> Bool {
    [Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1)].allSatisfy {
      (rotation * $0 - other.rotation * $0).length < Self.alike
    }
  }
}
