import Diagnostics

/// A frame in which two cameras look the same way and stand beside or above each other.
///
/// Its x axis (y, for cameras above each other) lies along the baseline, its z axis as near to the
/// mean of both optical axes as it can; its origin is the first camera. Of one camera, it is the
/// camera's own frame. Source: A. Fusiello, E. Trucco and A. Verri, "A compact algorithm for
/// rectification of stereo pairs", Machine Vision and Applications 12 (2000).
struct RectifiedFrame {
  /// Of each camera: its coordinates to those of this frame.
  var rotations: [Matrix3]
  /// Of each camera: its centre of projection.
  var positions: [Vector3]
  /// The pinhole that both pictures have after rectification.
  var intrinsics: Intrinsics

  /// The frame of one camera or of two.
  ///
  /// - Parameter cameras: one or two.
  /// - Throws: a failure where one camera stands before the other.
  init(_ cameras: [CameraGeometry]) throws(Failure) {
    let all = cameras.map(\.intrinsics)
    intrinsics = all[0]
    (rotations, positions) = ([.identity], [.zero])
    guard cameras.count == 2 else { return }
    func mean(_ path: KeyPath<Intrinsics, Double>) -> Double {
      (all[0][keyPath: path] + all[1][keyPath: path]) / 2
    }
    let focal = (mean(\.focalX) + mean(\.focalY)) / 2
    intrinsics = Intrinsics(
      focalX: focal, focalY: focal, centreX: mean(\.centreX), centreY: mean(\.centreY))
    let motion = RigidMotion(from: cameras[1].pose, to: cameras[0].pose)
    let second = motion.translation
    var turn = Matrix3.identity
    if second.length > 0 {
      let ahead = Vector3(0, 0, 1) + motion.rotation * Vector3(0, 0, 1)
      let isBeside = second.x.magnitude >= second.y.magnitude
      let sign = (isBeside ? second.x : second.y) < 0 ? -1.0 : 1.0
      let along = second.normalized * sign
      let other = isBeside ? ahead.cross(along) : along.cross(ahead)
      guard other.length > 0.1 * ahead.length, ahead.length > 0.1 else {
        throw Failure(
          "one camera stands before the other, or they look apart: they have no rectified frame",
          remedy: "write each camera to a file of its own", category: .usage)
      }
      let (x, y) = isBeside ? (along, other.normalized) : (other.normalized, along)
      turn = Matrix3(x, y, x.cross(y))
    }
    rotations = [turn, turn * motion.rotation]
    positions = [.zero, turn * second]
  }

  /// The matrix P of a camera of ROS, 3×4, row by row.
  func projection(_ index: Int) -> [Double] {
    let k = intrinsics
    let place = positions[index]
    return [
      k.focalX, 0, k.centreX, 0 - k.focalX * place.x, 0, k.focalY, k.centreY,
      0 - k.focalY * place.y, 0, 0, 1, 0,
    ]
  }
}
