/// Dense filters: every result is a sum over `lines` rows of `taps` samples each.
///
/// Four rows of results are computed together, `denseRegisters` registers wide, so that every
/// sample that is loaded serves up to four results:
///
///     for each row r of the source, from the first to the last that the four rows need
///       for each tap k, from left to right
///         x = source[r][k…]                   one load a register, from any address
///         for each row i of the results that reaches r
///           result[i] += x · weight[r − i][k]
///
/// So every result is summed row by row from the top, in each row from the left, beginning from the
/// start value; products are rounded before they are added. That is the same order whatever the
/// width of the registers, and the same for every column and row.
///
/// 1. Rows that only some of the four reach are peeled off the loop, with the choice made at
///    compile time.
/// 2. Larger loops over taps are not unrolled: the compiler would hoist loads until registers run
///    out.
/// 3. A last group of registers that would pass the end moves back and overlaps the one before.
/// 4. Weights lie in a table in which each fills a register; see `weightSpacing`.
///
/// All that is generic is private to the file: left visible, it would be compiled once more for
/// types unknown, with functions of the standard library that other targets share.
///
/// The first of the types says how many weights there are.
///
/// A type for each count that gets code of its own: the compiler copies a function for a type, but
/// does not copy one of this size for a constant.
private protocol DenseShape {
  var lines: Int { get }
  var taps: Int { get }
}

/// A square known at compile time; its loops over taps are unrolled.
private struct SmallSquare<let K: Int>: DenseShape {
  @inline(__always) var lines: Int { K }
  @inline(__always) var taps: Int { K }
}

/// A column of weights.
private struct Column: DenseShape {
  let lines: Int
  @inline(__always) var taps: Int { 1 }
}

/// So many lines and taps.
private struct AnyShape: DenseShape {
  let lines: Int
  let taps: Int
}

/// Where a dense filter finds its weights and what they meet.
///
/// A weight takes `weightSpacing` equal numbers. The first weight of a line meets the sample `back`
/// before the result's column, each other one the sample `spacing` further on.
private struct DenseTaps<Number, Shape: DenseShape> {
  let weights: UnsafePointer<Number>
  let shape: Shape
  let back: Int
  let spacing: Int
}

/// Up to three registers side by side; how many is known at compile time.
private struct Registers<A: Arithmetic> {
  var first: A.Lanes
  var second: A.Lanes
  var third: A.Lanes

  @inline(__always) init(repeating value: A.Lanes) {
    (first, second, third) = (value, value, value)
  }

  /// Reads `count` registers.
  @inline(__always) init(_ from: UnsafePointer<A.Number>, count: Int) {
    first = unsafe A.load(from)
    second = unsafe count > 1 ? A.load(from + A.lanes) : first
    third = unsafe count > 2 ? A.load(from + 2 * A.lanes) : first
  }

  @inline(__always)
  mutating func add(_ samples: Registers, times weight: A.Lanes, count: Int) {
    first = A.sum(first, A.product(samples.first, weight))
    if count > 1 { second = A.sum(second, A.product(samples.second, weight)) }
    if count > 2 { third = A.sum(third, A.product(samples.third, weight)) }
  }

  @inline(__always)
  func store<F: Finish>(
    _ output: UnsafeMutablePointer<F.Output>, _ finish: F, count: Int
  ) where F.Lanes == A.Lanes {
    unsafe finish.store(first, output)
    if count > 1 { unsafe finish.store(second, output + A.lanes) }
    if count > 2 { unsafe finish.store(third, output + 2 * A.lanes) }
  }
}

/// Four rows of results, `V` registers wide.
///
/// The standard library's `InlineArray` would leave code of its own behind, compiled for this
/// target's instructions under a name that all targets share.
private struct DenseBlock<A: Arithmetic, let V: Int> {
  var a: Registers<A>
  var b: Registers<A>
  var c: Registers<A>
  var d: Registers<A>

  @inline(__always) init(start: A.Number) {
    a = Registers(repeating: A.repeated(start))
    (b, c, d) = (a, a, a)
  }

  /// Adds what one row of the source gives to the rows `from..<to` of the results.
  ///
  /// - Parameters:
  ///   - row: the sample that the leftmost weight meets for the first result.
  ///   - line: which line of weights the first row of results takes.
  ///   - taps: the weights.
  ///   - from: the first row of results that reaches the source row; known at compile time.
  ///   - to: the end of those rows; known at compile time.
  @inline(__always)
  mutating func add<S: DenseShape>(
    _ row: UnsafePointer<A.Number>, line: Int, _ taps: DenseTaps<A.Number, S>, from: Int, to: Int
  ) {
    let count = taps.shape.taps
    let spacing = A.weightSpacing
    let weights = unsafe taps.weights + line * count * spacing
    for k in 0..<count {
      let samples = unsafe Registers<A>(row + k * taps.spacing, count: V)
      let weight = unsafe weights + k * spacing
      if from <= 0 { unsafe a.add(samples, times: A.load(weight), count: V) }
      if from <= 1 && to > 1 {
        unsafe b.add(samples, times: A.load(weight - count * spacing), count: V)
      }
      if from <= 2 && to > 2 {
        unsafe c.add(samples, times: A.load(weight - 2 * count * spacing), count: V)
      }
      if to > 3 { unsafe d.add(samples, times: A.load(weight - 3 * count * spacing), count: V) }
    }
  }

  @inline(__always)
  func store<F: Finish>(
    _ outputs: UnsafePointer<UnsafeMutablePointer<F.Output>>, _ x: Int, _ finish: F
  ) where F.Lanes == A.Lanes {
    unsafe a.store(outputs[0] + x, finish, count: V)
    unsafe b.store(outputs[1] + x, finish, count: V)
    unsafe c.store(outputs[2] + x, finish, count: V)
    unsafe d.store(outputs[3] + x, finish, count: V)
  }

  /// Computes the block at column `x`.
  @inline(__always)
  static func run<S: DenseShape, F: Finish>(
    _ rows: UnsafePointer<UnsafePointer<A.Number>>, _ taps: DenseTaps<A.Number, S>,
    _ start: A.Number, _ outputs: UnsafePointer<UnsafeMutablePointer<F.Output>>, _ x: Int,
    _ finish: F
  ) where F.Lanes == A.Lanes {
    var block = Self(start: start)
    let left = x - taps.back
    let lines = taps.shape.lines
    unsafe block.add(rows[0] + left, line: 0, taps, from: 0, to: 1)
    unsafe block.add(rows[1] + left, line: 1, taps, from: 0, to: 2)
    unsafe block.add(rows[2] + left, line: 2, taps, from: 0, to: 3)
    var line = 3
    while line < lines {
      unsafe block.add(rows[line] + left, line: line, taps, from: 0, to: 4)
      line += 1
    }
    unsafe block.add(rows[lines] + left, line: lines, taps, from: 1, to: 4)
    unsafe block.add(rows[lines + 1] + left, line: lines + 1, taps, from: 2, to: 4)
    unsafe block.add(rows[lines + 2] + left, line: lines + 2, taps, from: 3, to: 4)
    unsafe block.store(outputs, x, finish)
  }
}

/// Computes `count` columns of four rows.
@inline(__always)
private func denseSpan<A: Arithmetic, S: DenseShape, F: Finish>(
  _ arithmetic: A.Type, _ rows: UnsafePointer<UnsafePointer<A.Number>>,
  _ taps: DenseTaps<A.Number, S>, _ start: A.Number,
  _ outputs: UnsafePointer<UnsafeMutablePointer<F.Output>>, _ count: Int, _ finish: F
) where F.Lanes == A.Lanes {
  let step = denseRegisters * A.lanes
  var x = 0
  if count >= step {
    while x < count {
      let column = x + step <= count ? x : count - step
      if denseRegisters == 3 {
        unsafe DenseBlock<A, 3>.run(rows, taps, start, outputs, column, finish)
      } else {
        unsafe DenseBlock<A, 2>.run(rows, taps, start, outputs, column, finish)
      }
      x += step
    }
    return
  }
  while x < count {
    unsafe DenseBlock<A, 1>.run(rows, taps, start, outputs, x, finish)
    x += A.lanes
  }
}

/// Small squares and columns get code of their own.
@inline(__always)
private func denseRows<A: Arithmetic, F: Finish>(
  _ arithmetic: A.Type, _ rows: UnsafePointer<UnsafePointer<A.Number>>,
  _ taps: DenseTaps<A.Number, AnyShape>, _ start: A.Number,
  _ outputs: UnsafePointer<UnsafeMutablePointer<F.Output>>, _ count: Int, _ finish: F
) where F.Lanes == A.Lanes {
  switch (taps.shape.lines, taps.shape.taps) {
  case (3, 3):
    let small = unsafe DenseTaps(
      weights: taps.weights, shape: SmallSquare<3>(), back: taps.back, spacing: taps.spacing)
    unsafe denseSpan(arithmetic, rows, small, start, outputs, count, finish)
  case (5, 5):
    let small = unsafe DenseTaps(
      weights: taps.weights, shape: SmallSquare<5>(), back: taps.back, spacing: taps.spacing)
    unsafe denseSpan(arithmetic, rows, small, start, outputs, count, finish)
  case (let lines, 1):
    let column = unsafe DenseTaps(
      weights: taps.weights, shape: Column(lines: lines), back: taps.back, spacing: 0)
    unsafe denseSpan(arithmetic, rows, column, start, outputs, count, finish)
  default:
    unsafe denseSpan(arithmetic, rows, taps, start, outputs, count, finish)
  }
}

/// Four rows of a dense filter of floats.
///
/// - Parameters:
///   - rows: `lines + 3` rows of the source, each at column 0.
///   - lines: lines of weights; 3 or more.
///   - taps: weights a line.
///   - back: samples from a result's column back to its leftmost tap.
///   - spacing: samples from one tap to the next.
///   - weights: a table of `lines · taps` weights, 64 bytes each, from the top left.
///   - outputs: four rows of results, written up to the next multiple of 16.
///   - count: columns.
public func denseFloatRows(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: Int, _ taps: Int, _ back: Int,
  _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  let taps = unsafe DenseTaps(
    weights: weights, shape: AnyShape(lines: lines, taps: taps), back: back, spacing: spacing)
  unsafe denseRows(
    FloatArithmetic.self, rows, taps, 0, outputs, count, FloatFinish())
}

/// As ``denseFloatRows(_:_:_:_:_:_:_:_:)``, to the nearest 8-bit codes.
public func denseFloatRows8(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: Int, _ taps: Int, _ back: Int,
  _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  let taps = unsafe DenseTaps(
    weights: weights, shape: AnyShape(lines: lines, taps: taps), back: back, spacing: spacing)
  unsafe denseRows(
    FloatArithmetic.self, rows, taps, 0, outputs, count, NearestFinish8())
}

/// As ``denseFloatRows(_:_:_:_:_:_:_:_:)``, to the nearest 16-bit codes.
public func denseFloatRows16(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: Int, _ taps: Int, _ back: Int,
  _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt16>>, _ count: Int
) {
  let taps = unsafe DenseTaps(
    weights: weights, shape: AnyShape(lines: lines, taps: taps), back: back, spacing: spacing)
  unsafe denseRows(
    FloatArithmetic.self, rows, taps, 0, outputs, count, NearestFinish16())
}

/// As ``denseFloatRows(_:_:_:_:_:_:_:_:)``, for pairs of 16-bit integers, to 8-bit codes.
///
/// - Parameters:
///   - rows: as above; each sample is a pair of neighbouring pixels.
///   - lines: as above.
///   - taps: pairs of weights a line.
///   - back: as above.
///   - spacing: samples from one pair to the next.
///   - weights: a table of pairs of weights, 64 bytes each.
///   - shift: a sum is a code times 2 to this power.
///   - outputs: four rows of codes, half rounded up.
///   - count: columns.
public func densePairRows8(
  _ rows: UnsafePointer<UnsafePointer<Int32>>, _ lines: Int, _ taps: Int, _ back: Int,
  _ spacing: Int, _ weights: UnsafePointer<Int32>, _ shift: Int32,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  let taps = unsafe DenseTaps(
    weights: weights, shape: AnyShape(lines: lines, taps: taps), back: back, spacing: spacing)
  let half: Int32 = shift > 0 ? 1 &<< (shift &- 1) : 0
  unsafe denseRows(
    PairArithmetic.self, rows, taps, half, outputs, count, ShiftFinish8(shift: shift))
}

/// As ``denseFloatRows(_:_:_:_:_:_:_:_:)``, of 16-bit integers, to 8-bit codes.
///
/// Every product is divided by 2¹⁵ and rounded, half up, before it is added.
///
/// - Parameters:
///   - rows: `lines + 3` rows of codes times a factor.
///   - lines: as above.
///   - taps: as above.
///   - back: as above.
///   - spacing: as above.
///   - weights: a table of weights in 2⁻¹⁵, 64 bytes each.
///   - shift: a sum is a code times 2 to this power.
///   - outputs: four rows of codes, half rounded up, written up to the next multiple of 32.
///   - count: columns.
public func denseShortRows8(
  _ rows: UnsafePointer<UnsafePointer<Int16>>, _ lines: Int, _ taps: Int, _ back: Int,
  _ spacing: Int, _ weights: UnsafePointer<Int16>, _ shift: Int16,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  let taps = unsafe DenseTaps(
    weights: weights, shape: AnyShape(lines: lines, taps: taps), back: back, spacing: spacing)
  unsafe denseRows(
    ShortArithmetic.self, rows, taps, 0, outputs, count, ShortShiftFinish8(shift: shift))
}

/// As ``denseShortRows8(_:_:_:_:_:_:_:_:_:)``, with whole weights and exact sums below 2¹⁵.
public func denseWholeRows8(
  _ rows: UnsafePointer<UnsafePointer<Int16>>, _ lines: Int, _ taps: Int, _ back: Int,
  _ spacing: Int, _ weights: UnsafePointer<Int16>, _ shift: Int16,
  _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  let taps = unsafe DenseTaps(
    weights: weights, shape: AnyShape(lines: lines, taps: taps), back: back, spacing: spacing)
  unsafe denseRows(
    WholeArithmetic.self, rows, taps, 0, outputs, count, ShortShiftFinish8(shift: shift))
}

/// Four rows of a filter of one column: whole weights, exact sums of at most 65535, to 8-bit codes.
///
/// - Parameters:
///   - rows: `lines + 3` rows of sums.
///   - lines: how many weights; 3 or more.
///   - weights: a table of weights, 64 bytes each, from the top.
///   - shift: a sum is a code times 2 to this power.
///   - outputs: four rows of codes, half rounded up, written up to the next multiple of 32.
///   - count: columns.
public func columnWholeRows8(
  _ rows: UnsafePointer<UnsafePointer<Int16>>, _ lines: Int, _ weights: UnsafePointer<Int16>,
  _ shift: Int16, _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  let taps = unsafe DenseTaps(weights: weights, shape: Column(lines: lines), back: 0, spacing: 0)
  unsafe denseSpan(
    WholeArithmetic.self, rows, taps, 0, outputs, count, WholeShiftFinish8(shift: shift))
}

/// Four rows of a filter of one column of floats, written past the cache.
///
/// - Parameters:
///   - rows: `lines + 3` rows of sums.
///   - lines: how many weights; 3 or more.
///   - weights: a table of weights, 64 bytes each, from the top.
///   - outputs: four rows of results, written up to the next multiple of 16.
///   - count: columns.
public func passingColumnRows(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: Int, _ weights: UnsafePointer<Float>,
  _ outputs: UnsafePointer<UnsafeMutablePointer<Float>>, _ count: Int
) {
  let taps = unsafe DenseTaps(weights: weights, shape: Column(lines: lines), back: 0, spacing: 0)
  unsafe denseSpan(FloatArithmetic.self, rows, taps, 0, outputs, count, PassingFinish())
}
