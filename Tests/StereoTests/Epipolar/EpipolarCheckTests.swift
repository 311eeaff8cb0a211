import Diagnostics
import Raster
import Rig
import Testing

@testable import Stereo

@Suite struct EpipolarCheckTests {
  static let cameras = (first: SyntheticPairs.left, second: SyntheticPairs.right)
  static let size = Size(1024, 768)

  /// A camera turned a little about its own axes.
  static func turned(_ camera: CameraModel, _ turn: Vector3, rows: Double = 0) -> CameraModel {
    var inner = camera.intrinsics
    inner.centreY += rows
    return CameraModel(
      intrinsics: inner, distortion: SyntheticPairs.lens,
      pose: Pose(
        position: camera.position,
        rotation: Quaternion(camera.toRover * Matrix3(turning: turn))))
  }

  @Test func rightCamerasHaveNoErrorsButNoise() throws {
    let pairs = SyntheticPairs.pairs(500, noise: 0.3, wrong: 100)
    let check = try EpipolarCheck(pairs: pairs, size: Self.size, cameras: Self.cameras)
    #expect((395...415).contains(check.pairs.count) && check.matchCount == 500)
    // Two positions, each with its noise.
    #expect((0.35...0.6).contains(check.rows.rms))
    #expect(check.rows.mean.magnitude < 0.1)
    #expect((0.9...1.1).contains(check.rows.rms / check.bestErrors.rms))
    #expect(check.regions.joined().reduce(0) { $0 + $1.count } == check.pairs.count)
    #expect(check.regions.allSatisfy { $0.count == 3 })
    let exact = try EpipolarCheck(
      pairs: SyntheticPairs.pairs(100, noise: 0), size: Self.size, cameras: Self.cameras)
    #expect(exact.rows.rms < 1e-6)
  }

  /// A pitch of 3 mrad moves all rows by some 2 pixels.
  @Test func aTurnedCameraIsSeenInRows() throws {
    let pairs = SyntheticPairs.pairs(400, noise: 0.2, wrong: 50)
    let tilted = Self.turned(Self.cameras.second, Vector3(0.003, 0, 0))
    let check = try EpipolarCheck(
      pairs: pairs, size: Self.size, cameras: (Self.cameras.first, tilted))
    #expect((1.6...2.6).contains(check.rows.mean.magnitude))
    #expect(check.rows.rms > 5 * check.bestErrors.rms)
    #expect(check.rows.median > 1.5 && check.rows.share95 < 3.5)
  }

  @Test func whatCannotBeCheckedIsRefused() {
    let pairs = SyntheticPairs.pairs(100, noise: 0.1)
    let same = (Self.cameras.first, Self.cameras.first)
    #expect(throws: Failure.self) {
      try EpipolarCheck(pairs: pairs, size: Self.size, cameras: same)
    }
    #expect(throws: Failure.self) {
      try EpipolarCheck(pairs: Array(pairs.prefix(20)), size: Self.size, cameras: Self.cameras)
    }
    let ahead = SyntheticPairs.camera(position: Vector3(1, 0.06, 0.9), turn: Vector3(0, 0, 0))
    let behind = SyntheticPairs.camera(position: Vector3(0, 0.06, 0.9), turn: Vector3(0, 0, 0))
    #expect(throws: Failure.self) {
      try EpipolarCheck(pairs: pairs, size: Self.size, cameras: (behind, ahead))
    }
  }

  @Test func summariesAreThoseOfTheNumbers() {
    let summary = ResidualSummary([3, -4, 0, 1])
    #expect(summary.count == 4 && summary.mean == 0 && summary.median == 1)
    #expect(summary.rms == 6.5.squareRoot() && summary.share95 == 4)
    #expect(ResidualSummary([]).rms == 0 && ResidualSummary([]).share95 == 0)
  }

  @Test func pairsLandInTheirRegions() throws {
    let pairs = SyntheticPairs.pairs(200, noise: 0)
    let check = try EpipolarCheck(pairs: pairs, size: Self.size, cameras: Self.cameras)
    let middle = check.pairs.count {
      (341...682).contains(Int($0.first.x + 0.5)) && (256..<512).contains(Int($0.first.y + 0.5))
    }
    #expect((check.regions[1][1].count - middle).magnitude <= 1)
  }
}
