/// Rows of pictures resampled with four by four or six by six weights.
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
  static func total(_ products: Lanes) -> Float
  static func sum(_ a: Lanes, _ b: Lanes) -> Lanes
  static func product(_ a: Lanes, _ b: Lanes) -> Lanes
  static func row<S: TapSamples>(_ samples: S.Type, _ start: UnsafePointer<S.Sample>) -> Lanes
}

private protocol TapSamples {
  associatedtype Sample: BitwiseCopyable
  static func number(_ sample: Sample) -> Float
  static func four(_ start: UnsafePointer<Sample>) -> SIMD4<Float>
  static func eight(_ start: UnsafePointer<Sample>) -> SIMD8<Float>
  static func sample(_ number: Float) -> Sample
}

private enum FourTaps: TapWindow {
  @_transparent static var taps: Int { 4 }
  @_transparent static func total(_ p: SIMD4<Float>) -> Float { (p[0] + p[1]) + (p[2] + p[3]) }
  @_transparent static func sum(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { a + b }
  @_transparent
  static func product(_ a: SIMD4<Float>, _ b: SIMD4<Float>) -> SIMD4<Float> { a * b }
  @_transparent
  static func row<S: TapSamples>(
    _ samples: S.Type, _ start: UnsafePointer<S.Sample>
  ) -> SIMD4<Float> {
    unsafe S.four(start)
  }
}

private enum SixTaps: TapWindow {
  @_transparent static var taps: Int { 6 }
  @_transparent
  static func total(_ p: SIMD8<Float>) -> Float {
    ((p[0] + p[1]) + (p[2] + p[3])) + (p[4] + p[5])
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
}

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

private enum TapWords: TapSamples {
  @_transparent static func number(_ sample: UInt16) -> Float { Float(sample) }
  @_transparent
  static func four(_ p: UnsafePointer<UInt16>) -> SIMD4<Float> {
    unsafe SIMD4(number(p[0]), number(p[1]), number(p[2]), number(p[3]))
  }
  @_transparent
  static func eight(_ p: UnsafePointer<UInt16>) -> SIMD8<Float> {
    unsafe SIMD8(
      number(p[0]), number(p[1]), number(p[2]), number(p[3]), number(p[4]), number(p[5]),
      number(p[6]), number(p[7]))
  }
  @_transparent
  static func sample(_ number: Float) -> UInt16 {
    UInt16(truncatingIfNeeded: nearest(number, largest: 65535))
  }
}

private enum TapBytes: TapSamples {
  @_transparent static func number(_ sample: UInt8) -> Float { Float(sample) }
  @_transparent
  static func four(_ p: UnsafePointer<UInt8>) -> SIMD4<Float> {
    unsafe SIMD4(number(p[0]), number(p[1]), number(p[2]), number(p[3]))
  }
  @_transparent
  static func eight(_ p: UnsafePointer<UInt8>) -> SIMD8<Float> {
    unsafe SIMD8(
      number(p[0]), number(p[1]), number(p[2]), number(p[3]), number(p[4]), number(p[5]),
      number(p[6]), number(p[7]))
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

@_transparent
private func phase(_ rounded: Int32) -> Int {
  Int(rounded &>> 8) & 255
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

@inline(__always)
private func windowSum<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ corner: UnsafePointer<S.Sample>, _ stride: Int,
  _ weights: UnsafePointer<Float>, _ px: Int, _ py: Int
) -> Float {
  let reach = W.taps / 2 &- 1
  let (along, down) = unsafe (weights + 8 &* px, weights + 8 &* py)
  if px == 0 {
    if py == 0 { return unsafe S.number(corner[0]) }
    return unsafe columnSum(W.self, S.self, corner - reach &* stride, stride, down)
  }
  let across = unsafe UnsafeRawPointer(along).loadUnaligned(as: W.Lanes.self)
  if py == 0 {
    return unsafe W.total(W.product(W.row(S.self, corner - reach), across))
  }
  let start = unsafe corner - reach &* stride - reach
  var sums = unsafe W.product(W.row(S.self, start), W.Lanes(repeating: down[0]))
  for row in 1..<W.taps {
    let line = unsafe W.row(S.self, start + row &* stride)
    sums = unsafe W.sum(sums, W.product(line, W.Lanes(repeating: down[row])))
  }
  return W.total(W.product(sums, across))
}

@inline(__always)
private func resample<W: TapWindow, S: TapSamples>(
  _ window: W.Type, _ samples: S.Type, _ blocks: ResampleBlock, _ listed: UnsafePointer<Int32>,
  _ count: Int, _ source: UnsafePointer<S.Sample>, _ stride: Int,
  _ weights: UnsafePointer<Float>, _ results: UnsafeMutablePointer<S.Sample>
) {
  for i in 0..<count {
    let block = unsafe blocks + i / blockPixels &* blockFields
    let pixel = i & (blockPixels &- 1)
    let (x, y) = unsafe position(block, listed, pixel)
    var number: Float = 0
    if unsafe !isNowhere(block, pixel, x) {
      let (x, y) = (x &+ halfPhase, y &+ halfPhase)
      number = unsafe windowSum(
        W.self, S.self, source + place(x, y, stride), stride, weights, phase(x), phase(y))
    }
    unsafe results[i] = S.sample(number)
  }
}

/// Part of a row of floats, resampled with four by four weights.
///
/// - Parameters:
///   - blocks: where its pixels come from; see `ResampleBlock`.
///   - listed: the positions of blocks that are no parabolas.
///   - count: pixels.
///   - source: the first row of the whole picture; only rows that positions need are read, and two
///     samples behind each window of six.
///   - stride: samples from one row of it to the next.
///   - weights: eight for each of 256 phases; those behind the window are 0.
///   - results: gets `count` samples; 0 where positions lie nowhere.
public func fourTapBlocks(
  _ blocks: UnsafePointer<Int32>, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<Float>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ results: UnsafeMutablePointer<Float>
) {
  unsafe resample(
    FourTaps.self, TapFloats.self, blocks, listed, count, source, stride, weights, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:)``, of 16-bit codes.
public func fourTapBlocks16(
  _ blocks: UnsafePointer<Int32>, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt16>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ results: UnsafeMutablePointer<UInt16>
) {
  unsafe resample(
    FourTaps.self, TapWords.self, blocks, listed, count, source, stride, weights, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:)``, of 8-bit codes.
public func fourTapBlocks8(
  _ blocks: UnsafePointer<Int32>, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt8>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ results: UnsafeMutablePointer<UInt8>
) {
  unsafe resample(
    FourTaps.self, TapBytes.self, blocks, listed, count, source, stride, weights, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:)``, with six by six weights.
public func sixTapBlocks(
  _ blocks: UnsafePointer<Int32>, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<Float>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ results: UnsafeMutablePointer<Float>
) {
  unsafe resample(
    SixTaps.self, TapFloats.self, blocks, listed, count, source, stride, weights, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:)``, of 16-bit codes with six by six weights.
public func sixTapBlocks16(
  _ blocks: UnsafePointer<Int32>, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt16>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ results: UnsafeMutablePointer<UInt16>
) {
  unsafe resample(
    SixTaps.self, TapWords.self, blocks, listed, count, source, stride, weights, results)
}

/// As ``fourTapBlocks(_:_:_:_:_:_:_:)``, of 8-bit codes with six by six weights.
public func sixTapBlocks8(
  _ blocks: UnsafePointer<Int32>, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt8>, _ stride: Int, _ weights: UnsafePointer<Float>,
  _ results: UnsafeMutablePointer<UInt8>
) {
  unsafe resample(
    SixTaps.self, TapBytes.self, blocks, listed, count, source, stride, weights, results)
}

/// All defects within windows of pixels that have a weight.
///
/// - Parameters:
///   - blocks: where pixels come from.
///   - listed: the positions of blocks that are no parabolas.
///   - count: pixels.
///   - source: defects, as the samples of ``fourTapBlocks(_:_:_:_:_:_:_:)``.
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
      let columns = phase(x) == 0 ? 0...0 : -before...after
      for row in phase(y) == 0 ? 0...0 : -before...after {
        for column in columns { unsafe marks |= corner[row &* stride &+ column] }
      }
    }
    unsafe results[i] = marks
  }
}
