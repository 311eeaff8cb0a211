import Diagnostics

extension OpenCVCalibration {
  /// The text of a file of one camera or of a stereo pair.
  ///
  /// - Parameter cameras: one or two; of two, the first is M1.
  /// - Returns: what `cv::FileStorage` reads.
  /// - Throws: a failure where OpenCV cannot hold them.
  static func text(_ cameras: [CalibratedCamera]) throws(Failure) -> String {
    guard cameras.count <= 2 else {
      throw Failure(
        "opencv holds one camera or a pair, not \(cameras.count) cameras",
        remedy: "choose cameras: --camera NAME", category: .usage)
    }
    var forms: [LensForm] = []
    for camera in cameras { forms.append(try CalibrationFormat.opencv.lens(of: camera)) }
    guard Set(forms.map(\.model)).count == 1 else {
      throw Failure(
        "opencv holds no pair of a fisheye and another lens",
        remedy: "write each camera to a file of its own", category: .usage)
    }
    var lines = ["%YAML:1.0", "---"]
    if let size = cameras[0].size, cameras.allSatisfy({ $0.size == size }) {
      lines += ["image_width: \(size.width)", "image_height: \(size.height)"]
    }
    if forms[0].model == .kannalaBrandt { lines.append("fisheye_model: 1") }
    for (index, camera) in cameras.enumerated() {
      let isAlone = cameras.count == 1
      let k = camera.geometry.intrinsics.matrix
      let d = forms[index].numbers(camera.geometry.distortion)
      lines += matrix(isAlone ? "camera_matrix" : "M\(index + 1)", 3, 3, k)
      lines += matrix(isAlone ? "distortion_coefficients" : "D\(index + 1)", 1, d.count, d)
    }
    if cameras.count == 2 {
      let motion = RigidMotion(from: cameras[0].geometry.pose, to: cameras[1].geometry.pose)
      let t = motion.translation
      lines += matrix("R", 3, 3, motion.rotation.numbers)
      lines += matrix("T", 3, 1, [t.x, t.y, t.z])
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func matrix(
    _ name: String, _ rows: Int, _ columns: Int, _ numbers: [Double]
  ) -> [String] {
    let data = numbers.map(\.foreignText).joined(separator: ", ")
    return [
      "\(name): !!opencv-matrix", "   rows: \(rows)", "   cols: \(columns)", "   dt: d",
      "   data: [ \(data) ]",
    ]
  }
}

extension Intrinsics {
  /// The camera matrix, row by row.
  var matrix: [Double] { [focalX, 0, centreX, 0, focalY, centreY, 0, 0, 1] }
}
