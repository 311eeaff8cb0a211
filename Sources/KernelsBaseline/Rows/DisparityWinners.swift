/// The disparity of the least sum of each pixel of a row, and of each pixel of the other picture.
///
/// 1. A winner is refined to 1/16 px by two lines of opposite slope through its sum and those of
///    its neighbours (equiangular fit), in integers.
/// 2. A winner is unique when no disparity but its neighbours has less than `margin / 1024` times
///    its sum.
/// 3. In the other picture, the candidates of a pixel stand on a diagonal of the sums. Its columns
///    are counted from the right, so that all candidates that a left pixel is for stand in a row.
///
/// - Parameters:
///   - sums: of column 0; `disparities` of them a column, each below 2^15.
///   - winners: gets 16 times the disparity of each column.
///   - doubts: gets 1 where the winner is not unique, else 0.
///   - otherSums: the least sums of the other picture so far, for the last column first; as many
///     as `width` and `disparities`.
///   - others: the disparities that they belong to.
///   - numbers: 0 to 31.
///   - margin: 1024 asks for nothing.
///   - columns: the first column, and how many.
///   - width: columns of the row.
///   - real: how many disparities there are.
///   - disparities: that, up to a multiple of 64.
public func disparityWinners(
  _ sums: UnsafePointer<UInt16>, _ winners: UnsafeMutablePointer<Int16>,
  _ doubts: UnsafeMutablePointer<UInt8>, _ otherSums: UnsafeMutablePointer<UInt16>,
  _ others: UnsafeMutablePointer<UInt16>, _ numbers: UnsafePointer<UInt16>, _ margin: Int,
  _ first: Int, _ columns: Int,
  _ width: Int, _ real: Int, _ disparities: Int
) {
  let lanes = disparityBytes / 2
  for x in first..<first + columns {
    let row = unsafe sums + x * disparities
    let candidate = width - 1 - x
    var lowest = words(repeating: 0x7FFF)
    var places = unsafe wordsAt(numbers)
    var d = 0
    while d < disparities {
      let sum = unsafe wordsAt(row + d)
      lowest = lowerWords(lowest, sum)
      let (best, index) = unsafe (
        wordsAt(UnsafePointer(otherSums) + (candidate + d)),
        wordsAt(UnsafePointer(others) + (candidate + d))
      )
      unsafe store(lowerWords(best, sum), otherSums + (candidate + d))
      unsafe store(
        chosenWords(where: sum, isLessThan: best, places, index), others + (candidate + d))
      places = wordSum(places, words(repeating: UInt16(truncatingIfNeeded: lanes)))
      d += lanes
    }
    let least = leastWord(lowest)
    let limit = Int(least) &* margin &>> 10
    let bound = words(repeating: UInt16(truncatingIfNeeded: limit < 32767 ? limit : 32767))
    var winner = -1
    var rivals = 0
    d = 0
    while d < disparities {
      let sum = unsafe wordsAt(row + d)
      if winner < 0 {
        let here = equalWordBits(sum, words(repeating: least))
        if here != 0 { winner = d &+ here.trailingZeroBitCount }
      }
      rivals &+= lessWordBits(sum, bound).nonzeroBitCount
      d += lanes
    }
    let isInside = winner > 0 && winner < real &- 1
    let (low, high) = unsafe (
      winner > 0 ? Int(row[winner &- 1]) : 1 << 20,
      winner < real &- 1 ? Int(row[winner &+ 1]) : 1 << 20
    )
    let near =
      (Int(least) < limit ? 1 : 0) &+ (low < limit ? 1 : 0) &+ (high < limit ? 1 : 0)
    unsafe doubts[x] = rivals > near ? 1 : 0
    let shift = isInside ? fittedShift(Int(least), low, high) : 0
    unsafe winners[x] = Int16(truncatingIfNeeded: 16 &* winner &+ shift)
  }
}

/// Sixteenths of a disparity from the middle one of three to the least of two lines.
@_transparent
private func fittedShift(_ least: Int, _ low: Int, _ high: Int) -> Int {
  let slope = (low > high ? low : high) &- least
  if slope == 0 { return 0 }
  let rise = 16 &* (low &- high)
  // Half away from zero.
  return rise >= 0 ? (rise &+ slope) / (2 &* slope) : -((slope &- rise) / (2 &* slope))
}
