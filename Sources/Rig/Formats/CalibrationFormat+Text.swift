import Diagnostics
import Raster
import Settings

extension CalibrationFormat {
  /// The cameras that texts state; those of formats that know no rover stand with the first one in
  /// the origin, looking ahead.
  ///
  /// - Parameters:
  ///   - texts: one file or more, with their names.
  ///   - axes: how the world of `.tsai` files lies.
  /// - Returns: the cameras, in the rover frame.
  /// - Throws: what is wrong with a text, with its line; that files do not belong together.
  /// - Precondition: the format is none of those that are read elsewhere, `rig` and `pds`.
  public func cameras(
    of texts: [(text: String, file: String)], axes: WorldAxes = .forwardLeftUp
  ) throws(Failure) -> [CalibratedCamera] {
    switch self {
    case .opencv: return try OpenCVCalibration.read(texts)
    case .kalibr:
      guard texts.count == 1 else { throw tooMany(texts[1].file, "a camchain is one file") }
      return try KalibrCamchain.read(texts[0].text, file: texts[0].file)
    case .ros:
      guard texts.count <= 2 else {
        throw tooMany(texts[2].file, "camera_info knows the other camera of a pair, and no third")
      }
      var cameras: [CalibratedCamera] = []
      for (text, file) in texts { cameras.append(try ROSCameraInfo.read(text, file: file)) }
      if cameras.count == 1, cameras[0].geometry.pose.position != .zero {
        cameras[0].remarks.append("one of a stereo pair; the baseline needs the other file as well")
      }
      return cameras.ahead()
    case .tsai:
      var cameras: [CalibratedCamera] = []
      for (text, file) in texts {
        cameras.append(try TsaiCamera.read(text, file: file, axes: axes))
      }
      return cameras
    case .rig, .pds: preconditionFailure("\(rawValue) is read elsewhere")
    }
  }

  private func tooMany(_ file: String, _ reason: String) -> Failure {
    Failure(reason, at: .argument(file), remedy: "name fewer files", category: .usage)
  }

  /// The texts of files that hold cameras: one text of all, or one of each.
  ///
  /// - Parameters:
  ///   - cameras: one or more, each in a form that the format holds.
  ///   - axes: how the world of `.tsai` files lies.
  /// - Returns: the texts.
  /// - Throws: a failure that says what the format cannot hold.
  /// - Precondition: the format is none of those that are written elsewhere, `rig` and `pds`.
  public func texts(
    of cameras: [CalibratedCamera], axes: WorldAxes = .forwardLeftUp
  ) throws(Failure) -> [String] {
    switch self {
    case .opencv: return [try OpenCVCalibration.text(cameras)]
    case .kalibr: return [try KalibrCamchain.text(cameras)]
    case .ros: return try ROSCameraInfo.texts(cameras)
    case .tsai:
      var texts: [String] = []
      for camera in cameras { texts.append(try TsaiCamera.text(camera, axes: axes)) }
      return texts
    case .rig, .pds: preconditionFailure("\(rawValue) is written elsewhere")
    }
  }
}
