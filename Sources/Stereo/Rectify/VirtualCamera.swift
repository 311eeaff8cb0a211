import Raster
import Rig

/// A pinhole camera that nobody built: what a picture is resampled to.
public struct VirtualCamera: Sendable, Hashable {
  /// Focal lengths and principal point.
  public let intrinsics: Intrinsics
  /// Where it stands and looks.
  public let pose: Pose
  /// Width and height of its pictures.
  public let size: Size
  private let toRover: Matrix3

  /// A camera from its parts.
  public init(intrinsics: Intrinsics, pose: Pose, size: Size) {
    self.intrinsics = intrinsics
    self.pose = pose
    self.size = size
    toRover = pose.rotation.matrix
  }

  /// The direction, in the rover frame, that a pixel shows; not of length 1.
  public func direction(x: Int, y: Int) -> Vector3 {
    toRover
      * Vector3(
        (Double(x) - intrinsics.centreX) / intrinsics.focalX,
        (Double(y) - intrinsics.centreY) / intrinsics.focalY, 1)
  }

  /// The geometry, for points.
  public var model: CameraModel {
    CameraModel(intrinsics: intrinsics, distortion: LensDistortion(), pose: pose)
  }

  /// A camera of a rig with this one's geometry.
  ///
  /// What was measured at single pixels or along a radius of the real one (calibration files,
  /// vignetting, distortion) is left out, as it holds no longer.
  ///
  /// - Parameter camera: the camera whose picture is resampled.
  /// - Returns: a camera of the same name and sensor, with this geometry.
  public func replacing(_ camera: Camera) -> Camera {
    var result = camera
    result.intrinsics = intrinsics
    result.distortion = LensDistortion()
    result.pose = pose
    result.sensor.width = size.width
    result.sensor.height = size.height
    result.vignetting = Vignetting()
    result.calibration = Camera.Calibration()
    return result
  }
}
