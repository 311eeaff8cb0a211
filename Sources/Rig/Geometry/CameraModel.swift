/// A ray of light: from a point in a direction of length 1, in the rover frame, in metres.
public struct Ray: Sendable, Hashable {
  /// Where it starts: the centre of projection.
  public var origin: Vector3
  /// Where it goes, of length 1.
  public var direction: Vector3

  /// A ray from its parts.
  public init(origin: Vector3, direction: Vector3) {
    self.origin = origin
    self.direction = direction
  }
}

/// The geometry of one camera, prepared for many points.
///
/// Only + − × ÷ and square roots are used: the same bits on every machine.
public struct CameraModel: Sendable, Hashable {
  /// The pinhole.
  public let intrinsics: Intrinsics
  /// The lens.
  public let distortion: BrownConrady
  /// The centre of projection in the rover frame.
  public let position: Vector3
  /// Camera coordinates to rover coordinates.
  public let toRover: Matrix3
  /// Rover coordinates to camera coordinates.
  public let toCamera: Matrix3
  /// The radius at depth 1 up to which the lens model holds.
  public let reach: Double

  /// The geometry of a camera from its parts.
  public init(intrinsics: Intrinsics, distortion: BrownConrady, pose: Pose) {
    self.intrinsics = intrinsics
    self.distortion = distortion
    position = pose.position
    toRover = pose.rotation.matrix
    toCamera = toRover.transposed
    reach = distortion.reach
  }

  /// Where a point appears in the picture.
  ///
  /// - Parameter point: in the rover frame, in metres.
  /// - Returns: the position in the picture, perhaps outside of it; nil behind the camera and
  ///   beyond the angle up to which the lens model holds.
  public func project(_ point: Vector3) -> ImagePoint? {
    let seen = toCamera * (point - position)
    guard seen.z > 0 else { return nil }
    let (x, y) = (seen.x / seen.z, seen.y / seen.z)
    guard x * x + y * y <= reach * reach, let there = distortion.distorted(ImagePoint(x, y))
    else { return nil }
    return ImagePoint(
      intrinsics.focalX * there.x + intrinsics.centreX,
      intrinsics.focalY * there.y + intrinsics.centreY)
  }

  /// The undistorted position at depth 1, in camera coordinates, that a position shows.
  ///
  /// - Parameter pixel: a position in the picture.
  /// - Returns: x and y at depth 1; nil where the lens shows nothing.
  public func normalized(_ pixel: ImagePoint) -> ImagePoint? {
    distortion.undistorted(
      ImagePoint(
        (pixel.x - intrinsics.centreX) / intrinsics.focalX,
        (pixel.y - intrinsics.centreY) / intrinsics.focalY), within: reach)
  }

  /// The light that a position in the picture shows, followed back.
  ///
  /// - Parameter pixel: a position in the picture.
  /// - Returns: the ray in the rover frame; nil where the lens shows nothing.
  public func ray(_ pixel: ImagePoint) -> Ray? {
    normalized(pixel).map { ray(normalized: $0) }
  }

  /// The ray through a point of the plane at distance 1 before an ideal camera.
  ///
  /// - Parameter plane: as ``normalized(_:)`` gives it.
  /// - Returns: the ray in the rover frame.
  public func ray(normalized plane: ImagePoint) -> Ray {
    Ray(origin: position, direction: (toRover * Vector3(plane.x, plane.y, 1)).normalized)
  }
}
