import Raster
import TestSupport
import Testing

@testable import Kernels

@Suite struct RefinementTests {
  /// Bit by bit what the formulas say, round after round.
  @Test(arguments: InstructionSet.supported)
  func itIsWhatTheFormulasSay(isa: InstructionSet) {
    let sizes = [
      Size(1, 1), Size(3, 9), Size(5, 2), Size(16, 7), Size(17, 1), Size(33, 12), Size(70, 20),
      Size(20, 140),
    ]
    for (index, size) in sizes.enumerated() {
      var refinement = SubpixelRefinement()
      refinement.reach = [5, 1, 15][index % 3]
      refinement.smoothing = [5, 15, 1, 2][index % 4]
      refinement.limit = index % 2 == 0 ? 1 : 0.1
      let seed = UInt64(index)
      let left = Plane<Float>.random(size, in: 0...90, seed: seed)
      let right = Plane<Float>.random(size, in: 0...90, seed: seed + 50)
      let missing = index % 2 == 0 ? nil : marks(size, seed: seed)
      let codes = surface(size, seed: seed)
      let start = codes.mapped { $0 == SemiGlobalMatcher.unknown ? -1e6 : Float($0) / 16 }
      let oracle = RefinementOracle(
        settings: refinement, left: left, right: right, missing: missing, start: start)
      var now = start
      for rounds in 1...2 {
        refinement.rounds = rounds
        let wanted = oracle.refined(now)
        now = wanted.disparities
        for threads in 1...3 {
          let found = refinement.refined(
            codes, left, right, missing: missing, threads: threads, isa: isa)
          let difference = found.disparities.firstDifference { x, y in
            codes[x, y] == SemiGlobalMatcher.unknown ? .infinity : now[x, y]
          }
          #expect(difference == nil, "\(size), \(rounds) rounds, \(threads) threads")
          let other = found.deviation.firstDifference { x, y in wanted.deviation[x, y] }
          #expect(other == nil, "\(size), \(rounds) rounds, \(threads) threads")
        }
      }
    }
  }

  /// An inclined surface with a step, holes and noise.
  private func surface(_ size: Size, seed: UInt64) -> Plane<Int16> {
    var generator = SeededGenerator(seed: seed)
    return Plane<Int16>(size: size) { y, row in
      for x in row.indices {
        let step = x > size.width / 2 ? 80 : 0
        let noise = Int.random(in: -4...4, using: &generator)
        let isHole = Int.random(in: 0..<12, using: &generator) == 0
        row[x] = isHole ? SemiGlobalMatcher.unknown : Int16(16 + 5 * y + 3 * x + step + noise)
      }
    }
  }

  private func marks(_ size: Size, seed: UInt64) -> Plane<UInt8> {
    var generator = SeededGenerator(seed: seed + 99)
    return Plane<UInt8>(size: size) { _, row in
      for x in row.indices { row[x] = .random(in: 0..<20, using: &generator) == 0 ? 1 : 0 }
    }
  }
}
