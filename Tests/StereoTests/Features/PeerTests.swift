import Foundation
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

/// Right matches on real pictures, beside those of OpenCV's SIFT with as many features.
@Suite(.enabled(if: RealPictures.exist))
struct PeerTests {
  /// A line of `Tests/Reference/Features/sift.txt`.
  struct Case: Sendable {
    let name: String
    let most: Int
    let counts: [Int]
    let right: Int
    var label: String { "\(name) \(most)" }

    static let all: [Case] = {
      let path = Places.package + "/Tests/Reference/Features/sift.txt"
      let text = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
      return text.split(separator: "\n").filter { !$0.hasPrefix("#") }.map { line in
        let words = line.split(separator: " ")
        let numbers = words.dropFirst().compactMap { Int($0) }
        return Case(
          name: String(words[0]), most: numbers[0], counts: Array(numbers[1...2]),
          right: numbers[3])
      }
    }()

    /// Both pictures, and where positions of the first appear in the second; nil where only the
    /// geometry of two views is known.
    func pictures() throws -> (Plane<Float>, Plane<Float>, Homography?) {
      if name == "k10" {
        return (
          try RealPictures.gray("k10_stereo/left4.png"),
          try RealPictures.gray("k10_stereo/right4.png"), nil
        )
      }
      if name.hasPrefix("hom") {
        let folder = "stitch/\(name)/"
        let truth = Homography(
          from: try RealPictures.matrix(folder + "HA.txt"),
          to: try RealPictures.matrix(folder + "HB.txt"))
        return (
          try RealPictures.gray(folder + "A.png"), try RealPictures.gray(folder + "B.png"), truth
        )
      }
      let words = name.split(separator: "-").map(String.init)
      let source = words[0] == "moon" ? "hom_1N491020_30" : "hom_kodak08_50"
      let picture = try RealPictures.gray("stitch/\(source)/ref.png")
      let (other, truth) = ChangedPictures.changed(picture, words[1])
      return (picture, other, truth)
    }
  }

  /// Right matches for each feature, next to the peer's.
  static func ratio(_ example: Case) throws -> Double {
    let (first, second, truth) = try example.pictures()
    var detector = FeatureDetector()
    detector.contrast = 0.001
    // A place may have several directions.
    detector.most = example.most * 4 / 5
    // The peer takes the strongest wherever they are. Where little overlaps, spreading wins.
    detector.isSpread = example.name.hasPrefix("hom")
    let sets = [first, second].map {
      detector.features(in: $0, validity: Validity(allValid: $0.size))
    }
    let pairs = FeatureMatcher().matches(sets[0], sets[1]).map {
      PointPair(sets[0].features[$0.first].position, sets[1].features[$0.second].position)
    }
    let right: Int
    if let truth {
      right = pairs.count { truth.distance($0) < 1 }
    } else {
      right = RobustEstimator().fitted(FundamentalMatrix.self, to: pairs)?.inliers.count ?? 0
    }
    func share(_ right: Int, _ first: Int, _ second: Int) -> Double {
      Double(right) / Double(first * second).squareRoot()
    }
    return share(right, sets[0].count, sets[1].count)
      / share(example.right, example.counts[0], example.counts[1])
  }

  @Test func asManyFeaturesMatchRightly() throws {
    var ratios: [Double] = []
    for example in Case.all {
      let ratio = try Self.ratio(example)
      #expect(ratio > (example.name.hasPrefix("hom") ? 1 : 0.93), "\(example.label)")
      ratios.append(ratio)
    }
    #expect(ratios.count == 24)
    #expect(ratios.reduce(0, +) / Double(ratios.count) > 1.1)
  }
}
