import ExactMath
import Rig

/// A camera on a rover that looks back and down at its shovel.
struct RearCamera {
  /// Where it stands in the rover frame, in metres, but for y.
  let x: Double
  /// See ``x``.
  let z: Double
  /// How far down it looks, in degrees.
  let fall: Double
  /// Its intrinsics.
  let intrinsics: Intrinsics

  /// The camera at a place to the left or right.
  func at(y: Double) -> CameraModel {
    let (sine, cosine) = Exact.sincos(fall * Double.pi / 180)
    let ahead = Vector3(-cosine, 0, -sine)
    let right = Vector3(0, 1, 0)
    return CameraModel(
      intrinsics: intrinsics, distortion: LensDistortion(),
      pose: Pose(
        position: Vector3(x, y, z),
        rotation: Quaternion(Matrix3(right, ahead.cross(right), ahead).transposed)))
  }
}
