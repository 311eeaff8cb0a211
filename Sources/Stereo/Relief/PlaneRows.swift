import Raster
import Rig

/// Two cameras' pictures on common rows, such that a plane has no disparity.
///
/// Both look along the axes of their ``EpipolarFrame``, where what lies at depth Z is seen B·f / Z
/// apart. The second picture is stretched and moved along its rows, by a·x + b·y + c, so that this
/// is 0 on the plane: what stands on it needs few disparities, and lies flat in windows.
struct PlaneRows: Sendable {
  private let frame: EpipolarFrame
  /// Pixels of the cameras to a pixel here.
  private let scale: Double
  /// From the first to the second centre of projection along the rows, in metres.
  private let baseline: Double
  private let first: CameraModel
  private let second: CameraModel
  private let a: Double
  private let b: Double
  private let c: Double

  /// Nil where the cameras cannot be rectified, or the plane is seen from its edge by either.
  ///
  /// - Parameters:
  ///   - first: a camera.
  ///   - second: the other one.
  ///   - point: of the plane, in the rover frame.
  ///   - normal: of the plane, of length 1.
  ///   - scale: pixels of the cameras to a pixel here.
  init?(
    _ first: CameraModel, _ second: CameraModel, point: Vector3, normal: Vector3, scale: Double = 1
  ) {
    guard let frame = try? EpipolarFrame(first, second) else { return nil }
    let baseline = (frame.rotation * (second.position - first.position)).x
    let (tilt, height) = (frame.rotation * normal, normal.dot(point - first.position))
    // On the plane, the depth is height / (tilt · direction).
    let share = baseline / height
    guard height.magnitude > 1e-9, (1 - share * tilt.x) > 0.1 else { return nil }
    a = 1 / (1 - share * tilt.x)
    b = a * share * tilt.y
    c = a * share * tilt.z * frame.focal / scale
    self.scale = scale
    (self.frame, self.baseline, self.first, self.second) = (frame, baseline, first, second)
  }

  /// Where a point is seen: in the first picture, and by how much further to the left in the
  /// second one; nil behind the cameras.
  func seen(_ point: Vector3) -> (place: ImagePoint, disparity: Double)? {
    guard let left = frame.position(of: point - first.position),
      let right = frame.position(of: point - second.position)
    else { return nil }
    let (x, y) = (left.x / scale, left.y / scale)
    return (ImagePoint(x, y), x - (a * right.x / scale + b * right.y / scale + c))
  }

  /// What is seen at a place of the first picture and further to the left in the second one; nil
  /// where that would be infinitely far away or behind the cameras.
  func point(_ place: ImagePoint, disparity: Double) -> Vector3? {
    let right = (place.x - disparity - b * place.y - c) / a
    let depth = focal * baseline / (place.x - right)
    guard depth > 0, depth < .infinity else { return nil }
    return first.position + direction(place) * depth
  }

  /// Where the first camera shows a place.
  func inFirst(_ place: ImagePoint) -> ImagePoint? {
    first.project(first.position + direction(place) * Self.far)
  }

  /// Where the second camera shows a place.
  func inSecond(_ place: ImagePoint) -> ImagePoint? {
    let unmoved = ImagePoint((place.x - b * place.y - c) / a, place.y)
    return second.project(second.position + direction(unmoved) * Self.far)
  }

  private static let far = 1e6

  /// The focal length, in pixels here.
  private var focal: Double { frame.focal / scale }

  /// In the rover frame, with a depth of 1.
  private func direction(_ place: ImagePoint) -> Vector3 {
    frame.rotation.transposed * Vector3(place.x / focal, place.y / focal, 1)
  }
}
