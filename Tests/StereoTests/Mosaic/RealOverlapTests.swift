import Foundation
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

/// Photographs that overlap by half down to a tenth, with truth.
@Suite(.enabled(if: RealPictures.exist))
struct RealOverlapTests {
  static let cases = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: Places.realData + "/stitch"))
    return (names ?? []).filter { $0.hasPrefix("hom_") }.sorted()
  }()

  func registered(_ first: String, _ second: String) throws -> PairRegistration.Result {
    let (one, other) = (try RealPictures.gray(first), try RealPictures.gray(second))
    return try PairRegistration().registered(
      one, other, validity: (Validity(allValid: one.size), Validity(allValid: other.size)),
      context: FilterContext(threads: 2))
  }

  @Test func positionsAreWithinAFewHundredthsOfAPixel() throws {
    #expect(Self.cases.count >= 5)
    var errors: [Double] = []
    for name in Self.cases {
      let result = try registered("stitch/\(name)/B.png", "stitch/\(name)/A.png")
      let (toFirst, toSecond) = (
        try RealPictures.matrix("stitch/\(name)/HA.txt"),
        try RealPictures.matrix("stitch/\(name)/HB.txt")
      )
      let truth = Homography(try #require(Homography(toFirst).inverse).matrix * toSecond)
      let sizes = try ["B", "A"].map { try RealPictures.gray("stitch/\(name)/\($0).png").size }
      var (sum, count) = (0.0, 0)
      for y in stride(from: 0, to: sizes[0].height, by: 8) {
        for x in stride(from: 0, to: sizes[0].width, by: 8) {
          let point = ImagePoint(Double(x), Double(y))
          guard let there = truth.mapped(point), there.x >= 0, there.y >= 0,
            there.x < Double(sizes[1].width), there.y < Double(sizes[1].height)
          else { continue }
          let distance = try #require(result.homography).distance(PointPair(point, there))
          sum += distance * distance
          count += 1
        }
      }
      errors.append((sum / Double(count)).squareRoot())
    }
    errors.sort()
    #expect(errors[errors.count / 2] <= 0.05 && errors[errors.count - 1] <= 0.15, "\(errors)")
  }

  @Test func photographsOfOtherThingsAreRefused() throws {
    #expect {
      try registered("stitch/\(Self.cases[0])/A.png", "stitch/\(Self.cases[4])/B.png")
    } throws: { "\($0)".contains("do not show the same") }
  }
}
