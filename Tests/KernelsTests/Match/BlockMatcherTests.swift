import Raster
import Testing

@testable import Kernels

@Suite struct BlockMatcherTests {
  private static let widths = [1, 2, 17, 31, 32, 33, 63, 64, 65, 100]
  private static let searches = [
    (1, 0), (15, 0), (16, -3), (16, 2), (64, 0), (65, -20), (100, 5), (2, 0), (3, -1),
  ]

  /// Bit by bit what the formulas say, whatever is asked for.
  @Test(arguments: InstructionSet.supported)
  func itIsWhatTheFormulasSay(isa: InstructionSet) {
    for (index, width) in Self.widths.enumerated() {
      for (turn, search) in Self.searches.enumerated() where (index + turn) % 3 == 0 {
        let size = Size(width, 1 + (index + turn) % 9)
        let pair = randomPair(
          size, disparity: search.1 + search.0 / 2, missing: turn % 3 == 1,
          seed: UInt64(10 * index + turn), onlyRight: turn % 2 == 0)
        var matcher = BlockMatcher()
        (matcher.disparities, matcher.minimum) = search
        matcher.window = [3, 5, 9, 31][(index + turn / 2) % 4]
        matcher.texture = [0, 0.25, 9.7][index % 3]
        matcher.consistency = [1, nil, 0][(index + turn / 2) % 3]
        matcher.uniqueness = [0, 15, 90][(turn + index / 2) % 3]
        let oracle = BlockOracle(
          matcher: matcher,
          pair: PairOracle(left: pair.left, right: pair.right, missing: pair.missing))
        let wanted = oracle.matched()
        for threads in 1...3 {
          let found = matcher.matched(
            pair.left, pair.right, missing: pair.missing, threads: threads, isa: isa)
          let difference = found.firstDifference { x, y in wanted[x, y] }
          #expect(difference == nil, "\(size) \(search) \(threads) threads")
        }
      }
    }
  }

  /// Bands of rows meet without a seam.
  @Test func threadsChangeNoBit() {
    let pair = randomPair(Size(70, 150), disparity: 8, missing: true, seed: 3)
    var matcher = BlockMatcher()
    (matcher.disparities, matcher.window) = (16, 5)
    let results = [1, 2, 3].map {
      matcher.matched(pair.left, pair.right, missing: pair.missing, threads: $0)
    }
    #expect(results[1] == results[0] && results[2] == results[0])
    #expect(results[0].firstDifference { _, _ in SemiGlobalMatcher.unknown } != nil)
  }

  /// The strongest costs over the largest window still fit.
  @Test(arguments: InstructionSet.supported)
  func theLargestSumsFit(isa: InstructionSet) {
    let stripes = { (phase: Int) in
      Plane<UInt8>(size: Size(40, 34)) { _, row in
        for x in row.indices { row[x] = (x / 2 + phase) % 2 == 0 ? 0 : 255 }
      }
    }
    var matcher = BlockMatcher()
    (matcher.disparities, matcher.window, matcher.consistency) = (4, 31, nil)
    let (left, right) = (stripes(0), stripes(1))
    let pair = PairOracle(left: left, right: right, missing: (nil, nil))
    let wanted = BlockOracle(matcher: matcher, pair: pair).matched()
    let found = matcher.matched(left, right, isa: isa)
    #expect(found.firstDifference { x, y in wanted[x, y] } == nil)
    #expect(abs(found[20, 17] - 32) <= 1)
  }

  /// Where there is no texture, nothing is known.
  @Test func levelWindowsAreUnknown() {
    let flat = Plane<UInt8>(size: Size(50, 20), repeating: 99)
    var matcher = BlockMatcher()
    matcher.disparities = 8
    let unknown = Plane<Int16>(size: flat.size, repeating: SemiGlobalMatcher.unknown)
    #expect(matcher.matched(flat, flat) == unknown)
    matcher.texture = 0
    matcher.consistency = nil
    #expect(matcher.matched(flat, flat)[20, 10] == 0)
  }
}
