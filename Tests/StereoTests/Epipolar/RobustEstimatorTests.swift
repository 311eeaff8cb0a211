import ExactMath
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct RobustEstimatorTests {
  /// Pinholes without lenses, in their own pixels.
  static func geometry() -> (matrix: FundamentalMatrix, pairs: (Int, Double, Int) -> [PointPair]) {
    let (a, b) = (SyntheticPairs.left, SyntheticPairs.right)
    let plain = [a, b].map {
      CameraModel(
        intrinsics: Intrinsics(focalX: 620, focalY: 620, centreX: 511, centreY: 380),
        distortion: LensDistortion(),
        pose: Pose(position: $0.position, rotation: Quaternion($0.toRover)))
    }
    let back = Matrix3(
      Vector3(1 / 620, 0, -511 / 620), Vector3(0, 1 / 620, -380 / 620), Vector3(0, 0, 1))
    let essential = RelativePose(of: plain[1], from: plain[0]).essential.matrix
    return (
      FundamentalMatrix(back.transposed * essential * back),
      { SyntheticPairs.pairs($0, plain[0], plain[1], noise: $1, wrong: $2) }
    )
  }

  static func rms(_ model: FundamentalMatrix, _ pairs: [PointPair]) -> Double {
    ResidualSummary(pairs.map { model.distance($0) }).rms
  }

  @Test func sevenPairsGiveTheGeometry() {
    let (truth, make) = Self.geometry()
    let pairs = make(7, 0, 0)
    let found = FundamentalMatrix.through(pairs)
    #expect((1...3).contains(found.count))
    for model in found {
      #expect(model.matrix.determinant.magnitude < 1e-15)
      #expect(pairs.allSatisfy { model.distance($0) < 1e-6 })
    }
    let fresh = make(100, 0, 0)
    #expect(Self.rms(truth, fresh) < 1e-9)
    #expect(found.contains { Self.rms($0, fresh) < 1e-4 })
  }

  @Test func manyPairsGiveTheGeometryAndRefiningImprovesIt() throws {
    let (truth, make) = Self.geometry()
    let exact = try #require(FundamentalMatrix.linear(make(20, 0, 0)))
    #expect(Self.rms(exact, make(100, 0, 0)) < 1e-6)
    let noisy = make(300, 0.4, 0)
    let linear = try #require(FundamentalMatrix.linear(noisy))
    let refined = linear.refined(on: noisy)
    #expect(Self.rms(refined, noisy) <= Self.rms(linear, noisy))
    // Seven of 300 are explained away: a little better than the truth, and near it.
    #expect(Self.rms(refined, noisy) < Self.rms(truth, noisy))
    #expect(Self.rms(refined, noisy) > 0.97 * Self.rms(truth, noisy))
    #expect(Self.rms(refined, make(200, 0, 0)) < 0.15)
    #expect(refined.matrix.determinant.magnitude < 1e-15)
  }

  @Test(arguments: [0, 100, 160])
  func wrongPairsAreFound(wrong: Int) throws {
    let (truth, make) = Self.geometry()
    let pairs = make(300, 0.3, wrong)
    let fit = try #require(RobustEstimator().fitted(FundamentalMatrix.self, to: pairs))
    let right = pairs.indices.filter { truth.distance(pairs[$0]) < 1 }
    #expect(Double(Set(fit.inliers).intersection(right).count) > 0.97 * Double(right.count))
    #expect(fit.inliers.count < right.count + 12)
    #expect(fit.missProbability < 1e-4 && fit.logFalseAlarms < -100)
    #expect((0.2...0.45).contains(fit.rms))
    #expect(Self.rms(fit.model, make(200, 0, 0)) < 0.2)
    let again = RobustEstimator().fitted(FundamentalMatrix.self, to: pairs)
    #expect(again?.model == fit.model && again?.trials == fit.trials)
  }

  /// What agrees by chance is not taken for something.
  @Test func pairsThatMeanNothingAreToldApart() throws {
    var estimator = RobustEstimator()
    estimator.mostTrials = 300
    let (_, make) = Self.geometry()
    let fit = try #require(estimator.fitted(FundamentalMatrix.self, to: make(120, 0, 120)))
    #expect(fit.logFalseAlarms > -3, "\(fit.logFalseAlarms)")
  }

  @Test func aHomographyIsFoundAmongWrongPairs() throws {
    let truth = Homography(
      Matrix3(Vector3(1.1, 0.06, 20), Vector3(-0.05, 0.95, -7), Vector3(1e-4, -5e-5, 1)))
    var generator = SeededGenerator(seed: 6)
    func random(_ range: ClosedRange<Double>) -> Double {
      Double.random(in: range, using: &generator)
    }
    let pairs = (0..<200).compactMap { index -> PointPair? in
      let first = ImagePoint(random(0...800), random(0...600))
      guard index % 5 < 3, let there = truth.mapped(first) else {
        return PointPair(first, ImagePoint(random(0...800), random(0...600)))
      }
      return PointPair(
        first, ImagePoint(there.x + random(-0.3...0.3), there.y + random(-0.3...0.3)))
    }
    let fit = try #require(RobustEstimator().fitted(Homography.self, to: pairs))
    #expect((119...123).contains(fit.inliers.count))
    #expect(fit.logFalseAlarms < -200)
    for corner in [(0.0, 0.0), (800, 0), (0, 600), (800, 600), (400, 300)] {
      let point = ImagePoint(corner.0, corner.1)
      let (found, wanted) = (
        try #require(fit.model.mapped(point)), try #require(truth.mapped(point))
      )
      #expect(found.distance(wanted) < 0.15)
    }
    let exact = [(0.0, 0.0), (700, 30), (40, 500), (760, 590)].compactMap { corner in
      truth.mapped(ImagePoint(corner.0, corner.1)).map {
        PointPair(ImagePoint(corner.0, corner.1), $0)
      }
    }
    let through = try #require(Homography.through(exact).first)
    #expect(
      pairs.prefix(3).allSatisfy { pair in
        guard let a = through.mapped(pair.first), let b = truth.mapped(pair.first) else {
          return false
        }
        return a.distance(b) < 1e-9
      })
    let line = exact.map { PointPair(ImagePoint($0.first.x, 2 * $0.first.x), $0.second) }
    #expect(Homography.through(line).isEmpty)
  }

  @Test func trialsFollowFromShareAndConfidence() {
    // log(0.01) / log(1 − 0.5⁷)
    #expect(RobustEstimator.trials(0.5, 7, 0.99) == 588)
    #expect(RobustEstimator.trials(0.7, 4, 0.99) == 17)
    #expect(RobustEstimator.trials(1, 7, 0.99) == 1)
    #expect(RobustEstimator.trials(0, 7, 0.99) == .max)
  }

  @Test func tooFewPairsGiveNothing() {
    let (_, make) = Self.geometry()
    #expect(RobustEstimator().fitted(FundamentalMatrix.self, to: make(7, 0, 0)) == nil)
    let same = [PointPair](
      repeating: PointPair(ImagePoint(3, 4), ImagePoint(5, 6)), count: 20)
    #expect(RobustEstimator().fitted(FundamentalMatrix.self, to: same) == nil)
    #expect(FundamentalMatrix.linear(make(7, 0, 0)) == nil)
  }
}
