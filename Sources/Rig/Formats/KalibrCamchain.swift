import Diagnostics
import Raster
import Settings

/// Kalibr's `camchain.yaml`: `cam0`, `cam1`, … with `T_cn_cnm1`, which takes coordinates of the
/// camera before to those of this one (4×4).
enum KalibrCamchain {
  /// Reads all cameras, the first in the origin.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  /// - Returns: the cameras by the names that Kalibr gives them.
  /// - Throws: what is wrong, with its line.
  static func read(_ text: String, file: String) throws(Failure) -> [CalibratedCamera] {
    let root = CalibrationNode(try Yaml.parse(text: text, file: file), name: file)
    var cameras: [CalibratedCamera] = []
    while let node = root["cam\(cameras.count)"] {
      var pose = Pose()
      if let before = cameras.last {
        let motion = try motion(try node.required("T_cn_cnm1"))
        pose = motion.inverse.pose(in: before.geometry.pose)
      }
      cameras.append(try camera(node, pose))
    }
    return cameras
  }

  private static func camera(_ node: CalibrationNode, _ pose: Pose) throws(Failure)
    -> CalibratedCamera
  {
    let model = try node.required("camera_model")
    guard try model.word() == "pinhole" else {
      throw model.failure(
        "is \"\(try model.word())\", which is not read",
        remedy: "calibrate with pinhole-radtan or pinhole-equi")
    }
    let list = try node.required("intrinsics")
    let k = try list.numbers()
    guard k.count == 4, k[0] > 0, k[1] > 0 else {
      throw list.failure("is no pinhole", remedy: "write [fx, fy, cx, cy]")
    }
    let resolution = try node.required("resolution")
    let size = try resolution.numbers()
    guard size.count == 2, let width = Int(exactly: size[0]), let height = Int(exactly: size[1])
    else { throw resolution.failure("is no size", remedy: "write [width, height]") }
    let intrinsics = Intrinsics(focalX: k[0], focalY: k[1], centreX: k[2], centreY: k[3])
    return CalibratedCamera(
      name: node.name, size: Size(width, height),
      geometry: .pinhole(intrinsics, try lens(node), pose))
  }

  private static func lens(_ node: CalibrationNode) throws(Failure) -> LensDistortion {
    let model = try node.required("distortion_model")
    let word = try model.word()
    if word == "none" { return LensDistortion() }
    guard let form: LensForm = ["radtan": .radialTangential, "equi": .fisheye][word] else {
      throw model.failure(
        "is \"\(word)\", which is not read", remedy: "calibrate with radtan or equi")
    }
    let list = try node.required("distortion_coeffs")
    let numbers = try list.numbers()
    guard numbers.count == 4 else {
      throw list.failure("has \(numbers.count) numbers, not 4", remedy: "\(word) has 4")
    }
    return form.lens(numbers)
  }

  private static func motion(_ node: CalibrationNode) throws(Failure) -> RigidMotion {
    var numbers: [Double] = []
    for row in node.elements { numbers += try row.numbers() }
    guard numbers.count == 16 else {
      throw node.failure("is no matrix of 4 × 4", remedy: "write 4 rows of 4 numbers")
    }
    let rows = (0..<3).flatMap { row in numbers[4 * row..<4 * row + 3] }
    return RigidMotion(
      rotation: try node.rotation(rows), translation: Vector3(numbers[3], numbers[7], numbers[11]))
  }

  /// The text of a file of all cameras.
  ///
  /// - Parameter cameras: any number.
  /// - Returns: what Kalibr reads.
  /// - Throws: a failure where it cannot hold them.
  static func text(_ cameras: [CalibratedCamera]) throws(Failure) -> String {
    var lines: [String] = []
    for (index, camera) in cameras.enumerated() {
      let (size, form) = (try camera.knownSize(), try CalibrationFormat.kalibr.lens(of: camera))
      let lens = form.numbers(camera.geometry.distortion)
      let k = camera.geometry.intrinsics
      lines += [
        "cam\(index):", "  camera_model: pinhole",
        "  intrinsics: \(list([k.focalX, k.focalY, k.centreX, k.centreY]))",
        "  distortion_model: \(form == .fisheye ? "equi" : "radtan")",
        "  distortion_coeffs: \(list(lens))",
        "  resolution: [\(size.width), \(size.height)]",
        "  rostopic: /\(camera.name)/image_raw",
      ]
      guard index > 0 else { continue }
      let motion = RigidMotion(
        from: cameras[index - 1].geometry.pose, to: camera.geometry.pose)
      let (r, t) = (motion.rotation.numbers, motion.translation)
      lines.append("  T_cn_cnm1:")
      for (row, shift) in [t.x, t.y, t.z].enumerated() {
        lines.append("  - " + list(Array(r[3 * row..<3 * row + 3]) + [shift]))
      }
      lines.append("  - [0.0, 0.0, 0.0, 1.0]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func list(_ numbers: [Double]) -> String {
    "[\(numbers.map(\.foreignText).joined(separator: ", "))]"
  }
}
