import Diagnostics
import Pipeline
import Stereo

extension RectifiedPair {
  /// The two cameras that disparities come from.
  ///
  /// - Parameters:
  ///   - origins: by input port; one is `disparity`.
  ///   - stage: who asks.
  /// - Throws: a failure where they are not known, or not rectified.
  init(_ origins: [String: Origin], for stage: String) throws(Failure) {
    guard let origin = origins["disparity"], let camera = origin.camera,
      let partner = origin.partner
    else {
      throw Failure(
        "\(stage) needs both cameras of a rectified pair", at: .argument(stage),
        remedy: "put rectify before match, in a downlink with a rig")
    }
    try self.init(left: camera, right: partner)
  }
}
