import Diagnostics

/// A pinhole camera of the Ames Stereo Pipeline (`.tsai`).
///
/// `camera = Rᵀ · (world − C)`, then `fu · x/z + cu` and `fv · y/z + cv` over the pixel's pitch;
/// the directions u, v and w turn camera coordinates before that. The old form has neither version
/// nor pitch nor the name of a distortion; VERSION_3 has all three, VERSION_4 the word PINHOLE as
/// well. Read are the distortions NULL, TSAI (OpenCV's k1, k2, p1, p2 and k3, in the same order and
/// with the same meaning) and FISHEYE (OpenCV's).
///
/// Source: Ames Stereo Pipeline, manual, "Frame camera models", which says of TSAI that it agrees
/// precisely with OpenCV's radial-tangential model since release 3.3; the formula before was the
/// same but on the two lines through the principal point. Pixels are taken as Vision Workbench
/// addresses them: whole numbers are their centres.
enum TsaiCamera {
  /// A line `key = values`, or nil of other lines.
  static func statement(_ line: some StringProtocol) -> (key: String, values: [Substring])? {
    let parts = line.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    let key = parts[0].split(separator: " ").joined(separator: " ")
    return (key, String(parts[1]).split { $0 == " " || $0 == "\t" || $0 == "\r" })
  }

  /// Reads a camera.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name; the camera gets it without folder and ending.
  ///   - axes: how the world of its pose lies.
  /// - Returns: the camera, its world turned into the rover frame.
  /// - Throws: what is wrong, with its line.
  static func read(
    _ text: String, file: String, axes: WorldAxes
  ) throws(Failure) -> CalibratedCamera {
    let lines = try TsaiLines(text, file: file)
    let pitch = try lines.number("pitch", orElse: 1)
    guard pitch > 0 else {
      throw lines.failure("pitch", "is not above 0", "write the pixel's size")
    }
    let intrinsics = Intrinsics(
      focalX: try lines.number("fu") / pitch, focalY: try lines.number("fv") / pitch,
      centreX: try lines.number("cu") / pitch, centreY: try lines.number("cv") / pitch)
    guard intrinsics.focalX > 0, intrinsics.focalY > 0 else {
      throw lines.failure("fu", "is not above 0", "write focal lengths above 0")
    }
    var directions: [Double] = []
    for key in ["u_direction", "v_direction", "w_direction"] {
      directions += try lines.numbers(key, count: 3)
    }
    guard let camera = Matrix3(rotation: directions) else {
      throw lines.failure(
        "u_direction", "is no rotation together with v_direction and w_direction",
        "mirrored cameras are not read; write 1 0 0, 0 1 0 and 0 0 1")
    }
    guard let rotation = Matrix3(rotation: try lines.numbers("R", count: 9)) else {
      throw lines.failure("R", "is no rotation", "write camera to world, row by row")
    }
    let c = try lines.numbers("C", count: 3)
    let pose = Pose(
      position: axes.toRover * Vector3(c[0], c[1], c[2]),
      rotation: Quaternion(axes.toRover * rotation * camera.transposed))
    let name = file.split(separator: "/").last?.split(separator: ".").first.map(String.init)
    return CalibratedCamera(
      name: name ?? "camera", size: nil,
      geometry: .pinhole(intrinsics, try lines.lens(), pose))
  }

  /// The text of a file, in the newest form.
  ///
  /// - Parameters:
  ///   - camera: the camera.
  ///   - axes: how the world of its pose lies.
  /// - Returns: what the Ames Stereo Pipeline reads.
  /// - Throws: a failure where it cannot hold the camera.
  static func text(_ camera: CalibratedCamera, axes: WorldAxes) throws(Failure) -> String {
    let form = try CalibrationFormat.tsai.lens(of: camera)
    let (lens, k) = (camera.geometry.distortion, camera.geometry.intrinsics)
    let back = axes.toRover.transposed
    let c = back * camera.geometry.pose.position
    let rotation = back * camera.geometry.pose.rotation.matrix
    var lines = [
      "VERSION_4", "PINHOLE", "fu = \(k.focalX.foreignText)", "fv = \(k.focalY.foreignText)",
      "cu = \(k.centreX.foreignText)",
      "cv = \(k.centreY.foreignText)", "u_direction = 1 0 0", "v_direction = 0 1 0",
      "w_direction = 0 0 1",
      "C = " + [c.x, c.y, c.z].map(\.foreignText).joined(separator: " "),
      "R = " + rotation.numbers.map(\.foreignText).joined(separator: " "), "pitch = 1",
    ]
    var written = form.coefficients
    if form.model == .kannalaBrandt {
      lines.append("FISHEYE")
    } else {
      // k3 came later; older programs know the others alone.
      if lens.k3 == 0 { written = LensForm.radialTangential.coefficients }
      if lens.used.isEmpty { written = [] }
      lines.append(written.isEmpty ? "NULL" : "TSAI")
    }
    lines += written.map { "\($0) = \(lens[$0].foreignText)" }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// How the world lies in which a file states poses.
public enum WorldAxes: String, Sendable, CaseIterable {
  /// x forward, y left, z up: that of a rig.
  case forwardLeftUp = "forward-left-up"
  /// x forward, y right, z down: that of NASA's rovers.
  case forwardRightDown = "forward-right-down"

  /// Coordinates of the world to those of the rover frame; its own inverse.
  public var toRover: Matrix3 {
    switch self {
    case .forwardLeftUp: .identity
    case .forwardRightDown:
      Matrix3(Vector3(1, 0, 0), Vector3(0, -1, 0), Vector3(0, 0, -1))
    }
  }
}
