/// A row of a mosaic of light to display codes, all in registers: debayer, white balance, matrix,
/// tone curve.
///
/// The numbers and their order are those of the kernels that do one thing each (`malvarRow`,
/// `bilinearRow`, `scaledRow`, `transformedRow`, `toneRow8`), so the codes are the same.
///
/// 1. No colour is written before it is a code: 3 bytes a pixel leave instead of 12, four times.
/// 2. Codes are computed from the parabolas of the tone curve where there are some. Else which entry
///    of the tone table a pixel takes is arithmetic; reading it is a load a sample, which binds.
///    The entries of a block are read while the next block is computed, a few between each two
///    sums: 3 % less time than all of them after the sums.
/// 3. Read codes that go side by side are written as four bytes a pixel, of which the next one
///    overwrites the last.
private struct Development {
  let unbalance: SIMD3<Float>
  let gains: SIMD3<Float>
  let first: SIMD3<Float>
  let second: SIMD3<Float>
  let third: SIMD3<Float>
  let offset: Float
  let scale: Float

  /// Settings: what undoes the balance of the mosaic, three gains, nine numbers of a matrix, offset
  /// and scale of the tone curve.
  @_transparent
  init(_ settings: UnsafePointer<Float>) {
    unsafe unbalance = SIMD3(settings[0], settings[1], settings[2])
    unsafe gains = SIMD3(settings[3], settings[4], settings[5])
    unsafe first = SIMD3(settings[6], settings[7], settings[8])
    unsafe second = SIMD3(settings[9], settings[10], settings[11])
    unsafe third = SIMD3(settings[12], settings[13], settings[14])
    unsafe (offset, scale) = (settings[15], settings[16])
  }

  /// Whether neither the mosaic is balanced nor light exposed: factors of 1 change no bit.
  @_transparent
  var isPlain: Bool {
    unbalance == SIMD3(repeating: 1) && offset == 0 && scale == 1
  }

  /// Colours in white-balanced light.
  @_transparent
  func balanced(
    _ red: Numbers, _ green: Numbers, _ blue: Numbers, isPlain: Bool = false
  ) -> (red: Numbers, green: Numbers, blue: Numbers) {
    if isPlain { return (red * gains.x, green * gains.y, blue * gains.z) }
    return (
      (red * unbalance.x) * gains.x, (green * unbalance.y) * gains.y,
      (blue * unbalance.z) * gains.z
    )
  }

  /// What a row of the matrix makes of colours, of the range of the tone curve: 0 to 1.
  @_transparent
  func share(
    _ row: SIMD3<Float>, _ colors: (red: Numbers, green: Numbers, blue: Numbers),
    isPlain: Bool = false
  ) -> Numbers {
    let light = (colors.red * row.x + colors.green * row.y) + colors.blue * row.z
    return (isPlain ? light : (light - offset) * scale).atLeast(0).atMost(1)
  }

  /// The codes of such a share, by parabolas.
  @_transparent
  func codes(
    _ row: SIMD3<Float>, _ colors: (red: Numbers, green: Numbers, blue: Numbers),
    _ parabolas: ToneParabolas, isPlain: Bool
  ) -> IntLanes {
    parabolaCodes(share(row, colors, isPlain: isPlain), parabolas)
  }

  /// The entries of the tone table for such a share.
  @_transparent
  func storeEntries(
    _ row: SIMD3<Float>, _ colors: (red: Numbers, green: Numbers, blue: Numbers),
    _ entries: UnsafeMutablePointer<UInt16>
  ) {
    let bits = unsafe unsafeBitCast(share(row, colors) + toneLift, to: IntLanes.self)
    unsafe storeCodes(
      (bits &- IntLanes(repeating: toneOrigin)) &>> IntLanes(repeating: toneShift), entries)
  }
}

/// Where the codes of a row go.
private protocol CodeTarget {
  /// Writes the codes of some lanes of a register of pixels.
  func store(
    _ entries: UnsafePointer<UInt16>, _ table: UnsafePointer<UInt8>, at x: Int, _ first: Int,
    _ end: Int)
  /// Writes codes.
  func store(_ red: IntLanes, _ green: IntLanes, _ blue: IntLanes, at x: Int)
}

/// Three planes.
private struct PlanarCodes: CodeTarget {
  let red: UnsafeMutablePointer<UInt8>
  let green: UnsafeMutablePointer<UInt8>
  let blue: UnsafeMutablePointer<UInt8>

  @inline(__always)
  func store(
    _ entries: UnsafePointer<UInt16>, _ table: UnsafePointer<UInt8>, at x: Int, _ first: Int,
    _ end: Int
  ) {
    let lanes = FloatLanes.scalarCount
    for lane in first..<end {
      unsafe red[x + lane] = table[Int(entries[lane])]
      unsafe green[x + lane] = table[Int(entries[lanes + lane])]
      unsafe blue[x + lane] = table[Int(entries[2 * lanes + lane])]
    }
  }

  @inline(__always)
  func store(_ red: IntLanes, _ green: IntLanes, _ blue: IntLanes, at x: Int) {
    unsafe storeCodes(red, self.red + x)
    unsafe storeCodes(green, self.green + x)
    unsafe storeCodes(blue, self.blue + x)
  }
}

/// Colours side by side.
private struct PixelCodes: CodeTarget {
  let pixels: UnsafeMutablePointer<UInt8>

  @inline(__always)
  func store(
    _ entries: UnsafePointer<UInt16>, _ table: UnsafePointer<UInt8>, at x: Int, _ first: Int,
    _ end: Int
  ) {
    let lanes = FloatLanes.scalarCount
    var target = unsafe UnsafeMutableRawPointer(pixels + 3 * (x + first))
    for lane in first..<end {
      let red = unsafe UInt32(table[Int(entries[lane])])
      let green = unsafe UInt32(table[Int(entries[lanes + lane])])
      let blue = unsafe UInt32(table[Int(entries[2 * lanes + lane])])
      unsafe target.storeBytes(of: red | green &<< 8 | blue &<< 16, as: UInt32.self)
      unsafe target += 3
    }
  }

  @inline(__always)
  func store(_ red: IntLanes, _ green: IntLanes, _ blue: IntLanes, at x: Int) {
    unsafe storeTriples(red | up32(green, 8) | up32(blue, 16), pixels + 3 * x)
  }
}

/// The colours of a register of pixels.
private protocol ColorTaps {
  func colors(_ x: Int) -> (own: Numbers, green: Numbers, other: Numbers)
}

/// The filters of Malvar, He and Cutler.
private struct MalvarTaps: ColorTaps {
  let above2: UnsafePointer<Float>
  let above: UnsafePointer<Float>
  let centre: UnsafePointer<Float>
  let below: UnsafePointer<Float>
  let below2: UnsafePointer<Float>
  let isOwn: LaneChoice

  @inline(__always)
  init(_ rows: UnsafePointer<UnsafePointer<Float>>, _ ownParity: Int) {
    unsafe (above2, above, centre, below, below2) = (rows[0], rows[1], rows[2], rows[3], rows[4])
    isOwn = everySecond(ownParity)
  }

  @inline(__always)
  func colors(_ x: Int) -> (own: Numbers, green: Numbers, other: Numbers) {
    unsafe malvarColors(above2 + x, above + x, centre + x, below + x, below2 + x, isOwn)
  }
}

/// Means of the nearest neighbours.
private struct BilinearTaps: ColorTaps {
  let above: UnsafePointer<Float>
  let centre: UnsafePointer<Float>
  let below: UnsafePointer<Float>
  let isOwn: LaneChoice

  @inline(__always)
  init(_ rows: UnsafePointer<UnsafePointer<Float>>, _ ownParity: Int) {
    unsafe (above, centre, below) = (rows[0], rows[1], rows[2])
    isOwn = everySecond(ownParity)
  }

  @inline(__always)
  func colors(_ x: Int) -> (own: Numbers, green: Numbers, other: Numbers) {
    unsafe bilinearColors(above + x, centre + x, below + x, isOwn)
  }
}

/// A row, whose own colour is red or not, by a table.
@_transparent
private func read<Taps: ColorTaps, Target: CodeTarget>(
  _ taps: Taps, _ width: Int, _ development: Development, _ table: UnsafePointer<UInt8>,
  _ entries: UnsafeMutablePointer<UInt16>, _ target: Target, ownIsRed: Bool
) {
  let lanes = FloatLanes.scalarCount
  var now = entries
  var before = unsafe entries + 3 * lanes
  let quarter = lanes / 4
  var x = 0
  while x < width {
    let (own, middle, other) = taps.colors(x)
    let colors = development.balanced(
      ownIsRed ? own : other, middle, ownIsRed ? other : own)
    // A few codes are read after each sum, so that loads and arithmetic keep each other busy.
    let past = x > 0
    if past { unsafe target.store(before, table, at: x - lanes, 0, quarter) }
    unsafe development.storeEntries(development.first, colors, now)
    if past { unsafe target.store(before, table, at: x - lanes, quarter, 2 * quarter) }
    unsafe development.storeEntries(development.second, colors, now + lanes)
    if past { unsafe target.store(before, table, at: x - lanes, 2 * quarter, 3 * quarter) }
    unsafe development.storeEntries(development.third, colors, now + 2 * lanes)
    if past { unsafe target.store(before, table, at: x - lanes, 3 * quarter, lanes) }
    unsafe (now, before) = (before, now)
    x += lanes
  }
  unsafe target.store(before, table, at: x - lanes, 0, width - (x - lanes))
}

/// A row, whose own colour is red or not, by parabolas.
@_transparent
private func compute<Taps: ColorTaps, Target: CodeTarget>(
  _ taps: Taps, _ width: Int, _ development: Development, _ parabolas: UnsafePointer<Float>,
  _ target: Target, ownIsRed: Bool, isPlain: Bool
) {
  let parabolas = unsafe toneParabolas(parabolas)
  var x = 0
  while x < width {
    let (own, middle, other) = taps.colors(x)
    let colors = development.balanced(
      ownIsRed ? own : other, middle, ownIsRed ? other : own, isPlain: isPlain)
    target.store(
      development.codes(development.first, colors, parabolas, isPlain: isPlain),
      development.codes(development.second, colors, parabolas, isPlain: isPlain),
      development.codes(development.third, colors, parabolas, isPlain: isPlain), at: x)
    x += FloatLanes.scalarCount
  }
}

/// A row.
@inline(__always)
private func develop<Taps: ColorTaps, Target: CodeTarget>(
  _ taps: Taps, _ width: Int, _ isRedRow: Bool, _ settings: UnsafePointer<Float>,
  _ tone: ToneSource, _ target: Target
) {
  let development = unsafe Development(settings)
  guard let parabolas = unsafe tone.parabolas else {
    if isRedRow {
      unsafe read(taps, width, development, tone.table, tone.entries, target, ownIsRed: true)
    } else {
      unsafe read(taps, width, development, tone.table, tone.entries, target, ownIsRed: false)
    }
    return
  }
  switch (isRedRow, development.isPlain) {
  case (true, true):
    unsafe compute(taps, width, development, parabolas, target, ownIsRed: true, isPlain: true)
  case (false, true):
    unsafe compute(taps, width, development, parabolas, target, ownIsRed: false, isPlain: true)
  case (true, false):
    unsafe compute(taps, width, development, parabolas, target, ownIsRed: true, isPlain: false)
  case (false, false):
    unsafe compute(taps, width, development, parabolas, target, ownIsRed: false, isPlain: false)
  }
}

/// Where codes of a tone curve come from: its parabolas, if any, else its 6161 codes and room for six
/// registers of entries.
public typealias ToneSource = (
  parabolas: UnsafePointer<Float>?, table: UnsafePointer<UInt8>,
  entries: UnsafeMutablePointer<UInt16>
)

/// One row with the filters of Malvar, He and Cutler, to three planes.
///
/// - Parameters:
///   - rows: five rows of light, each with a margin of 2 on both sides.
///   - width: columns; codes are written up to the next multiple of the lanes.
///   - ownParity: the parity of the columns at which the row's own colour stands.
///   - isRedRow: whether that is red.
///   - settings: factors of red, green and blue that undo the balance of the mosaic; gains of the
///     three; nine numbers of a matrix, row by row; the light of the first entry of the table; what
///     one unit of light is of its range.
///   - tone: the tone curve.
///   - red: gets the red codes; green and blue likewise.
///   - green: gets the green codes.
///   - blue: gets the blue codes.
public func developMalvarRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ settings: UnsafePointer<Float>, _ tone: ToneSource, _ red: UnsafeMutablePointer<UInt8>,
  _ green: UnsafeMutablePointer<UInt8>, _ blue: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    MalvarTaps(rows, ownParity), width, isRedRow, settings, tone,
    PlanarCodes(red: red, green: green, blue: blue))
}

/// As ``developMalvarRow(_:_:_:_:_:_:_:_:_:)``, to colours side by side: `pixels` gets three codes
/// for each column, up to the next multiple of the lanes.
public func developMalvarPixels(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ settings: UnsafePointer<Float>, _ tone: ToneSource, _ pixels: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    MalvarTaps(rows, ownParity), width, isRedRow, settings, tone, PixelCodes(pixels: pixels))
}

/// As ``developMalvarRow(_:_:_:_:_:_:_:_:_:)``, with means of the nearest neighbours: three rows of
/// light, each with a margin of 1 on both sides.
public func developBilinearRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ settings: UnsafePointer<Float>, _ tone: ToneSource, _ red: UnsafeMutablePointer<UInt8>,
  _ green: UnsafeMutablePointer<UInt8>, _ blue: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    BilinearTaps(rows, ownParity), width, isRedRow, settings, tone,
    PlanarCodes(red: red, green: green, blue: blue))
}

/// As ``developMalvarPixels(_:_:_:_:_:_:_:)``, with means of the nearest neighbours.
public func developBilinearPixels(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ settings: UnsafePointer<Float>, _ tone: ToneSource, _ pixels: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    BilinearTaps(rows, ownParity), width, isRedRow, settings, tone, PixelCodes(pixels: pixels))
}
