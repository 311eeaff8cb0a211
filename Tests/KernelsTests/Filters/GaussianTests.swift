import Kernels
import Raster
import TestSupport
import Testing

@Suite struct GaussianTests {
  @Test func weightsAreThoseOfTheBellCurve() {
    // exp(-k²/2) over the sum for k of -2...2, in 60 digits elsewhere.
    let weights = Gaussian(sigma: 1).weights(taps: 5).weights
    let expected: [Float] = [
      0.054_488_685, 0.244_201_35, 0.402_619_96, 0.244_201_35, 0.054_488_685,
    ]
    #expect(zip(weights, expected).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test(arguments: [0.3, 1.1, 4.05, 4.2, 20, 64])
  func theTapsHoldTheWeight(sigma: Double) {
    let gaussian = Gaussian(sigma: sigma)
    let wide = Gaussian(sigma: sigma).weights(taps: min(511, gaussian.taps + 20)).weights
    let lost = wide.prefix(10).reduce(0, +) + wide.suffix(10).reduce(0, +)
    #expect(lost < 0.0003)
    #expect(gaussian.passes.count == 1)
    #expect((gaussian.taps <= 31) == (sigma <= 4.05))
  }

  /// The variance that a single bright pixel is spread to, down the middle column.
  private func variance(_ plane: Plane<Float>) -> Double {
    var (total, moment) = (0.0, 0.0)
    let middle = plane.height / 2
    for y in 0..<plane.height {
      let value = Double(plane[plane.width / 2, y])
      total += value
      moment += value * Double((y - middle) * (y - middle))
    }
    return moment / total
  }

  @Test(arguments: [0.8, 3, 12, 90])
  func aPointIsSpreadByItsVariance(sigma: Double) {
    let side = Int(sigma * 10) | 1
    let point = Plane<Float>(size: Size(9, side)) { y, row in
      for x in row.indices { row[x] = y == side / 2 ? 1 : 0 }
    }
    let result = Convolution.gaussian(point, Gaussian(sigma: sigma))
    #expect(abs(variance(result) / (sigma * sigma) - 1) < 0.006)
  }

  @Test func aFlatPictureStaysFlat() {
    for code in [UInt8(0), 1, 100, 255] {
      let flat = Plane<UInt8>(size: Size(50, 40), repeating: code)
      for sigma in [0.5, 1.1, 2.6, 5, 9] {
        #expect(Convolution.gaussian(flat, Gaussian(sigma: sigma)) == flat)
      }
    }
    let gray = Plane<UInt16>(size: Size(50, 40), repeating: 40000)
    #expect(Convolution.gaussian(gray, Gaussian(sigma: 3)) == gray)
  }
}
