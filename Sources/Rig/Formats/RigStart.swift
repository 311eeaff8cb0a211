import Diagnostics
import ExactMath
import Raster

/// Ideal cameras to begin a rig with: what `albedo rig init` makes where no calibration is known.
public enum RigStart {
  /// One camera, or two beside each other, that look straight ahead.
  ///
  /// - Parameters:
  ///   - size: of their pictures, in pixels.
  ///   - view: the angle across, in degrees, above 0 and below 180.
  ///   - baseline: how far two cameras stand apart, in metres; nil makes one camera.
  /// - Returns: pinholes without distortion, the origin between them.
  /// - Throws: a failure where the angle or the distance is impossible.
  public static func cameras(
    size: Size, view: Double, baseline: Double?
  ) throws(Failure) -> [CalibratedCamera] {
    guard view > 0, view < 180 else {
      throw Failure(
        "a pinhole cannot see \(view)° across", at: .argument("--fov"),
        remedy: "write an angle above 0 and below 180; a fisheye needs a calibration file",
        category: .usage)
    }
    if let baseline, !(baseline > 0) {
      throw Failure(
        "the baseline is not above 0", at: .argument("--baseline"),
        remedy: "write metres, such as 0.12; without it there is one camera", category: .usage)
    }
    let focal = Double(size.width) / 2 / Exact.tan(view / 2 * .pi / 180)
    let pinhole = Intrinsics(
      focalX: focal, focalY: focal, centreX: Double(size.width - 1) / 2,
      centreY: Double(size.height - 1) / 2)
    func camera(_ name: String, left: Double) -> CalibratedCamera {
      var pose = Pose()
      pose.position.y = left
      return CalibratedCamera(
        name: name, size: size, geometry: .pinhole(pinhole, LensDistortion(), pose),
        remarks: [
          "assumed: an ideal lens, level and straight ahead; albedo rig convert takes a "
            + "calibration over"
        ])
    }
    guard let baseline else { return [camera("camera", left: 0)] }
    return [camera("left", left: baseline / 2), camera("right", left: -baseline / 2)]
  }
}
