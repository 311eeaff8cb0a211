import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct FeatureMatcherTests {
  /// Codes of few values, so that distances are often equal.
  static func features(_ count: Int, seed: UInt64) -> FeatureSet {
    var generator = SeededGenerator(seed: seed)
    let codes = Plane<UInt8>(size: Size(128, count)) { _, row in
      for x in row.indices { row[x] = x < 6 ? UInt8.random(in: 0...3, using: &generator) : 7 }
    }
    let features = (0..<count).map { index in
      Feature(
        position: ImagePoint(Double(index % 10), Double(index / 10)), scale: 1, direction: 0,
        strength: 1)
    }
    return FeatureSet(features: features, codes: codes)
  }

  static func distance(_ a: FeatureSet, _ i: Int, _ b: FeatureSet, _ j: Int) -> Int {
    (0..<128).reduce(0) {
      let difference = Int(a.codes[$1, i]) - Int(b.codes[$1, j])
      return $0 + difference * difference
    }
  }

  /// From the definition: sorted by distance and number.
  static func naive(
    _ a: FeatureSet, _ b: FeatureSet, ratio: Double, isMutual: Bool,
    _ admits: (Feature, Feature) -> Bool
  ) -> [[Int]] {
    func order(_ i: Int) -> [(Int, Int)] {
      (0..<b.count).filter { admits(a.features[i], b.features[$0]) }
        .map { (distance(a, i, b, $0), $0) }.sorted { $0 < $1 }
    }
    return (0..<a.count).compactMap { i in
      let others = order(i)
      guard let best = others.first else { return nil }
      if others.count > 1, Double(best.0) > ratio * ratio * Double(others[1].0) { return nil }
      let back = (0..<a.count).filter { admits(a.features[$0], b.features[best.1]) }
        .map { (distance(a, $0, b, best.1), $0) }.min { $0 < $1 }
      return isMutual && back?.1 != i ? nil : [i, best.1]
    }
  }

  @Test(arguments: [(0.8, true), (1.0, true), (0.9, false)])
  func matchesAreThoseOfTheDefinition(ratio: Double, isMutual: Bool) {
    var matcher = FeatureMatcher()
    (matcher.ratio, matcher.isMutual) = (ratio, isMutual)
    let (a, b) = (Self.features(60, seed: 1), Self.features(45, seed: 2))
    let all = matcher.matches(a, b)
    let wanted = Self.naive(a, b, ratio: ratio, isMutual: isMutual) { _, _ in true }
    #expect(all.map { [$0.first, $0.second] } == wanted && !wanted.isEmpty)
    let isNear = FeatureMatcher.near(radius: 2.5) { ImagePoint($0.x + 1, $0.y) }
    let some = matcher.matches(a, b, where: isNear)
    let near = Self.naive(a, b, ratio: ratio, isMutual: isMutual, isNear)
    #expect(some.map { [$0.first, $0.second] } == near && !near.isEmpty && near != wanted)
    for match in all {
      let distance = Double(Self.distance(a, match.first, b, match.second)).squareRoot()
      #expect(match.distance == distance && match.ratio <= ratio)
    }
  }

  @Test func aBandAdmitsWhatLiesOnTheLine() {
    // Rows of a rectified pair.
    let rows = FundamentalMatrix(Matrix3(Vector3(0, 0, 0), Vector3(0, 0, -1), Vector3(0, 1, 0)))
    let admits = FeatureMatcher.band(width: 1.5, rows)
    let features = Self.features(60, seed: 1).features
    for a in features {
      for b in features {
        #expect(admits(a, b) == ((a.position.y - b.position.y).magnitude <= 1.5))
      }
    }
  }

  @Test func nothingMatchesNothing() {
    let (none, some) = (Self.features(0, seed: 1), Self.features(3, seed: 2))
    #expect(FeatureMatcher().matches(none, some).isEmpty)
    #expect(FeatureMatcher().matches(some, none).isEmpty)
  }
}
