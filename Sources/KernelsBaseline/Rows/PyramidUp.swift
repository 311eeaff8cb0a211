/// One level up a pyramid: zeros inserted, then the binomial 1 4 6 4 1 over 8 in both directions.
///
/// Of the five weights, three meet pixels at even places (1 6 1) and two at odd ones (4 4). Rows
/// are doubled first; each is used for up to five rows of results.

/// Doubled sums of 8-bit codes along a row.
///
/// - Parameters:
///   - row: the first pixel; one before it and one behind the last are read.
///   - count: pixels of the source.
///   - channels: samples of a pixel.
///   - sums: gets `2 · count · channels` sums.
public func doubledRow8(
  _ row: UnsafePointer<UInt8>, _ count: Int, _ channels: Int, _ sums: UnsafeMutablePointer<UInt16>
) {
  eachDoubled(count, channels) { even, odd, at, step in
    let (here, next) = unsafe (UInt16(row[at]), UInt16(row[at + step]))
    unsafe sums[even] = UInt16(row[at - step]) &+ next &+ 6 &* here
    unsafe sums[odd] = 4 &* (here &+ next)
  }
}

/// Doubled sums of 16-bit codes along a row.
///
/// - Parameters: as of ``doubledRow8(_:_:_:_:)``.
public func doubledRow16(
  _ row: UnsafePointer<UInt16>, _ count: Int, _ channels: Int, _ sums: UnsafeMutablePointer<Int32>
) {
  eachDoubled(count, channels) { even, odd, at, step in
    let (here, next) = unsafe (Int32(row[at]), Int32(row[at + step]))
    unsafe sums[even] = Int32(row[at - step]) &+ next &+ 6 &* here
    unsafe sums[odd] = 4 &* (here &+ next)
  }
}

/// Doubled sums of floats along a row: `(a + c) + 6·b` and `4·(b + c)`.
///
/// - Parameters: as of ``doubledRow8(_:_:_:_:)``.
public func doubledRow(
  _ row: UnsafePointer<Float>, _ count: Int, _ channels: Int, _ sums: UnsafeMutablePointer<Float>
) {
  eachDoubled(count, channels) { even, odd, at, step in
    let (here, next) = unsafe (row[at], row[at + step])
    unsafe sums[even] = (row[at - step] + next) + 6 * here
    unsafe sums[odd] = 4 * (here + next)
  }
}

/// Every sample of a row: the places of its two sums, its own place, samples of a pixel.
@inline(__always)
private func eachDoubled(_ count: Int, _ channels: Int, _ body: (Int, Int, Int, Int) -> Void) {
  if channels == 1 {
    for x in 0..<count { body(2 * x, 2 * x + 1, x, 1) }
    return
  }
  for pixel in 0..<count {
    for channel in 0..<channels {
      let even = 2 * pixel * channels + channel
      body(even, even + channels, pixel * channels + channel, channels)
    }
  }
}

/// Rows of doubled sums to a row of 8-bit codes, half rounded up.
///
/// - Parameters:
///   - rows: three rows of sums for an even row of the result, two for an odd one, from the top.
///   - isOdd: whether the row of the result is odd.
///   - count: samples.
///   - codes: gets `count` codes.
public func doubledColumns8(
  _ rows: UnsafePointer<UnsafePointer<UInt16>>, _ isOdd: Bool, _ count: Int,
  _ codes: UnsafeMutablePointer<UInt8>
) {
  let (a, b) = unsafe (rows[0], rows[1])
  if isOdd {
    for x in 0..<count {
      unsafe codes[x] = UInt8(truncatingIfNeeded: (4 &* (a[x] &+ b[x]) &+ 32) &>> 6)
    }
    return
  }
  let c = unsafe rows[2]
  for x in 0..<count {
    let sum = unsafe a[x] &+ c[x] &+ 6 &* b[x]
    unsafe codes[x] = UInt8(truncatingIfNeeded: (sum &+ 32) &>> 6)
  }
}

/// Rows of doubled sums to a row of 16-bit codes, half rounded up.
///
/// - Parameters: as of ``doubledColumns8(_:_:_:_:)``.
public func doubledColumns16(
  _ rows: UnsafePointer<UnsafePointer<Int32>>, _ isOdd: Bool, _ count: Int,
  _ codes: UnsafeMutablePointer<UInt16>
) {
  let (a, b) = unsafe (rows[0], rows[1])
  if isOdd {
    for x in 0..<count {
      unsafe codes[x] = UInt16(truncatingIfNeeded: (4 &* (a[x] &+ b[x]) &+ 32) &>> 6)
    }
    return
  }
  let c = unsafe rows[2]
  for x in 0..<count {
    let sum = unsafe a[x] &+ c[x] &+ 6 &* b[x]
    unsafe codes[x] = UInt16(truncatingIfNeeded: (sum &+ 32) &>> 6)
  }
}

/// Rows of doubled sums to a row of floats: `((a + c) + 6·b) / 64`, or `(4·(a + b)) / 64`.
///
/// - Parameters: as of ``doubledColumns8(_:_:_:_:)``.
public func doubledColumns(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ isOdd: Bool, _ count: Int,
  _ results: UnsafeMutablePointer<Float>
) {
  let (a, b) = unsafe (rows[0], rows[1])
  if isOdd {
    for x in 0..<count { unsafe results[x] = (4 * (a[x] + b[x])) * 0.015625 }
    return
  }
  let c = unsafe rows[2]
  for x in 0..<count {
    unsafe results[x] = ((a[x] + c[x]) + 6 * b[x]) * 0.015625
  }
}
