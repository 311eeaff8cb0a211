import Kernels
import Raster
import TestSupport
import Testing

@Suite struct CalibrationTests {
  /// Every code of every depth, against exact arithmetic.
  @Test(
    arguments: InstructionSet.supported, [(8, 12), (8, 16), (10, 14), (12, 16), (16, 16), (1, 1)])
  func squareRootsAreUndoneToTheNearestCode(isa: InstructionSet, bits: (Int, Int)) {
    let (top, full) = ((1 << bits.0) - 1, (1 << bits.1) - 1)
    let codes = Plane<UInt16>(size: Size(256, 256)) { y, row in
      for x in row.indices { row[x] = UInt16(min(256 * y + x, top)) }
    }
    let curve = CodeCurve(.squareRoot(linearBits: bits.1), bits: bits.0)
    let linear = curve.linear(codes, isa: isa)
    let difference = linear.firstDifference { x, y in
      let code = Int(codes[x, y])
      return UInt16((2 * full * code * code + top * top) / (2 * top * top))
    }
    #expect(difference == nil)
  }

  @Test(arguments: InstructionSet.supported)
  func tablesAreLookedUpAndEndWithTheirLastEntry(isa: InstructionSet) {
    let table = (0..<256).map { UInt16($0 * $0 / 16) }
    let curve = CodeCurve(.table(table, linearBits: 12), bits: 8)
    for (seed, size) in awkwardSizes.enumerated() {
      let codes = Plane<UInt16>.random(size, below: 300, seed: UInt64(seed))
      let linear = curve.linear(codes.awkwardlyPlaced(in: 65535), isa: isa)
      #expect(linear.firstDifference { table[min(255, Int(codes[$0, $1]))] } == nil)
      let root = CodeCurve(.squareRoot(linearBits: 16), bits: 8)
      let squares = root.linear(codes.awkwardlyPlaced(in: 65535), isa: isa)
      #expect(squares.firstDifference { root.table[min(255, Int(codes[$0, $1]))] } == nil)
    }
  }

  @Test(arguments: InstructionSet.supported)
  func correctionsAreSumsAndProducts(isa: InstructionSet) {
    for (seed, size) in awkwardSizes.enumerated() {
      let light = Plane<Float>.withSpecialNumbers(size, seed: UInt64(seed))
      let a = light.awkwardlyPlaced(in: .nan)
      let codes = Plane<UInt16>.random(
        Size(size.width, size.height + 5), below: 65536, seed: UInt64(seed) + 50)
      let map = codes.awkwardlyPlaced(in: 7)
      func corrected(_ correction: LightCorrection) -> Plane<Float> {
        correction.applied(to: a, firstRow: 5, isa: isa)
      }
      let (black, scale): ([Float], [Float]) = (
        [900, 1000.5, 1100, 1200], [1e-5, 2e-5, 3e-5, 4e-5]
      )
      let dark = corrected(.dark(DarkMap(codes: map, black: black, scale: scale)))
      let wrong = dark.firstDifference { x, y in
        let site = ((y + 5) & 1) * 2 + (x & 1)
        return light[x, y] - (Float(codes[x, y + 5]) - black[site]) * scale[site]
      }
      #expect(wrong == nil)
      let flat = corrected(.gains(GainMap(codes: map, scale: 3e-5)))
      #expect(flat.firstDifference { light[$0, $1] * (Float(codes[$0, $1 + 5]) * 3e-5) } == nil)
      let falloff = LightFalloff(
        centreX: 3.25, centreY: 7.5, scale: 0.001, coefficients: [-0.3, 0.05, 0.01])
      let even = corrected(.falloff(falloff))
      let difference = even.firstDifference { x, y in
        let (dx, dy) = (Float(x) - 3.25, Float(5 + y) - 7.5)
        let s = (dx * dx) * 0.001 + (dy * dy) * 0.001
        return light[x, y] / (1 + s * (-0.3 + s * (0.05 + s * 0.01)))
      }
      #expect(difference == nil)
    }
  }

  private static let filter = BadPixelFilter(
    noise: SensorNoise(atBlack: 0.002, electrons: 10000), threshold: 4.5)

  /// An even mosaic with noise of its model, and some pixels that lie.
  private func mosaic(_ size: Size, _ liars: [(x: Int, y: Int, light: Float)]) -> Plane<Float> {
    let noise = Plane<Float>.random(size, in: -1...1, seed: 3)
    var light = PlaneBuilder<Float>(size: size)
    for y in 0..<size.height {
      for x in 0..<size.width { light[x, y] = 0.3 + 0.006 * noise[x, y] }
    }
    for liar in liars { light[liar.x, liar.y] = liar.light }
    return light.finish()
  }

  @Test(arguments: InstructionSet.supported)
  func liarsAreFoundAlsoInCornersAndInPairs(isa: InstructionSet) {
    let liars: [(x: Int, y: Int, light: Float)] = [
      (0, 0, 0.9), (40, 0, 0), (69, 30, 0.6), (20, 20, 0.8), (22, 20, 0.8), (33, 11, 0.01),
      (50, 30, 0.36), (68, 31, 0.2),
    ]
    let size = Size(70, 32)
    let light = mosaic(size, liars).awkwardlyPlaced(in: .nan)
    let result = Self.filter.corrected(
      light, validity: Validity(allValid: size), window: RowWindow(whole: 32), isa: isa)
    #expect(result.validity.count(of: .badPixel) == liars.count)
    for liar in liars {
      #expect(result.validity[liar.x, liar.y] == .badPixel)
      #expect((result.light[liar.x, liar.y] - 0.3).magnitude < 0.008)
    }
    let untouched = result.light.firstDifference { x, y in
      result.validity[x, y] == [] ? light[x, y] : result.light[x, y]
    }
    #expect(untouched == nil)
  }

  /// A listed pixel is replaced whatever it says, and says nothing about others.
  @Test func listedPixelsAreReplacedByWhatIsData() {
    let size = Size(16, 16)
    let light = mosaic(size, [(6, 6, 0.31), (8, 6, 100), (6, 8, .nan)])
    let validity = Validity(allValid: size)
      .marking([(x: 6, y: 6), (x: 8, y: 6)], .badPixel).marking([(x: 6, y: 8)], .lost)
    var filter = Self.filter
    filter.threshold = .infinity
    let result = filter.corrected(light, validity: validity, window: RowWindow(whole: 16))
    #expect((result.light[6, 6] - 0.3).magnitude < 0.008)
    #expect((result.light[8, 6] - 0.3).magnitude < 0.008)
    #expect(result.light[6, 8].isNaN && result.validity[6, 8] == .lost)
    #expect(result.validity.invalidCount == 3)
  }

  @Test(arguments: InstructionSet.supported)
  func lineAndShadowBordersAreLeftAlone(isa: InstructionSet) {
    let size = Size(64, 48)
    for slope in [0, 0.4, 1, -0.7, 3] {
      let line = Plane<Float>(size: size) { y, row in
        for x in row.indices {
          let distance =
            abs(Double(x) - 30 - slope * (Double(y) - 24)) / (1 + slope * slope).squareRoot()
          row[x] = 0.05 + 0.6 * Float(max(0, 1 - distance / 1.5))
        }
      }
      let border = Plane<Float>(size: size) { y, row in
        for x in row.indices { row[x] = Double(x) - 30 > slope * (Double(y) - 24) ? 0.5 : 0.01 }
      }
      for light in [line, border] {
        let result = Self.filter.corrected(
          light, validity: Validity(allValid: size), window: RowWindow(whole: 48), isa: isa)
        #expect(result.validity.count(of: .badPixel) == 0, "\(slope)")
      }
    }
  }

  /// Texture, shadows and black, in which many pixels stand out, some alone; some are no data.
  private func texture(_ size: Size, seed: UInt64) -> (Plane<Float>, Validity) {
    let noise = Plane<Float>.random(size, in: -1...1, seed: seed)
    let choice = Plane<Float>.random(size, in: 0...1, seed: seed + 1)
    let light = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let level: Float = (x / 9 + y / 7) % 3 == 0 ? 0.001 : 0.3
        let depth: Float = (x / 23 + y / 17) % 2 == 0 ? 0.02 : 0.3
        row[x] = level * (1 + depth * noise[x, y]) + (choice[x, y] > 0.97 ? 0.2 * noise[x, y] : 0)
        if x % 40 < 12 && y % 30 < 8 { row[x] = 0.002 * noise[x, y] }
      }
    }
    let marks = Plane<UInt8>(size: size) { y, row in
      for x in row.indices {
        row[x] = choice[x, y] < 0.01 && x % 64 > 30 ? 1 << UInt8(choice[x, y] * 400) : 0
      }
    }
    return (light, seed % 2 == 0 ? Validity(marks) : Validity(allValid: size))
  }

  /// Registers and rows decide as one pixel after the other does, whole or in bands.
  @Test(arguments: InstructionSet.supported, [true, false])
  func whatLiesFollowsFromTheDefinition(isa: InstructionSet, hasColors: Bool) {
    var filter = Self.filter
    filter.hasColors = hasColors
    let sizes = awkwardSizes + [Size(200, 90), Size(131, 61), Size(66, 40), Size(257, 33)]
    var found = 0
    for (seed, size) in sizes.enumerated() {
      let (light, validity) = texture(size, seed: UInt64(seed))
      let expected = LiarOracle(
        light, validity, filter.noise, threshold: 4.5, spacing: hasColors ? 2 : 1
      ).corrected()
      found += expected.validity.count(of: .badPixel)
      for height in [size.height, 7] where height > 0 {
        for first in stride(from: 0, to: size.height, by: height) {
          let wanted = first..<min(size.height, first + height)
          let held = max(0, first - 5)..<min(size.height, wanted.upperBound + 5)
          let region = Region(x: 0, y: held.lowerBound, width: size.width, height: held.count)
          let result = filter.corrected(
            light.view(region).awkwardlyPlaced(in: .nan), validity: validity.view(region),
            window: RowWindow(height: size.height, held: held, wanted: wanted), isa: isa)
          let difference = result.light.firstDifference { expected.light[$0, $1 + first] }
          #expect(difference == nil, "\(size) from \(first)")
          for y in 0..<wanted.count {
            for x in 0..<size.width
            where result.validity[x, y] != expected.validity[x, y + first] {
              Issue.record("validity of \(x), \(y + first) of \(size)")
            }
          }
        }
      }
    }
    #expect(found > (hasColors ? 300 : 100))
  }
}
