import ExactMath
import Rig
import Testing

@testable import Stereo

@Suite struct PoseRefinementTests {
  static let cameras = (first: SyntheticPairs.left, second: SyntheticPairs.right)
  static let turn = Vector3(0.004, -0.006, 0.008)

  /// The second camera as a wrong calibration states it.
  static let wrong = (
    first: cameras.first, second: EpipolarCheckTests.turned(cameras.second, turn)
  )

  static func pose(_ camera: CameraModel) -> Pose {
    Pose(position: camera.position, rotation: Quaternion(camera.toRover))
  }

  @Test func theTruePoseIsFoundAgain() throws {
    let pairs = SyntheticPairs.pairs(500, noise: 0)
    let refinement = try PoseRefinement(pairs: pairs, cameras: Self.wrong)
    #expect(refinement.before.rms > 3 && refinement.after.rms < 0.02)
    let found = refinement.refined(Self.pose(Self.wrong.second))
    let truth = Self.cameras.second
    #expect(RelativePoseTests.angle(found.rotation.matrix, truth.toRover) < 2e-4)
    let baseline = Self.cameras.first.position
    #expect(
      RelativePoseTests.angle(found.position - baseline, truth.position - baseline) < 2e-3)
    #expect(
      ((found.position - baseline).length - (truth.position - baseline).length).magnitude < 1e-12)
  }

  /// Errors lie within what the covariance says, over many draws of noise.
  @Test func deviationsAreWhatTheySay() throws {
    var squares: [Double] = []
    for seed in 1...12 {
      let pairs = SyntheticPairs.pairs(300, noise: 0.3, seed: UInt64(seed))
      // Two positions of noise 0.3 each.
      let refinement = try PoseRefinement(pairs: pairs, cameras: Self.cameras, noise: 0.42)
      #expect(refinement.parameters.map(\.kind) == [.pitch, .vergence, .roll, .climb, .advance])
      // The truth is that nothing needs correcting.
      squares += refinement.parameters.map {
        let off = $0.value / $0.deviation
        return off * off
      }
    }
    let mean = squares.reduce(0, +) / Double(squares.count)
    #expect((0.5...1.8).contains(mean), "\(mean)")
  }

  @Test func aFewWrongPairsChangeLittle() throws {
    let pairs = SyntheticPairs.pairs(400, noise: 0.3, wrong: 20)
    let refinement = try PoseRefinement(pairs: pairs, cameras: Self.wrong)
    #expect(refinement.after.median < 0.5)
    let found = refinement.refined(Self.pose(Self.wrong.second))
    #expect(RelativePoseTests.angle(found.rotation.matrix, Self.cameras.second.toRover) < 0.005)
  }

  /// A principal point that is off is told from a pitch only by what lies far from the middle.
  @Test func whatPairsDoNotTellIsSaid() throws {
    let shifted = (
      first: Self.cameras.first,
      second: EpipolarCheckTests.turned(Self.cameras.second, Vector3(0, 0, 0), rows: 6)
    )
    let pairs = SyntheticPairs.pairs(500, noise: 0.2)
    let refinement = try PoseRefinement(
      pairs: pairs, cameras: shifted, freedom: [.focalLengths, .principalRows], noise: 0.3)
    #expect(refinement.parameters.count == 9 && refinement.covariance.count == 9)
    #expect(refinement.after.rms < 0.35 && refinement.before.rms > 3)
    let byKind = Dictionary(uniqueKeysWithValues: refinement.parameters.map { ($0.kind, $0) })
    #expect(byKind[.roll]?.isObservable == true)
    #expect(byKind[.pitch]?.isObservable == true)
    // Both pictures twice as large with the same rows say the same of the rays.
    let focal = try #require(byKind[.firstFocal])
    #expect(focal.deviation > 0 && focal.deviation <= 1.01 * ParameterKind.firstFocal.expected)
  }

  @Test func tooFewPairsAreRefused() {
    #expect(throws: (any Error).self) {
      try PoseRefinement(pairs: SyntheticPairs.pairs(9, noise: 0), cameras: Self.cameras)
    }
  }
}
