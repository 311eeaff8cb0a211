import Raster

@testable import Kernels

/// A rectified pair as matching sees it, pixel by pixel: columns and rows beyond the picture repeat
/// the last one.
struct PairOracle {
  let left: Plane<UInt8>
  let right: Plane<UInt8>
  let missing: (left: Plane<UInt8>?, right: Plane<UInt8>?)

  var size: Size { left.size }

  /// What is seen at a column and a row.
  func sample<S>(_ plane: Plane<S>, _ x: Int, _ y: Int) -> Int where S: BinaryInteger {
    Int(plane[min(max(x, 0), size.width - 1), min(max(y, 0), size.height - 1)])
  }

  /// Which of the 24 pixels around are darker.
  private func census(_ plane: Plane<UInt8>, _ x: Int, _ y: Int) -> [Bool] {
    let centre = sample(plane, x, y)
    return (-2...2).flatMap { dy in
      // A picture goes on beyond its edge before the census is taken.
      (-2...2).map { dx in sample(plane, x + dx, y + dy) < centre }
    }
  }

  /// Whether one of the pixels within reach of a pixel is missing.
  func isMissing(_ marks: Plane<UInt8>?, _ x: Int, _ y: Int, reach: Int) -> Bool {
    guard let marks else { return false }
    let (column, row) = (min(max(x, 0), size.width - 1), min(max(y, 0), size.height - 1))
    return (-reach...reach).contains { dy in
      (-reach...reach).contains { dx in
        size.bounds.contains(Region(x: column + dx, y: row + dy, width: 1, height: 1))
          && marks[column + dx, row + dy] != 0
      }
    }
  }

  /// Bits in which the census differs, and half the difference of grey up to 20.
  func cost(_ x: Int, _ y: Int, disparity: Int) -> Int {
    let other = x - disparity
    if isMissing(missing.left, x, y, reach: 2) || isMissing(missing.right, other, y, reach: 2) {
      return 17
    }
    let bits = zip(census(left, x, y), census(right, other, y)).filter { $0 != $1 }.count
    return bits + min(20, abs(sample(left, x, y) - sample(right, other, y))) / 2
  }
}

/// Reads disparities off sums, as ``disparityWinners`` and ``ConsistencyCheck`` say.
struct WinnerOracle {
  let pair: PairOracle
  let minimum: Int
  let disparities: Int
  let uniqueness: Int
  let consistency: Int?

  /// The disparities of a row, of its sums by column and disparity.
  func codes(_ sums: [[Int]], _ y: Int) -> [Int16] {
    let width = sums.count
    return sums.indices.map { x in
      let winner = lowest(sums[x])
      let code = 16 * winner + shift(sums[x], winner)
      let whole = Int((Double(code) / 16 + 0.5).rounded(.down))
      let there = x - whole - minimum
      guard isUnique(sums[x], winner), !isEnd(winner), (0..<width).contains(there) else {
        return SemiGlobalMatcher.unknown
      }
      if let consistency {
        let back = (0..<disparities).filter { (0..<width).contains(there + minimum + $0) }
          .map { (sum: sums[there + minimum + $0][$0], disparity: $0) }
          .min { $0.sum < $1.sum }
        guard let back, abs(back.disparity - whole) <= consistency else {
          return SemiGlobalMatcher.unknown
        }
      }
      if let marks = pair.missing.left, marks[x, y] != 0 { return SemiGlobalMatcher.unknown }
      if let marks = pair.missing.right, marks[there, y] != 0 { return SemiGlobalMatcher.unknown }
      return Int16(code + 16 * minimum)
    }
  }

  private func lowest(_ sums: [Int]) -> Int {
    sums.indices.min { sums[$0] < sums[$1] } ?? 0
  }

  /// Whether a better disparity may lie beyond those that are looked at.
  private func isEnd(_ winner: Int) -> Bool {
    disparities > 1 && (winner == disparities - 1 || winner == 0 && minimum != 0)
  }

  private func isUnique(_ sums: [Int], _ winner: Int) -> Bool {
    let limit = sums[winner] * (1024 * 100 / (100 - uniqueness)) / 1024
    return !sums.indices.contains { abs($0 - winner) > 1 && sums[$0] < limit }
  }

  /// Sixteenths to the crossing of two lines of opposite slope.
  private func shift(_ sums: [Int], _ winner: Int) -> Int {
    guard winner > 0, winner < disparities - 1 else { return 0 }
    let (low, high) = (sums[winner - 1], sums[winner + 1])
    let slope = max(low, high) - sums[winner]
    guard slope > 0 else { return 0 }
    let shift = Double(16 * (low - high)) / Double(2 * slope)
    return Int(shift.rounded(.toNearestOrAwayFromZero))
  }
}
