import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct MosaicDenoiseTests {
  private static let filter = MosaicDenoise(
    noise: SensorNoise(atBlack: 0.01, electrons: 2000), strength: 0.9)

  /// The definition, pixel by pixel.
  private func oracle(_ light: Plane<Float>, _ validity: Validity) -> Plane<Float> {
    let (v, variance) = (1.0 / 2000, 0.01 * 0.01)
    let (slope, rest, scale) = (Float(v), Float(variance + 0.375 * v * v), Float(2 / v))
    let limit: Float = 1 / (18 * Float(0.9) * 0.9 * (3 - 0.8))
    func place(_ x: Int, _ y: Int) -> (x: Int, y: Int) {
      (
        Border.reflect101.source(of: x, count: light.width) ?? 0,
        Border.reflect101.source(of: y, count: light.height) ?? 0
      )
    }
    func known(_ x: Int, _ y: Int) -> Float {
      let at = place(x, y)
      return validity[at.x, at.y] == [] ? 1 : 0
    }
    func stable(_ x: Int, _ y: Int) -> Float {
      let at = place(x, y)
      return scale * max(light[at.x, at.y] * slope + rest, 0).squareRoot()
    }
    return Plane(size: light.size) { y, row in
      for x in row.indices {
        row[x] = light[x, y]
        if known(x, y) == 0 { continue }
        var (sum, weights) = (light[x, y], Float(1))
        for dy in [-6, -4, -2, 0, 2, 4, 6] {
          for dx in [-6, -4, -2, 0, 2, 4, 6] where dx != 0 || dy != 0 {
            var (columns, count) = ([Float](), Float(0))
            for i in -1...1 {
              var column: Float = 0
              for j in -1...1 {
                let both = known(x + i, y + j) * known(x + dx + i, y + dy + j)
                let difference = stable(x + i, y + j) - stable(x + dx + i, y + dy + j)
                column =
                  j == -1
                  ? both * (difference * difference)
                  : column + both * (difference * difference)
                count += both
              }
              columns.append(column)
            }
            let sumOfSquares = columns[0] + columns[1] + columns[2]
            let t = 3 / (3 - Float(0.8)) - sumOfSquares * (9 / max(count, 1)) * limit
            let share = min(max(t, 0), 1)
            let weight = share * share * known(x + dx, y + dy)
            let at = place(x + dx, y + dy)
            sum += weight * light[at.x, at.y]
            weights += weight
          }
        }
        row[x] = sum / weights
      }
    }
  }

  @Test(arguments: InstructionSet.supported, [false, true])
  func everySetDoesWhatTheDefinitionSays(isa: InstructionSet, hasDefects: Bool) {
    for (seed, size) in awkwardSizes.enumerated() where size.area > 0 && size.area < 3000 {
      let light = Plane<Float>.random(size, in: -0.02...0.12, seed: UInt64(seed))
      let validity =
        hasDefects
        ? Validity(
          Plane(size: size) { y, row in
            for x in row.indices { row[x] = (x * 5 + y * 11) % 23 < 2 ? 1 : 0 }
          }) : Validity(allValid: size)
      let found = Self.filter.denoised(
        light.awkwardlyPlaced(in: .nan), validity: validity,
        window: RowWindow(whole: size.height), isa: isa)
      let wanted = oracle(light, validity)
      #expect(found.firstDifference { wanted[$0, $1] } == nil, "\(size)")
    }
  }

  /// A wall with a border of shadow: noise shrinks, the mean and the border stay.
  @Test func noiseShrinksAndBordersStay() {
    let size = Size(120, 80)
    let clean = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        row[x] = (3 * x + y < 170 ? 0.4 : 0.02) * ((x + y) % 2 == 0 ? 1 : 0.7)
      }
    }
    let gauss = (0..<12).map { Plane<Float>.random(size, in: -0.5...0.5, seed: UInt64($0) + 40) }
    let noisy = Plane<Float>(size: size) { y, row in
      for x in row.indices {
        let normal = gauss.reduce(Float(0)) { $0 + $1[x, y] }
        row[x] = clean[x, y] + (0.0001 + clean[x, y] / 2000).squareRoot() * normal
      }
    }
    let result = MosaicDenoise(noise: SensorNoise(atBlack: 0.01, electrons: 2000)).denoised(
      noisy, validity: Validity(allValid: size), window: RowWindow(whole: 80))
    var (before, after, bias) = (Float(0), Float(0), Float(0))
    for y in 0..<80 {
      for x in 0..<120 {
        let error = result[x, y] - clean[x, y]
        before += (noisy[x, y] - clean[x, y]) * (noisy[x, y] - clean[x, y])
        after += error * error
        bias += error
      }
    }
    #expect(after < 0.09 * before, "\(after / before)")
    #expect((bias / Float(size.area)).magnitude < 0.0002, "\(bias / Float(size.area))")
  }
}
