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

/// Floats times a number.
private struct ScaledFinish: Finish {
  let scale: Float
  @inline(__always)
  func store(_ value: FloatLanes, _ output: UnsafeMutablePointer<Float>) {
    unsafe UnsafeMutableRawPointer(output).storeBytes(of: value * scale, as: FloatLanes.self)
  }
}

/// Sums of up to 225 codes of 8 bits to means.
///
/// The area is odd, so that a mean is never halfway between codes, and half of it, rounded down, is
/// added. Division is by `⌈2¹⁶⁺ᵏ / area⌉`, the largest such number of 16 bits: the upper half of
/// the product, shifted by k. For the areas 9, 25, … 225 that is right for every sum there is.
private struct ShortMean8: Finish {
  private let half: WordLanes
  private let reciprocal: WordLanes
  private let unshifted: WordLanes

  @inline(__always) init(area: Int) {
    var shift = 1
    while (1 &<< (17 &+ shift)) / area &+ 1 < 65536 { shift &+= 1 }
    let factor = ((1 &<< (16 &+ shift)) &+ area &- 1) / area
    half = WordLanes(repeating: UInt16(truncatingIfNeeded: area / 2))
    reciprocal = WordLanes(repeating: UInt16(truncatingIfNeeded: factor))
    unshifted = WordLanes(repeating: UInt16(truncatingIfNeeded: 1 &<< (16 &- shift)))
  }

  @inline(__always)
  func store(_ value: WordLanes, _ output: UnsafeMutablePointer<UInt8>) {
    let upper = upperProducts(value &+ half, reciprocal)
    unsafe storeCodes(upperProducts(upper, unshifted), output)
  }
}

/// Sums over an odd area to the nearest integers.
///
/// `(sum + area / 2) / area` in floats is wrong by at most four roundings, 2⁻²² of itself, and lies
/// at least `1 / (2 · area)` from the next integer. Where the first may exceed the second, the
/// remainder puts the result right.
private struct AreaMean {
  private let area: Int32
  private let half: Float
  private let reciprocal: Float

  @inline(__always) init(area: Int) {
    self.area = Int32(truncatingIfNeeded: area)
    half = Float(area) * 0.5
    reciprocal = 1 / Float(area)
  }

  /// Whether no result of so many codes needs to be put right.
  @inline(__always) func isExact(codes: Int) -> Bool {
    Float(area) * Float(codes) < 2_097_152
  }

  /// The nearest integers.
  @inline(__always)
  func approximate(_ sum: IntLanes) -> IntLanes { truncated((floats(sum) + half) * reciprocal) }

  /// The nearest integers, put right.
  @inline(__always)
  func exact(_ sum: IntLanes) -> IntLanes {
    let (one, whole) = (IntLanes(repeating: 1), IntLanes(repeating: area))
    let near = approximate(sum)
    let rest = sum &+ IntLanes(repeating: area &>> 1) &- near &* whole
    let raised = near.replacing(with: near &+ one, where: rest .>= whole)
    return raised.replacing(with: near &- one, where: rest .< IntLanes(repeating: 0))
  }
}

/// 32-bit sums to 8-bit means; put right where `E` is 1.
private struct IntMean8<let E: Int>: Finish {
  let mean: AreaMean
  @inline(__always)
  func store(_ value: IntLanes, _ output: UnsafeMutablePointer<UInt8>) {
    unsafe storeCodes(E == 1 ? mean.exact(value) : mean.approximate(value), output)
  }
}

/// 32-bit sums to 16-bit means; put right where `E` is 1.
private struct IntMean16<let E: Int>: Finish {
  let mean: AreaMean
  @inline(__always)
  func store(_ value: IntLanes, _ output: UnsafeMutablePointer<UInt16>) {
    unsafe storeCodes(E == 1 ? mean.exact(value) : mean.approximate(value), output)
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
  if unsafe carriedWindows(row, window, spacing, count, scale, results) { return }
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
