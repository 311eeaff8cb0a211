import Kernels
import Raster
import Rig
import Testing

@testable import Stereo

/// The stereo cameras of a rover, whose calibration is known to be off by two rows.
@Suite(.enabled(if: RealPictures.exist))
struct RoverPairTests {
  @Test func theCalibrationOfARoverIsCheckedAndRefined() throws {
    let left = try RealPictures.gray("k10_stereo/left4.png")
    let right = try RealPictures.gray("k10_stereo/right4.png")
    let cameras = (
      first: try RealPictures.camera("k10_stereo/black_left.tsai"),
      second: try RealPictures.camera("k10_stereo/black_right.tsai")
    )
    let check = try EpipolarCheck(
      first: left, Validity(allValid: left.size), second: right, Validity(allValid: right.size),
      cameras: cameras)
    #expect(check.pairs.count > 700 && check.best.logFalseAlarms < -1000)
    #expect((2...3.5).contains(check.rows.rms) && check.bestErrors.rms < 0.6)
    #expect(check.regions[0][2].mean < -2 && check.regions[2][2].mean > 2)
    for freedom in [PoseRefinement.Freedom([]), [.focalLengths], [.principalRows]] {
      let refinement = try PoseRefinement(pairs: check.pairs, cameras: cameras, freedom: freedom)
      #expect((refinement.before.rms - check.rows.rms).magnitude < 1e-9)
      #expect(refinement.after.rms < 1.1 * check.bestErrors.rms)
      #expect(refinement.parameters.prefix(5).allSatisfy { $0.isObservable })
    }
  }
}
