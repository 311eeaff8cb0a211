/// Means over squares: sums down the columns of a square, then along rows of those.
///
/// Sums of codes are exact, so those of columns run: the next row takes the code that comes in and
/// gives up the one that goes out. Those of floats are pairwise; see ``windowSums``.

/// Sums of columns of 8-bit codes that fit 16 bits, one row further down.
///
/// - Parameters:
///   - entering: the row that comes in.
///   - leaving: the row that goes out.
///   - count: columns.
///   - sums: the sums.
public func movedColumns8(
  _ entering: UnsafePointer<UInt8>, _ leaving: UnsafePointer<UInt8>, _ count: Int,
  _ sums: UnsafeMutablePointer<UInt16>
) {
  for x in 0..<count {
    unsafe sums[x] = sums[x] &+ UInt16(entering[x]) &- UInt16(leaving[x])
  }
}

/// Sums of columns of 8-bit codes, one row further down.
///
/// - Parameters: as of ``movedColumns8(_:_:_:_:)``.
public func movedWideColumns8(
  _ entering: UnsafePointer<UInt8>, _ leaving: UnsafePointer<UInt8>, _ count: Int,
  _ sums: UnsafeMutablePointer<Int32>
) {
  for x in 0..<count {
    unsafe sums[x] = sums[x] &+ Int32(entering[x]) &- Int32(leaving[x])
  }
}

/// Sums of columns of 16-bit codes, one row further down.
///
/// - Parameters: as of ``movedColumns8(_:_:_:_:)``.
public func movedColumns16(
  _ entering: UnsafePointer<UInt16>, _ leaving: UnsafePointer<UInt16>, _ count: Int,
  _ sums: UnsafeMutablePointer<Int32>
) {
  for x in 0..<count {
    unsafe sums[x] = sums[x] &+ Int32(entering[x]) &- Int32(leaving[x])
  }
}

/// Pairwise sums of columns of three to nine rows of floats.
///
/// - Parameters:
///   - rows: the rows from the top.
///   - window: how many: 3, 5, 7 or 9.
///   - count: columns.
///   - sums: written up to the next whole register.
public func pairwiseColumns(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ window: Int, _ count: Int,
  _ sums: UnsafeMutablePointer<Float>
) {
  switch window {
  case 3: unsafe SmallWindow<3>.columns(rows, count, sums)
  case 5: unsafe SmallWindow<5>.columns(rows, count, sums)
  case 7: unsafe SmallWindow<7>.columns(rows, count, sums)
  default: unsafe SmallWindow<9>.columns(rows, count, sums)
  }
}

/// Pairwise sums of columns of floats, from sums that are kept from row to row.
///
/// A new row makes one row of sums of 2, 4, 8, … rows each, the newest of them at its end:
///
///     for each level k from 1:  Tₖ = Tₖ₋₁ of 2ᵏ⁻¹ rows ago + Tₖ₋₁
///
/// - Parameters:
///   - newest: the new row, T₀.
///   - levels: how many sums are kept.
///   - earlier: for each level, T of the level below, so many rows ago.
///   - made: for each level, where its new sum goes.
///   - number: pieces of a window beside the newest row; 0 where no sum is wanted.
///   - pieces: the pieces, the longest first.
///   - count: columns.
///   - sums: written up to the next whole register; as `earlier` and `made` may be.
public func pairwiseStep(
  _ newest: UnsafePointer<Float>, _ levels: Int, _ earlier: UnsafePointer<UnsafePointer<Float>>,
  _ made: UnsafePointer<UnsafeMutablePointer<Float>>, _ number: Int,
  _ pieces: UnsafePointer<UnsafePointer<Float>>, _ count: Int, _ sums: UnsafeMutablePointer<Float>
) {
  let lanes = FloatLanes.scalarCount
  var x = 0
  while x < count {
    // Two registers at a time; the last one alone, as rows have room for one more only.
    let isPair = x + lanes < count
    let beside = isPair ? x + lanes : x
    var first = unsafe load(newest + x)
    var second = unsafe load(newest + beside)
    if number > 0 {
      var left = unsafe load(pieces[0] + x)
      var right = unsafe load(pieces[0] + beside)
      for piece in 1..<number {
        unsafe left += load(pieces[piece] + x)
        unsafe right += load(pieces[piece] + beside)
      }
      unsafe store(left + first, sums + x)
      unsafe store(right + second, sums + beside)
    }
    for level in 0..<levels {
      unsafe first = load(earlier[level] + x) + first
      unsafe second = load(earlier[level] + beside) + second
      unsafe store(first, made[level] + x)
      unsafe store(second, made[level] + beside)
    }
    x += 2 * lanes
  }
}

/// Means of windows along a row of sums of columns, as floats.
///
/// - Parameters:
///   - row: the leftmost number of the first window.
///   - window: numbers in a window.
///   - spacing: from one number of a window to the next.
///   - count: windows.
///   - scratch: room for ``pairwiseScratch(window:spacing:)`` numbers.
///   - scale: what a sum is multiplied by.
///   - results: written up to the next whole register.
public func boxRow(
  _ row: UnsafePointer<Float>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<Float>, _ scale: Float, _ results: UnsafeMutablePointer<Float>
) {
  unsafe windowSums(
    FloatSums.self, row, window, spacing, count, scratch, results, ScaledFinish(scale: scale))
}

/// Means of up to 15 × 15 codes of 8 bits, half rounded up.
///
/// - Parameters: as of ``boxRow(_:_:_:_:_:_:_:)``.
public func boxRowShort8(
  _ row: UnsafePointer<UInt16>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<UInt16>, _ results: UnsafeMutablePointer<UInt8>
) {
  unsafe windowSums(
    ShortSums.self, row, window, spacing, count, scratch, results, ShortMean8(area: window * window)
  )
}

/// Means of codes of 8 bits, half rounded up; sums of squares are below 2³¹.
///
/// - Parameters: as of ``boxRow(_:_:_:_:_:_:_:)``.
public func boxRow8(
  _ row: UnsafePointer<Int32>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<UInt8>
) {
  let mean = AreaMean(area: window * window)
  if mean.isExact(codes: 256) {
    unsafe windowSums(
      IntSums.self, row, window, spacing, count, scratch, results, IntMean8<0>(mean: mean))
  } else {
    unsafe windowSums(
      IntSums.self, row, window, spacing, count, scratch, results, IntMean8<1>(mean: mean))
  }
}

/// Means of 17 × 17 to 31 × 31 codes of 8 bits, half rounded up, from sums of columns in 16 bits.
///
/// - Parameters: as of ``boxRow(_:_:_:_:_:_:_:)``.
public func boxRowMiddle8(
  _ row: UnsafePointer<UInt16>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<UInt16>, _ results: UnsafeMutablePointer<UInt8>
) {
  // Areas up to 961 need no putting right.
  let mean = AreaMean(area: window * window)
  unsafe widenedWindowSums(
    row, window, spacing, count, scratch, results, IntMean8<0>(mean: mean))
}

/// Means of codes of 16 bits, half rounded up; sums of squares are below 2³¹.
///
/// - Parameters: as of ``boxRow(_:_:_:_:_:_:_:)``.
public func boxRow16(
  _ row: UnsafePointer<Int32>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<UInt16>
) {
  let mean = AreaMean(area: window * window)
  if mean.isExact(codes: 65536) {
    unsafe windowSums(
      IntSums.self, row, window, spacing, count, scratch, results, IntMean16<0>(mean: mean))
  } else {
    unsafe windowSums(
      IntSums.self, row, window, spacing, count, scratch, results, IntMean16<1>(mean: mean))
  }
}
