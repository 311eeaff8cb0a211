import Raster

@testable import Kernels

/// Block matching as its formulas say it: every window summed anew.
struct BlockOracle {
  let matcher: BlockMatcher
  let pair: PairOracle

  private var reach: Int { matcher.window / 2 }

  /// 16 times the disparity of each pixel.
  func matched() -> Plane<Int16> {
    let winners = WinnerOracle(
      pair: pair, minimum: matcher.minimum, disparities: matcher.disparities,
      uniqueness: matcher.uniqueness, consistency: matcher.consistency)
    let (width, height) = (pair.size.width, pair.size.height)
    let costs = (0..<height).map { y in
      (0..<width).map { x in
        (0..<matcher.disparities).map { cost(x, y, matcher.minimum + $0) }
      }
    }
    let codes = (0..<height).map { y in
      let sums = (0..<width).map { x in
        (0..<matcher.disparities).map { d in
          window(x, y).reduce(0) { $0 + costs[$1.y][$1.x][d] }
        }
      }
      return winners.codes(sums, y)
    }
    return Plane(size: pair.size) { y, row in
      for x in row.indices {
        row[x] = isLevel(x, y) ? SemiGlobalMatcher.unknown : codes[y][x]
      }
    }
  }

  /// The pixels of a window; beyond an edge, those at the edge again.
  private func window(_ x: Int, _ y: Int) -> [(x: Int, y: Int)] {
    (-reach...reach).flatMap { dy in
      (-reach...reach).map { dx in
        (min(max(x + dx, 0), pair.size.width - 1), min(max(y + dy, 0), pair.size.height - 1))
      }
    }
  }

  private func isLevel(_ x: Int, _ y: Int) -> Bool {
    let slopes = window(x, y).map { place in
      pair.isMissing(pair.missing.left, place.x, place.y, reach: 1)
        ? 0 : abs(slope(pair.left, place.x, place.y))
    }
    let count = Double(matcher.window * matcher.window)
    return Double(slopes.reduce(0, +)) < matcher.texture * count
  }

  private func cost(_ x: Int, _ y: Int, _ disparity: Int) -> Int {
    let other = x - disparity
    if pair.isMissing(pair.missing.left, x, y, reach: 1)
      || pair.isMissing(pair.missing.right, other, y, reach: 1)
    {
      return 17
    }
    return abs(slope(pair.left, x, y) - slope(pair.right, other, y))
  }

  /// Half the slope by the operator of Sobel, limited.
  private func slope(_ plane: Plane<UInt8>, _ x: Int, _ y: Int) -> Int {
    let whole = zip([-1, 0, 1], [1, 2, 1]).reduce(0) { sum, line in
      sum + line.1
        * (pair.sample(plane, x + 1, y + line.0) - pair.sample(plane, x - 1, y + line.0))
    }
    return min(max((whole + 1) >> 1, -17), 17)
  }
}
