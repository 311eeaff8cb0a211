/// One level down a pyramid: the binomial 1 4 6 4 1 along rows, then down columns.
///
/// Rows are filtered first, at every second pixel only, into sums that are kept: a row of the
/// source is filtered once, and the filter of columns has half as many to do. The next row of
/// results takes two new rows.
///
/// 1. Neighbouring codes are the two halves of a lane, so one multiply-and-add of pairs weighs two
///    of the five taps and drops every second pixel at no cost.
/// 2. 8-bit codes: all sums fit 16 bits, the last one (255 · 256 + 128) just so.
/// 3. 16-bit codes are made signed for the multiplication of pairs: 32768 is taken off each, and
///    256 times as much put back at the end.
///
/// 4. Registers of floats are parted into even and odd lanes by the cheapest shuffle, which leaves
///    them out of order; the sums are put in order once.
///
/// Limit: memory. A picture of HD passes in less time than a copy of it takes from memory.

/// Sums of 8-bit codes along a row, at every second pixel.
///
/// - Parameters:
///   - row: the pixel at the middle of the first sum; two pixels before it and behind the middle of
///     the last are read, and one more behind that.
///   - count: pixels of the result.
///   - channels: samples of a pixel.
///   - sums: gets `count · channels` sums.
public func halvedRow8(
  _ row: UnsafePointer<UInt8>, _ count: Int, _ channels: Int, _ sums: UnsafeMutablePointer<UInt16>
) {
  let lanes = WordLanes.scalarCount
  guard channels == 1 && count >= lanes else {
    eachHalved(count, channels) { x, at, step in
      let outer = unsafe UInt16(row[at - 2 * step]) &+ UInt16(row[at + 2 * step])
      let inner = unsafe UInt16(row[at - step]) &+ UInt16(row[at + step])
      unsafe sums[x] = outer &+ 4 &* inner &+ 6 &* UInt16(row[at])
    }
    return
  }
  let left = WordLanes(repeating: 0x0401)
  let middle = WordLanes(repeating: 0x0406)
  let right = WordLanes(repeating: 0x0001)
  var x = 0
  while x < count {
    let first = x + lanes <= count ? x : count - lanes
    let codes = unsafe UnsafeRawPointer(row + 2 * first)
    let a = unsafe (codes - 2).loadUnaligned(as: WordLanes.self)
    let b = unsafe codes.loadUnaligned(as: WordLanes.self)
    let c = unsafe (codes + 2).loadUnaligned(as: WordLanes.self)
    let sum =
      bytePairProducts(a, left) &+ bytePairProducts(b, middle) &+ bytePairProducts(c, right)
    unsafe UnsafeMutableRawPointer(sums + first).storeBytes(of: sum, as: WordLanes.self)
    x += lanes
  }
}

/// Sums of 16-bit codes less 32768 each, along a row, at every second pixel.
///
/// - Parameters: as of ``halvedRow8(_:_:_:_:)``.
public func halvedRow16(
  _ row: UnsafePointer<UInt16>, _ count: Int, _ channels: Int, _ sums: UnsafeMutablePointer<Int32>
) {
  let lanes = IntLanes.scalarCount
  guard channels == 1 && count >= lanes else {
    eachHalved(count, channels) { x, at, step in
      let outer = unsafe Int32(row[at - 2 * step]) &+ Int32(row[at + 2 * step])
      let inner = unsafe Int32(row[at - step]) &+ Int32(row[at + step])
      unsafe sums[x] = outer &+ 4 &* inner &+ 6 &* Int32(row[at]) &- 16 &* 32768
    }
    return
  }
  let left = IntLanes(repeating: 0x0004_0001)
  let middle = IntLanes(repeating: 0x0004_0006)
  let right = IntLanes(repeating: 0x0001_0000)
  let sign = IntLanes(repeating: Int32(bitPattern: 0x8000_8000))
  var x = 0
  while x < count {
    let first = x + lanes <= count ? x : count - lanes
    let codes = unsafe UnsafeRawPointer(row + 2 * first)
    let a = unsafe (codes - 4).loadUnaligned(as: IntLanes.self) ^ sign
    let b = unsafe codes.loadUnaligned(as: IntLanes.self) ^ sign
    let c = unsafe (codes + 2).loadUnaligned(as: IntLanes.self) ^ sign
    let sum = pairProducts(a, left) &+ pairProducts(b, middle) &+ pairProducts(c, right)
    unsafe UnsafeMutableRawPointer(sums + first).storeBytes(of: sum, as: IntLanes.self)
    x += lanes
  }
}

/// Sums of floats along a row, at every second pixel: `((a + e) + 4·(b + d)) + 6·c`.
///
/// - Parameters: as of ``halvedRow8(_:_:_:_:)``.
public func halvedRow(
  _ row: UnsafePointer<Float>, _ count: Int, _ channels: Int, _ sums: UnsafeMutablePointer<Float>
) {
  let lanes = FloatLanes.scalarCount
  guard channels == 1 && count >= lanes else {
    eachHalved(count, channels) { x, at, step in
      let outer = unsafe row[at - 2 * step] + row[at + 2 * step]
      let inner = unsafe row[at - step] + row[at + step]
      unsafe sums[x] = (outer + 4 * inner) + 6 * row[at]
    }
    return
  }
  var x = 0
  while x < count {
    let first = x + lanes <= count ? x : count - lanes
    let middle = unsafe row + 2 * first
    let (a, b) = unsafe parted(load(middle - 2), load(middle - 2 + lanes))
    let (c, d) = unsafe parted(load(middle), load(middle + lanes))
    let (e, _) = unsafe parted(load(middle + 2), load(middle + 2 + lanes))
    let sum = ((a + e) + (b + d) * 4) + c * 6
    unsafe store(inOrder(sum), sums + first)
    x += lanes
  }
}

/// Every sample of a halved row: its place, that of its middle in the source, samples of a pixel.
@inline(__always)
private func eachHalved(_ count: Int, _ channels: Int, _ body: (Int, Int, Int) -> Void) {
  if channels == 3 {
    for pixel in 0..<count {
      body(3 * pixel, 6 * pixel, 3)
      body(3 * pixel + 1, 6 * pixel + 1, 3)
      body(3 * pixel + 2, 6 * pixel + 2, 3)
    }
    return
  }
  for pixel in 0..<count {
    for channel in 0..<channels {
      body(pixel * channels + channel, 2 * pixel * channels + channel, channels)
    }
  }
}

/// Five rows of sums to 8-bit codes, half rounded up.
///
/// - Parameters:
///   - rows: five rows of sums, from the top.
///   - count: samples.
///   - codes: gets `count` codes.
public func binomialColumns8(
  _ rows: UnsafePointer<UnsafePointer<UInt16>>, _ count: Int, _ codes: UnsafeMutablePointer<UInt8>
) {
  let (a, b, c) = unsafe (rows[0], rows[1], rows[2])
  let (d, e) = unsafe (rows[3], rows[4])
  for x in 0..<count {
    let inner = unsafe 4 &* (b[x] &+ d[x]) &+ 6 &* c[x]
    let sum = unsafe a[x] &+ e[x] &+ inner &+ 128
    unsafe codes[x] = UInt8(truncatingIfNeeded: sum &>> 8)
  }
}

/// Five rows of sums to 16-bit codes, half rounded up.
///
/// - Parameters: as of ``binomialColumns8(_:_:_:)``; 32768 is missing from every code in the sums.
public func binomialColumns16(
  _ rows: UnsafePointer<UnsafePointer<Int32>>, _ count: Int, _ codes: UnsafeMutablePointer<UInt16>
) {
  let (a, b, c) = unsafe (rows[0], rows[1], rows[2])
  let (d, e) = unsafe (rows[3], rows[4])
  for x in 0..<count {
    let inner = unsafe 4 &* (b[x] &+ d[x]) &+ 6 &* c[x]
    let sum = unsafe a[x] &+ e[x] &+ inner &+ (256 &* 32768 &+ 128)
    unsafe codes[x] = UInt16(truncatingIfNeeded: sum &>> 8)
  }
}

/// Five rows of sums to floats: `(((a + e) + 4·(b + d)) + 6·c) / 256`.
///
/// - Parameters: as of ``binomialColumns8(_:_:_:)``.
public func binomialColumns(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ count: Int, _ results: UnsafeMutablePointer<Float>
) {
  let (a, b, c) = unsafe (rows[0], rows[1], rows[2])
  let (d, e) = unsafe (rows[3], rows[4])
  for x in 0..<count {
    let sum = unsafe ((a[x] + e[x]) + 4 * (b[x] + d[x])) + 6 * c[x]
    unsafe results[x] = sum * 0.00390625
  }
}
