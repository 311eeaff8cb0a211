/// A row of a mosaic of light to display codes, all in registers: debayer, white balance, matrix,
/// tone curve.
///
/// The numbers and their order are those of the kernels that do one thing each (`malvarRow`,
/// `bilinearRow`, `scaledRow`, `transformedRow`, `toneRow8`), so the codes are the same.
///
/// 1. No colour is written before it is a code: 3 bytes a pixel leave instead of 12, four times.
/// 2. Which entry of the tone table a pixel takes is arithmetic; reading it is a load a sample,
///    which binds. The entries of a block are read while the next block is computed: both in one
///    loop take the time of the longer one. Measured, HD, one thread: 3.9 ms for row after row, 2.6
///    this way.
private struct Development {
  let gains: SIMD3<Float>
  let first: SIMD3<Float>
  let second: SIMD3<Float>
  let third: SIMD3<Float>
  let offset: Float
  let scale: Float

  /// Settings: three gains, nine numbers of a matrix, offset and scale of the tone curve.
  @_transparent
  init(_ settings: UnsafePointer<Float>) {
    unsafe gains = SIMD3(settings[0], settings[1], settings[2])
    unsafe first = SIMD3(settings[3], settings[4], settings[5])
    unsafe second = SIMD3(settings[6], settings[7], settings[8])
    unsafe third = SIMD3(settings[9], settings[10], settings[11])
    unsafe (offset, scale) = (settings[12], settings[13])
  }

  /// The entries of the tone table for a register of pixels.
  @_transparent
  func storeEntries(
    _ red: Numbers, _ green: Numbers, _ blue: Numbers, _ entries: UnsafeMutablePointer<UInt16>
  ) {
    let (r, g, b) = (red * gains.x, green * gains.y, blue * gains.z)
    let lanes = FloatLanes.scalarCount
    unsafe storeEntry((r * first.x + g * first.y) + b * first.z, entries)
    unsafe storeEntry((r * second.x + g * second.y) + b * second.z, entries + lanes)
    unsafe storeEntry((r * third.x + g * third.y) + b * third.z, entries + 2 * lanes)
  }

  @_transparent
  private func storeEntry(_ light: Numbers, _ entry: UnsafeMutablePointer<UInt16>) {
    let t = ((light - offset) * scale).atLeast(0).atMost(1)
    unsafe storeCodes(truncated(t * 65535 + 0.5), entry)
  }
}

/// Reads the codes of one register of pixels.
@inline(__always)
private func lookUp(
  _ entries: UnsafePointer<UInt16>, _ table: UnsafePointer<UInt8>, _ count: Int, _ step: Int,
  _ red: UnsafeMutablePointer<UInt8>, _ green: UnsafeMutablePointer<UInt8>,
  _ blue: UnsafeMutablePointer<UInt8>
) {
  let lanes = FloatLanes.scalarCount
  for lane in 0..<count {
    unsafe red[lane * step] = table[Int(entries[lane])]
    unsafe green[lane * step] = table[Int(entries[lanes + lane])]
    unsafe blue[lane * step] = table[Int(entries[2 * lanes + lane])]
  }
}

/// One row with the filters of Malvar, He and Cutler.
///
/// - Parameters:
///   - rows: five rows of light, each with a margin of 2 on both sides.
///   - width: columns.
///   - ownParity: the parity of the columns at which the row's own colour stands.
///   - isRedRow: whether that is red.
///   - settings: see ``developBilinearRow(_:_:_:_:_:_:_:_:_:_:_:)``.
///   - table: 65536 codes.
///   - entries: room for six registers of entries.
///   - step: from one pixel's codes to the next.
///   - red: gets the red codes; green and blue likewise.
///   - green: gets the green codes.
///   - blue: gets the blue codes.
public func developMalvarRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ settings: UnsafePointer<Float>, _ table: UnsafePointer<UInt8>,
  _ entries: UnsafeMutablePointer<UInt16>, _ step: Int, _ red: UnsafeMutablePointer<UInt8>,
  _ green: UnsafeMutablePointer<UInt8>, _ blue: UnsafeMutablePointer<UInt8>
) {
  let isOwn = alternating(ownParity)
  let (above2, above, centre) = unsafe (rows[0], rows[1], rows[2])
  let (below, below2) = unsafe (rows[3], rows[4])
  unsafe develop(width, isRedRow, settings, table, entries, step, red, green, blue) { x in
    let c = unsafe Numbers(centre + x)
    let h = unsafe Numbers(centre + x - 1) + Numbers(centre + x + 1)
    let v = unsafe Numbers(above + x) + Numbers(below + x)
    let upper = unsafe Numbers(above + x - 1) + Numbers(above + x + 1)
    let lower = unsafe Numbers(below + x - 1) + Numbers(below + x + 1)
    let d = upper + lower
    let h2 = unsafe Numbers(centre + x - 2) + Numbers(centre + x + 2)
    let v2 = unsafe Numbers(above2 + x) + Numbers(below2 + x)
    let c5 = c * 5
    let cross = h2 + v2
    let greenAtOwn = ((c * 4 + (h + v) * 2) - cross) * 0.125
    let otherAtOwn = ((c * 6 + d * 2) - cross * 1.5) * 0.125
    let ownAtGreen = ((((c5 + h * 4) - d) - h2) + v2 * 0.5) * 0.125
    let otherAtGreen = ((((c5 + v * 4) - d) - v2) + h2 * 0.5) * 0.125
    return (
      ownAtGreen.replacing(with: c, where: isOwn), c.replacing(with: greenAtOwn, where: isOwn),
      otherAtGreen.replacing(with: otherAtOwn, where: isOwn)
    )
  }
}

/// One row with means of the nearest neighbours.
///
/// - Parameters:
///   - rows: three rows of light, each with a margin of 1 on both sides.
///   - width: columns.
///   - ownParity: the parity of the columns at which the row's own colour stands.
///   - isRedRow: whether that is red.
///   - settings: gains of red, green and blue; nine numbers of a matrix, row by row; the light of the
///     first entry of the table; what one unit of light is of its range.
///   - table: 65536 codes.
///   - entries: room for six registers of entries.
///   - step: from one pixel's codes to the next.
///   - red: gets the red codes; green and blue likewise.
///   - green: gets the green codes.
///   - blue: gets the blue codes.
public func developBilinearRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ settings: UnsafePointer<Float>, _ table: UnsafePointer<UInt8>,
  _ entries: UnsafeMutablePointer<UInt16>, _ step: Int, _ red: UnsafeMutablePointer<UInt8>,
  _ green: UnsafeMutablePointer<UInt8>, _ blue: UnsafeMutablePointer<UInt8>
) {
  let isOwn = alternating(ownParity)
  let (above, centre, below) = unsafe (rows[0], rows[1], rows[2])
  unsafe develop(width, isRedRow, settings, table, entries, step, red, green, blue) { x in
    let c = unsafe Numbers(centre + x)
    let h = unsafe Numbers(centre + x - 1) + Numbers(centre + x + 1)
    let v = unsafe Numbers(above + x) + Numbers(below + x)
    let above2 = unsafe Numbers(above + x - 1) + Numbers(above + x + 1)
    let below2 = unsafe Numbers(below + x - 1) + Numbers(below + x + 1)
    let diagonals = above2 + below2
    return (
      (h * 0.5).replacing(with: c, where: isOwn),
      c.replacing(with: (h + v) * 0.25, where: isOwn),
      (v * 0.5).replacing(with: diagonals * 0.25, where: isOwn)
    )
  }
}

/// A row, its colours given: own, green, other.
@_transparent
private func develop(
  _ width: Int, _ isRedRow: Bool, _ settings: UnsafePointer<Float>,
  _ table: UnsafePointer<UInt8>, _ entries: UnsafeMutablePointer<UInt16>, _ step: Int,
  _ red: UnsafeMutablePointer<UInt8>, _ green: UnsafeMutablePointer<UInt8>,
  _ blue: UnsafeMutablePointer<UInt8>,
  _ colors: (Int) -> (own: Numbers, green: Numbers, other: Numbers)
) {
  let development = unsafe Development(settings)
  let lanes = FloatLanes.scalarCount
  var now = entries
  var before = unsafe entries + 3 * lanes
  var x = 0
  while x < width {
    let (own, middle, other) = colors(x)
    if isRedRow {
      unsafe development.storeEntries(own, middle, other, now)
    } else {
      unsafe development.storeEntries(other, middle, own, now)
    }
    if x > 0 {
      let at = (x - lanes) * step
      unsafe lookUp(before, table, lanes, step, red + at, green + at, blue + at)
    }
    unsafe (now, before) = (before, now)
    x += lanes
  }
  let last = x - lanes
  let at = last * step
  unsafe lookUp(before, table, width - last, step, red + at, green + at, blue + at)
}
