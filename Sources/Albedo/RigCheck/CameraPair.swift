import Diagnostics
import Raster
import Rig

extension CalibrationInput {
  /// Two cameras by name.
  ///
  /// - Parameter names: both, or none where there are no more than two cameras.
  /// - Returns: both cameras, in the order of the names.
  /// - Throws: a failure that says which cameras there are.
  func pair(
    _ names: [String]
  ) throws(Failure) -> (first: CalibratedCamera, second: CalibratedCamera) {
    let chosen = try cameras(named: names)
    guard chosen.count == 2, chosen[0].name != chosen[1].name else {
      let known = cameras.map(\.name).joined(separator: ", ")
      throw Failure(
        names.isEmpty
          ? "the calibration does not hold two cameras but \(cameras.count): \(known)"
          : "not two cameras are named: \(names.joined(separator: ", "))",
        at: .argument("--camera"),
        remedy: cameras.count < 2
          ? "give the calibration of both cameras; files of one camera each go side by side"
          : "name those of both pictures: --camera \(cameras[0].name) --camera \(cameras[1].name)",
        category: .usage)
    }
    return (chosen[0], chosen[1])
  }
}

extension CalibratedCamera {
  /// Takes the size of its picture, where nobody said it.
  ///
  /// - Throws: a failure where somebody said another one.
  mutating func take(_ pictureSize: Size, of path: String) throws(Failure) {
    guard let size, size != pictureSize else {
      size = pictureSize
      return
    }
    throw Failure(
      "the picture has \(pictureSize) pixels, the camera \"\(name)\" \(size)", at: .file(path),
      remedy: "give a picture as the camera took it, neither scaled nor cut nor rectified")
  }
}

/// What two cameras both see of things far away.
struct SharedView: CustomStringConvertible {
  private let names: (String, String)
  private let shares: (Double, Double)

  /// Compares two cameras of known size.
  ///
  /// - Throws: a failure with the angle between them where they see nothing in common.
  init(_ first: CalibratedCamera, _ second: CalibratedCamera) throws(Failure) {
    let views = (
      CameraView(first.geometry, size: try first.knownSize()),
      CameraView(second.geometry, size: try second.knownSize())
    )
    names = (first.name, second.name)
    shares = (views.0.overlap(with: views.1), views.1.overlap(with: views.0))
    guard shares.0 + shares.1 == 0 else { return }
    let axes = [first, second].map { $0.geometry.pose.rotation.matrix * Vector3(0, 0, 1) }
    throw Failure(
      "\(first.name) and \(second.name) look \(ReportNumber.text(axes[0].degrees(to: axes[1]), 1))°"
        + " apart and see nothing in common",
      remedy: "name two cameras that look the same way, or correct their rotations: "
        + "albedo rig show tells where each looks")
  }

  /// The shares, with names.
  var description: String {
    "\(ReportNumber.text(shares.0 * 100, 1)) % of \(names.0) and "
      + "\(ReportNumber.text(shares.1 * 100, 1)) % of \(names.1)"
  }
}
