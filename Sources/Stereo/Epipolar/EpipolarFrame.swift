import Diagnostics
import Rig

/// Axes in which two cameras see everything in the same row.
///
/// x along the line between both centres of projection, to the right of the pictures; z the mean of
/// the optical axes, turned at right angles to it; y downwards. A direction appears in the row
/// `focal · y / z`. Source: A. Fusiello, E. Trucco, A. Verri, "A compact algorithm for
/// rectification of stereo pairs" (2000), with the mean of both axes.
public struct EpipolarFrame: Sendable, Hashable {
  /// From the rover frame to these axes.
  public let rotation: Matrix3
  /// The focal length that directions are seen with, in pixels: the mean of both cameras'.
  public let focal: Double

  /// The axes of two cameras.
  ///
  /// - Throws: a failure where both stand at one place, or one in front of the other.
  public init(_ first: CameraModel, _ second: CameraModel) throws(Failure) {
    let ahead = Vector3(0, 0, 1)
    try self.init(
      baseline: second.position - first.position, axes: first.toRover * ahead,
      second.toRover * ahead, right: first.toRover * Vector3(1, 0, 0),
      focal: (first.focal + second.focal) / 2)
  }

  /// The axes from a baseline and both optical axes.
  init(
    baseline: Vector3, axes first: Vector3, _ second: Vector3, right: Vector3, focal: Double
  ) throws(Failure) {
    guard baseline.length > 0 else {
      throw Failure(
        "both cameras stand at the same place, so there are no epipolar lines",
        remedy: "give the cameras the positions that they have on the rover, in metres")
    }
    let along = baseline.normalized
    let x = along * (along.dot(right) < 0 ? -1 : 1)
    let mean = (first + second).normalized
    guard (mean - x * mean.dot(x)).length > 0.05 else {
      throw Failure(
        "one camera stands in front of the other, so that pictures cannot be rectified",
        remedy: "look at the positions and rotations of both cameras")
    }
    rotation = Matrix3(axesAlong: x, facing: mean)
    self.focal = focal
  }

  /// Where a direction appears, from where the z axis does.
  ///
  /// - Parameter direction: in the rover frame, of any length.
  /// - Returns: column and row in pixels; nil behind the cameras.
  public func position(of direction: Vector3) -> ImagePoint? {
    let seen = rotation * direction
    guard seen.z > 0 else { return nil }
    return ImagePoint(focal * seen.x / seen.z, focal * seen.y / seen.z)
  }

  /// Where a pair of pixels appears in the rectified pair; nil where a lens shows nothing.
  ///
  /// - Parameters:
  ///   - pair: positions in both pictures.
  ///   - first: the first camera.
  ///   - second: the second camera.
  /// - Returns: positions in both rectified pictures.
  public func rectified(
    _ pair: PointPair, _ first: CameraModel, _ second: CameraModel
  ) -> PointPair? {
    guard let a = first.ray(pair.first), let b = second.ray(pair.second),
      let left = position(of: a.direction), let right = position(of: b.direction)
    else { return nil }
    return PointPair(left, right)
  }
}

extension CameraModel {
  /// The mean of both focal lengths, in pixels.
  var focal: Double { (intrinsics.focalX + intrinsics.focalY) / 2 }
}

extension Matrix3 {
  /// Axes of two cameras side by side, as rows: x along the baseline, z as near to a direction as
  /// that allows, y downwards.
  ///
  /// - Parameters:
  ///   - x: the direction of the baseline, of length 1.
  ///   - ahead: another direction, of any length.
  init(axesAlong x: Vector3, facing ahead: Vector3) {
    let z = (ahead - x * ahead.dot(x)).normalized
    self.init(x, z.cross(x), z)
  }
}
