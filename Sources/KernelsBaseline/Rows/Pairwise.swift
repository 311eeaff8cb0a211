/// Sums over windows of `n = 2·radius + 1` numbers, pairwise, at a cost of about `log₂ n`
/// additions.
///
/// Sums of 2, 4, 8, … neighbours are made from each other:
///
///     T₀[i] = x[i]
///     Tₖ[i] = Tₖ₋₁[i] + Tₖ₋₁[i + 2ᵏ⁻¹]
///
/// and a window is cut into such pieces by the binary digits of `n`, the largest first:
/// for 31 numbers, `(((T₄[0] + T₃[16]) + T₂[24]) + T₁[28]) + T₀[30]`.
///
/// So a sum of floats depends on the numbers in its window alone, not on where in the picture, the
/// band or the register it stands, as a running sum would; and its rounding error grows with the
/// logarithm of `n` only.
///
/// 1. Up to nine numbers are loaded and added in one go.
/// 2. Elsewhere the sums of 2, 4, 8, … along a row are made for a part of the row that stays in the
///    first-level cache; the longest ones are added where they are used, not stored.
protocol LaneSums {
  /// One number.
  associatedtype Number: BitwiseCopyable
  /// As many as one register holds.
  associatedtype Lanes: BitwiseCopyable
  static var lanes: Int { get }
  /// A register's worth of numbers, from any address.
  static func load(_ start: UnsafeRawPointer) -> Lanes
  static func sum(_ a: Lanes, _ b: Lanes) -> Lanes
  static func sum(_ a: Number, _ b: Number) -> Number
}

/// Sums of floats.
enum FloatSums: LaneSums {
  typealias Number = Float
  typealias Lanes = FloatLanes
  @inline(__always) static func load(_ start: UnsafeRawPointer) -> FloatLanes {
    unsafe start.loadUnaligned(as: FloatLanes.self)
  }
  @inline(__always) static var lanes: Int { FloatLanes.scalarCount }
  @inline(__always) static func sum(_ a: FloatLanes, _ b: FloatLanes) -> FloatLanes { a + b }
  @inline(__always) static func sum(_ a: Float, _ b: Float) -> Float { a + b }
}

/// Sums of 32-bit integers.
enum IntSums: LaneSums {
  typealias Number = Int32
  typealias Lanes = IntLanes
  @inline(__always) static func load(_ start: UnsafeRawPointer) -> IntLanes {
    unsafe start.loadUnaligned(as: IntLanes.self)
  }
  @inline(__always) static var lanes: Int { IntLanes.scalarCount }
  @inline(__always) static func sum(_ a: IntLanes, _ b: IntLanes) -> IntLanes { a &+ b }
  @inline(__always) static func sum(_ a: Int32, _ b: Int32) -> Int32 { a &+ b }
}

/// Sums of 16-bit integers.
enum ShortSums: LaneSums {
  typealias Number = UInt16
  typealias Lanes = WordLanes
  @inline(__always) static func load(_ start: UnsafeRawPointer) -> WordLanes {
    unsafe start.loadUnaligned(as: WordLanes.self)
  }
  @inline(__always) static var lanes: Int { WordLanes.scalarCount }
  @inline(__always) static func sum(_ a: WordLanes, _ b: WordLanes) -> WordLanes { a &+ b }
  @inline(__always) static func sum(_ a: UInt16, _ b: UInt16) -> UInt16 { a &+ b }
}

/// Windows of 3, 5, 7 or 9 numbers, by a type for each so that nothing is left to choose.
private struct SmallWindow<let N: Int> {
  /// The sum of the numbers that `at` gives for 0, 1, … N − 1, in the order of the pieces.
  @inline(__always)
  static func sum<A: LaneSums>(_ sums: A.Type, _ at: (Int) -> A.Lanes) -> A.Lanes {
    let one = A.sum(at(0), at(1))
    if N == 3 { return A.sum(one, at(2)) }
    let two = A.sum(one, A.sum(at(2), at(3)))
    if N == 5 { return A.sum(two, at(4)) }
    let three = A.sum(at(4), at(5))
    if N == 7 { return A.sum(A.sum(two, three), at(6)) }
    let four = A.sum(two, A.sum(three, A.sum(at(6), at(7))))
    return A.sum(four, at(8))
  }

  /// Sums along a row.
  @inline(__always)
  static func run<A: LaneSums, F: Finish>(
    _ sums: A.Type, _ row: UnsafePointer<A.Number>, _ spacing: Int, _ count: Int,
    _ results: UnsafeMutablePointer<F.Output>, _ finish: F
  ) where F.Lanes == A.Lanes {
    var x = 0
    while x < count {
      let start = unsafe UnsafeRawPointer(row + x)
      let step = spacing * MemoryLayout<A.Number>.stride
      let sum = sum(sums) { unsafe A.load(start + $0 * step) }
      unsafe finish.store(sum, results + x)
      x += A.lanes
    }
  }

  /// Sums down the columns of `N` rows of floats.
  @inline(__always)
  static func columns(
    _ rows: UnsafePointer<UnsafePointer<Float>>, _ count: Int,
    _ sums: UnsafeMutablePointer<Float>
  ) {
    for x in stride(from: 0, to: count, by: FloatLanes.scalarCount) {
      let sum = sum(FloatSums.self) { unsafe load(rows[$0] + x) }
      unsafe store(sum, sums + x)
    }
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

/// Sums along a row of windows of any odd number of places.
///
/// - Parameters:
///   - sums: what is added.
///   - row: the leftmost number of the first window; registers behind the last are read.
///   - window: numbers in a window; odd, 3 or more.
///   - spacing: from one number of a window to the next.
///   - count: windows.
///   - scratch: room for `pairwiseScratch` numbers.
///   - results: written up to the next whole register.
///   - finish: what becomes of a sum.
@inline(__always)
func windowSums<A: LaneSums, F: Finish>(
  _ sums: A.Type, _ row: UnsafePointer<A.Number>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<A.Number>, _ results: UnsafeMutablePointer<F.Output>,
  _ finish: F
) where F.Lanes == A.Lanes {
  switch window {
  case 3: unsafe SmallWindow<3>.run(sums, row, spacing, count, results, finish)
  case 5: unsafe SmallWindow<5>.run(sums, row, spacing, count, results, finish)
  case 7: unsafe SmallWindow<7>.run(sums, row, spacing, count, results, finish)
  case 9: unsafe SmallWindow<9>.run(sums, row, spacing, count, results, finish)
  default:
    let part = 512
    for x in stride(from: 0, to: count, by: part) {
      unsafe largeWindows(
        sums, row + x, window, spacing, min(part, count - x), scratch, results + x, finish)
    }
  }
}

/// How many numbers of scratch memory windows take.
public func pairwiseScratch(window: Int, spacing: Int) -> Int {
  128 + (64 - window.leadingZeroBitCount) * (512 + window * spacing + 128)
}

/// Makes the sums that windows are put together from.
///
/// The longest pieces are two halves, whose sums are made; one stands for each lower binary digit.
/// A window of `n` places has one piece more than `n` has ones.
///
/// - Parameters: as of ``windowSums``.
/// - Returns: a table, at the start of the scratch memory, of where the first window's pieces
///   stand, the longest first.
@inline(__always)
private func windowPieces<A: LaneSums>(
  _ sums: A.Type, _ row: UnsafePointer<A.Number>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<A.Number>
) -> UnsafeMutablePointer<UnsafePointer<A.Number>> {
  // An array on the stack would be copied for every look at it.
  let pieces = unsafe UnsafeMutableRawPointer(scratch).assumingMemoryBound(
    to: UnsafePointer<A.Number>.self)
  let sumsMade = unsafe scratch + 256 / MemoryLayout<A.Number>.stride
  let top = 63 - window.leadingZeroBitCount
  let room = 512 + window * spacing + 128
  var piece = window.nonzeroBitCount
  var last = unsafe row
  var offset = window
  for level in 0..<top {
    if window >> level & 1 == 1 {
      offset -= 1 << level
      unsafe pieces[piece] = last + offset * spacing
      piece -= 1
    }
    if level == top - 1 { break }
    let made = unsafe sumsMade + level * room
    let distance = spacing << level
    let length = count + A.lanes + (window - 2 << level) * spacing
    for i in 0..<length { unsafe made[i] = A.sum(last[i], last[i + distance]) }
    unsafe last = UnsafePointer(made)
  }
  unsafe pieces[0] = last
  unsafe pieces[1] = last + spacing << (top - 1)
  return unsafe pieces
}

@inline(__always)
private func largeWindows<A: LaneSums, F: Finish>(
  _ sums: A.Type, _ row: UnsafePointer<A.Number>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<A.Number>, _ results: UnsafeMutablePointer<F.Output>,
  _ finish: F
) where F.Lanes == A.Lanes {
  let pieces = unsafe windowPieces(sums, row, window, spacing, count, scratch)
  let number = window.nonzeroBitCount + 1
  var x = 0
  while x + A.lanes < count {
    var first = unsafe A.load(pieces[0] + x)
    var second = unsafe A.load(pieces[0] + x + A.lanes)
    for piece in 1..<number {
      let start = unsafe UnsafeRawPointer(pieces[piece] + x)
      let next = unsafe UnsafeRawPointer(pieces[piece] + x + A.lanes)
      first = unsafe A.sum(first, A.load(start))
      second = unsafe A.sum(second, A.load(next))
    }
    unsafe finish.store(first, results + x)
    unsafe finish.store(second, results + x + A.lanes)
    x += 2 * A.lanes
  }
  if x >= count { return }
  var sum = unsafe A.load(pieces[0] + x)
  for piece in 1..<number {
    let start = unsafe UnsafeRawPointer(pieces[piece] + x)
    sum = unsafe A.sum(sum, A.load(start))
  }
  unsafe finish.store(sum, results + x)
}

/// Sums along a row of windows of 17 to 31 places, of numbers whose sums over eight fit 16 bits.
///
/// Pieces are summed in 16 bits, twice as many a register, and put together in 32.
///
/// - Parameters: as of ``windowSums``.
@inline(__always)
func widenedWindowSums<F: Finish>(
  _ row: UnsafePointer<UInt16>, _ window: Int, _ spacing: Int, _ count: Int,
  _ scratch: UnsafeMutablePointer<UInt16>, _ results: UnsafeMutablePointer<F.Output>, _ finish: F
) where F.Lanes == IntLanes {
  let number = window.nonzeroBitCount + 1
  for start in stride(from: 0, to: count, by: 512) {
    let end = min(count, start + 512)
    let pieces = unsafe windowPieces(
      ShortSums.self, row + start, window, spacing, end - start, scratch)
    var x = 0
    while x < end - start {
      var sum: IntLanes = unsafe widened(pieces[0] + x)
      for piece in 1..<number { unsafe sum &+= widened(pieces[piece] + x) }
      unsafe finish.store(sum, results + start + x)
      x += IntLanes.scalarCount
    }
  }
}
