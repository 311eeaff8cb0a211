import ExactMath
import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct PatchDescriptorsTests {
  static let picture = Plane<Float>.random(Size(83, 67), seed: 9)

  static func spot(_ x: Double, _ y: Double, cell: Double, angle: Double) -> PatchDescriptors.Spot {
    let (sine, cosine) = Exact.sincos(angle)
    return PatchDescriptors.Spot(
      picture: 0, x: Float(x), y: Float(y), cell: Float(cell), cosine: Float(cosine),
      sine: Float(sine))
  }

  static let spots = [
    spot(40, 30, cell: 5, angle: 0.3), spot(2.5, 64, cell: 7.3, angle: 4),
    spot(81.9, 1, cell: 4.8, angle: 2.2), spot(41, 33, cell: 30, angle: 5.9),
    spot(-20, 30, cell: 3, angle: 1),
  ]

  /// From the definition, in doubles with exact angles.
  static func naive(_ spot: PatchDescriptors.Spot) -> [Double] {
    func sample(_ column: Int, _ row: Int) -> Double {
      let (along, down) = (Double(column) - 10.5, Double(row) - 10.5)
      let (c, s) = (
        Double(spot.cosine) * Double(spot.cell) / 4, Double(spot.sine) * Double(spot.cell) / 4
      )
      let x = max(0, min(82, Double(spot.x) + along * c - down * s))
      let y = max(0, min(66, Double(spot.y) + along * s + down * c))
      let (left, top) = (min(81, Int(x)), min(65, Int(y)))
      let (fx, fy) = (x - Double(left), y - Double(top))
      func at(_ dx: Int, _ dy: Int) -> Double { Double(picture[left + dx, top + dy]) }
      let upper = at(0, 0) * (1 - fx) + at(1, 0) * fx
      return upper * (1 - fy) + (at(0, 1) * (1 - fx) + at(1, 1) * fx) * fy
    }
    var sums = [Double](repeating: 0, count: 128)
    for row in 0..<20 {
      for column in 0..<20 {
        let dx = sample(column + 2, row + 1) - sample(column, row + 1)
        let dy = sample(column + 1, row + 2) - sample(column + 1, row)
        let slope = (dx * dx + dy * dy).squareRoot()
        var turn = Exact.atan2(dy, dx) / (2 * .pi) * 8
        if turn < 0 { turn += 8 }
        // In cells from the middle of the first one.
        let (u, v) = ((Double(column) + 0.5) / 4 - 1, (Double(row) + 0.5) / 4 - 1)
        let weight = Exact.exp(-((u - 1.5) * (u - 1.5) + (v - 1.5) * (v - 1.5)) / 8)
        for cell in 0..<16 {
          let near =
            max(0, 1 - (u - Double(cell % 4)).magnitude)
            * max(0, 1 - (v - Double(cell / 4)).magnitude)
          for layer in 0..<8 {
            let away = (turn - Double(layer)).magnitude
            sums[cell * 8 + layer] += slope * weight * near * max(0, 1 - min(away, 8 - away))
          }
        }
      }
    }
    return sums
  }

  static func codes(_ sums: [Double], _ norm: PatchDescriptors.Norm) -> [Double] {
    func unit(_ values: [Double]) -> [Double] {
      let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
      return length > 0 ? values.map { $0 / length } : values
    }
    let limited = unit(sums).map { min($0, 0.2) }
    let total = limited.reduce(0, +)
    let values =
      norm == .sift || total == 0 ? unit(limited) : limited.map { ($0 / total).squareRoot() }
    return values.map { min(255, $0 * 512) }
  }

  @Test(arguments: PatchDescriptors.Norm.allCases)
  func codesAreThoseOfTheDefinition(norm: PatchDescriptors.Norm) {
    let found = PatchDescriptors.codes(of: Self.spots, in: [Self.picture], norm: norm)
    for (index, spot) in Self.spots.enumerated() {
      let wanted = Self.codes(Self.naive(spot), norm)
      for place in 0..<128 {
        let error = (Double(found[place, index]) - wanted[place]).magnitude
        #expect(error < 0.7, "\(index), \(place): \(found[place, index]), \(wanted[place])")
      }
    }
  }

  @Test(arguments: InstructionSet.supported)
  func theBitsAreThoseOfTheBaseline(isa: InstructionSet) {
    let many = (0..<60).flatMap { _ in Self.spots }
    let baseline = PatchDescriptors.codes(
      of: many, in: [Self.picture], norm: .root, context: FilterContext(isa: .baseline))
    let other = PatchDescriptors.codes(
      of: many, in: [Self.picture], norm: .root, context: FilterContext(threads: 3, isa: isa))
    #expect(baseline == other)
  }

  @Test func whereNothingIsToSeeAllIsZero() {
    let flat = Plane<Float>(size: Size(40, 40), repeating: 0.5)
    for norm in PatchDescriptors.Norm.allCases {
      let codes = PatchDescriptors.codes(
        of: [Self.spot(20, 20, cell: 4, angle: 1)], in: [flat], norm: norm)
      #expect((0..<128).allSatisfy { codes[$0, 0] == 0 })
    }
  }
}
