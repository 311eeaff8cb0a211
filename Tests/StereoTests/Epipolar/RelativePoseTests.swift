import ExactMath
import Rig
import Testing

@testable import Stereo

@Suite struct RelativePoseTests {
  static func angle(_ a: Vector3, _ b: Vector3) -> Double {
    Exact.atan2(a.cross(b).length, a.dot(b))
  }

  /// The angle of the rotation from one to another.
  static func angle(_ a: Matrix3, _ b: Matrix3) -> Double {
    let turn = a.transposed * b
    let trace = turn.rows.0.x + turn.rows.1.y + turn.rows.2.z
    return Exact.acos(max(-1, min(1, (trace - 1) / 2)))
  }

  @Test func thePoseOfTwoCamerasIsFoundThroughTheirLenses() throws {
    let (left, right) = (SyntheticPairs.left, SyntheticPairs.right)
    let truth = RelativePose(of: right, from: left)
    let pairs = SyntheticPairs.pairs(400, noise: 0.2, wrong: 120)
    let found = try #require(RelativePose.estimated(from: pairs, left, right))
    #expect(Self.angle(found.pose.rotation, truth.rotation) < 0.004)
    #expect(Self.angle(found.pose.translation, truth.translation) < 0.05)
    #expect((270...300).contains(found.fit.inliers.count))
    let exact = try #require(
      RelativePose.estimated(from: SyntheticPairs.pairs(60, noise: 0), left, right))
    #expect(Self.angle(exact.pose.rotation, truth.rotation) < 1e-6)
    #expect(Self.angle(exact.pose.translation, truth.translation) < 1e-5)
  }

  @Test func theEssentialMatrixIsThatOfTheRays() throws {
    let (left, right) = (SyntheticPairs.left, SyntheticPairs.right)
    let pose = RelativePose(of: right, from: left)
    let behind = RelativePose(rotation: pose.rotation, translation: pose.translation * -1)
    let essential = pose.essential
    let values = SingularValues(
      [0, 3, 6].map { Array(essential.matrix.elements[$0..<$0 + 3]) }
    ).values
    #expect((values[0] - values[1]).magnitude < 1e-15 && values[2] < 1e-15)
    for pair in SyntheticPairs.pairs(50, noise: 0) {
      let a = try #require(left.normalized(pair.first))
      let b = try #require(right.normalized(pair.second))
      #expect(essential.distance(PointPair(a, b)) < 1e-9)
      #expect(pose.isInFront(PointPair(a, b)) && !behind.isInFront(PointPair(a, b)))
    }
  }
}
