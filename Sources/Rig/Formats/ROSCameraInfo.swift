import Diagnostics
import Raster
import Settings

/// ROS `camera_info`: `sensor_msgs/CameraInfo` as the package `camera_calibration` writes it.
///
/// Cameras of one stereo rig are known from each other through the rectified frame that they share:
/// `rectified = R · camera` (`rectification_matrix`), and the fourth column of P holds where the
/// rectified frame's origin is seen from the camera, times the focal length: `Tx = -fx' · B`.
enum ROSCameraInfo {
  private static let forms: [(name: String, form: LensForm)] = [
    ("plumb_bob", .plumbBob), ("rational_polynomial", .rational), ("equidistant", .fisheye),
    ("fisheye", .fisheye),
  ]

  /// Reads one camera, its pose in the rectified frame.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  /// - Returns: the camera.
  /// - Throws: what is wrong, with its line.
  static func read(_ text: String, file: String) throws(Failure) -> CalibratedCamera {
    let root = CalibrationNode(try Yaml.parse(text: text, file: file), name: file)
    for key in ["binning_x", "binning_y"] {
      guard let node = root[key], try node.count() > 1 else { continue }
      throw node.failure(
        "says that pixels are binned, which is not read", remedy: "give the calibration of frames")
    }
    let size = Size(
      try root.required("image_width").count(), try root.required("image_height").count())
    let intrinsics = try root.required("camera_matrix", "K").pinhole()
    let name = try root["camera_name"]?.word().split(separator: "/").last.map(String.init)
    return CalibratedCamera(
      name: name ?? "camera", size: size,
      geometry: .pinhole(intrinsics, try lens(root), try pose(root)))
  }

  private static func lens(_ root: CalibrationNode) throws(Failure) -> LensDistortion {
    let model = try root.required("distortion_model")
    let word = try model.word()
    let node = try root.required("distortion_coefficients", "D")
    let numbers = try node.matrix()
    if numbers.allSatisfy({ $0 == 0 }), word == "" || word == "none" { return LensDistortion() }
    guard let (_, form) = forms.first(where: { $0.name == word }) else {
      throw model.failure(
        "is \"\(word)\", which is not read",
        remedy: "known are \(forms.map(\.name).joined(separator: ", "))")
    }
    guard numbers.count <= form.coefficients.count, numbers.count >= 4 else {
      throw node.failure(
        "has \(numbers.count) numbers, \(word) has \(form.coefficients.count)",
        remedy: "write \(form.coefficients.map(\.rawValue).joined(separator: ", "))")
    }
    return form.lens(numbers)
  }

  private static func pose(_ root: CalibrationNode) throws(Failure) -> Pose {
    var pose = Pose(position: .zero, rotation: .identity)
    if let node = root.first(["rectification_matrix", "R"]) {
      pose.rotation = Quaternion(try node.rotation(try node.matrix(3, 3)))
    }
    if let node = root.first(["projection_matrix", "P"]) {
      let p = try node.matrix(3, 4)
      guard p[0] > 0, p[5] > 0 else {
        throw node.failure("has no focal length", remedy: "write [fx, 0, cx, Tx, 0, fy, cy, Ty, …]")
      }
      pose.position = Vector3(-p[3] / p[0], -p[7] / p[5], 0)
    }
    return pose
  }

  /// The texts of one camera, or of the two of a stereo pair.
  ///
  /// - Parameter cameras: one or two.
  /// - Returns: a text each.
  /// - Throws: a failure where ROS cannot hold them.
  static func texts(_ cameras: [CalibratedCamera]) throws(Failure) -> [String] {
    guard cameras.count <= 2 else {
      throw Failure(
        "ros holds one camera or a pair, not \(cameras.count) cameras",
        remedy: "choose cameras: --camera NAME", category: .usage)
    }
    let shared = try RectifiedFrame(cameras.map(\.geometry))
    var texts: [String] = []
    for (index, camera) in cameras.enumerated() {
      let (size, form) = (try camera.knownSize(), try CalibrationFormat.ros.lens(of: camera))
      let lens = form.numbers(camera.geometry.distortion)
      let lines = [
        "image_width: \(size.width)", "image_height: \(size.height)",
        "camera_name: \(camera.name)",
        "camera_matrix:", matrix(3, 3, camera.geometry.intrinsics.matrix),
        "distortion_model: \(forms.first { $0.form == form }?.name ?? "")",
        "distortion_coefficients:", matrix(1, lens.count, lens),
        "rectification_matrix:", matrix(3, 3, shared.rotations[index].numbers),
        "projection_matrix:", matrix(3, 4, shared.projection(index)),
      ]
      texts.append(lines.joined(separator: "\n") + "\n")
    }
    return texts
  }

  private static func matrix(_ rows: Int, _ columns: Int, _ numbers: [Double]) -> String {
    let data = numbers.map(\.foreignText).joined(separator: ", ")
    return "  rows: \(rows)\n  cols: \(columns)\n  data: [\(data)]"
  }
}
