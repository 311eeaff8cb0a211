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
  let form = FractionForm(rounding: halfPhase, shift: 5, mask: weightsMask)
  let numbers = unsafe UnsafeMutableRawPointer(scratch + tileFields)
    .assumingMemoryBound(to: Float.self)
  var start = 0
  while start < count {
    let fields = start / blockPixels &* blockFields
    let end = count &- start < tilePixels ? count &- start : tilePixels
    unsafe placeTile(
      blocks + fields, later + fields, listed, end, source, stride, form, scratch)
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
