/// The disparity of the least sum of each pixel of a row.
///
/// 1. Every lane keeps its least sum and the disparity of it; the lanes are compared once a pixel.
///    Of equal sums, that of the lower disparity wins.
/// 2. A winner is refined to 1/16 px by two lines of opposite slope through its sum and those of
///    its neighbours (equiangular fit), in integers.
/// 3. A winner is unique when no disparity but its neighbours has less than `margin / 1024` times
///    its sum.
///
/// - Parameters:
///   - sums: of the first column; `disparities` of them a column, each below 2^15. Those that are
///     there for the registers only are not below the others.
///   - beyond: 0 for each disparity, 65535 for those that are there for the registers only.
///   - winners: gets 16 times the disparity of each column.
///   - doubts: gets 1 where the winner is not unique, else 0.
///   - numbers: 0 to 31.
///   - margin: 1024 asks for nothing.
///   - columns: how many.
///   - real: how many disparities there are.
///   - disparities: that, up to a multiple of 64.
public func disparityWinners(
  _ sums: UnsafePointer<UInt16>, _ beyond: UnsafePointer<UInt16>,
  _ winners: UnsafeMutablePointer<Int16>, _ doubts: UnsafeMutablePointer<UInt8>,
  _ numbers: UnsafePointer<UInt16>, _ margin: Int, _ columns: Int, _ real: Int, _ disparities: Int
) {
  let most = words(repeating: 0x7FFF)
  let step = words(repeating: UInt16(truncatingIfNeeded: disparityBytes / 2))
  for x in 0..<columns {
    let row = unsafe sums + x &* disparities
    var places = unsafe wordsAt(numbers)
    var (lowest, index) = (most, places)
    var d = 0
    while d < disparities {
      let sum = unsafe wordsAt(row + d)
      index = chosenWords(where: sum, isLessThan: lowest, places, index)
      lowest = lowerWords(lowest, sum)
      places = wordSum(places, step)
      d &+= disparityBytes / 2
    }
    let least = leastWord(lowest)
    let winner = Int(
      leastWord(chosenWords(where: words(repeating: least), isLessThan: lowest, most, index)))
    let (low, high) = unsafe (
      winner > 0 ? Int(row[winner &- 1]) : 1 << 20,
      winner < real &- 1 ? Int(row[winner &+ 1]) : 1 << 20
    )
    let isInside = winner > 0 && winner < real &- 1
    let shift = isInside ? fittedShift(Int(least), low, high) : 0
    unsafe winners[x] = Int16(truncatingIfNeeded: 16 &* winner &+ shift)
    unsafe doubts[x] = 0
    if margin > 1024 {
      let limit = (Int(least) &* margin) &>> 10
      let near =
        (Int(least) < limit ? 1 : 0) &+ (low < limit ? 1 : 0) &+ (high < limit ? 1 : 0)
      unsafe doubts[x] = sumsBelow(limit, row, beyond, disparities) > near ? 1 : 0
    }
  }
}

/// How many sums of a pixel are below a limit.
@_transparent
private func sumsBelow(
  _ limit: Int, _ row: UnsafePointer<UInt16>, _ beyond: UnsafePointer<UInt16>, _ disparities: Int
) -> Int {
  let bound = words(repeating: UInt16(truncatingIfNeeded: limit < 32767 ? limit : 32767))
  var count = 0
  var d = 0
  while d < disparities {
    let sum = unsafe chosenBits(wordsAt(beyond + d), words(repeating: 0x7FFF), wordsAt(row + d))
    count &+= lessWordBits(sum, bound).nonzeroBitCount
    d &+= disparityBytes / 2
  }
  return count
}

/// Sixteenths of a disparity from the middle one of three to the least of two lines.
@_transparent
private func fittedShift(_ least: Int, _ low: Int, _ high: Int) -> Int {
  let slope = Int32(truncatingIfNeeded: (low > high ? low : high) &- least)
  if slope == 0 { return 0 }
  // Half away from zero; the sign, which nobody can foresee, without a jump.
  let rise = 16 &* Int32(truncatingIfNeeded: low &- high)
  let sign = rise &>> 31
  let size = (((rise ^ sign) &- sign) &+ slope) / (2 &* slope)
  return Int((size ^ sign) &- sign)
}

/// The disparity of the least sum of each pixel of the other picture, as far as some columns of a
/// row know.
///
/// The candidates of such a pixel stand on a diagonal of the sums. Its columns are counted from the
/// right, so that a register of them is met by the sums of one column after the other, each read
/// one disparity further on; what is least so far never leaves the registers meanwhile.
///
/// - Parameters:
///   - sums: of the first column; `disparities` of them a column, each below 2^15. Registers before
///     the first column and behind the last are read, and not used.
///   - beyond: 0 for each disparity; 65535 for those that are there for the registers only, and for
///     64 before and behind.
///   - otherSums: the least sums of the other picture so far, for the last column first; registers
///     behind are read and written.
///   - others: the disparities that they belong to.
///   - numbers: 0 to 31.
///   - candidate: where that of the first column and disparity stands.
///   - columns: how many.
///   - disparities: a multiple of 64.
public func otherDisparityWinners(
  _ sums: UnsafePointer<UInt16>, _ beyond: UnsafePointer<UInt16>,
  _ otherSums: UnsafeMutablePointer<UInt16>, _ others: UnsafeMutablePointer<UInt16>,
  _ numbers: UnsafePointer<UInt16>, _ candidate: Int, _ columns: Int, _ disparities: Int
) {
  let lanes = disparityBytes / 2
  let one = words(repeating: 1)
  var place = (candidate &- columns &+ 1) / lanes &* lanes
  while place < candidate &+ disparities {
    let (target, targetIndex) = unsafe (otherSums + place, others + place)
    var (lowest, index) = unsafe (
      wordsAt(UnsafePointer(target)), wordsAt(UnsafePointer(targetIndex))
    )
    // The first column whose disparities reach this register, and the first beyond them.
    let first = candidate &- place &- lanes &+ 1
    let last = candidate &- place &+ disparities
    var x = first > 0 ? first : 0
    let end = last < columns ? last : columns
    var disparity = place &- candidate &+ x
    var places = unsafe wordSum(
      wordsAt(numbers), words(repeating: UInt16(truncatingIfNeeded: disparity)))
    while x < end {
      var sum = unsafe wordsAt(sums + (x &* disparities &+ disparity))
      if disparity < 0 || disparity > disparities &- lanes {
        sum = unsafe chosenBits(wordsAt(beyond + disparity), words(repeating: 0x7FFF), sum)
      }
      index = chosenWords(where: sum, isLessThan: lowest, places, index)
      lowest = lowerWords(lowest, sum)
      places = wordSum(places, one)
      disparity &+= 1
      x &+= 1
    }
    unsafe store(lowest, target)
    unsafe store(index, targetIndex)
    place &+= lanes
  }
}
