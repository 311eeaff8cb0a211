import Raster
import Testing

@testable import Kernels

@Suite struct SemiGlobalTests {
  private static let widths = [1, 2, 17, 63, 64, 65, 100]
  private static let searches = [
    (1, 0), (15, 0), (16, -3), (16, 2), (64, 0), (65, -20), (100, 5), (2, 0), (3, -1),
  ]

  /// Bit by bit what the formulas say, whatever is asked for.
  @Test(arguments: SemiGlobalMatcher.Ways.allCases, InstructionSet.supported)
  func itIsWhatTheFormulasSay(ways: SemiGlobalMatcher.Ways, isa: InstructionSet) {
    for (index, width) in Self.widths.enumerated() {
      for (turn, search) in Self.searches.enumerated() where (index + turn) % 2 == 0 {
        let size = Size(width, 1 + (index + turn) % 9)
        let pair = randomPair(
          size, disparity: search.1 + search.0 / 2, missing: turn % 3 == 1,
          seed: UInt64(10 * index + turn), onlyRight: turn % 2 == 0)
        var matcher = SemiGlobalMatcher()
        (matcher.disparities, matcher.minimum) = search
        matcher.ways = ways
        matcher.consistency = [1, nil, 0][(index + turn / 2) % 3]
        matcher.uniqueness = [0, 15, 90][(index + turn) % 3]
        if turn % 4 == 3 { (matcher.step, matcher.leastJump, matcher.jump) = (0, 0, 93) }
        let oracle = SemiGlobalOracle(
          matcher: matcher,
          pair: PairOracle(left: pair.left, right: pair.right, missing: pair.missing))
        let wanted = oracle.matched()
        for (threads, stripRows) in [(1, nil), (2, 2), (3, 5), (1, 1)] {
          matcher.stripRows = stripRows
          let found = matcher.matched(
            pair.left, pair.right, missing: pair.missing, threads: threads, isa: isa)
          let difference = found.firstDifference { x, y in wanted[x, y] }
          #expect(difference == nil, "\(size) \(search) \(threads) threads")
        }
      }
    }
  }

  /// A pair that is easy finds its disparities; that of the pictures changed over does not.
  @Test func aSurfaceIsFound() {
    let pair = randomPair(Size(120, 40), disparity: 9, missing: false, seed: 4)
    var matcher = SemiGlobalMatcher()
    matcher.disparities = 16
    let found = matcher.matched(pair.left, pair.right)
    let middle = (45..<75).map { found[$0, 20] }
    #expect(middle.allSatisfy { abs(Int($0) - 9 * 16) <= 8 })
    #expect(found[100, 20] != SemiGlobalMatcher.unknown && abs(Int(found[100, 20]) - 128) <= 8)
  }

  /// Nothing is matched in pictures of no pixels.
  @Test func emptyPicturesStayEmpty() {
    let nothing = Plane<UInt8>(size: Size(0, 4), repeating: 0)
    #expect(SemiGlobalMatcher().matched(nothing, nothing).size == Size(0, 4))
  }
}
