import ExactMath
import Kernels
import Raster
import Rig
import TestSupport
import Testing

@testable import Stereo

@Suite struct PairRegistrationTests {
  static let size = Size(400, 300)

  /// A picture of a texture, and where its pixels lie on it.
  func picture(
    _ texture: Texture, angle: Double, shift: ImagePoint, gain: Double = 1, vignetting: Double = 0,
    noise: Double = 0, seed: UInt64
  ) -> Plane<Float> {
    let light = texture.picture(Self.size, angle: angle, shift: shift)
    var generator = SeededGenerator(seed: seed)
    return Plane(size: Self.size) { y, row in
      for x in row.indices {
        let (dx, dy) = (Double(x) / 200 - 1, Double(y) / 200 - 0.75)
        let sum = (0..<6).reduce(0.0) { sum, _ in sum + .random(in: -1...1, using: &generator) }
        let shade = gain * (1 - vignetting * (dx * dx + dy * dy) / 1.56)
        row[x] = Float(Double(light[x, y]) * shade + noise * sum * 0.7071)
      }
    }
  }

  /// How a point of a picture with one angle and shift moves to another.
  func truth(
    _ first: (angle: Double, shift: ImagePoint), _ second: (angle: Double, shift: ImagePoint)
  ) -> (ImagePoint) -> ImagePoint {
    { point in
      func turned(_ p: ImagePoint, _ angle: Double) -> ImagePoint {
        let (sine, cosine) = Exact.sincos(angle)
        return ImagePoint(cosine * p.x - sine * p.y, sine * p.x + cosine * p.y)
      }
      let place = turned(
        ImagePoint(point.x - first.shift.x, point.y - first.shift.y), -first.angle)
      let there = turned(place, second.angle)
      return ImagePoint(there.x + second.shift.x, there.y + second.shift.y)
    }
  }

  /// The RMS of how far positions in the overlap are off.
  func error(_ homography: Homography, _ truth: (ImagePoint) -> ImagePoint) -> Double {
    var (sum, count) = (0.0, 0)
    for y in stride(from: 0, to: Self.size.height, by: 8) {
      for x in stride(from: 0, to: Self.size.width, by: 8) {
        let point = ImagePoint(Double(x), Double(y))
        let there = truth(point)
        guard there.x >= 0, there.y >= 0, there.x < Double(Self.size.width),
          there.y < Double(Self.size.height)
        else { continue }
        let distance = homography.distance(PointPair(point, there))
        sum += distance * distance
        count += 1
      }
    }
    return (sum / Double(max(1, count))).squareRoot()
  }

  /// Two pictures that overlap by some share, with another exposure, vignetting and noise, and how
  /// points of the first move to the second.
  func overlapping(
    _ overlap: Double
  ) -> (left: Plane<Float>, right: Plane<Float>, truth: (ImagePoint) -> ImagePoint) {
    let texture = Texture(side: 860, count: 14_000, seed: 3)
    let first = (angle: 0.0, shift: ImagePoint(-20, -40))
    let second = (
      angle: 0.02, shift: ImagePoint(-20 - Double(Self.size.width) * (1 - overlap), -44.3)
    )
    return (
      picture(
        texture, angle: first.angle, shift: first.shift, vignetting: 0.25, noise: 0.004, seed: 1),
      picture(
        texture, angle: second.angle, shift: second.shift, gain: 0.82, vignetting: 0.25,
        noise: 0.004, seed: 2),
      truth(first, second)
    )
  }

  static let valid = (
    first: Validity(allValid: size), second: Validity(allValid: size)
  )

  /// From half of the picture down to a tenth, with another exposure, vignetting and noise.
  @Test(arguments: [0.5, 0.3, 0.2, 0.1])
  func positionsAgreeWithTheTruth(overlap: Double) throws {
    let (left, right, wanted) = overlapping(overlap)
    let result = try PairRegistration().registered(left, right, validity: Self.valid)
    let plane = try #require(result.plane)
    let features = error(plane.model, wanted)
    let dense = error(try #require(result.homography), wanted)
    #expect(
      dense < (overlap > 0.15 ? 0.05 : 0.15),
      "features \(features) of \(plane.inliers.count), dense \(dense)"
    )
    #expect(result.depth == nil)
    let alignment = try #require(result.alignment)
    #expect(alignment.correlation > 0.9 && alignment.deviation < 0.1)
    #expect(dense < features)
  }

  @Test func threadsAndInstructionSetsChangeNoBit() throws {
    let texture = Texture(side: 500, count: 6000, seed: 4)
    let left = picture(texture, angle: 0, shift: ImagePoint(-20, -20), noise: 0.004, seed: 1)
    let right = picture(texture, angle: 0.01, shift: ImagePoint(-60, -22), noise: 0.004, seed: 2)
    let results = try InstructionSet.supported.flatMap { isa in
      try [1, 2].map { threads in
        try PairRegistration().registered(
          left, right, validity: Self.valid, context: FilterContext(threads: threads, isa: isa)
        ).homography
      }
    }
    #expect(results.allSatisfy { $0 == results[0] })
  }

  @Test func picturesOfDifferentThingsAreRefused() {
    let left = picture(Texture(seed: 5), angle: 0, shift: ImagePoint(0, 0), seed: 1)
    let right = picture(Texture(seed: 6), angle: 0, shift: ImagePoint(0, 0), seed: 2)
    #expect {
      try PairRegistration().registered(left, right, validity: Self.valid)
    } throws: { "\($0)".contains("do not show the same: of ") }
  }

  /// What is missing in either picture does not pull.
  @Test func whatIsMissingHasNoSay() throws {
    let texture = Texture(side: 520, count: 6000, seed: 7)
    let (first, second) = (
      (angle: 0.0, shift: ImagePoint(-20, -20)), (angle: 0.0, shift: ImagePoint(-80.4, -22.7))
    )
    let lost = Validity(
      Plane<UInt8>(size: Self.size) { y, row in
        for x in row.indices { row[x] = (120..<220).contains(y) && x > 60 ? 1 : 0 }
      })
    func hurt(_ plane: Plane<Float>) -> Plane<Float> {
      Plane(size: Self.size) { y, row in
        for x in row.indices { row[x] = lost[x, y].isEmpty ? plane[x, y] : Float((x / 9) % 2) }
      }
    }
    let left = hurt(picture(texture, angle: first.angle, shift: first.shift, seed: 1))
    let right = picture(texture, angle: second.angle, shift: second.shift, seed: 2)
    let result = try PairRegistration().registered(
      left, right, validity: (lost, Validity(allValid: Self.size)))
    #expect(error(try #require(result.homography), truth(first, second)) < 0.02)
  }
}
