import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct DisparityMatcherTests {
  static let size = Size(112, 72)

  var matcher: DisparityMatcher {
    var ways = SemiGlobalMatcher()
    ways.disparities = 24
    var matcher = DisparityMatcher()
    matcher.search = .semiGlobal(ways)
    return matcher
  }

  /// Codes of a surface that is seen so many pixels further to the left in the right picture.
  func pair(disparity: Double, noise: Float = 0) -> (left: Plane<Float>, right: Plane<Float>) {
    let texture = Texture(side: 120, count: 900)
    var generator = SeededGenerator(seed: 5)
    func codes(_ shift: Double) -> Plane<Float> {
      let light = texture.picture(Self.size, shift: ImagePoint(shift, 0))
      return Plane(size: Self.size) { y, row in
        for x in row.indices {
          let sum = (0..<6).reduce(Float(0)) { sum, _ in
            sum + Float.random(in: -1...1, using: &generator)
          }
          row[x] = (light[x, y] * 255 + noise * sum * 0.7071).rounded()
        }
      }
    }
    return (codes(0), codes(-disparity))
  }

  func matched(
    _ left: Plane<Float>, _ right: Plane<Float>, missing: (Validity, Validity)? = nil,
    _ change: (inout DisparityMatcher) -> Void = { _ in }
  ) -> DisparityMap {
    let valid = Validity(allValid: left.size)
    var matcher = matcher
    change(&matcher)
    let validity = (left: missing?.0 ?? valid, right: missing?.1 ?? valid)
    return matcher.matched(GreyPair(left: left, right: right, validity: validity), threads: 2)
  }

  /// Errors of all that is known in the middle of the picture.
  func errors(_ map: DisparityMap, _ truth: Double) -> [Double] {
    var result: [Double] = []
    for y in 8..<Self.size.height - 8 {
      for x in 32..<Self.size.width - 8 where map.deviation[x, y] < .infinity {
        result.append(Double(map.disparities[x, y]) - truth)
      }
    }
    return result
  }

  @Test(arguments: [6, 6.125, 6.25, 6.375, 6.5, 6.75, 6.875], [0, 1.5])
  func fractionsAreFoundAndNotDrawnToWholePixels(disparity: Double, noise: Double) {
    let (left, right) = pair(disparity: disparity, noise: Float(noise))
    let errors = errors(matched(left, right), disparity)
    #expect(errors.count > 4000)
    let mean = errors.reduce(0, +) / Double(errors.count)
    let square = errors.map { $0 * $0 }.reduce(0, +) / Double(errors.count)
    #expect(mean.magnitude < 0.02, "mean \(mean)")
    #expect(square.squareRoot() < (noise == 0 ? 0.04 : 0.08), "RMS \(square.squareRoot())")
  }

  @Test(arguments: [0, 1.5]) func aBlankPictureSaysNothing(noise: Double) {
    var generator = SeededGenerator(seed: 9)
    func blank() -> Plane<Float> {
      Plane(size: Self.size) { y, row in
        for x in row.indices {
          let sum = (0..<6).reduce(0.0) { sum, _ in sum + .random(in: -1...1, using: &generator) }
          row[x] = Float((90 + noise * sum * 0.7071).rounded())
        }
      }
    }
    let (left, right) = (blank(), blank())
    for rounds in [0, 3] {
      let map = matched(left, right) { $0.refinement.rounds = rounds }
      let known = (0..<Self.size.height).flatMap { y in
        (0..<Self.size.width).filter { map.deviation[$0, y] < .infinity }
      }
      #expect(known.count <= Self.size.area / 100, "\(known.count) of a blank picture are known")
      for y in 0..<Self.size.height {
        for x in 0..<Self.size.width where map.deviation[x, y] == .infinity {
          #expect(map.disparities[x, y] == .infinity)
        }
      }
    }
  }

  @Test func fillingLeavesWhatWasMeasured() {
    let (left, right) = pair(disparity: 6.5, noise: 1)
    let lost = Validity(
      Plane(size: Self.size) { y, row in
        for x in row.indices { row[x] = (40..<60).contains(x) && (20..<30).contains(y) ? 1 : 0 }
      })
    let missing = (lost, Validity(allValid: Self.size))
    let (open, filled) = (
      matched(left, right, missing: missing),
      matched(left, right, missing: missing) {
        $0.fills = true
      }
    )
    #expect(open.deviation == filled.deviation)
    var holes = 0
    for y in 0..<Self.size.height {
      for x in 0..<Self.size.width {
        #expect(filled.disparities[x, y] < .infinity)
        if open.deviation[x, y] < .infinity {
          #expect(open.disparities[x, y] == filled.disparities[x, y])
        } else {
          holes += 1
          #expect(open.disparities[x, y] == .infinity)
        }
      }
    }
    #expect(holes >= 200)
    #expect(open.deviation[50, 25] == .infinity && open.unmatched?[50, 25] != 0)
  }

  @Test func whatIsNearerThanTheSearchIsNotMeasured() {
    let ground = Plane<UInt16>.random(
      Size(Self.size.width + 40, Self.size.height), below: 200, seed: 3)
    func codes(_ shift: Int) -> Plane<Float> {
      Plane(size: Self.size) { y, row in
        for x in row.indices { row[x] = Float(ground[x + shift, y]) }
      }
    }
    #expect(errors(matched(codes(0), codes(20)), 20).count > 3800)
    #expect(errors(matched(codes(0), codes(30)), 30).count < 100)
    // The last disparity is not told apart from those behind it.
    #expect(errors(matched(codes(0), codes(23)), 23).count < 100)
  }

  @Test func anotherExposureChangesNothing() {
    let (left, right) = pair(disparity: 6.5)
    let errors = errors(matched(left, right.mapped { ($0 * 0.7).rounded() }), 6.5)
    #expect(errors.count > 4000 && errors.allSatisfy { $0.magnitude < 0.3 })
  }
}
