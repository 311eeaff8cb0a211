import CPUFeatures

/// Where the pixels of a resampled picture come from, by blocks of 32 in a row.
///
/// Positions count in 2⁻¹⁶ px and are even: what is below 2⁻¹⁵ px is cut off. A block is eight
/// integers: `x, x′, x″, y, y′, y″, kind, list`. In a smooth one the pixel `i` comes from
///
///     x + i·x′ + (i²·x″ >> 10)
///
/// and likewise for y: parabolas, so that a table of a lens takes one byte a pixel and is computed
/// faster than it would be read. Of other blocks, `list` says where among the listed positions 32
/// of x and 32 of y stand.
typealias ResampleBlock = UnsafePointer<Int32>

/// Pixels in a block.
@_transparent
var blockPixels: Int { 32 }

/// Integers in a block.
@_transparent
var blockFields: Int { 8 }

/// Parabolas, and everything around each position may be read.
@_transparent
var smoothBlock: Int32 { 0 }

/// Listed positions, and everything around each position may be read.
///
/// Field 0 has a bit for every pixel that comes from nowhere; its position is another's.
@_transparent
var listedBlock: Int32 { 1 }

/// Listed positions; only what has a weight may be read.
@_transparent
var edgeBlock: Int32 { 2 }

/// Every pixel comes from nowhere.
@_transparent
var emptyBlock: Int32 { 3 }

/// The x of a listed position of an edge block that lies nowhere in the source.
@_transparent
var nowhere: Int32 { .min }

/// Whether a pixel comes from nowhere, by its block and the x of its position.
@_transparent
func isNowhere(_ block: ResampleBlock, _ pixel: Int, _ x: Int32) -> Bool {
  let kind = unsafe block[6]
  if kind == smoothBlock { return false }
  if kind == listedBlock { return unsafe hole(block, pixel) }
  return kind == emptyBlock || x == nowhere
}

/// Whether a pixel of a listed block comes from nowhere.
@_transparent
func hole(_ block: ResampleBlock, _ pixel: Int) -> Bool {
  unsafe (block[0] &>> Int32(truncatingIfNeeded: pixel)) & 1 != 0
}

/// What lies below a whole pixel.
@_transparent
var fractionBits: Int32 { 0xFFFE }

/// The positions of a register of pixels of a block, from pixel `first` on.
@_transparent
func positions(
  _ block: ResampleBlock, _ listed: UnsafePointer<Int32>, _ first: Int
) -> (x: IntLanes, y: IntLanes) {
  let whole = IntLanes(repeating: ~1)
  if unsafe block[6] == smoothBlock {
    let number = Int32(truncatingIfNeeded: first)
    let lanes = sums32(laneNumbers, IntLanes(repeating: number))
    let x = unsafe parabola(block, lanes)
    let y = unsafe parabola(block + 3, lanes)
    return (x & whole, y & whole)
  }
  let place = unsafe listed + list(block) + first
  let x = unsafe UnsafeRawPointer(place).loadUnaligned(as: IntLanes.self)
  let y = unsafe UnsafeRawPointer(place + blockPixels).loadUnaligned(as: IntLanes.self)
  return (x & whole, y & whole)
}

/// Where the positions of a block are listed.
@_transparent
private func list(_ block: ResampleBlock) -> Int {
  let number = unsafe Int(block[7])
  return number &* 2 &* blockPixels
}

@_transparent
private func product32(_ a: IntLanes, _ b: IntLanes) -> IntLanes { a &* b }

@_transparent
private func parabola(_ fields: ResampleBlock, _ lanes: IntLanes) -> IntLanes {
  let start = unsafe IntLanes(repeating: fields[0])
  let slope = unsafe product32(lanes, IntLanes(repeating: fields[1]))
  let bend = unsafe product32(product32(lanes, lanes), IntLanes(repeating: fields[2]))
  return sums32(sums32(start, slope), down32(bend, 10))
}

@_transparent
private func parabola(_ fields: ResampleBlock, _ pixel: Int32) -> Int32 {
  let slope = unsafe pixel &* fields[1]
  let bend = unsafe (pixel &* pixel &* fields[2]) &>> 10
  return unsafe fields[0] &+ slope &+ bend
}

/// The position of one pixel of a block.
@_transparent
func position(
  _ block: ResampleBlock, _ listed: UnsafePointer<Int32>, _ pixel: Int
) -> (x: Int32, y: Int32) {
  if unsafe block[6] == smoothBlock {
    let number = Int32(truncatingIfNeeded: pixel)
    return unsafe (parabola(block, number) & ~1, parabola(block + 3, number) & ~1)
  }
  let place = unsafe listed + list(block) + pixel
  return unsafe (place[0] & ~1, place[blockPixels] & ~1)
}

/// Asks for the part of the source at which a block begins.
///
/// Blocks are asked for some rows before they are computed: from row to row, what is read moves on
/// along another line of the source, which processors do not foresee. Turned by 2°, floats took
/// 9 ms where they take 1.7 ms now (1920×1080, AVX-512, prototype in C).
@_transparent
func fetch<Sample>(_ block: ResampleBlock, _ source: UnsafePointer<Sample>, _ stride: Int) {
  guard unsafe block[6] == smoothBlock else { return }
  let first = unsafe UnsafeRawPointer(source + place(block[0], block[3], stride))
  unsafe albedo_fetch(first)
  if MemoryLayout<Sample>.size &* blockPixels > 64 { unsafe albedo_fetch(first + 64) }
}

/// Pixels whose places are computed before they are read.
///
/// Read back at once, places would not go through memory: the compiler takes them out of the
/// register, at three times the instructions.
@_transparent
var tilePixels: Int { 128 }

/// Integers of scratch memory: of each pixel of a tile, its place and its two fractions.
@_transparent
var tileFields: Int { 3 &* tilePixels }

/// Computes the places and fractions of a tile, but for blocks that are empty or at the edge.
///
/// Of a fraction kernels get `((position + rounding) >> shift) & mask`.
@inline(__always)
func placeTile<Sample>(
  _ blocks: ResampleBlock, _ later: ResampleBlock, _ listed: UnsafePointer<Int32>, _ count: Int,
  _ source: UnsafePointer<Sample>, _ stride: Int, rounding: Int32, shift: Int, mask: Int32,
  _ scratch: UnsafeMutablePointer<Int32>
) {
  let half = IntLanes(repeating: rounding)
  let bits = IntLanes(repeating: mask)
  let stride32 = Int32(truncatingIfNeeded: stride)
  var start = 0
  while start < count {
    let fields = start / blockPixels &* blockFields
    let block = unsafe blocks + fields
    unsafe fetch(later + fields, source, stride)
    if unsafe block[6] == smoothBlock || block[6] == listedBlock {
      var pixel = 0
      while pixel < blockPixels {
        let exact = unsafe positions(block, listed, pixel)
        let (x, y) = (sums32(exact.x, half), sums32(exact.y, half))
        let target = unsafe scratch + start + pixel
        unsafe store(places(x, y, stride32), target)
        unsafe store(down32(x, shift) & bits, target + tilePixels)
        unsafe store(down32(y, shift) & bits, target + 2 &* tilePixels)
        pixel &+= IntLanes.scalarCount
      }
    }
    start &+= blockPixels
  }
}

/// Where the pixels at the upper left of positions stand: samples from the first of the source.
@_transparent
func places(_ x: IntLanes, _ y: IntLanes, _ stride: Int32) -> IntLanes {
  sums32(down32(x, 16), product32(down32(y, 16), IntLanes(repeating: stride)))
}

/// The place at the upper left of one position.
@_transparent
func place(_ x: Int32, _ y: Int32, _ stride: Int) -> Int {
  Int(y &>> 16) &* stride &+ Int(x &>> 16)
}
