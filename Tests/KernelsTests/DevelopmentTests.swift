import Kernels
import Raster
import TestSupport
import Testing

/// The fused development gives the codes of its steps.
@Suite struct DevelopmentTests {
  static let levels = Levels(blackPerSite: [60, 61, 64, 66], white: 4000, validBits: 12)

  /// A curve with a steep begin, which no parabolas are, and a smooth one.
  static let tones = [
    ToneCodes { $0.squareRoot() }, ToneCodes { $0 * (1.5 - $0 * (0.75 - 0.25 * $0)) },
  ]

  static func development(
    _ method: Debayer.Method, balance: MosaicBalance = .none, tone: ToneCodes = tones[0]
  ) -> Development {
    var result = Development(levels: levels, method: method, tone: tone)
    result.balance = balance
    result.gains = [1.9, 1, 1.6]
    result.matrix = [1.7, -0.5, -0.2, -0.2, 1.5, -0.3, 0, -0.5, 1.5]
    result.offset = 0.01
    result.scale = 1.1
    return result
  }

  /// One thing after the other.
  static func steps(
    _ codes: Plane<UInt16>, _ development: Development, _ pattern: BayerPattern
  ) -> RGBPlanes<UInt8> {
    let light = SensorLevels.light(from: codes, firstRow: 0, levels: development.levels)
    let colors = Debayer.colors(
      of: light, by: development.method, pattern: pattern, balance: development.balance)
    let balanced = RGBPlanes(
      red: ColorPlanes.scaled(colors.red, by: development.gains[0]),
      green: ColorPlanes.scaled(colors.green, by: development.gains[1]),
      blue: ColorPlanes.scaled(colors.blue, by: development.gains[2]))
    let matrixed = ColorPlanes.transformed(balanced, by: development.matrix)
    func tone(_ plane: Plane<Float>) -> Plane<UInt8> {
      Quantisation.tone8(
        plane, by: development.tone, offset: development.offset, scale: development.scale)
    }
    return RGBPlanes(
      red: tone(matrixed.red), green: tone(matrixed.green), blue: tone(matrixed.blue))
  }

  @Test(arguments: InstructionSet.supported, [Debayer.Method.bilinear, .malvar])
  func itGivesTheCodesOfItsSteps(isa: InstructionSet, method: Debayer.Method) {
    for balance in [MosaicBalance.none, MosaicBalance(red: 1.9, green: 1, blue: 1.6)] {
      for tone in Self.tones {
        expectSteps(Self.development(method, balance: balance, tone: tone), isa: isa)
      }
    }
  }

  private func expectSteps(_ development: Development, isa: InstructionSet) {
    for (seed, size) in awkwardSizes.enumerated() {
      let codes = Plane<UInt16>.random(size, below: 4200, seed: UInt64(seed))
        .awkwardlyPlaced(in: 65535)
      for pattern in [BayerPattern.rggb, .gbrg, .bggr] {
        let expected = Self.steps(codes, development, pattern)
        let found = development.planes(of: codes, pattern: pattern, isa: isa)
        #expect(found == expected, "\(size) \(pattern)")
        let woven = development.interleaved(of: codes, pattern: pattern, isa: isa)
        for (channel, plane) in expected.planes.enumerated() {
          #expect(plane.firstDifference { woven[3 * $0 + channel, $1] } == nil)
        }
      }
    }
  }

  @Test(arguments: [Debayer.Method.bilinear, .malvar], [1, 3, 8])
  func bandsGiveTheCodesOfTheWhole(method: Debayer.Method, step: Int) {
    let codes = Plane<UInt16>.random(Size(37, 23), below: 4200, seed: 3)
    let development = Self.development(method)
    let whole = development.planes(of: codes, pattern: .grbg)
    for start in stride(from: 0, to: 23, by: step) {
      let wanted = start..<min(23, start + step)
      let reach = method.radius
      let held = max(0, wanted.lowerBound - reach)..<min(23, wanted.upperBound + reach)
      let part = codes.view(Region(x: 0, y: held.lowerBound, width: 37, height: held.count))
      let band = development.planes(
        of: part, pattern: .grbg, window: RowWindow(height: 23, held: held, wanted: wanted))
      #expect(band == whole.view(Region(x: 0, y: start, width: 37, height: wanted.count)))
    }
  }
}
