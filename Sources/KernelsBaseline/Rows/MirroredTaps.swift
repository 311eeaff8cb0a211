/// Weights that read the same from both ends: the two samples of a weight are added before they are
/// multiplied, the outermost two first, the middle sample last.
///
/// That halves the products, which bind sums of codes, and for rows the loads as well: of two
/// registers side by side, that of the next tap is put together (`following`), as a load from any
/// address counts twice. Down columns of floats nothing is gained, as additions bind.

/// What sums along a row need beside arithmetic.
private protocol RowArithmetic: Arithmetic {
  /// The register that begins `offset` samples behind the begin of `a`, which `b` follows.
  static func ahead(_ a: Lanes, _ b: Lanes, _ offset: Int) -> Lanes
}

extension FloatArithmetic: RowArithmetic {
  @inline(__always)
  static func ahead(_ a: FloatLanes, _ b: FloatLanes, _ offset: Int) -> FloatLanes {
    following(a, b, offset)
  }
}

extension ShortArithmetic: RowArithmetic {
  @inline(__always)
  static func ahead(_ a: ShortLanes, _ b: ShortLanes, _ offset: Int) -> ShortLanes {
    following(a, b, offset)
  }
}

/// Five registers side by side: the four of results, and what follows them.
private struct FiveRegisters<A: RowArithmetic> {
  let a: A.Lanes
  let b: A.Lanes
  let c: A.Lanes
  let d: A.Lanes
  private let e: A.Lanes

  @inline(__always) init(_ start: UnsafePointer<A.Number>) {
    a = unsafe A.load(start)
    b = unsafe A.load(start + A.lanes)
    c = unsafe A.load(start + 2 * A.lanes)
    d = unsafe A.load(start + 3 * A.lanes)
    e = unsafe A.load(start + 4 * A.lanes)
  }

  /// Those of the next tap.
  @inline(__always) func next(_ spacing: Int) -> FourRegisters<A> {
    FourRegisters(
      A.ahead(a, b, spacing), A.ahead(b, c, spacing), A.ahead(c, d, spacing),
      A.ahead(d, e, spacing))
  }

  @inline(__always) var four: FourRegisters<A> { FourRegisters(a, b, c, d) }
}

/// Four registers side by side.
private struct FourRegisters<A: RowArithmetic> {
  var a: A.Lanes
  var b: A.Lanes
  var c: A.Lanes
  var d: A.Lanes

  @inline(__always) init(_ a: A.Lanes, _ b: A.Lanes, _ c: A.Lanes, _ d: A.Lanes) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }

  @inline(__always) init(_ start: UnsafePointer<A.Number>) {
    a = unsafe A.load(start)
    b = unsafe A.load(start + A.lanes)
    c = unsafe A.load(start + 2 * A.lanes)
    d = unsafe A.load(start + 3 * A.lanes)
  }

  /// Adds the sum of two samples times their weight.
  @inline(__always)
  mutating func add(_ left: Self, _ right: Self, times weight: A.Lanes) {
    a = A.sum(a, A.product(A.sum(left.a, right.a), weight))
    b = A.sum(b, A.product(A.sum(left.b, right.b), weight))
    c = A.sum(c, A.product(A.sum(left.c, right.c), weight))
    d = A.sum(d, A.product(A.sum(left.d, right.d), weight))
  }

  /// Adds a sample times its weight.
  @inline(__always)
  mutating func add(_ middle: Self, times weight: A.Lanes) {
    a = A.sum(a, A.product(middle.a, weight))
    b = A.sum(b, A.product(middle.b, weight))
    c = A.sum(c, A.product(middle.c, weight))
    d = A.sum(d, A.product(middle.d, weight))
  }

  @inline(__always)
  func store<F: Finish>(_ output: UnsafeMutablePointer<F.Output>, _ finish: F)
  where F.Lanes == A.Lanes {
    unsafe finish.store(a, output)
    unsafe finish.store(b, output + A.lanes)
    unsafe finish.store(c, output + 2 * A.lanes)
    unsafe finish.store(d, output + 3 * A.lanes)
  }
}

/// Sums along a row with `2 · radius + 1` weights that read the same from both ends.
///
/// - Parameters:
///   - arithmetic: what is done with the numbers.
///   - row: the sample that the leftmost weight meets for column 0.
///   - radius: weights to each side of the middle one.
///   - spacing: samples from one tap to the next.
///   - weights: the weights, from the left to the middle.
///   - zero: what sums begin from.
///   - output: gets the results, up to the next whole register.
///   - count: columns.
///   - finish: what becomes of them.
///   - inPairs: whether two taps at a time are made of the same registers; the spacing is known at
///     compile time then. Else eight registers of results share a weight, as far as they go.
@inline(__always)
private func mirroredRow<A: RowArithmetic, F: Finish>(
  _ arithmetic: A.Type, _ row: UnsafePointer<A.Number>, _ radius: Int, _ spacing: Int,
  _ weights: UnsafePointer<A.Number>, _ zero: A.Number,
  _ output: UnsafeMutablePointer<F.Output>, _ count: Int, _ finish: F, inPairs: Bool
) where F.Lanes == A.Lanes {
  let (lanes, table) = (A.lanes, A.weightSpacing)
  let zero = A.repeated(zero)
  var x = 0
  while !inPairs && x + 8 * lanes <= count {
    var near = FourRegisters<A>(zero, zero, zero, zero)
    var far = near
    var left = unsafe row + x
    var right = unsafe left + 2 * radius * spacing
    for k in 0..<radius {
      let weight = unsafe A.load(weights + k * table)
      unsafe near.add(FourRegisters(left), FourRegisters(right), times: weight)
      unsafe far.add(
        FourRegisters(left + 4 * lanes), FourRegisters(right + 4 * lanes), times: weight)
      unsafe left += spacing
      unsafe right -= spacing
    }
    let weight = unsafe A.load(weights + radius * table)
    unsafe near.add(FourRegisters(left), times: weight)
    unsafe far.add(FourRegisters(left + 4 * lanes), times: weight)
    unsafe near.store(output + x, finish)
    unsafe far.store(output + x + 4 * lanes, finish)
    x += 8 * lanes
  }
  while x + 4 * lanes <= count {
    var sums = FourRegisters<A>(zero, zero, zero, zero)
    var left = unsafe row + x
    var right = unsafe left + 2 * radius * spacing
    var k = 0
    while inPairs && k + 1 < radius {
      unsafe right -= 2 * spacing
      let (l, r) = unsafe (FiveRegisters<A>(left), FiveRegisters<A>(right + spacing))
      unsafe sums.add(l.four, r.next(spacing), times: A.load(weights + k * table))
      unsafe sums.add(l.next(spacing), r.four, times: A.load(weights + (k + 1) * table))
      unsafe left += 2 * spacing
      k += 2
    }
    while k < radius {
      unsafe right -= spacing
      unsafe sums.add(
        FourRegisters(left), FourRegisters(right + spacing), times: A.load(weights + k * table))
      unsafe left += spacing
      k += 1
    }
    unsafe sums.add(FourRegisters(left), times: A.load(weights + radius * table))
    unsafe sums.store(output + x, finish)
    x += 4 * lanes
  }
  while x < count {
    var sum = zero
    let left = unsafe row + x
    for k in 0..<radius {
      let right = unsafe left + (2 * radius - k) * spacing
      let pair = unsafe A.sum(A.load(left + k * spacing), A.load(right))
      sum = unsafe A.sum(sum, A.product(pair, A.load(weights + k * table)))
    }
    let middle = unsafe A.load(left + radius * spacing)
    sum = unsafe A.sum(sum, A.product(middle, A.load(weights + radius * table)))
    unsafe finish.store(sum, output + x)
    x += lanes
  }
}

/// The same with the spacings of one and of three channels known at compile time.
@inline(__always)
private func mirroredRows<A: RowArithmetic, F: Finish>(
  _ arithmetic: A.Type, _ row: UnsafePointer<A.Number>, _ radius: Int, _ spacing: Int,
  _ weights: UnsafePointer<A.Number>, _ zero: A.Number,
  _ output: UnsafeMutablePointer<F.Output>, _ count: Int, _ finish: F
) where F.Lanes == A.Lanes {
  switch spacing {
  case 1 where combinesRegisters:
    unsafe mirroredRow(
      arithmetic, row, radius, 1, weights, zero, output, count, finish, inPairs: true)
  case 3 where combinesRegisters:
    unsafe mirroredRow(
      arithmetic, row, radius, 3, weights, zero, output, count, finish, inPairs: true)
  default:
    unsafe mirroredRow(
      arithmetic, row, radius, spacing, weights, zero, output, count, finish, inPairs: false)
  }
}

/// Sums along a row of floats.
///
/// - Parameters:
///   - row: the sample that the leftmost weight meets for column 0; a register behind the last
///     sample that is looked at is read.
///   - radius: weights to each side of the middle one; 1 or more.
///   - spacing: samples from one tap to the next.
///   - weights: those from the left to the middle.
///   - output: gets the sums, up to the next multiple of 16.
///   - count: columns.
public func mirroredFloatRow(
  _ row: UnsafePointer<Float>, _ radius: Int, _ spacing: Int, _ weights: UnsafePointer<Float>,
  _ output: UnsafeMutablePointer<Float>, _ count: Int
) {
  unsafe mirroredRows(
    FloatArithmetic.self, row, radius, spacing, weights, 0, output, count, FloatFinish())
}

/// Sums along a row of 16-bit integers with weights in 2⁻¹⁵, every product rounded.
///
/// - Parameters: as of ``mirroredFloatRow(_:_:_:_:_:_:)``; up to the next multiple of 32.
public func mirroredShortRow(
  _ row: UnsafePointer<Int16>, _ radius: Int, _ spacing: Int, _ weights: UnsafePointer<Int16>,
  _ output: UnsafeMutablePointer<Int16>, _ count: Int
) {
  unsafe mirroredRows(
    ShortArithmetic.self, row, radius, spacing, weights, 0, output, count, ShortFinish())
}

/// Four rows of a filter of one column of 16-bit integers, to 8-bit codes.
///
/// The rows that the outer and the inner end of the four meet move by one with each weight, so that
/// two loads serve eight samples.
///
/// - Parameters:
///   - rows: `2 · radius + 4` rows.
///   - radius: weights above and below the middle one; 1 or more.
///   - weights: a table of those from the top to the middle, in 2⁻¹⁵, 64 bytes each; every product
///     is rounded.
///   - shift: a sum is a code times 2 to this power.
///   - outputs: four rows of codes, half rounded up, written up to the next multiple of 32.
///   - count: columns.
public func mirroredShortColumns8(
  _ rows: UnsafePointer<UnsafePointer<Int16>>, _ radius: Int, _ weights: UnsafePointer<Int16>,
  _ shift: Int16, _ outputs: UnsafePointer<UnsafeMutablePointer<UInt8>>, _ count: Int
) {
  typealias A = ShortArithmetic
  let finish = ShortShiftFinish8(shift: shift)
  for x in stride(from: 0, to: count, by: A.lanes) {
    var sums = FourRegisters<A>(A.repeated(0), A.repeated(0), A.repeated(0), A.repeated(0))
    let bottom = unsafe rows + 2 * radius
    var upper = unsafe FourRegisters<A>(
      A.load(rows[0] + x), A.load(rows[1] + x), A.load(rows[2] + x), A.load(rows[3] + x))
    var lower = unsafe FourRegisters<A>(
      A.load(bottom[0] + x), A.load(bottom[1] + x), A.load(bottom[2] + x), A.load(bottom[3] + x))
    for k in 0..<radius {
      unsafe sums.add(upper, lower, times: A.load(weights + k * A.weightSpacing))
      upper = unsafe FourRegisters(upper.b, upper.c, upper.d, A.load(rows[k + 4] + x))
      lower = unsafe FourRegisters(A.load(bottom[-1 - k] + x), lower.a, lower.b, lower.c)
    }
    unsafe sums.add(upper, times: A.load(weights + radius * A.weightSpacing))
    unsafe finish.store(sums.a, outputs[0] + x)
    unsafe finish.store(sums.b, outputs[1] + x)
    unsafe finish.store(sums.c, outputs[2] + x)
    unsafe finish.store(sums.d, outputs[3] + x)
  }
}
