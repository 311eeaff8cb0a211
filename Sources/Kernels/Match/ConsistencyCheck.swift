import Raster

/// Keeps the disparities that the other picture agrees with.
struct ConsistencyCheck: Sendable {
  private let minimum: Int
  private let disparities: Int
  private let tolerance: Int?
  private let missing: (left: Plane<UInt8>?, right: Plane<UInt8>?)

  /// A check.
  ///
  /// - Parameters:
  ///   - minimum: the least disparity.
  ///   - disparities: how many are looked at.
  ///   - tolerance: how far the disparities of both pictures may be apart; nil asks nothing.
  ///   - missing: not 0 where a pixel is not known; nil where all are.
  init(
    minimum: Int, disparities: Int, tolerance: Int?,
    missing: (left: Plane<UInt8>?, right: Plane<UInt8>?)
  ) {
    self.minimum = minimum
    self.disparities = disparities
    self.tolerance = tolerance
    self.missing = missing
  }

  /// Writes 16 times the disparity of each column, or that it is unknown.
  ///
  /// A disparity is kept where it is not doubtful, both pixels are there, and the right one finds
  /// the left one again; and where it is not the end of what was looked at, beyond which a better
  /// one may lie. Beyond the disparity 0 lies nothing.
  func check(
    _ row: Int, _ work: WinnerWork, width: Int, into target: UnsafeMutablePointer<Int16>
  ) {
    let (winners, doubts) = unsafe (work.winners.base, work.doubts.base)
    let first = minimum == 0 || disparities == 1 ? -1 : 0
    let last = disparities == 1 ? 1 : 16 * (disparities - 1)
    // Of right column c the candidates began at width − 1 − c − minimum.
    let others = unsafe work.others.base + (width - 1 - minimum)
    for x in 0..<width {
      let winner = unsafe Int(winners[x])
      let disparity = (winner + 8) >> 4
      let there = x - disparity - minimum
      var isKept = unsafe doubts[x] == 0 && there >= 0 && there < width
      isKept = isKept && winner > first && winner < last
      if isKept, let tolerance {
        let back = unsafe Int(others[-there])
        isKept = abs(back - disparity) <= tolerance
      }
      unsafe target[x] =
        isKept ? Int16(truncatingIfNeeded: winner + 16 * minimum) : SemiGlobalMatcher.unknown
    }
    for (plane, isRight) in [(missing.left, false), (missing.right, true)] {
      guard let plane else { continue }
      let marks = plane.row(row)
      for x in 0..<width {
        let code = unsafe target[x]
        if code == SemiGlobalMatcher.unknown { continue }
        let place = isRight ? x - (Int(code) + 8) >> 4 : x
        if marks[min(max(place, 0), width - 1)] != 0 {
          unsafe target[x] = SemiGlobalMatcher.unknown
        }
      }
    }
  }
}
