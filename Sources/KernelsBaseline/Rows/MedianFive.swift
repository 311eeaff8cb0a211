/// Five samples in order.
private struct SortedFive<O: Order> {
  var a, b, c, d, e: O.Lanes

  /// A sample and its two neighbours to each side; nine exchanges.
  @inline(__always) init(_ center: UnsafePointer<O.Number>, _ spacing: Int) {
    unsafe a = O.load(center - 2 * spacing)
    unsafe b = O.load(center - spacing)
    unsafe c = O.load(center)
    unsafe d = O.load(center + spacing)
    unsafe e = O.load(center + 2 * spacing)
    O.sort(&a, &b)
    O.sort(&d, &e)
    O.sort(&c, &e)
    O.sort(&c, &d)
    O.sort(&b, &e)
    O.sort(&a, &d)
    O.sort(&a, &c)
    O.sort(&b, &d)
    O.sort(&b, &c)
  }
}

/// Two sorted numbers merged with two.
private struct MergedFour<O: Order> {
  var a, b, c, d: O.Lanes

  @inline(__always)
  init(_ p: (O.Lanes, O.Lanes), _ q: (O.Lanes, O.Lanes)) {
    a = O.low(p.0, q.0)
    b = O.high(p.0, q.0)
    c = O.low(p.1, q.1)
    d = O.high(p.1, q.1)
    O.sort(&b, &c)
  }
}

/// Three sorted numbers merged with three.
private struct MergedSix<O: Order> {
  var a, b, c, d, e, f: O.Lanes

  @inline(__always)
  init(_ p: (O.Lanes, O.Lanes, O.Lanes), _ q: (O.Lanes, O.Lanes, O.Lanes)) {
    let outer = MergedFour<O>((p.0, p.2), (q.0, q.2))
    a = outer.a
    b = O.low(p.1, q.1)
    c = outer.b
    d = O.high(p.1, q.1)
    e = outer.c
    f = outer.d
    O.sort(&b, &c)
    O.sort(&d, &e)
  }
}

/// Five sorted numbers merged with five; what is not asked for costs nothing.
private struct MergedTen<O: Order> {
  typealias Five = (O.Lanes, O.Lanes, O.Lanes, O.Lanes, O.Lanes)
  var first, second, third, fourth, fifth: O.Lanes
  var sixth, seventh, eighth, ninth, tenth: O.Lanes

  @inline(__always) init(_ p: Five, _ q: Five) {
    let odd = MergedSix<O>((p.0, p.2, p.4), (q.0, q.2, q.4))
    let even = MergedFour<O>((p.1, p.3), (q.1, q.3))
    first = odd.a
    (second, third) = (even.a, odd.b)
    (fourth, fifth) = (even.b, odd.c)
    (sixth, seventh) = (even.c, odd.d)
    (eighth, ninth) = (even.d, odd.e)
    tenth = odd.f
    O.sort(&second, &third)
    O.sort(&fourth, &fifth)
    O.sort(&sixth, &seventh)
    O.sort(&eighth, &ninth)
  }

  /// Two rows.
  @inline(__always) init(_ p: SortedFive<O>, _ q: SortedFive<O>) {
    self.init((p.a, p.b, p.c, p.d, p.e), (q.a, q.b, q.c, q.d, q.e))
  }
}

/// The eighth to the thirteenth of twenty numbers.
private struct MiddleSix<O: Order> {
  var a, b, c, d, e, f: O.Lanes

  @inline(__always) init(_ p: MergedTen<O>, _ q: MergedTen<O>) {
    let odd = MergedTen<O>(
      (p.first, p.third, p.fifth, p.seventh, p.ninth),
      (q.first, q.third, q.fifth, q.seventh, q.ninth))
    let even = MergedTen<O>(
      (p.second, p.fourth, p.sixth, p.eighth, p.tenth),
      (q.second, q.fourth, q.sixth, q.eighth, q.tenth))
    (a, b) = (even.fourth, odd.fifth)
    (c, d) = (even.fifth, odd.sixth)
    (e, f) = (even.sixth, odd.seventh)
    O.sort(&a, &b)
    O.sort(&c, &d)
    O.sort(&e, &f)
  }

  /// The sixth of these and five more.
  @inline(__always) func median(_ row: SortedFive<O>) -> O.Lanes {
    let ab = O.low(O.high(a, row.e), O.high(b, row.d))
    let cd = O.low(O.high(c, row.c), O.high(d, row.b))
    return O.low(O.low(ab, cd), O.low(O.high(e, row.a), f))
  }
}

/// Medians of 5×5 samples.
private enum MedianFive<O: Order>: RowBlock {
  @inline(__always) static var lanes: Int { O.lanes }

  @inline(__always)
  static func run(
    _ rows: UnsafePointer<UnsafePointer<O.Number>>, _ x: Int, _ spacing: Int,
    _ outputs: UnsafePointer<UnsafeMutablePointer<O.Number>>
  ) {
    var above = unsafe SortedFive<O>(rows[0] + x, spacing)
    let second = unsafe SortedFive<O>(rows[1] + x, spacing)
    var third = unsafe SortedFive<O>(rows[2] + x, spacing)
    var fourth = unsafe SortedFive<O>(rows[3] + x, spacing)
    var upper = MergedTen(second, third)
    var y = 0
    while y < blockRows {
      let fifth = unsafe SortedFive<O>(rows[y + 4] + x, spacing)
      let lower = MergedTen(fourth, fifth)
      let shared = MiddleSix(upper, lower)
      unsafe O.store(shared.median(above), outputs[y] + x)
      let below = unsafe SortedFive<O>(rows[y + 5] + x, spacing)
      unsafe O.store(shared.median(below), outputs[y + 1] + x)
      above = third
      third = fifth
      upper = lower
      fourth = below
      y += 2
    }
  }
}

/// Eight rows of medians of 5×5 codes of 8 bits.
///
/// - Parameters:
///   - rows: twelve rows of the source, each at column 0; two pixels beside the columns are looked
///     at.
///   - spacing: samples from one pixel to the next.
///   - outputs: eight rows of results, written up to the next multiple of 16.
///   - count: columns.
public func medianFiveRows8(
  _ rows: UnsafePointer<UnsafePointer<UInt8>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  unsafe blockSpan(
    MedianFive<ByteOrder>.self, MedianFive<SixteenByteOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianFiveRows8(_:_:_:_:)``, for codes of 16 bits.
public func medianFiveRows16(
  _ rows: UnsafePointer<UnsafePointer<UInt16>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt16>>, _ count: Int
) {
  unsafe blockSpan(
    MedianFive<ShortOrder>.self, MedianFive<EightShortOrder>.self, rows, spacing, outputs, count)
}

/// As ``medianFiveRows8(_:_:_:_:)``, for floats.
public func medianFiveRows(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ spacing: Int,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  unsafe blockSpan(
    MedianFive<FloatOrder>.self, MedianFive<FourFloatOrder>.self, rows, spacing, outputs, count)
}
