/// Bilateral filters: means weighted by distance and by difference.
///
///     for each tap k, row by row from the top, from left to right
///       Δ = tap − middle
///       e = max(Δ²·alike, −100 · 2²³), its fraction cut off, + near[k]
///       w = 2^(e / 2²³)
///       numerator += w · tap;  denominator += w
///     result = numerator / denominator
///
/// One power of 2 makes both weights. Its exponent is an integer in units of 2⁻²³: the upper bits
/// go into the float's exponent as they are, and the lower 23 are the fraction of a float y of 1…2,
/// for which a polynomial of degree 4 gives 2^(y − 1), within 3·10⁻⁶ of itself: `(c₁·y + c₀) +
/// y²·((c₃·y + c₂) + c₄·y²)`.
///
/// 1. The integer steps run beside the floating point ones, which bind: eight sums and eight
///    products a tap.
/// 2. Every chain of steps is long, so the polynomial is arranged to be short.
private struct BilateralTaps {
  let rows: UnsafePointer<UnsafePointer<Float>>
  /// For each tap: which row, how far beside the middle, and the exponent for its distance in
  /// units of 2⁻²³; −26 · 2²³…0.
  let lines: UnsafePointer<Int>
  let offsets: UnsafePointer<Int>
  let near: UnsafePointer<Int32>
  let count: Int
  /// The row of the middle.
  let middle: Int
  /// The exponent for a squared difference of 1, in the same units.
  let alike: Float
}

/// 2 to the power of integers over 2²³, of −126 · 2²³…0.
@inline(__always)
func powerOfTwo(_ exponent: IntLanes) -> FloatLanes {
  let fraction = exponent & IntLanes(repeating: 0x7FFFFF) | IntLanes(repeating: 0x3F80_0000)
  let y = unsafe unsafeBitCast(fraction, to: FloatLanes.self)
  let squared = y * y
  let upper = (y * -0.002_125_210_1 + 0.166_613_39) + squared * 0.013_534_168
  let power = (y * 0.312_016_04 + 0.509_964_2) + squared * upper
  let whole = exponent & IntLanes(repeating: -0x80_0000)
  return unsafe unsafeBitCast(
    unsafeBitCast(power, to: IntLanes.self) &+ whole, to: FloatLanes.self)
}

/// A register of results under way.
private struct BilateralSums {
  let middle: FloatLanes
  var numerator = FloatLanes(repeating: 0)
  var denominator = FloatLanes(repeating: 0)

  @inline(__always) init(middle: FloatLanes) { self.middle = middle }

  /// Where `skipsNaN`, what is not a number has no weight.
  @_transparent
  mutating func add(_ tap: FloatLanes, _ near: IntLanes, _ scale: Float, skipsNaN: Bool) {
    let least = FloatLanes(repeating: -838_860_800)
    let difference = tap - middle
    let alike = difference * difference * scale
    // What is not a number weighs as little as can be.
    let limited = least.replacing(with: alike, where: alike .> least)
    let weight = powerOfTwo(truncated(limited) &+ near)
    if skipsNaN {
      let (zero, isNumber) = (FloatLanes(repeating: 0), tap .== tap)
      numerator += zero.replacing(with: weight * tap, where: isNumber)
      denominator += zero.replacing(with: weight, where: isNumber)
    } else {
      numerator += weight * tap
      denominator += weight
    }
  }
}

/// Two registers of one row; `isPair` says whether the second is wanted.
@_transparent
private func bilateralBlock<F: Finish>(
  _ taps: BilateralTaps, _ x: Int, _ output: UnsafeMutablePointer<F.Output>, _ finish: F,
  isPair: Bool, skipsNaN: Bool
) where F.Lanes == FloatLanes {
  let lanes = FloatLanes.scalarCount
  let middle = unsafe taps.rows[taps.middle] + x
  var first = unsafe BilateralSums(middle: load(middle))
  var second = unsafe BilateralSums(middle: load(isPair ? middle + lanes : middle))
  for k in 0..<taps.count {
    let row = unsafe taps.rows[taps.lines[k]] + x + taps.offsets[k]
    let near = unsafe IntLanes(repeating: taps.near[k])
    unsafe first.add(load(row), near, taps.alike, skipsNaN: skipsNaN)
    if isPair { unsafe second.add(load(row + lanes), near, taps.alike, skipsNaN: skipsNaN) }
  }
  unsafe finish.store(first.numerator / first.denominator, output + x)
  if isPair {
    unsafe finish.store(second.numerator / second.denominator, output + x + lanes)
  }
}

@_transparent
private func bilateral<F: Finish>(
  _ taps: BilateralTaps, _ count: Int, _ output: UnsafeMutablePointer<F.Output>, _ finish: F,
  skipsNaN: Bool = false
) where F.Lanes == FloatLanes {
  let lanes = FloatLanes.scalarCount
  var x = 0
  while x + 2 * lanes <= count {
    unsafe bilateralBlock(taps, x, output, finish, isPair: true, skipsNaN: skipsNaN)
    x += 2 * lanes
  }
  while x < count {
    unsafe bilateralBlock(taps, x, output, finish, isPair: false, skipsNaN: skipsNaN)
    x += lanes
  }
}

/// One row of a bilateral filter of floats.
///
/// - Parameters:
///   - rows: `2 · middle + 1` rows of the source, each at column 0.
///   - lines: for each tap, its row.
///   - offsets: for each tap, its samples beside the middle.
///   - near: for each tap, the exponent of 2 for its distance.
///   - number: taps.
///   - middle: the row of the middle.
///   - alike: the exponent of 2 for a squared difference of 1.
///   - count: columns.
///   - results: written up to the next multiple of 16.
public func bilateralRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: UnsafePointer<Int>,
  _ offsets: UnsafePointer<Int>, _ near: UnsafePointer<Int32>, _ number: Int, _ middle: Int,
  _ alike: Float, _ count: Int, _ results: UnsafeMutablePointer<Float>
) {
  let taps = unsafe BilateralTaps(
    rows: rows, lines: lines, offsets: offsets, near: near, count: number, middle: middle,
    alike: alike)
  unsafe bilateral(taps, count, results, FloatFinish())
}

/// As ``bilateralRow(_:_:_:_:_:_:_:_:_:)``; what is not a number has no weight.
public func bilateralNumbersRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: UnsafePointer<Int>,
  _ offsets: UnsafePointer<Int>, _ near: UnsafePointer<Int32>, _ number: Int, _ middle: Int,
  _ alike: Float, _ count: Int, _ results: UnsafeMutablePointer<Float>
) {
  let taps = unsafe BilateralTaps(
    rows: rows, lines: lines, offsets: offsets, near: near, count: number, middle: middle,
    alike: alike)
  unsafe bilateral(taps, count, results, FloatFinish(), skipsNaN: true)
}

/// As ``bilateralRow(_:_:_:_:_:_:_:_:_:)``, to the nearest 8-bit codes.
public func bilateralRow8(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: UnsafePointer<Int>,
  _ offsets: UnsafePointer<Int>, _ near: UnsafePointer<Int32>, _ number: Int, _ middle: Int,
  _ alike: Float, _ count: Int, _ results: UnsafeMutablePointer<UInt8>
) {
  let taps = unsafe BilateralTaps(
    rows: rows, lines: lines, offsets: offsets, near: near, count: number, middle: middle,
    alike: alike)
  unsafe bilateral(taps, count, results, NearestFinish8())
}

/// As ``bilateralRow(_:_:_:_:_:_:_:_:_:)``, to the nearest 16-bit codes.
public func bilateralRow16(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: UnsafePointer<Int>,
  _ offsets: UnsafePointer<Int>, _ near: UnsafePointer<Int32>, _ number: Int, _ middle: Int,
  _ alike: Float, _ count: Int, _ results: UnsafeMutablePointer<UInt16>
) {
  let taps = unsafe BilateralTaps(
    rows: rows, lines: lines, offsets: offsets, near: near, count: number, middle: middle,
    alike: alike)
  unsafe bilateral(taps, count, results, NearestFinish16())
}
