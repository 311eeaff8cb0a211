/// Rows of pictures resampled between four neighbours each.
///
/// With `a b` beside each other, `c d` below them, and the fractions `p` and `q` of a position:
///
///     t = a + (b − a)·p    u = c + (d − c)·p    result = t + (u − t)·q
///
/// Floats and 16-bit codes compute this in floats, codes rounded half up at the end; where a
/// fraction is 0, what it would multiply is not looked at. 8-bit codes compute it in 16-bit fixed
/// point with 7 bits behind the point, each product rounded half up, off by no more than 2⁻⁷ before
/// the last rounding.
///
/// 1. Neighbours are read together, as one word of twice their size: two loads a pixel, not four.
/// 2. Loads and insertions took 0.5 to 0.9 of the time of the gather instructions, and as long as
///    shuffles of whole rows, which no map may tilt much (AVX-512, 1920×1080, all three in C).
/// 3. Positions are computed (see `ResampleBlock`); read from a table they took as long as pixels.
private protocol BilinearSamples {
  associatedtype Sample: BitwiseCopyable
  associatedtype Result: BitwiseCopyable
  /// Pixels in a register.
  static var lanes: Int { get }
  /// A register of results, from what was computed of a tile.
  static func register(
    _ tile: UnsafePointer<Int32>, _ source: UnsafePointer<Sample>, _ stride: Int,
    _ results: UnsafeMutablePointer<Result>)
  /// One result from its neighbours; those of no weight are others.
  static func pixel(
    _ a: Sample, _ b: Sample, _ c: Sample, _ d: Sample, _ x: Int32, _ y: Int32
  ) -> Result
  /// What stands where there is no result.
  static var blank: Result { get }
}

/// The fractions of a register of pixels of a tile.
@_transparent
private func fractions(_ tile: UnsafePointer<Int32>) -> (x: FloatLanes, y: FloatLanes) {
  unsafe (
    floats(load(tile + tilePixels)) * Float(1.0 / 65536),
    floats(load(tile + 2 &* tilePixels)) * Float(1.0 / 65536)
  )
}

@_transparent
private func fraction(_ position: Int32) -> Float {
  Float(position & fractionBits) * Float(1.0 / 65536)
}

@_transparent
private func between(_ a: FloatLanes, _ b: FloatLanes, _ share: FloatLanes) -> FloatLanes {
  (a + (b - a) * share).replacing(with: a, where: share .== FloatLanes(repeating: 0))
}

@_transparent
private func between(_ a: Float, _ b: Float, _ share: Float) -> Float {
  share == 0 ? a : a + (b - a) * share
}

private enum BilinearFloats: BilinearSamples {
  @_transparent static var lanes: Int { FloatLanes.scalarCount }
  @_transparent static var blank: Float { 0 }

  @_transparent
  static func register(
    _ tile: UnsafePointer<Int32>, _ source: UnsafePointer<Float>, _ stride: Int,
    _ results: UnsafeMutablePointer<Float>
  ) {
    let (a, b) = unsafe neighbours(source, tile)
    let (c, d) = unsafe neighbours(source + stride, tile)
    let (share, below) = unsafe fractions(tile)
    unsafe store(between(between(a, b, share), between(c, d, share), below), results)
  }

  @_transparent
  static func pixel(
    _ a: Float, _ b: Float, _ c: Float, _ d: Float, _ x: Int32, _ y: Int32
  ) -> Float {
    let share = fraction(x)
    return between(between(a, b, share), between(c, d, share), fraction(y))
  }
}

private enum BilinearWords: BilinearSamples {
  @_transparent static var lanes: Int { FloatLanes.scalarCount }
  @_transparent static var blank: UInt16 { 0 }

  @_transparent
  static func register(
    _ tile: UnsafePointer<Int32>, _ source: UnsafePointer<UInt16>, _ stride: Int,
    _ results: UnsafeMutablePointer<UInt16>
  ) {
    let upper: IntLanes = unsafe neighbours(source, tile)
    let lower: IntLanes = unsafe neighbours(source + stride, tile)
    let (share, below) = unsafe fractions(tile)
    let t = along(upper, share)
    let result = t + (along(lower, share) - t) * below
    unsafe storeCodes(truncated(result + 0.5), results)
  }

  @_transparent
  private static func along(_ pairs: IntLanes, _ share: FloatLanes) -> FloatLanes {
    let left = floats(pairs & IntLanes(repeating: 0xFFFF))
    return left + (floats(downUnsigned32(pairs, 16)) - left) * share
  }

  @_transparent
  static func pixel(
    _ a: UInt16, _ b: UInt16, _ c: UInt16, _ d: UInt16, _ x: Int32, _ y: Int32
  ) -> UInt16 {
    let share = fraction(x)
    let t = between(Float(a), Float(b), share)
    let result = between(t, between(Float(c), Float(d), share), fraction(y))
    return UInt16(truncatingIfNeeded: Int32(result + 0.5))
  }
}

private enum BilinearBytes: BilinearSamples {
  @_transparent static var lanes: Int { ShortLanes.scalarCount }
  @_transparent static var blank: UInt8 { 0 }

  @_transparent
  static func register(
    _ tile: UnsafePointer<Int32>, _ source: UnsafePointer<UInt8>, _ stride: Int,
    _ results: UnsafeMutablePointer<UInt8>
  ) {
    let upper: IntLanes = unsafe neighbours(source, tile)
    let lower: IntLanes = unsafe neighbours(source + stride, tile)
    let (p, q) = unsafe (shortFractions(tile + tilePixels), shortFractions(tile + 2 &* tilePixels))
    let t = along(upper, p)
    let change = rounded(differences16(along(lower, p), t), q)
    let result = sums16(sums16(t, change), IntLanes(repeating: 0x0040_0040))
    unsafe storeLimited(
      unsafeBitCast(downUnsigned16(result, 7), to: ShortLanes.self), results)
  }

  /// Between the codes of pairs, times 128.
  ///
  /// Registers of 16-bit numbers are taken for such of 32 bits, as the compiler takes operators on
  /// more than 16 lanes one lane at a time.
  @_transparent
  private static func along(_ pairs: IntLanes, _ share: ShortLanes) -> IntLanes {
    let code = IntLanes(repeating: 0x7F80_7F80)
    let left = up16(pairs, 7) & code
    let right = downUnsigned16(pairs, 1) & code
    return sums16(left, rounded(differences16(right, left), share))
  }

  @_transparent
  private static func rounded(_ change: IntLanes, _ share: ShortLanes) -> IntLanes {
    let products = unsafe roundedProducts(unsafeBitCast(change, to: ShortLanes.self), share)
    return unsafe unsafeBitCast(products, to: IntLanes.self)
  }

  @_transparent
  static func pixel(
    _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ x: Int32, _ y: Int32
  ) -> UInt8 {
    let share = (x & fractionBits) &>> 1
    let t = between(Int32(a) &<< 7, Int32(b) &<< 7, share)
    let u = between(Int32(c) &<< 7, Int32(d) &<< 7, share)
    let result = between(t, u, (y & fractionBits) &>> 1)
    return UInt8(truncatingIfNeeded: (result &+ 64) &>> 7)
  }

  @_transparent
  private static func between(_ a: Int32, _ b: Int32, _ share: Int32) -> Int32 {
    a &+ ((b &- a) &* share &+ 0x4000) &>> 15
  }
}

/// The defects that a result meets: those of all neighbours with a weight.
private enum BilinearMarks: BilinearSamples {
  @_transparent static var lanes: Int { ShortLanes.scalarCount }
  @_transparent static var blank: UInt8 { 0 }

  @_transparent
  static func register(
    _ tile: UnsafePointer<Int32>, _ source: UnsafePointer<UInt8>, _ stride: Int,
    _ results: UnsafeMutablePointer<UInt8>
  ) {
    let upper: IntLanes = unsafe neighbours(source, tile)
    let lower: IntLanes = unsafe neighbours(source + stride, tile)
    let (p, q) = unsafe (shortFractions(tile + tilePixels), shortFractions(tile + 2 &* tilePixels))
    let marks = upper | (lower & hasWeight(q))
    let right = downUnsigned16(marks, 8) & hasWeight(p)
    let all = (marks | right) & IntLanes(repeating: 0x00FF_00FF)
    unsafe storeLimited(unsafeBitCast(all, to: ShortLanes.self), results)
  }

  /// All ones where a fraction is not 0.
  @_transparent
  private static func hasWeight(_ share: ShortLanes) -> IntLanes {
    let fraction = unsafe unsafeBitCast(share, to: IntLanes.self)
    return down16(differences16(IntLanes(repeating: 0), fraction), 15)
  }

  @_transparent
  static func pixel(
    _ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8, _ x: Int32, _ y: Int32
  ) -> UInt8 { a | b | c | d }
}

/// Fractions in 2⁻¹⁵ px.
@_transparent
private func shortFractions(_ fractions: UnsafePointer<Int32>) -> ShortLanes {
  let first: IntLanes = unsafe load(fractions)
  let second: IntLanes = unsafe load(fractions + IntLanes.scalarCount)
  return narrowed(downUnsigned32(first, 1), downUnsigned32(second, 1))
}

/// Pixels of an edge block, one by one.
@inline(__always)
private func resampleEdge<S: BilinearSamples>(
  _ samples: S.Type, _ block: ResampleBlock, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<S.Sample>, _ stride: Int, _ results: UnsafeMutablePointer<S.Result>
) {
  for pixel in 0..<count {
    let (x, y) = unsafe position(block, listed, pixel)
    if x == nowhere {
      unsafe results[pixel] = S.blank
      continue
    }
    let corner = unsafe source + place(x, y, stride)
    let right = x & fractionBits == 0 ? 0 : 1
    let below = y & fractionBits == 0 ? 0 : stride
    unsafe results[pixel] = S.pixel(
      corner[0], corner[right], corner[below], corner[below &+ right], x, y)
  }
}

@inline(__always)
private func resampleTile<S: BilinearSamples>(
  _ samples: S.Type, _ blocks: ResampleBlock, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<S.Sample>, _ stride: Int, _ tile: UnsafePointer<Int32>,
  _ results: UnsafeMutablePointer<S.Result>
) {
  var start = 0
  while start < count {
    let block = unsafe blocks + start / blockPixels &* blockFields
    let end = count &- start < blockPixels ? count &- start : blockPixels
    let row = unsafe results + start
    switch unsafe block[6] {
    case emptyBlock:
      for pixel in 0..<end { unsafe row[pixel] = S.blank }
    case edgeBlock:
      unsafe resampleEdge(samples, block, listed, end, source, stride, row)
    default:
      var pixel = 0
      while pixel < end {
        unsafe S.register(tile + start + pixel, source, stride, row + pixel)
        pixel &+= S.lanes
      }
      if unsafe block[6] == listedBlock && block[0] != 0 {
        for pixel in 0..<end where unsafe hole(block, pixel) { unsafe row[pixel] = S.blank }
      }
    }
    start &+= blockPixels
  }
}

@inline(__always)
private func resample<S: BilinearSamples>(
  _ samples: S.Type, _ blocks: ResampleBlock, _ later: ResampleBlock,
  _ listed: UnsafePointer<Int32>, _ count: Int, _ source: UnsafePointer<S.Sample>,
  _ stride: Int, _ scratch: UnsafeMutablePointer<Int32>,
  _ results: UnsafeMutablePointer<S.Result>
) {
  var start = 0
  while start < count {
    let fields = start / blockPixels &* blockFields
    let end = count &- start < tilePixels ? count &- start : tilePixels
    unsafe placeTile(
      blocks + fields, later + fields, listed, end, source, stride, rounding: 0, shift: 0,
      mask: fractionBits, scratch)
    unsafe resampleTile(
      samples, blocks + fields, listed, end, source, stride, scratch, results + start)
    start &+= tilePixels
  }
}

/// Part of a row of floats, resampled.
///
/// - Parameters:
///   - blocks: where its pixels come from; see `ResampleBlock`.
///   - later: the blocks of a row that comes later.
///   - listed: the positions of blocks that are no parabolas.
///   - count: pixels.
///   - source: the first row of the whole picture; only rows that positions need are read.
///   - stride: samples from one row of it to the next, less than 2³¹ over all its rows.
///   - scratch: room for 384 integers.
///   - results: written up to the next whole register; 0 where positions lie nowhere.
public func bilinearBlocks(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<Float>, _ stride: Int, _ scratch: UnsafeMutablePointer<Int32>,
  _ results: UnsafeMutablePointer<Float>
) {
  unsafe resample(
    BilinearFloats.self, blocks, later, listed, count, source, stride, scratch, results)
}

/// As ``bilinearBlocks(_:_:_:_:_:_:_:_:)``, of 16-bit codes.
public func bilinearBlocks16(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt16>, _ stride: Int, _ scratch: UnsafeMutablePointer<Int32>,
  _ results: UnsafeMutablePointer<UInt16>
) {
  unsafe resample(
    BilinearWords.self, blocks, later, listed, count, source, stride, scratch, results)
}

/// As ``bilinearBlocks(_:_:_:_:_:_:_:_:)``, of 8-bit codes.
public func bilinearBlocks8(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt8>, _ stride: Int, _ scratch: UnsafeMutablePointer<Int32>,
  _ results: UnsafeMutablePointer<UInt8>
) {
  unsafe resample(
    BilinearBytes.self, blocks, later, listed, count, source, stride, scratch, results)
}

/// As ``bilinearBlocks(_:_:_:_:_:_:_:_:)``: all defects of the neighbours that have a weight.
public func bilinearMarks(
  _ blocks: UnsafePointer<Int32>, _ later: UnsafePointer<Int32>,
  _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<UInt8>, _ stride: Int, _ scratch: UnsafeMutablePointer<Int32>,
  _ results: UnsafeMutablePointer<UInt8>
) {
  unsafe resample(
    BilinearMarks.self, blocks, later, listed, count, source, stride, scratch, results)
}
