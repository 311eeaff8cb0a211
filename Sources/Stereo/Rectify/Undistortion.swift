import Diagnostics
import Raster
import Rig

/// A camera without its lens: the pinhole camera that stands and looks as a real one does.
///
/// Focal lengths are those in the middle of the real picture, so nothing there is lost or made up,
/// and pixels keep their grid: without distortion the picture is the same.
public enum Undistortion {
  /// What is kept.
  public enum Crop: String, Sendable, CaseIterable {
    /// A rectangle of which the camera saw everything.
    case inside
    /// Everything that the camera saw.
    case all
  }

  /// The virtual camera.
  ///
  /// - Parameters:
  ///   - view: the real one.
  ///   - crop: what is kept.
  ///   - scale: pixels of the result for each of the middle of the source; above 0.
  /// - Returns: a pinhole camera of the same pose.
  /// - Throws: a failure when the camera does not see along its own axis, or the picture would be
  ///   too large.
  public static func camera(
    for view: CameraView, crop: Crop, scale: Double = 1
  ) throws(Failure) -> VirtualCamera {
    let model = view.model
    guard let focal = view.focalLengths,
      let centre = model.project(model.position + view.axis * CameraView.far),
      let all = PlaneWindow(of: view.seen, seenFrom: model.toCamera)
    else {
      throw Failure(
        "the lens shows nothing along the optical axis",
        remedy: "check intrinsics and distortion of the camera")
    }
    var window = all
    if crop == .inside {
      let inner = all.inner {
        view.position(of: model.toRover * Vector3($0.x, $0.y, 1)) != nil
      }
      guard let inner else {
        throw Failure(
          "no rectangle about the optical axis lies within the picture",
          remedy: "take crop: all, or check the principal point of the camera")
      }
      window = inner
    }
    let (intrinsics, size) = try window.pixels(
      focal: (focal.x * scale, focal.y * scale),
      offset: ImagePoint(centre.x * scale, centre.y * scale))
    let pose = Pose(position: model.position, rotation: Quaternion(model.toRover))
    return VirtualCamera(intrinsics: intrinsics, pose: pose, size: size)
  }
}
