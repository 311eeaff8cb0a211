import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct ScaleExtremaTests {
  /// Few different values, so that many neighbours are equal.
  static func levels(_ size: Size, seed: UInt64) -> [Plane<Float>] {
    var generator = SeededGenerator(seed: seed)
    return (0..<6).map { _ in
      Plane<Float>(size: size) { _, row in
        for x in row.indices { row[x] = Float(Int.random(in: 0...60, using: &generator)) }
      }
    }
  }

  /// Looks at all 26 neighbours of every sample.
  static func naive(_ levels: [Plane<Float>], above least: Float, margin: Int)
    -> [ScaleExtrema.Spot]
  {
    let size = levels[0].size
    func at(_ x: Int, _ y: Int, _ layer: Int) -> Float {
      levels[layer + 1][x, y] - levels[layer][x, y]
    }
    func isTop(_ x: Int, _ y: Int, _ layer: Int, _ sign: Float) -> Bool {
      let value = sign * at(x, y, layer)
      var isBefore = true
      guard value > least else { return false }
      for l in -1...1 {
        for dy in -1...1 {
          for dx in -1...1 {
            if l == 0, dy == 0, dx == 0 {
              isBefore = false
            } else {
              let other = sign * at(x + dx, y + dy, layer + l)
              if other > value || (other == value && !isBefore) { return false }
            }
          }
        }
      }
      return true
    }
    var spots: [ScaleExtrema.Spot] = []
    guard size.width > 2 * margin, size.height > 2 * margin else { return [] }
    for y in margin..<size.height - margin {
      for layer in 1...levels.count - 3 {
        for x in margin..<size.width - margin
        where isTop(x, y, layer, 1) || isTop(x, y, layer, -1) {
          spots.append(ScaleExtrema.Spot(x: x, y: y, layer: layer))
        }
      }
    }
    return spots
  }

  @Test(arguments: InstructionSet.supported)
  func theyAreThoseOfALookAtAllNeighbours(isa: InstructionSet) {
    var found = 0
    let sizes = [
      Size(1, 1), Size(3, 3), Size(4, 9), Size(17, 5), Size(33, 40), Size(64, 70), Size(131, 35),
    ]
    for (index, size) in sizes.enumerated() {
      let levels = Self.levels(size, seed: UInt64(index))
      for margin in [1, 5] {
        for threads in [1, 3] {
          let spots = ScaleExtrema.spots(
            of: levels, above: 8, margin: margin, in: FilterContext(threads: threads, isa: isa))
          #expect(spots == Self.naive(levels, above: 8, margin: margin), "\(size)")
          found += spots.count
        }
      }
    }
    #expect(found > 500)
  }

  /// Of a plateau of equal samples one is taken.
  @Test func aPlateauHasOneTop() {
    let flat = Plane<Float>(size: Size(9, 9), repeating: 0)
    let raised = Plane<Float>(size: Size(9, 9)) { y, row in
      for x in row.indices { row[x] = (3...4).contains(x) && (4...5).contains(y) ? 1 : 0 }
    }
    let levels = [flat, flat, raised, raised]
    let spots = ScaleExtrema.spots(of: levels, above: 0.5, margin: 1)
    #expect(spots == [ScaleExtrema.Spot(x: 4, y: 5, layer: 1)])
  }
}
