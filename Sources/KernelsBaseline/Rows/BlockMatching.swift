/// What a slope of grey is limited to, so that 31 × 31 costs stay below 2^15.
private let slopeLimit: Int16 = 17

/// What stands for no slope.
public let levelSlope = UInt8(slopeLimit)

/// The largest cost of a pixel in block matching: two opposite slopes.
public let largestBlockCost = 2 * UInt8(slopeLimit)

/// Half the slopes of grey along a row by the operator of Sobel, rounded to the nearest, halves up,
/// limited to ±17; and 17.
///
/// They are taken as they stand in the picture, also where rows are mirrored.
///
/// - Parameters:
///   - rows: three rows, each at its first column; a column before it and one behind the last are
///     read.
///   - direction: 1, or -1 where the rows are mirrored.
///   - results: one row.
///   - count: columns.
public func limitedSlopeRow(
  _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ direction: Int,
  _ results: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  let (above, own, below) = unsafe (rows[0], rows[1], rows[2])
  let (result, sign) = unsafe (results[0], Int16(truncatingIfNeeded: direction))
  for x in 0..<count {
    let outer =
      unsafe Int16(above[x &+ 1]) &- Int16(above[x &- 1]) &+ Int16(below[x &+ 1])
      &- Int16(below[x &- 1])
    let whole = unsafe (outer &+ 2 &* (Int16(own[x &+ 1]) &- Int16(own[x &- 1]))) &* sign
    let slope = (whole &+ 1) &>> 1
    let low = slope < -slopeLimit ? -slopeLimit : slope
    let limited = low > slopeLimit ? slopeLimit : low
    unsafe result[x] = UInt8(truncatingIfNeeded: limited &+ slopeLimit)
  }
}

/// Sums of costs down columns, after one row entered the window and another left it.
///
/// The cost of a pixel and a disparity is how far the limited slopes of both pictures are apart
/// (as in K. Konolige, "Small Vision Systems: Hardware and Implementation", 1997); where one of the
/// two pixels is missing, every disparity costs the same. What left is computed again: reading it
/// from memory would take longer.
///
/// - Parameters:
///   - left: slopes and 255 where a pixel is missing, else 0, of the row that enters; then of the
///     row that leaves: four planes, each at its first column.
///   - right: the same of the right rows from right to left, each such that the first disparity of
///     the left row's last column stands first.
///   - isComplete: whether no pixel is missing; what marks them is not read then.
///   - leaves: whether a row leaves.
///   - sums: of column 0; `disparities` of them a column.
///   - first: the first column.
///   - columns: how many.
///   - width: columns of the row.
///   - disparities: a multiple of 64.
public func blockColumnSums(
  _ left: UnsafePointer<UnsafePointer<UInt8>>, _ right: UnsafePointer<UnsafePointer<UInt8>>,
  _ isComplete: Bool, _ leaves: Bool, _ sums: UnsafeMutablePointer<UInt16>, _ first: Int,
  _ columns: Int, _ width: Int, _ disparities: Int
) {
  if isComplete && leaves {
    unsafe addCosts(left, right, true, true, sums, first, columns, width, disparities)
  } else {
    unsafe addCosts(left, right, isComplete, leaves, sums, first, columns, width, disparities)
  }
}

@_transparent
private func addCosts(
  _ left: UnsafePointer<UnsafePointer<UInt8>>, _ right: UnsafePointer<UnsafePointer<UInt8>>,
  _ isComplete: Bool, _ leaves: Bool, _ sums: UnsafeMutablePointer<UInt16>, _ first: Int,
  _ columns: Int, _ width: Int, _ disparities: Int
) {
  let half = disparityBytes / 2
  for x in first..<first &+ columns {
    let target = unsafe sums + x &* disparities
    let place = width &- 1 &- x
    var d = 0
    while d < disparities {
      var change = unsafe blockCost(left, right, isComplete, 0, x, place &+ d)
      if leaves {
        change = unsafe byteDifference(
          change, blockCost(left, right, isComplete, 2, x, place &+ d))
      }
      let (low, high) = unsafe (target + d, target + (d &+ half))
      unsafe store(wordSum(wordsAt(UnsafePointer(low)), firstSignedWords(change)), low)
      unsafe store(wordSum(wordsAt(UnsafePointer(high)), secondSignedWords(change)), high)
      d &+= disparityBytes
    }
  }
}

/// Costs of a register of disparities.
@_transparent
private func blockCost(
  _ left: UnsafePointer<UnsafePointer<UInt8>>, _ right: UnsafePointer<UnsafePointer<UInt8>>,
  _ isComplete: Bool, _ plane: Int, _ x: Int, _ place: Int
) -> DisparityLanes {
  let cost = unsafe byteDistance(bytes(repeating: left[plane][x]), bytesAt(right[plane] + place))
  if isComplete { return cost }
  let missing = unsafe bytes(repeating: left[plane &+ 1][x]) | bytesAt(right[plane &+ 1] + place)
  return chosenBits(missing, bytes(repeating: largestBlockCost / 2), cost)
}

/// Sums over windows of some columns of a row, from sums down its columns.
///
/// Columns beyond the row repeat its first or last. Pixels stand inside the disparities, so that
/// what a window sums up stays in a register from one pixel to the next.
///
/// - Parameters:
///   - columnSums: of column 0; `disparities` of them a column.
///   - carried: the sums of the column before the first; written for the column behind the last.
///     At column 0, what stands there is not used.
///   - beyond: 65535 for disparities that are there for the registers only, else 0; those get
///     32767.
///   - sums: of the first column.
///   - reach: how far a window goes to each side.
///   - first: the first column.
///   - columns: how many.
///   - width: columns of the row.
///   - disparities: a multiple of 64.
public func blockSums(
  _ columnSums: UnsafePointer<UInt16>, _ carried: UnsafeMutablePointer<UInt16>,
  _ beyond: UnsafePointer<UInt16>, _ sums: UnsafeMutablePointer<UInt16>, _ reach: Int,
  _ first: Int, _ columns: Int, _ width: Int, _ disparities: Int
) {
  let half = disparityBytes / 2
  var d = 0
  while d < disparities {
    var (low, high) = unsafe (
      wordsAt(UnsafePointer(carried) + d), wordsAt(UnsafePointer(carried) + (d &+ half))
    )
    if first == 0 {
      (low, high) = (words(repeating: 0), words(repeating: 0))
      for step in -reach...reach {
        let place = unsafe columnSums + (clamped(step &- 1, width) &* disparities &+ d)
        low = unsafe wordSum(low, wordsAt(place))
        high = unsafe wordSum(high, wordsAt(place + half))
      }
    }
    let most = words(repeating: 0x7FFF)
    let (padLow, padHigh) = unsafe (
      wordsAt(beyond + d) & most, wordsAt(beyond + (d &+ half)) & most
    )
    for x in first..<first &+ columns {
      let enters = unsafe columnSums + (clamped(x &+ reach, width) &* disparities &+ d)
      let leaves = unsafe columnSums + (clamped(x &- reach &- 1, width) &* disparities &+ d)
      low = unsafe wordSum(low, wordDifference(wordsAt(enters), wordsAt(leaves)))
      high = unsafe wordSum(high, wordDifference(wordsAt(enters + half), wordsAt(leaves + half)))
      let target = unsafe sums + ((x &- first) &* disparities &+ d)
      unsafe store(low | padLow, target)
      unsafe store(high | padHigh, target + half)
    }
    unsafe store(low, carried + d)
    unsafe store(high, carried + (d &+ half))
    d &+= disparityBytes
  }
}

/// A column, or the nearest of the row.
@_transparent
private func clamped(_ x: Int, _ width: Int) -> Int {
  x < 0 ? 0 : (x < width ? x : width &- 1)
}
