import ExactMath
import Raster
import Testing

@testable import Kernels

@Suite struct ToneCodesTests {
  private static func sRGB(_ light: Double) -> Double {
    light <= 0.003_130_8 ? 12.92 * light : 1.055 * Exact.pow(light, 1 / 2.4) - 0.055
  }

  @Test func codesOfACurveAreTheNearest() {
    let curves: [(isSmooth: Bool, value: (Double) -> Double)] = [
      (true, Self.sRGB), (true, { $0 }), (true, { 0.3 + 0.5 * $0 * $0 }),
      (false, { Exact.pow($0, 1 / 2.2) }), (false, { $0 < 0.4 ? 0 : 1 }),
    ]
    for curve in curves {
      let tone = ToneCodes(curve.value)
      #expect(tone.parabolas.isEmpty != curve.isSmooth)
      for (code, light) in zip(tone.entries, ToneCodes.lights) {
        #expect(abs(Double(code) - 255 * curve.value(light)) <= (curve.isSmooth ? 0.58 : 0.5))
      }
    }
  }

  /// Lights beside every entry, and beside every change from one entry to the next.
  @Test(arguments: InstructionSet.supported)
  func parabolasGiveTheCodesOfTheTable(isa: InstructionSet) {
    let tone = ToneCodes(Self.sRGB)
    let light = Plane<Float>(size: Size(6 * 6161, 2)) { y, row in
      for x in row.indices {
        let bits = 0x3C80_0000 + UInt32(x / 6) << 13 + (x % 6 < 3 ? 0 : 0x1000)
        let place = Float(bitPattern: bits &+ UInt32(x % 3) &- 1) - 0x1p-6
        row[x] = y == 0 ? place : [.nan, .infinity, -.infinity, -1, 2, -0][x % 6]
      }
    }
    let read = Quantisation.tone8(light, tone, parabolas: [], offset: 0, scale: 1, isa: isa)
    let computed = Quantisation.tone8(
      light, tone, parabolas: tone.parabolas, offset: 0, scale: 1, isa: isa)
    #expect(read == computed)
    #expect(Set((0..<light.width).map { read[$0, 0] }).count == 256)
  }
}
