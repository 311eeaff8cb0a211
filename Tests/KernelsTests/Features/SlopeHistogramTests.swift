import ExactMath
import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct SlopeHistogramTests {
  static let picture = Plane<Float>.random(Size(61, 47), seed: 5)
  static let spots = [
    SlopeHistogram.Spot(picture: 0, x: 30.2, y: 20.7, sigma: 2.45),
    SlopeHistogram.Spot(picture: 0, x: 1.5, y: 0.3, sigma: 3.1),
    SlopeHistogram.Spot(picture: 0, x: 60, y: 46, sigma: 7),
    SlopeHistogram.Spot(picture: 0, x: 33, y: 24, sigma: 20),
    SlopeHistogram.Spot(picture: 0, x: -50, y: 10, sigma: 2),
  ]

  /// In doubles, with exact angles.
  static func naive(_ spot: SlopeHistogram.Spot) -> [Double] {
    var bins = [Double](repeating: 0, count: 36)
    let (x0, y0, sigma) = (Double(spot.x), Double(spot.y), Double(spot.sigma))
    for y in 1..<picture.height - 1 {
      for x in 1..<picture.width - 1 {
        let (dx, dy) = (Double(x) - x0, Double(y) - y0)
        guard dx.magnitude <= 3 * sigma, dy.magnitude <= 3 * sigma else { continue }
        let across = Double(picture[x + 1, y] - picture[x - 1, y])
        let down = Double(picture[x, y + 1] - picture[x, y - 1])
        let slope = (across * across + down * down).squareRoot()
        let weight = Exact.exp(-(dx * dx + dy * dy) / (2 * sigma * sigma))
        var turn = Exact.atan2(down, across) / (2 * .pi) * 36
        if turn < 0 { turn += 36 }
        let bin = Int(turn)
        bins[bin % 36] += slope * weight * (1 - (turn - Double(bin)))
        bins[(bin + 1) % 36] += slope * weight * (turn - Double(bin))
      }
    }
    return bins
  }

  @Test func binsAreThoseOfExactAngles() {
    let bins = SlopeHistogram.bins(around: Self.spots, in: [Self.picture])
    for (index, spot) in Self.spots.enumerated() {
      let wanted = Self.naive(spot)
      for bin in 0..<36 {
        let error = (Double(bins[bin, index]) - wanted[bin]).magnitude
        #expect(error < 2e-5 * (1 + wanted.reduce(0, +)), "\(spot), bin \(bin)")
      }
    }
    #expect((0..<36).allSatisfy { bins[$0, 4] == 0 })
  }

  @Test(arguments: InstructionSet.supported)
  func theBitsAreThoseOfTheBaseline(isa: InstructionSet) {
    let many = (0..<50).flatMap { _ in Self.spots }
    let baseline = SlopeHistogram.bins(
      around: many, in: [Self.picture], context: FilterContext(isa: .baseline))
    let other = SlopeHistogram.bins(
      around: many, in: [Self.picture], context: FilterContext(threads: 3, isa: isa))
    #expect(baseline == other)
  }

  /// A ramp has one direction.
  @Test(arguments: [(1.0, 0.0, 0), (0, 1, 9), (-1, 0, 18), (0, -1, 27), (1, 1, 4), (-1, -1, 22)])
  func aRampPointsUphill(across: Double, down: Double, bin: Int) {
    let ramp = Plane<Float>(size: Size(40, 40)) { y, row in
      for x in row.indices { row[x] = Float(across * Double(x) + down * Double(y)) }
    }
    let spot = SlopeHistogram.Spot(picture: 0, x: 20, y: 20, sigma: 3)
    let bins = SlopeHistogram.bins(around: [spot], in: [ramp])
    let sum = (0..<36).reduce(0) { $0 + bins[$1, 0] }
    #expect(bins[bin, 0] + bins[(bin + 1) % 36, 0] > 0.9999 * sum)
  }
}
