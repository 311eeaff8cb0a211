/// Medians of squares of samples, eight rows of results together.
///
/// A register's width of columns is followed down the rows. Every row of the source is put in order
/// across the square once, and that serves all rows of results that it belongs to:
///
///     for each pair of rows of results, from the top
///       sort the samples beside each other in the two new rows of the source
///       order what both results share
///       finish each result with the one row that it does not share
///
/// 3×3. The median of nine is the median of the largest of the low samples of its rows, the median
/// of the middle ones and the smallest of the high ones. Two rows of three are shared.
///
/// 5×5. Four rows of five are shared. Of the 20 samples that they hold only the six in the middle
/// can be the median of 25; they come out of merging pairs of sorted rows, then pairs of pairs,
/// each merge an odd-even merge (Batcher 1968) without what is not asked for. The sixth of those
/// six and the five of the last row is the least of the larger ones of `six[i]` and `five[6 − i]`.
///
/// Comparisons, two instructions each or one where only one side is needed, per result: 3×3 16
/// instructions and 1.5 for the rows above and below the eight; 5×5 59 and 12.
private enum MedianThree<O: Order>: RowBlock {
  @inline(__always) static var lanes: Int { O.lanes }

  @inline(__always)
  static func run(
    _ rows: UnsafePointer<UnsafePointer<O.Number>>, _ x: Int, _ spacing: Int,
    _ outputs: UnsafePointer<UnsafeMutablePointer<O.Number>>
  ) {
    var above = unsafe SortedThree<O>(rows[0] + x, spacing)
    var upper = unsafe SortedThree<O>(rows[1] + x, spacing)
    var y = 0
    while y < blockRows {
      let lower = unsafe SortedThree<O>(rows[y + 2] + x, spacing)
      let below = unsafe SortedThree<O>(rows[y + 3] + x, spacing)
      let shared = SharedThree(upper, lower)
      unsafe O.store(shared.median(above), outputs[y] + x)
      unsafe O.store(shared.median(below), outputs[y + 1] + x)
      above = lower
      upper = below
      y += 2
    }
  }
}

/// Three samples in order.
private struct SortedThree<O: Order> {
  var low, middle, high: O.Lanes

  /// A sample and its neighbours.
  @inline(__always) init(_ center: UnsafePointer<O.Number>, _ spacing: Int) {
    unsafe low = O.load(center - spacing)
    unsafe middle = O.load(center)
    unsafe high = O.load(center + spacing)
    O.sort(&low, &middle)
    O.sort(&middle, &high)
    O.sort(&low, &middle)
  }
}

/// What two rows give to the median of a square of three.
private struct SharedThree<O: Order> {
  var low, middleLow, middleHigh, high: O.Lanes

  @inline(__always) init(_ a: SortedThree<O>, _ b: SortedThree<O>) {
    low = O.high(a.low, b.low)
    middleLow = O.low(a.middle, b.middle)
    middleHigh = O.high(a.middle, b.middle)
    high = O.low(a.high, b.high)
  }

  /// The median of the two rows and a third.
  @inline(__always) func median(_ row: SortedThree<O>) -> O.Lanes {
    let a = O.high(low, row.low)
    let b = O.high(middleLow, O.low(middleHigh, row.middle))
    let c = O.low(high, row.high)
    return O.high(O.low(a, b), O.low(O.high(a, b), c))
  }
}

/// Eight rows of medians of 3×3 codes of 8 bits.
///
/// - Parameters:
///   - rows: ten rows of the source, each at column 0; one pixel beside the columns is looked at.
///   - spacing: samples from one pixel to the next.
///   - outputs: eight rows of results, written up to the next multiple of 16.
///   - count: columns.
public func medianThreeRows8(
  _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  unsafe blockSpan(
    MedianThree<ByteOrder>.self, MedianThree<SixteenByteOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianThreeRows8(_:_:_:_:)``, for codes of 16 bits.
public func medianThreeRows16(
  _ rows: UnsafePointer<UnsafePointer<UInt16>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt16>>, _ count: Int
) {
  unsafe blockSpan(
    MedianThree<ShortOrder>.self, MedianThree<EightShortOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianThreeRows8(_:_:_:_:)``, for floats.
public func medianThreeRows(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  unsafe blockSpan(
    MedianThree<FloatOrder>.self, MedianThree<FourFloatOrder>.self, rows, spacing, outputs, count)
}
