import ExactMath
import Kernels
import Raster
import Rig
import Testing

@testable import Stereo

@Suite struct FeatureDetectorTests {
  static let size = Size(240, 200)
  static let texture = Texture()

  static func found(_ picture: Plane<Float>, _ detector: FeatureDetector = FeatureDetector())
    -> FeatureSet
  {
    detector.features(in: picture, validity: Validity(allValid: picture.size))
  }

  /// A blob of width σ is extreme where the picture's own smoothing has about that width.
  @Test(arguments: [(40.3, 35.8, 3.0), (52.75, 41.25, 5), (48, 44.5, 2)])
  func aBlobIsFoundWhereItIs(x: Double, y: Double, sigma: Double) throws {
    let picture = Plane<Float>(size: Size(100, 90)) { row, target in
      for column in target.indices {
        let (dx, dy) = (Double(column) - x, Double(row) - y)
        target[column] = 0.2 + Float(0.6 * Exact.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma)))
      }
    }
    let strongest = Self.found(picture).features.max { $0.strength < $1.strength }
    let feature = try #require(strongest)
    #expect(feature.position.distance(ImagePoint(x, y)) < 0.02 + 0.01 * sigma, "\(feature)")
    #expect((feature.scale / sigma - 1).magnitude < 0.12, "\(feature)")
  }

  @Test(arguments: [(1.0, 0.6), (1.0, 1.5707963), (1.35, -0.4), (0.75, 2.5), (1, 0)])
  func turnedAndScaledPicturesMatch(scale: Double, angle: Double) {
    let shift =
      angle == 0
      ? ImagePoint(3.3, -2.6)
      : ImagePoint(
        120 - Texture.place(ImagePoint(120, 100), scale, angle, ImagePoint(0, 0)).x,
        100 - Texture.place(ImagePoint(120, 100), scale, angle, ImagePoint(0, 0)).y)
    let first = Self.found(Self.texture.picture(Self.size))
    let second = Self.found(
      Self.texture.picture(Self.size, scale: scale, angle: angle, shift: shift))
    let matches = FeatureMatcher().matches(first, second)
    var (errors, scales, turns): ([Double], [Double], [Double]) = ([], [], [])
    for match in matches {
      let (a, b) = (first.features[match.first], second.features[match.second])
      errors.append(b.position.distance(Texture.place(a.position, scale, angle, shift)))
      scales.append((b.scale / a.scale / scale - 1).magnitude)
      turns.append(1 - Exact.cos(b.direction - a.direction - angle))
    }
    let right = errors.count { $0 < 1 }
    #expect(right > 80 && Double(right) > 0.97 * Double(matches.count), "\(right) right")
    #expect(ResidualSummary(errors).median < 0.06)
    #expect(ResidualSummary(scales).median < 0.02)
    #expect(ResidualSummary(turns).median < 0.0005)
  }

  @Test func gainAndNoiseAndBlurLeaveFeaturesAlike() {
    let picture = Self.texture.picture(Self.size)
    let first = Self.found(picture)
    let blurred = Convolution.gaussian(picture, Gaussian(sigma: 1.2))
    let dim = Plane<Float>(size: Self.size) { y, row in
      for x in row.indices { row[x] = 0.1 + 0.5 * blurred[x, y] }
    }.noisy(0.004, seed: 3)
    let second = Self.found(dim)
    let matches = FeatureMatcher().matches(first, second)
    let right = matches.count {
      first.features[$0.first].position.distance(second.features[$0.second].position) < 1
    }
    #expect(right > 100 && Double(right) > 0.95 * Double(matches.count), "\(right) right")
  }

  @Test(arguments: InstructionSet.supported)
  func threadsAndInstructionSetsChangeNothing(isa: InstructionSet) {
    let picture = Self.texture.picture(Self.size)
    let validity = Validity(allValid: picture.size).marking([(30, 40), (200, 150)], .lost)
    let plain = FeatureDetector().features(
      in: picture, validity: validity, context: FilterContext(isa: .baseline))
    let other = FeatureDetector().features(
      in: picture, validity: validity, context: FilterContext(threads: 3, isa: isa))
    #expect(plain == other && plain.count > 100)
  }

  @Test func whatStandsAtMissingPixelsIsNotSeen() {
    let picture = Self.texture.picture(Self.size)
    let missing = (0..<60).flatMap { y in (90..<140).map { (x: $0, y: y + 70) } }
    let validity = Validity(allValid: picture.size).marking(missing, .lost)
    func with(_ value: (Int, Int) -> Float) -> Plane<Float> {
      Plane(size: picture.size) { y, row in
        for x in row.indices { row[x] = validity[x, y].isEmpty ? picture[x, y] : value(x, y) }
      }
    }
    let detector = FeatureDetector()
    let all = Self.found(picture)
    let some = detector.features(in: with { _, _ in .nan }, validity: validity)
    let same = detector.features(in: with { x, y in Float(x ^ y) }, validity: validity)
    #expect(some == same)
    #expect(some.count > 50 && some.count < all.count)
    for feature in some.features {
      // The middle of a side of the patch, at the least.
      let reach = 10.5 * 0.75 * feature.scale
      let (x, y) = (feature.position.x, feature.position.y)
      let (dx, dy) = (max(90 - x, x - 139, 0), max(70 - y, y - 129, 0))
      #expect((dx * dx + dy * dy).squareRoot() > reach)
    }
    let none = Validity(Plane<UInt8>(size: picture.size, repeating: 1))
    #expect(detector.features(in: picture, validity: none).count == 0)
  }

  @Test func theStrongestAreTakenAndSpread() {
    let picture = Self.texture.picture(Self.size)
    var detector = FeatureDetector()
    let all = Self.found(picture, detector)
    detector.most = 40
    let spread = Self.found(picture, detector)
    detector.isSpread = false
    let strongest = Self.found(picture, detector)
    #expect(all.count > 150 && (40...80).contains(spread.count))
    let least = strongest.features.map(\.strength).min() ?? 0
    let left = all.features.filter { !strongest.features.contains($0) }
    #expect(left.allSatisfy { $0.strength < least })
    func cells(_ set: FeatureSet) -> Int {
      Set(set.features.map { Int($0.position.x / 60) + 4 * Int($0.position.y / 60) }).count
    }
    #expect(cells(spread) > cells(strongest) && cells(spread) == 16)
    for set in [all, spread] {
      let places = set.features.map { ($0.position.y, $0.position.x, $0.scale, $0.direction) }
      #expect(zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
    }
  }

  @Test func smallAndEvenPicturesHaveNone() {
    for size in [Size(0, 0), Size(1, 1), Size(15, 300), Size(16, 16), Size(100, 80)] {
      #expect(Self.found(Plane(size: size, repeating: 0.4)).count == 0)
    }
  }

  /// An edge is found nowhere along itself.
  @Test func edgesAreNoFeatures() {
    let picture = Plane<Float>(size: Size(120, 90)) { y, row in
      for x in row.indices { row[x] = x + y / 3 > 60 ? 0.8 : 0.2 }
    }
    let features = Self.found(picture).features
    #expect(features.allSatisfy { $0.position.y < 20 || $0.position.y > 70 })
  }
}
