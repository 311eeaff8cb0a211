import Diagnostics
import Foundation
import Raster
import TestSupport
import Testing

@testable import Rig

/// Files that OpenCV and PyYAML wrote, and points as OpenCV projects them by the same numbers; see
/// `Scripts/calibration-reference.py`.
@Suite struct CalibrationFilesTests {
  private static let folder = Places.package + "/Tests/Reference/Cameras/"

  static func text(_ name: String) throws -> String {
    try String(contentsOfFile: folder + name, encoding: .utf8)
  }

  /// The cameras of files whose names are joined by `+`.
  static func cameras(_ names: Substring) throws -> [CalibratedCamera] {
    let texts = try names.split(separator: "+").map { (try text(String($0)), String($0)) }
    let format = try #require(try CalibrationFormat.of(texts[0].0, file: texts[0].1))
    return try format.cameras(of: texts, axes: .forwardRightDown)
  }

  @Test func pointsLieWhereOpenCVPutsThem() throws {
    var known: [Substring: [CameraModel]] = [:]
    for line in try Self.text("points.txt").split(separator: "\n") {
      let words = line.split(separator: " ")
      let numbers = words.dropFirst(2).compactMap { Double($0) }
      let files = words[0]
      if known[files] == nil { known[files] = try Self.cameras(files).map(\.geometry.model) }
      let models = try #require(known[files])
      let model = models[try #require(Int(words[1]))]
      let frame =
        files.hasSuffix(".tsai")
        ? WorldAxes.forwardRightDown.toRover : Pose().rotation.matrix
      let seen = try #require(
        model.project(frame * Vector3(numbers[0], numbers[1], numbers[2])), "\(line)")
      #expect((seen.x - numbers[3]).magnitude < 1e-6, "\(line) \(seen)")
      #expect((seen.y - numbers[4]).magnitude < 1e-6, "\(line) \(seen)")
    }
    #expect(known.count == 11)
  }

  @Test func namesAndSizesAreRead() throws {
    #expect(try Self.cameras("opencv.yml")[0].size == Size(1280, 960))
    let pair = try Self.cameras("ros-left.yaml+ros-right.yaml")
    #expect(pair.map(\.name) == ["left", "right"] && pair[1].size == Size(1280, 960))
    #expect(pair[0].geometry.pose == Pose() && pair.allSatisfy(\.remarks.isEmpty))
    let right = try Self.cameras("ros-right.yaml")
    #expect(right[0].geometry.pose == Pose() && right[0].remarks.count == 1)
    #expect(try Self.cameras("camchain.yaml").map(\.name) == ["cam0", "cam1", "cam2"])
    let tsai = try Self.cameras("version-4.tsai")[0]
    #expect(tsai.name == "version-4" && tsai.size == nil)
    #expect((tsai.geometry.pose.position - Vector3(0.41, 0.12, 1.53)).length < 1e-15)
  }

  /// What is written is read again as the same cameras.
  @Test(arguments: [
    ("opencv.yml", CalibrationFormat.opencv), ("opencv-rational.yml", .opencv),
    ("opencv-fisheye.yml", .opencv), ("opencv-intrinsics.yml+opencv-extrinsics.yml", .opencv),
    ("ros-left.yaml+ros-right.yaml", .ros), ("ros-fisheye.yaml", .ros),
    ("opencv-rational.yml", .ros), ("camchain.yaml", .kalibr), ("old.tsai", .tsai),
    ("version-4.tsai", .tsai), ("fisheye.tsai", .tsai), ("old.tsai", .opencv),
    ("opencv-fisheye.yml", .kalibr),
  ])
  func filesComeBack(names: String, format: CalibrationFormat) throws {
    var cameras = try Self.cameras(Substring(names))
    for index in cameras.indices { cameras[index].size = cameras[index].size ?? Size(640, 480) }
    let texts = try format.texts(of: cameras, axes: .forwardRightDown)
    for text in texts { #expect(try CalibrationFormat.of(text, file: "f") == format) }
    let again = try format.cameras(of: texts.map { ($0, "f.x") }, axes: .forwardRightDown)
    #expect(again.count == cameras.count)
    for (before, after) in zip(cameras, again) {
      #expect(before.geometry.intrinsics == after.geometry.intrinsics)
      #expect(before.geometry.distortion == after.geometry.distortion)
      let first = cameras[0].geometry.pose
      let wanted = RigidMotion(from: before.geometry.pose, to: first)
      let found = RigidMotion(from: after.geometry.pose, to: again[0].geometry.pose)
      #expect((wanted.translation - found.translation).length < 1e-14)
      #expect(
        (wanted.inverse.rotation * found.rotation * Vector3(1, 2, 3) - Vector3(1, 2, 3))
          .length < 1e-14)
    }
  }

  @Test(arguments: [
    ("opencv.yml", "cols: 3", "cols: 4", "opencv.yml:12:10: error: data has 9 numbers"),
    ("opencv.yml", "905.25, 0.", "905.25, 2.", ":9:4: error: camera_matrix has a skew of 2.0"),
    ("opencv.yml", "-0.2712, 0.09", "x, 0.09", "error: a value of data is no number"),
    ("opencv.yml", "rows: 5", "rows: 3", "data has 5 numbers, distortion_coefficients says 3 × 1"),
    ("opencv.yml", "!!opencv-matrix", "!!opencv-nd-matrix", ":8:16: error: tags are not read"),
    ("opencv-fisheye.yml", "rows: 4", "rows: 3", "has 4 numbers, distortion_coefficients says 3"),
    ("ros-left.yaml", "plumb_bob", "thin_prism", ":8:19: error: distortion_model is"),
    ("ros-left.yaml", "0.9990686580204853", "0.5", "rectification_matrix is no rotation"),
    ("ros-left.yaml", "image_width: 1280", "binning_x: 2", "binning_x says that pixels are binned"),
    ("camchain.yaml", "pinhole", "omni", "camchain.yaml:3:17: error: camera_model is \"omni\""),
    ("camchain.yaml", "radtan", "fov", "camchain.yaml:5:21: error: distortion_model is \"fov\""),
    ("camchain.yaml", "T_cn_cnm1", "T_cam_imu", "camchain.yaml:10:3: error: cam1 has no T_cn_cnm1"),
    ("version-3.tsai", "TSAI", "Photometrix", ":12:1: error: the distortion Photometrix"),
    ("version-3.tsai", "v_direction = -1", "v_direction = 1", ":6:1: error: u_direction is no"),
    ("version-3.tsai", "fu = 5.79", "fu = -5.79", ":2:1: error: fu is not above 0"),
    ("version-3.tsai", "k2 = 0.0925", "k2 = 0.0925 1", ":14:1: error: k2 has not 1 numbers"),
    ("version-3.tsai", "p2 = -0.00043\n", "", "version-3.tsai: error: p2 is missing"),
    ("old.tsai", "fv =", "fu =", "old.tsai:2:1: error: fu stands here a second time"),
  ])
  func mistakesAreTold(name: String, old: String, new: String, wanted: String) throws {
    let text = try Self.text(name)
    let range = try #require(text.range(of: old))
    let format = try #require(try CalibrationFormat.of(text, file: name))
    #expect {
      _ = try format.cameras(of: [(text.replacingCharacters(in: range, with: new), name)])
    } throws: { error in
      let diagnostics = (error as? Failure)?.diagnostics ?? []
      return diagnostics.contains { $0.rendered().contains(wanted) && $0.remedy != nil }
    }
  }

  @Test func whatAFormatCannotHoldIsRefused() throws {
    let rational = try Self.cameras("opencv-rational.yml")
    #expect {
      _ = try CalibrationFormat.kalibr.texts(of: rational)
    } throws: { "\($0)".contains("kalibr cannot hold a brown-conrady lens of k1, k2, k3, k4") }
    let chain = try Self.cameras("camchain.yaml")
    for format in [CalibrationFormat.opencv, .ros] {
      #expect(throws: Failure.self) { _ = try format.texts(of: chain) }
    }
    #expect {
      _ = try CalibrationFormat.opencv.texts(of: [chain[0], chain[2]])
    } throws: { "\($0)".contains("no pair of a fisheye and another lens") }
    let sizeless = try Self.cameras("old.tsai")
    #expect {
      _ = try CalibrationFormat.ros.texts(of: sizeless)
    } throws: { "\($0)".contains("nobody says how large") }
    #expect {
      _ = try CalibrationFormat.opencv.cameras(of: [
        (try Self.text("opencv-intrinsics.yml"), "i.yml")
      ])
    } throws: { "\($0)".contains("nobody says how the two cameras stand") }
  }
}
