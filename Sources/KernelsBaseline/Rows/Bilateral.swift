/// Bilateral filters: means weighted by distance and by difference.
///
///     for each tap k, row by row from the top, from left to right
///       Δ = tap − middle
///       w = 2^(near[k] + Δ²·alike)
///       numerator += w · tap;  denominator += w
///     result = numerator / denominator
///
/// One power of 2 makes both weights. Its exponent e is split into the nearest integer n, which
/// goes into the bits of the float's exponent, and f = e − n, for which a polynomial of degree 4
/// stands, 1 + f·(c₁ + f·(c₂ + f·(c₃ + f·c₄))), within 3·10⁻⁶ of itself. Below −126 it stays −126: such
/// weights vanish beside that of the middle, which is 1.
///
/// Limit: the 21 operations that a tap takes.
struct BilateralTaps {
  let rows: UnsafePointer<UnsafePointer<Float>>
  /// For each tap: which row, how far beside the middle, and the exponent for its distance.
  let lines: UnsafePointer<Int>
  let offsets: UnsafePointer<Int>
  let near: UnsafePointer<Float>
  let count: Int
  /// The row of the middle.
  let middle: Int
  /// The exponent for a squared difference of 1.
  let alike: Float
}

/// 2 to the power of numbers of −126…0; what is less or not a number counts as −126.
@inline(__always)
func powerOfTwo(_ exponent: FloatLanes) -> FloatLanes {
  let least = FloatLanes(repeating: -126)
  let e = least.replacing(with: exponent, where: exponent .> least)
  // Added to 1.5 · 2²³, a number becomes an integer in the lowest bits.
  let shifted = e + 12_582_912
  let f = e - (shifted - 12_582_912)
  let upper = f * 0.009_582_853 + 0.055_906_426
  let polynomial = ((upper * f + 0.240_240_99) * f + 0.693_124_2) * f + 1
  let bits = unsafe unsafeBitCast(shifted, to: IntLanes.self) &<< IntLanes(repeating: 23)
  return unsafe unsafeBitCast(
    unsafeBitCast(polynomial, to: IntLanes.self) &+ bits, to: FloatLanes.self)
}

/// One row, `V` registers at a time.
struct BilateralBlock<let V: Int> {
  @inline(__always)
  static func run<F: Finish>(
    _ taps: BilateralTaps, _ x: Int, _ output: UnsafeMutablePointer<F.Output>, _ finish: F
  ) where F.Lanes == FloatLanes {
    let zero = FloatLanes(repeating: 0)
    let lanes = FloatLanes.scalarCount
    var middle = InlineArray<V, FloatLanes>(repeating: zero)
    var numerator = middle
    var denominator = middle
    for v in 0..<V { unsafe middle[v] = load(taps.rows[taps.middle] + x + v * lanes) }
    for k in 0..<taps.count {
      let row = unsafe taps.rows[taps.lines[k]] + x + taps.offsets[k]
      let near = unsafe FloatLanes(repeating: taps.near[k])
      for v in 0..<V {
        let tap = unsafe load(row + v * lanes)
        let difference = tap - middle[v]
        let weight = powerOfTwo(difference * difference * taps.alike + near)
        numerator[v] += weight * tap
        denominator[v] += weight
      }
    }
    for v in 0..<V {
      unsafe finish.store(numerator[v] / denominator[v], output + x + v * lanes)
    }
  }
}

@inline(__always)
private func bilateral<F: Finish>(
  _ taps: BilateralTaps, _ count: Int, _ output: UnsafeMutablePointer<F.Output>, _ finish: F
) where F.Lanes == FloatLanes {
  let lanes = FloatLanes.scalarCount
  var x = 0
  while x + 2 * lanes <= count {
    unsafe BilateralBlock<2>.run(taps, x, output, finish)
    x += 2 * lanes
  }
  while x < count {
    unsafe BilateralBlock<1>.run(taps, x, output, finish)
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
  _ offsets: UnsafePointer<Int>, _ near: UnsafePointer<Float>, _ number: Int, _ middle: Int,
  _ alike: Float, _ count: Int, _ results: UnsafeMutablePointer<Float>
) {
  let taps = unsafe BilateralTaps(
    rows: rows, lines: lines, offsets: offsets, near: near, count: number, middle: middle,
    alike: alike)
  unsafe bilateral(taps, count, results, FloatFinish())
}

/// As ``bilateralRow(_:_:_:_:_:_:_:_:_:)``, to the nearest 8-bit codes.
public func bilateralRow8(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ lines: UnsafePointer<Int>,
  _ offsets: UnsafePointer<Int>, _ near: UnsafePointer<Float>, _ number: Int, _ middle: Int,
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
  _ offsets: UnsafePointer<Int>, _ near: UnsafePointer<Float>, _ number: Int, _ middle: Int,
  _ alike: Float, _ count: Int, _ results: UnsafeMutablePointer<UInt16>
) {
  let taps = unsafe BilateralTaps(
    rows: rows, lines: lines, offsets: offsets, near: near, count: number, middle: middle,
    alike: alike)
  unsafe bilateral(taps, count, results, NearestFinish16())
}
