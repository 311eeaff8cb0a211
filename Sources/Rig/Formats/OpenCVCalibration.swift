import Diagnostics
import Raster
import Settings

/// OpenCV's FileStorage: camera matrices, distortion vectors, and of a stereo pair R and T.
///
/// The names are those of OpenCV's samples `calibration` (`camera_matrix`,
/// `distortion_coefficients`, `image_width`, `fisheye_model`) and `stereo_calib` (`M1`, `D1`, `M2`,
/// `D2`, `R`, `T`: `right = R · left + T`), and those of its own functions (`cameraMatrix1`,
/// `distCoeffs1`). The vector of distortion is `k1, k2, p1, p2, k3, k4, k5, k6`; a fisheye's is
/// `k1, k2, k3, k4`, and `fisheye_model: 1` says that it is one.
enum OpenCVCalibration {
  private static let matrices = ["camera_matrix", "cameraMatrix", "Camera_Matrix", "K", "M"]
  private static let distortions = [
    "distortion_coefficients", "distCoeffs", "Distortion_Coefficients", "D",
  ]

  /// Keys by which such a file is known.
  static var signs: [String] { names(matrices, 0) + names(matrices, 1) + ["R"] }

  /// The names of one camera's entries; number 0 stands for a file of one camera.
  private static func names(_ names: [String], _ number: Int) -> [String] {
    number == 0 ? names : names.map { "\($0)\(number)" }
  }

  /// Reads the cameras of one file, or of two: the second may hold R and T of the first.
  ///
  /// - Parameter texts: the files with their names.
  /// - Returns: the cameras, the first in the origin.
  /// - Throws: what is wrong, with its line.
  static func read(_ texts: [(text: String, file: String)]) throws(Failure) -> [CalibratedCamera] {
    var cameras: [CalibratedCamera] = []
    var isPair = false
    for (text, file) in texts {
      let root = CalibrationNode(
        try Yaml.parse(text: text, file: file, dialect: .openCV), name: file)
      let found = try self.cameras(root)
      let isPose = root.node["R"] != nil && root.node["T"] != nil
      if isPose, cameras.count + found.count == 2 {
        let numbers = try root.required("R").matrix(3, 3)
        let rotation = try root.required("R").rotation(numbers)
        let t = try root.required("T").matrix()
        guard t.count == 3 else {
          throw try root.required("T").failure("has not 3 numbers", remedy: "write x, y and z")
        }
        cameras += found
        let motion = RigidMotion(rotation: rotation, translation: Vector3(t[0], t[1], t[2]))
        cameras[1].geometry.pose = motion.inverse.pose(in: cameras[0].geometry.pose)
        isPair = true
      } else if found.isEmpty {
        throw root.failure(
          "holds neither a camera nor the pose of a pair that was read before",
          remedy: "name the file with M1, D1, M2 and D2 before that with R and T")
      } else {
        cameras += found
      }
    }
    guard isPair || cameras.count == 1 else {
      throw Failure(
        "nobody says how the two cameras stand to each other", at: .file(texts[0].file),
        remedy: "give the file with R and T as well (extrinsics.yml)")
    }
    return cameras
  }

  private static func cameras(_ root: CalibrationNode) throws(Failure) -> [CalibratedCamera] {
    var cameras: [CalibratedCamera] = []
    let size = try size(root)
    for number in 0...2 {
      guard let matrix = root.first(names(matrices, number)) else { continue }
      let intrinsics = try matrix.pinhole()
      var lens = LensDistortion()
      if let node = root.first(names(distortions, number)) {
        lens = try self.lens(node, isFisheye: try isFisheye(root))
      }
      let name = number == 0 ? "camera" : number == 1 ? "left" : "right"
      cameras.append(
        CalibratedCamera(
          name: name, size: size,
          geometry: .pinhole(intrinsics, lens, Pose())))
    }
    return cameras
  }

  private static func isFisheye(_ root: CalibrationNode) throws(Failure) -> Bool {
    guard let node = root["fisheye_model"] else { return false }
    return try node.count() != 0
  }

  private static func lens(
    _ node: CalibrationNode, isFisheye: Bool
  ) throws(Failure) -> LensDistortion {
    let numbers = try node.matrix()
    if isFisheye {
      guard numbers.count == 4 else {
        throw node.failure(
          "has \(numbers.count) numbers, a fisheye has 4", remedy: "write k1, k2, k3 and k4")
      }
      return LensForm.fisheye.lens(numbers)
    }
    guard [0, 4, 5, 8, 12, 14].contains(numbers.count) else {
      throw node.failure(
        "has \(numbers.count) numbers", remedy: "OpenCV writes 4, 5, 8, 12 or 14 of them")
    }
    guard numbers.dropFirst(8).allSatisfy({ $0 == 0 }) else {
      throw node.failure(
        "says a thin prism or a tilted sensor (s1 to τy), which is not read",
        remedy: "calibrate without CALIB_THIN_PRISM_MODEL and CALIB_TILTED_MODEL")
    }
    return LensForm.rational.lens(Array(numbers.prefix(8)))
  }

  private static func size(_ root: CalibrationNode) throws(Failure) -> Size? {
    if let width = root["image_width"], let height = root["image_height"] {
      return Size(try width.count(), try height.count())
    }
    guard let node = root.first(["image_size", "imageSize", "size"]) else { return nil }
    let numbers = try node.numbers()
    guard numbers.count == 2, let width = Int(exactly: numbers[0]),
      let height = Int(exactly: numbers[1])
    else { throw node.failure("is no size", remedy: "write [width, height]") }
    return Size(width, height)
  }
}
