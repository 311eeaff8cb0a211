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
/// Only + − × ÷, square roots and ``Exact`` functions are used: the same bits on every machine.
public struct CameraModel: Sendable, Hashable {
  private enum Lens: Hashable {
    /// Bends the plane at depth 1; holds within a radius there.
    case plane(BrownConrady, reach: Double)
    /// Bends directions.
    case fisheye(KannalaBrandt)
    /// Does all of it itself.
    case vectors(CAHVORE)
  }

  /// The pinhole; of a CAHVORE camera, that of its vectors.
  public let intrinsics: Intrinsics
  private let lens: Lens
  /// The centre of projection in the rover frame.
  public let position: Vector3
  /// Camera coordinates to rover coordinates.
  public let toRover: Matrix3
  /// Rover coordinates to camera coordinates.
  public let toCamera: Matrix3

  /// The geometry of a camera from its parts.
  public init(intrinsics: Intrinsics, distortion: LensDistortion, pose: Pose) {
    switch distortion.model {
    case .brownConrady:
      let plane = BrownConrady(distortion)
      self.init(intrinsics, .plane(plane, reach: plane.reach), pose)
    case .kannalaBrandt: self.init(intrinsics, .fisheye(KannalaBrandt(distortion)), pose)
    }
  }

  /// The geometry of a camera whose vectors are in the rover frame.
  public init(_ vectors: CAHVORE) {
    self.init(vectors.intrinsics, .vectors(vectors), vectors.pose)
  }

  private init(_ intrinsics: Intrinsics, _ lens: Lens, _ pose: Pose) {
    (self.intrinsics, self.lens) = (intrinsics, lens)
    position = pose.position
    toRover = pose.rotation.matrix
    toCamera = toRover.transposed
  }

  /// The same camera, turned about its centre of projection.
  ///
  /// - Parameter turn: a rotation in the rover frame.
  /// - Returns: the camera that looks elsewhere.
  public func turned(by turn: Matrix3) -> CameraModel {
    if case .vectors(let vectors) = lens {
      return CameraModel(vectors.turned(by: turn, to: position))
    }
    let pose = Pose(position: position, rotation: Quaternion(turn * toRover))
    return CameraModel(intrinsics, lens, pose)
  }

  /// Where a point appears in the picture.
  ///
  /// - Parameter point: in the rover frame, in metres.
  /// - Returns: the position in the picture, perhaps outside of it; nil beyond the angle up to
  ///   which the lens model holds: always behind the camera, but for a fisheye.
  public func project(_ point: Vector3) -> ImagePoint? {
    let seen = toCamera * (point - position)
    let there: ImagePoint?
    switch lens {
    case .plane(let lens, let reach):
      guard seen.z > 0 else { return nil }
      let (x, y) = (seen.x / seen.z, seen.y / seen.z)
      guard x * x + y * y <= reach * reach else { return nil }
      there = lens.distorted(ImagePoint(x, y))
    case .fisheye(let lens): there = lens.distorted(seen)
    case .vectors(let vectors): return vectors.project(point)
    }
    return there.map {
      ImagePoint(
        intrinsics.focalX * $0.x + intrinsics.centreX,
        intrinsics.focalY * $0.y + intrinsics.centreY)
    }
  }

  /// The undistorted position at depth 1, in camera coordinates, that a position shows.
  ///
  /// - Parameter pixel: a position in the picture.
  /// - Returns: x and y at depth 1; nil where the lens shows nothing, or what lies 90° and more
  ///   from the axis: ``ray(_:)`` knows that as well.
  public func normalized(_ pixel: ImagePoint) -> ImagePoint? {
    if case .plane(let lens, let reach) = lens {
      return lens.undistorted(atFocalLength1(pixel), within: reach)
    }
    guard let ray = ray(pixel) else { return nil }
    let seen = toCamera * ray.direction
    return seen.z > 0 ? ImagePoint(seen.x / seen.z, seen.y / seen.z) : nil
  }

  /// The light that a position in the picture shows, followed back.
  ///
  /// - Parameter pixel: a position in the picture.
  /// - Returns: the ray in the rover frame; nil where the lens shows nothing.
  public func ray(_ pixel: ImagePoint) -> Ray? {
    switch lens {
    case .plane: normalized(pixel).map { ray(normalized: $0) }
    case .fisheye(let lens):
      lens.direction(atFocalLength1(pixel)).map {
        Ray(origin: position, direction: (toRover * $0).normalized)
      }
    case .vectors(let vectors): vectors.ray(pixel)
    }
  }

  /// The ray through a point of the plane at distance 1 before an ideal camera.
  ///
  /// It starts at the centre of projection also where the pupil of a CAHVORE camera moves, by some
  /// millimetres at the edge of a fisheye's picture; ``ray(_:)`` starts at the pupil.
  ///
  /// - Parameter plane: as ``normalized(_:)`` gives it.
  /// - Returns: the ray in the rover frame.
  public func ray(normalized plane: ImagePoint) -> Ray {
    Ray(origin: position, direction: (toRover * Vector3(plane.x, plane.y, 1)).normalized)
  }

  private func atFocalLength1(_ pixel: ImagePoint) -> ImagePoint {
    ImagePoint(
      (pixel.x - intrinsics.centreX) / intrinsics.focalX,
      (pixel.y - intrinsics.centreY) / intrinsics.focalY)
  }
}
