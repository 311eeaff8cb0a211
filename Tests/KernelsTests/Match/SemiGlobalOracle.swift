import Raster

@testable import Kernels

/// Semi-global matching as its formulas say it: whole volumes, one way after the other.
struct SemiGlobalOracle {
  let matcher: SemiGlobalMatcher
  let pair: PairOracle

  /// 16 times the disparity of each pixel.
  func matched() -> Plane<Int16> {
    let (width, height) = (pair.size.width, pair.size.height)
    let costs = (0..<height).map { y in
      (0..<width).map { x in
        (0..<matcher.disparities).map { pair.cost(x, y, disparity: matcher.minimum + $0) }
      }
    }
    var sums = costs.map { $0.map { $0.map { _ in 0 } } }
    for direction in directions {
      let way = way(costs, direction)
      for y in 0..<height {
        for x in 0..<width {
          for d in sums[y][x].indices { sums[y][x][d] += way[y][x][d] }
        }
      }
    }
    let winners = WinnerOracle(
      pair: pair, minimum: matcher.minimum, disparities: matcher.disparities,
      uniqueness: matcher.uniqueness, consistency: matcher.consistency)
    let codes = sums.indices.map { winners.codes(sums[$0], $0) }
    return Plane(size: pair.size) { y, row in
      for x in row.indices { row[x] = codes[y][x] }
    }
  }

  /// Steps from a pixel to those that its ways come from.
  private var directions: [(x: Int, y: Int)] {
    let along = [(-1, 0), (1, 0)]
    let corners = [(-1, -1), (1, -1)]
    return switch matcher.ways {
    case .four: along + corners
    case .five: along + corners + [(0, -1)]
    case .eight: along + corners + [(0, -1), (-1, 1), (0, 1), (1, 1)]
    }
  }

  /// L of every pixel and disparity, for one way (Hirschmüller, equation 13).
  private func way(_ costs: [[[Int]]], _ from: (x: Int, y: Int)) -> [[[Int]]] {
    let (width, height) = (pair.size.width, pair.size.height)
    var result = costs
    for row in 0..<height {
      let y = from.y > 0 ? height - 1 - row : row
      for column in 0..<width {
        let x = from.x > 0 ? width - 1 - column : column
        let before = (x: x + from.x, y: y + from.y)
        guard (0..<width).contains(before.x), (0..<height).contains(before.y) else { continue }
        let grey = pair.sample(pair.left, x, y)
        let difference = abs(grey - pair.sample(pair.left, before.x, before.y))
        let jump = max(
          matcher.leastJump, matcher.jump * matcher.edge / (matcher.edge + difference))
        let other = result[before.y][before.x]
        let least = other.min() ?? 0
        for d in other.indices {
          var best = min(other[d], least + jump)
          if d > 0 { best = min(best, other[d - 1] + matcher.step) }
          if d + 1 < other.count { best = min(best, other[d + 1] + matcher.step) }
          result[y][x][d] = costs[y][x][d] + best - least
        }
      }
    }
    return result
  }
}
