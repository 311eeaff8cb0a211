import Diagnostics
import ExactMath
import Raster
import Rig

/// Two virtual pinhole cameras for a stereo pair, in whose pictures a point lies on the same row.
///
/// Both have the same intrinsics and look the same way: x along the baseline from left to right, z
/// as near to the mean of both optical axes as that allows, y down. Then a point at depth Z along z
/// has the disparity `d = x_left − x_right = f·B / Z`, from 0 (infinitely far) on.
///
/// Source: A. Fusiello, E. Trucco, A. Verri, "A compact algorithm for rectification of stereo
/// pairs", Machine Vision and Applications 12 (2000); there z is chosen from one of the cameras.
///
/// Cameras above each other have a baseline across the rows of their pictures; the rectified ones
/// are turned by 90°.
public struct Rectification: Sendable, Hashable {
  /// What is kept.
  public enum Crop: String, Sendable, CaseIterable {
    /// What both cameras may see of anything before them.
    case overlap
    /// Everything that either sees.
    case all
  }

  /// The left camera.
  public let left: VirtualCamera
  /// The right camera.
  public let right: VirtualCamera
  /// From the left to the right centre of projection, in metres.
  public let baseline: Double

  /// How near to the view direction a baseline may lie, in degrees.
  static let steepest = 20.0

  /// The rectification of a pair.
  ///
  /// The focal length is the longest that either camera has in the middle, so that nothing that
  /// they resolve is lost there.
  ///
  /// - Parameters:
  ///   - left: the left camera; of two above each other, either.
  ///   - right: the other one.
  ///   - crop: what is kept.
  ///   - scale: times the focal length; above 0.
  /// - Throws: a failure with figures when the cameras stand in one place, behind each other or in
  ///   the wrong order, or when they see nothing in common.
  public init(
    left: CameraView, right: CameraView, crop: Crop, scale: Double = 1
  ) throws(Failure) {
    let way = right.model.position - left.model.position
    baseline = way.length
    let toRover = try Self.orientation(left, right, baseline: way)
    let toCamera = toRover.transposed
    guard let one = PlaneWindow(of: left.seen, seenFrom: toCamera),
      let other = PlaneWindow(of: right.seen, seenFrom: toCamera),
      let shared = one.common(with: other), let focal = left.focalLengths,
      let otherFocal = right.focalLengths
    else {
      let apart = Self.degrees(left.axis, right.axis)
      throw Failure(
        "the cameras have no common view: they look \(apart)° apart",
        remedy: "give two cameras that see the same thing, or check their poses")
    }
    let longest = max(max(focal.x, focal.y), max(otherFocal.x, otherFocal.y)) * scale
    let window = crop == .overlap ? shared : one.union(other)
    let (intrinsics, size) = try window.pixels(focal: (longest, longest))
    let rotation = Quaternion(toRover)
    self.left = VirtualCamera(
      intrinsics: intrinsics, pose: Pose(position: left.model.position, rotation: rotation),
      size: size)
    self.right = VirtualCamera(
      intrinsics: intrinsics, pose: Pose(position: right.model.position, rotation: rotation),
      size: size)
  }

  /// The shared axes as the columns of a matrix, from the virtual cameras to the rover.
  private static func orientation(
    _ left: CameraView, _ right: CameraView, baseline: Vector3
  ) throws(Failure) -> Matrix3 {
    guard baseline.length > 1e-6 else {
      throw Failure(
        "the cameras stand in the same place: the baseline is \(baseline.length) m",
        remedy: "check pose.position of both cameras")
    }
    let ahead = left.axis + right.axis
    let length = figure(baseline.length)
    guard left.axis.dot(right.axis) > -0.5 else {
      throw Failure(
        "the cameras have no common view: they look \(degrees(left.axis, right.axis))° apart",
        remedy: "give two cameras that see the same thing, or check their poses")
    }
    let x = baseline.normalized
    let along = x.dot(ahead.normalized)
    guard along.magnitude < Exact.sincos((90 - steepest) * Double.pi / 180).sin else {
      throw Failure(
        "the baseline of \(length) m lies \(degrees(x * (along < 0 ? -1 : 1), ahead))°"
          + " from the view direction",
        remedy: "give cameras beside or above each other, at least \(Int(steepest))° off")
    }
    let across = left.model.toRover * Vector3(1, 0, 0) + right.model.toRover * Vector3(1, 0, 0)
    let down = left.model.toRover * Vector3(0, 1, 0) + right.model.toRover * Vector3(0, 1, 0)
    let isBeside = x.dot(across).magnitude >= x.dot(down).magnitude
    guard !isBeside || x.dot(across) > 0 else {
      throw Failure(
        "the camera that was given as left stands \(length) m to the right of the other",
        remedy: "exchange left and right")
    }
    return Matrix3(axesAlong: x, facing: ahead).transposed
  }

  /// The angle between two directions, in degrees, to a tenth.
  private static func degrees(_ a: Vector3, _ b: Vector3) -> Double {
    (a.degrees(to: b) * 10).rounded() / 10
  }

  private static func figure(_ metres: Double) -> Double { (metres * 1e6).rounded() / 1e6 }
}
