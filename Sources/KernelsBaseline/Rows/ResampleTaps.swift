/// A window of four by four or six by six weights.
///
/// A position is rounded to 2⁻⁸ px; its phase chooses the weights of rows and of columns. Each
/// column of the window is summed from the top, then the columns, by twos:
///
///     Sᵢ = ((w₀·v₀ᵢ + w₁·v₁ᵢ) + w₂·v₂ᵢ) + …    result = ((u₀·S₀ + u₁·S₁) + (u₂·S₂ + u₃·S₃)) + …
///
/// At a phase of 0 one row or column alone has a weight, and no other is looked at. Codes are
/// rounded half up and limited to those there are.
private protocol TapWindow {
  associatedtype Lanes: SIMD where Lanes.Scalar == Float
  static var taps: Int { get }
  /// The sums of four windows, whose columns are summed.
  static func totals(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> SIMD4<Float>
  static func sum(_ a: Lanes, _ b: Lanes) -> Lanes
  static func product(_ a: Lanes, _ b: Lanes) -> Lanes
  static func row<S: TapSamples>(_ samples: S.Type, _ start: UnsafePointer<S.Sample>) -> Lanes
  /// Columns of which the first alone has a sum.
  static func alone(_ sum: Float) -> Lanes
}

/// Samples that windows lie over.
private protocol TapSamples {
  associatedtype Sample: BitwiseCopyable
  static func number(_ sample: Sample) -> Float
  static func four(_ start: UnsafePointer<Sample>) -> SIMD4<Float>
  static func eight(_ start: UnsafePointer<Sample>) -> SIMD8<Float>
  static func sample(_ number: Float) -> Sample
}

/// Sums of neighbours: two of `a`, then two of `b`.
@_transparent
private func pairSums(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
  fourSums(SIMD4(a[0], a[2], b[0], b[2]), SIMD4(a[1], a[3], b[1], b[3]))
}

/// Four by four weights.
private enum FourTaps: TapWindow {
  @_transparent static var taps: Int { 4 }
  @_transparent
  static func totals(
    _ a: SIMD4<Float>, _ b: SIMD4<Float>, _ c: SIMD4<Float>, _ d: SIMD4<Float>
  ) -> SIMD4<Float> {
    pairSums(pairSums(a, b), pairSums(c, d))
  }
  @_transparent
  static func sum(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { fourSums(a, b) }
  @_transparent
  static func product(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> {
    fourProducts(a, b)
  }
  @_transparent
  static func row<S: TapSamples>(
    _ samples: S.Type, _ start: UnsafePointer<S.Sample>
  ) -> SIMD4<Float> {
    unsafe S.four(start)
  }
  /// What is added to -0 stays as it is, a zero too.
  @_transparent static func alone(_ sum: Float) -> SIMD4<Float> { SIMD4(sum, -0.0, -0.0, -0.0) }
}

/// Six by six weights.
private enum SixTaps: TapWindow {
  @_transparent static var taps: Int { 6 }
  @_transparent
  static func totals(
    _ a: SIMD8<Float>, _ b: SIMD8<Float>, _ c: SIMD8<Float>, _ d: SIMD8<Float>
  ) -> SIMD4<Float> {
    let four = pairSums(pairSums(a.lowHalf, b.lowHalf), pairSums(c.lowHalf, d.lowHalf))
    let (ab, cd) = (pairSums(a.highHalf, b.highHalf), pairSums(c.highHalf, d.highHalf))
    return fourSums(four, SIMD4(ab[0], ab[2], cd[0], cd[2]))
  }
  @_transparent static func sum(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> { a + b }
  @_transparent
  static func product(_ a: SIMD8<Float>, _ b: SIMD8<Float>) -> SIMD8<Float> { a * b }
  /// The two last lanes, which no sum takes in, lie beside the window.
  @_transparent
  static func row<S: TapSamples>(
    _ samples: S.Type, _ start: UnsafePointer<S.Sample>
  ) -> SIMD8<Float> {
    unsafe S.eight(start)
  }
  @_transparent
  static func alone(_ sum: Float) -> SIMD8<Float> {
    SIMD8(sum, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0, -0.0)
  }
}

/// Floats as they are.
private enum TapFloats: TapSamples {
  @_transparent static func number(_ sample: Float) -> Float { sample }
  @_transparent
  static func four(_ start: UnsafePointer<Float>) -> SIMD4<Float> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD4<Float>.self)
  }
  @_transparent
  static func eight(_ start: UnsafePointer<Float>) -> SIMD8<Float> {
    unsafe UnsafeRawPointer(start).loadUnaligned(as: SIMD8<Float>.self)
  }
  @_transparent static func sample(_ number: Float) -> Float { number }
}

/// 16-bit codes.
private enum TapWords: TapSamples {
  @_transparent static func number(_ sample: UInt16) -> Float { Float(sample) }
  @_transparent
  static func four(_ start: UnsafePointer<UInt16>) -> SIMD4<Float> { unsafe fourNumbers(start) }
  @_transparent
  static func eight(_ start: UnsafePointer<UInt16>) -> SIMD8<Float> {
    unsafe SIMD8(lowHalf: fourNumbers(start), highHalf: fourNumbers(start + 4))
  }
  @_transparent
  static func sample(_ number: Float) -> UInt16 {
    UInt16(truncatingIfNeeded: nearest(number, largest: 65535))
  }
}

/// 8-bit codes.
private enum TapBytes: TapSamples {
  @_transparent static func number(_ sample: UInt8) -> Float { Float(sample) }
  @_transparent
  static func four(_ start: UnsafePointer<UInt8>) -> SIMD4<Float> { unsafe fourNumbers(start) }
  @_transparent
  static func eight(_ start: UnsafePointer<UInt8>) -> SIMD8<Float> {
    unsafe SIMD8(lowHalf: fourNumbers(start), highHalf: fourNumbers(start + 4))
  }
  @_transparent
  static func sample(_ number: Float) -> UInt8 {
    UInt8(truncatingIfNeeded: nearest(number, largest: 255))
  }
}

@_transparent
private func nearest(_ value: Float, largest: Float) -> Int32 {
  let lifted = value > 0 ? value : 0
  return Int32((lifted < largest ? lifted : largest) + 0.5)
}

/// What is added to positions before bits are cut off.
@_transparent
private var halfPhase: Int32 { 128 }

/// What is left of a rounded position, shifted right by 5: eight weights for each of 256 phases.
@_transparent
private var weightsMask: Int32 { 0x7F8 }

/// Where the weights of a position begin, after ``halfPhase`` was added.
@_transparent
private func weightsPlace(_ rounded: Int32) -> Int32 {
  (rounded &>> 5) & weightsMask
}

/// A sum of one column, at a phase of 0 along the row.
@inline(__always)
private func columnSum<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ start: UnsafePointer<S.Sample>, _ stride: Int,
  _ weights: UnsafePointer<Float>
) -> Float {
  var sum = unsafe S.number(start[0]) * weights[0]
  for row in 1..<W.taps { unsafe sum += S.number(start[row &* stride]) * weights[row] }
  return sum
}

/// The weighted sums of a window's columns; its weights begin at `across` along the row, at `down`
/// in columns.
@inline(__always)
private func columns<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ corner: UnsafePointer<S.Sample>, _ stride: Int,
  _ weights: UnsafePointer<Float>, _ across: Int32, _ down: Int32
) -> W.Lanes {
  let reach = W.taps / 2 &- 1
  let shares = unsafe weights + Int(down)
  if across == 0 {
    if down == 0 { return unsafe W.alone(S.number(corner[0])) }
    return unsafe W.alone(
      columnSum(W.self, S.self, corner - reach &* stride, stride, shares))
  }
  let along = unsafe UnsafeRawPointer(weights + Int(across)).loadUnaligned(as: W.Lanes.self)
  if down == 0 { return unsafe W.product(W.row(S.self, corner - reach), along) }
  let start = unsafe corner - reach &* stride - reach
  var sums = unsafe W.product(W.row(S.self, start), W.Lanes(repeating: shares[0]))
  for row in 1..<W.taps {
    let line = unsafe W.row(S.self, start + row &* stride)
    sums = unsafe W.sum(sums, W.product(line, W.Lanes(repeating: shares[row])))
  }
  return W.product(sums, along)
}

/// Pixels of an edge block, one by one.
@inline(__always)
private func resampleEdge<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ block: ResampleBlock, _ listed: UnsafePointer<Int32>,
  _ count: Int, _ source: UnsafePointer<S.Sample>, _ stride: Int,
  _ weights: UnsafePointer<Float>, _ results: UnsafeMutablePointer<S.Sample>
) {
  for pixel in 0..<count {
    let exact = unsafe position(block, listed, pixel)
    var number: Float = 0
    if exact.x != nowhere {
      let (x, y) = (exact.x &+ halfPhase, exact.y &+ halfPhase)
      let sums = unsafe columns(
        window, samples, source + place(x, y, stride), stride, weights, weightsPlace(x),
        weightsPlace(y))
      number = W.totals(sums, sums, sums, sums)[0]
    }
    unsafe results[pixel] = S.sample(number)
  }
}

/// The numbers of a block of which nothing lies at an edge, from what was computed of its tile.
@inline(__always)
private func resampleInside<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ tile: UnsafePointer<Int32>,
  _ source: UnsafePointer<S.Sample>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ numbers: UnsafeMutablePointer<Float>
) {
  @_transparent
  func sums(_ pixel: Int) -> W.Lanes {
    let (across, down) = unsafe (tile[tilePixels &+ pixel], tile[2 &* tilePixels &+ pixel])
    return unsafe columns(
      window, samples, source + Int(tile[pixel]), stride, weights, across, down)
  }
  var pixel = 0
  while pixel < blockPixels {
    let totals = W.totals(sums(pixel), sums(pixel &+ 1), sums(pixel &+ 2), sums(pixel &+ 3))
    unsafe UnsafeMutableRawPointer(numbers + pixel).storeBytes(of: totals, as: SIMD4<Float>.self)
    pixel &+= 4
  }
}

@inline(__always)
private func resampleTile<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ blocks: ResampleBlock,
  _ listed: UnsafePointer<Int32>, _ count: Int, _ source: UnsafePointer<S.Sample>,
  _ stride: Int, _ weights: UnsafePointer<Float>, _ tile: UnsafePointer<Int32>,
  _ numbers: UnsafeMutablePointer<Float>, _ results: UnsafeMutablePointer<S.Sample>
) {
  var start = 0
  while start < count {
    let block = unsafe blocks + start / blockPixels &* blockFields
    let end = count &- start < blockPixels ? count &- start : blockPixels
    let row = unsafe results + start
    switch unsafe block[6] {
    case emptyBlock:
      for pixel in 0..<end { unsafe row[pixel] = S.sample(0) }
    case edgeBlock:
      unsafe resampleEdge(
        window, samples, block, listed, end, source, stride, weights, row)
    default:
      unsafe resampleInside(window, samples, tile + start, source, stride, weights, numbers)
      for pixel in 0..<end { unsafe row[pixel] = S.sample(numbers[pixel]) }
      if unsafe block[6] == listedBlock && block[0] != 0 {
        for pixel in 0..<end where unsafe hole(block, pixel) { unsafe row[pixel] = S.sample(0) }
      }
    }
    start &+= blockPixels
  }
}

@inline(__always)
private func resample<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ blocks: ResampleBlock, _ later: ResampleBlock,
  _ listed: UnsafePointer<Int32>, _ count: Int, _ source: UnsafePointer<S.Sample>,
  _ stride: Int, _ weights: UnsafePointer<Float>, _ scratch: UnsafeMutablePointer<Int32>,
  _ results: UnsafeMutablePointer<S.Sample>
) {
  let numbers = unsafe UnsafeMutableRawPointer(scratch + tileFields)
    .assumingMemoryBound(to: Float.self)
  var start = 0
  while start < count {
    let fields = start / blockPixels &* blockFields
    let end = count &- start < tilePixels ? count &- start : tilePixels
    unsafe placeTile(
      blocks + fields, later + fields, listed, end, source, stride, rounding: halfPhase, shift: 5,
      mask: weightsMask, scratch)
    unsafe resampleTile(
      window, samples, blocks + fields, listed, end, source, stride, weights, scratch, numbers,
      results + start)
    start &+= tilePixels
  }
}

/// Part of a row of floats, resampled with four by four weights.
///
/// - Parameters:
///   - blocks: where its pixels come from; see `ResampleBlock`.
///   - later: the blocks of a row that comes later.
///   - listed: the positions of blocks that are no parabolas.
///   - count: pixels.
///   - source: the first row of the whole picture; only rows that positions need are read, and two
///     samples behind each window of six.
///   - stride: samples from one row of it to the next.
///   - weights: eight for each of 256 phases; those behind the window are 0.
///   - scratch: room for 416 integers.
///   - results: gets `count` samples; 0 where positions lie nowhere.
public func fourTapBlocks(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<Float>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<Float>
) {
  unsafe resample(
    FourTaps.self, TapFloats.self, blocks, later, listed, count, source, stride, weights,
    scratch, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:_:_:)``, of 16-bit codes.
public func fourTapBlocks16(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt16>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<UInt16>
) {
  unsafe resample(
    FourTaps.self, TapWords.self, blocks, later, listed, count, source, stride, weights,
    scratch, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:_:_:)``, of 8-bit codes.
public func fourTapBlocks8(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt8>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<UInt8>
) {
  unsafe resample(
    FourTaps.self, TapBytes.self, blocks, later, listed, count, source, stride, weights,
    scratch, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:_:_:)``, with six by six weights.
public func sixTapBlocks(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<Float>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<Float>
) {
  unsafe resample(
    SixTaps.self, TapFloats.self, blocks, later, listed, count, source, stride, weights,
    scratch, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:_:_:)``, of 16-bit codes with six by six weights.
public func sixTapBlocks16(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt16>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<UInt16>
) {
  unsafe resample(
    SixTaps.self, TapWords.self, blocks, later, listed, count, source, stride, weights,
    scratch, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:_:_:)``, of 8-bit codes with six by six weights.
public func sixTapBlocks8(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt8>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ scratch: UnsafeMutablePointer<Int32>, _ results: UnsafeMutablePointer<UInt8>
) {
  unsafe resample(
    SixTaps.self, TapBytes.self, blocks, later, listed, count, source, stride, weights,
    scratch, results)
}

/// All defects within windows of pixels that have a weight.
///
/// - Parameters:
///   - blocks: where pixels come from.
///   - listed: the positions of blocks that are no parabolas.
///   - count: pixels.
///   - source: defects, as the samples of ``fourTapBlocks(_:_:_:_:_:_:_:_:_:)``.
///   - stride: from one row of it to the next.
///   - taps: pixels along the side of a window; even.
///   - results: gets `count` sets of defects; 0 where positions lie nowhere.
public func tapMarks(
  _ blocks: UnsafePointer<Int32>, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt8>, _ stride: Int, _ taps: Int,
  _ results: UnsafeMutablePointer<UInt8>
) {
  let (before, after) = (taps / 2 &- 1, taps / 2)
  for i in 0..<count {
    let block = unsafe blocks + i / blockPixels &* blockFields
    let pixel = i & (blockPixels &- 1)
    let (x, y) = unsafe position(block, listed, pixel)
    var marks: UInt8 = 0
    if unsafe !isNowhere(block, pixel, x) {
      let (x, y) = (x &+ halfPhase, y &+ halfPhase)
      let corner = unsafe source + place(x, y, stride)
      let columns = weightsPlace(x) == 0 ? 0...0 : -before...after
      for row in weightsPlace(y) == 0 ? 0...0 : -before...after {
        for column in columns { unsafe marks |= corner[row &* stride &+ column] }
      }
    }
    unsafe results[i] = marks
  }
}
