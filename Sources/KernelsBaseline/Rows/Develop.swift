/// A row of a mosaic of light to display codes, all in registers: debayer, white balance, matrix,
/// tone curve.
///
/// The numbers and their order are those of the kernels that do one thing each (`malvarRow`,
/// `bilinearRow`, `scaledRow`, `transformedRow`, `toneRow8`), so the codes are the same.
///
/// 1. No colour is written before it is a code: 3 bytes a pixel leave instead of 12, four times.
/// 2. Even and odd columns of light come apart, so that only what a site lacks is computed. They
///    are put together as codes, four times narrower than as light.
/// 3. Codes are computed from the parabolas of the tone curve where there are some. Else which
///    entry of the tone table a pixel takes is arithmetic; reading it is a load a sample, which
///    binds. The entries of a block are read while the next block is computed, a few after each
///    sum: 3 % less time than all of them after the sums.
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

  /// The codes of colours, by parabolas.
  @_transparent
  func codes(
    _ colors: (red: Numbers, green: Numbers, blue: Numbers), _ parabolas: ToneParabolas,
    isPlain: Bool
  ) -> (red: IntLanes, green: IntLanes, blue: IntLanes) {
    (
      parabolaCodes(share(first, colors, isPlain: isPlain), parabolas),
      parabolaCodes(share(second, colors, isPlain: isPlain), parabolas),
      parabolaCodes(share(third, colors, isPlain: isPlain), parabolas)
    )
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
  /// Writes the codes of some pairs of columns, whose entries of the tone table are those of red,
  /// green and blue at even columns, then at odd ones, a register each.
  func store(
    _ entries: UnsafePointer<UInt16>, _ table: UnsafePointer<UInt8>, at pair: Int, _ first: Int,
    _ end: Int)
  /// Writes the codes of a register of pairs; `zero` is 0 and not known to be.
  func store(_ codes: (even: ColorCodes, odd: ColorCodes), at pair: Int, _ zero: Int)
  /// Writes the codes of the last pairs of a row.
  func storeLast(_ codes: (even: ColorCodes, odd: ColorCodes), at pair: Int, _ zero: Int)
}

/// Codes of red, green and blue.
private typealias ColorCodes = (red: IntLanes, green: IntLanes, blue: IntLanes)

/// Three planes.
private struct PlanarCodes: CodeTarget {
  let red: UnsafeMutablePointer<UInt8>
  let green: UnsafeMutablePointer<UInt8>
  let blue: UnsafeMutablePointer<UInt8>

  @inline(__always)
  func store(
    _ entries: UnsafePointer<UInt16>, _ table: UnsafePointer<UInt8>, at pair: Int, _ first: Int,
    _ end: Int
  ) {
    let lanes = FloatLanes.scalarCount
    for lane in first..<end {
      for site in 0...1 {
        let x = 2 * (pair + lane) + site
        let place = unsafe entries + (3 * site * lanes + lane)
        unsafe red[x] = table[Int(place[0])]
        unsafe green[x] = table[Int(place[lanes])]
        unsafe blue[x] = table[Int(place[2 * lanes])]
      }
    }
  }

  @inline(__always)
  func store(_ codes: (even: ColorCodes, odd: ColorCodes), at pair: Int, _ zero: Int) {
    unsafe store(codes.even.red, codes.odd.red, red, pair)
    unsafe store(codes.even.green, codes.odd.green, green, pair)
    unsafe store(codes.even.blue, codes.odd.blue, blue, pair)
  }

  @inline(__always)
  func storeLast(_ codes: (even: ColorCodes, odd: ColorCodes), at pair: Int, _ zero: Int) {
    store(codes, at: pair, zero)
  }

  @inline(__always)
  private func store(
    _ even: IntLanes, _ odd: IntLanes, _ plane: UnsafeMutablePointer<UInt8>, _ pair: Int
  ) {
    let pairs = UnsafeMutableRawPointer(plane).assumingMemoryBound(to: UInt16.self)
    unsafe storeCodes(even | up32(odd, 8), pairs + pair)
  }
}

/// Colours side by side, of which a row holds `width`.
private struct PixelCodes: CodeTarget {
  let pixels: UnsafeMutablePointer<UInt8>
  let width: Int
  /// Room for the codes of two registers of pixels.
  let tail: UnsafeMutableRawPointer

  @inline(__always)
  func store(
    _ entries: UnsafePointer<UInt16>, _ table: UnsafePointer<UInt8>, at pair: Int, _ first: Int,
    _ end: Int
  ) {
    let lanes = FloatLanes.scalarCount
    for lane in first..<end {
      for site in 0...1 where 2 * (pair + lane) + site < width {
        let target = unsafe pixels + 3 * (2 * (pair + lane) + site)
        let place = unsafe entries + (3 * site * lanes + lane)
        unsafe target[0] = table[Int(place[0])]
        unsafe target[1] = table[Int(place[lanes])]
        unsafe target[2] = table[Int(place[2 * lanes])]
      }
    }
  }

  @inline(__always)
  func store(_ codes: (even: ColorCodes, odd: ColorCodes), at pair: Int, _ zero: Int) {
    unsafe store(codes, UnsafeMutableRawPointer(pixels + 6 * pair), zero)
  }

  @inline(__always)
  func storeLast(_ codes: (even: ColorCodes, odd: ColorCodes), at pair: Int, _ zero: Int) {
    unsafe store(codes, tail, zero)
    unsafe UnsafeMutableRawPointer(pixels + 6 * pair).copyMemory(
      from: tail, byteCount: 3 * (width - 2 * pair))
  }

  @inline(__always)
  private func store(
    _ codes: (even: ColorCodes, odd: ColorCodes), _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    let (even, odd) = codes
    unsafe storeTriples(
      even.red | up32(even.green, 8) | up32(even.blue, 16),
      odd.red | up32(odd.green, 8) | up32(odd.blue, 16), target, zero)
  }
}

/// Rows of light around the one that is developed, their even and odd columns apart.
private protocol ColorTaps {
  /// The colours at every second column, of which the row's own one stands there or green.
  ///
  /// - Parameters:
  ///   - pair: the first pair of columns.
  ///   - site: 0 at even columns, 1 at odd ones.
  ///   - isOwn: whether the row's own colour stands there.
  /// - Returns: the row's own colour, green and the other one.
  func colors(
    _ pair: Int, site: Int, isOwn: Bool
  ) -> (own: Numbers, green: Numbers, other: Numbers)
}

/// The light of columns that lie `place` beyond the even ones of pairs.
@_transparent
private func light(
  _ row: UnsafePointer<Float>, _ odd: Int, _ pair: Int, _ place: Int
) -> Numbers {
  unsafe Numbers(row + (pair + place &>> 1) + (place & 1 == 0 ? 0 : odd))
}

/// The filters of Malvar, He and Cutler.
private struct MalvarTaps: ColorTaps {
  let above2: UnsafePointer<Float>
  let above: UnsafePointer<Float>
  let centre: UnsafePointer<Float>
  let below: UnsafePointer<Float>
  let below2: UnsafePointer<Float>
  /// From the light of even columns to that of odd ones.
  let odd: Int

  @inline(__always)
  init(_ rows: UnsafePointer<UnsafePointer<Float>>, _ odd: Int) {
    unsafe (above2, above, centre, below, below2) = (rows[0], rows[1], rows[2], rows[3], rows[4])
    self.odd = odd
  }

  @inline(__always)
  func colors(
    _ pair: Int, site: Int, isOwn: Bool
  ) -> (own: Numbers, green: Numbers, other: Numbers) {
    let c = unsafe light(centre, odd, pair, site)
    let h = unsafe light(centre, odd, pair, site - 1) + light(centre, odd, pair, site + 1)
    let v = unsafe light(above, odd, pair, site) + light(below, odd, pair, site)
    let upper = unsafe light(above, odd, pair, site - 1) + light(above, odd, pair, site + 1)
    let lower = unsafe light(below, odd, pair, site - 1) + light(below, odd, pair, site + 1)
    let h2 = unsafe light(centre, odd, pair, site - 2) + light(centre, odd, pair, site + 2)
    let v2 = unsafe light(above2, odd, pair, site) + light(below2, odd, pair, site)
    if isOwn {
      let (green, other) = malvarAtOwn(c, h, v, upper + lower, h2 + v2)
      return (c, green, other)
    }
    let (own, other) = malvarAtGreen(c, h, v, upper + lower, h2, v2)
    return (own, c, other)
  }
}

/// Means of the nearest neighbours.
private struct BilinearTaps: ColorTaps {
  let above: UnsafePointer<Float>
  let centre: UnsafePointer<Float>
  let below: UnsafePointer<Float>
  /// From the light of even columns to that of odd ones.
  let odd: Int

  @inline(__always)
  init(_ rows: UnsafePointer<UnsafePointer<Float>>, _ odd: Int) {
    unsafe (above, centre, below) = (rows[0], rows[1], rows[2])
    self.odd = odd
  }

  @inline(__always)
  func colors(
    _ pair: Int, site: Int, isOwn: Bool
  ) -> (own: Numbers, green: Numbers, other: Numbers) {
    let c = unsafe light(centre, odd, pair, site)
    let h = unsafe light(centre, odd, pair, site - 1) + light(centre, odd, pair, site + 1)
    let v = unsafe light(above, odd, pair, site) + light(below, odd, pair, site)
    if !isOwn { return (h * 0.5, c, v * 0.5) }
    let upper = unsafe light(above, odd, pair, site - 1) + light(above, odd, pair, site + 1)
    let lower = unsafe light(below, odd, pair, site - 1) + light(below, odd, pair, site + 1)
    return (c, (h + v) * 0.25, (upper + lower) * 0.25)
  }
}

/// What is known of a row when it is compiled.
private protocol RowKind {
  /// The parity of the columns at which the row's own colour stands.
  static var ownSite: Int { get }
  /// Whether that is red.
  static var ownIsRed: Bool { get }
}

private enum RedFirst: RowKind {
  static var ownSite: Int { 0 }
  static var ownIsRed: Bool { true }
}

private enum RedSecond: RowKind {
  static var ownSite: Int { 1 }
  static var ownIsRed: Bool { true }
}

private enum BlueFirst: RowKind {
  static var ownSite: Int { 0 }
  static var ownIsRed: Bool { false }
}

private enum BlueSecond: RowKind {
  static var ownSite: Int { 1 }
  static var ownIsRed: Bool { false }
}

/// A row that is developed.
private struct DevelopedRow<Taps: ColorTaps, Target: CodeTarget, Kind: RowKind> {
  let taps: Taps
  let width: Int
  let development: Development
  let target: Target

  @_transparent
  private func colors(
    _ pair: Int, site: Int, isPlain: Bool
  ) -> (red: Numbers, green: Numbers, blue: Numbers) {
    let (own, green, other) = taps.colors(pair, site: site, isOwn: site == Kind.ownSite)
    return development.balanced(
      Kind.ownIsRed ? own : other, green, Kind.ownIsRed ? other : own, isPlain: isPlain)
  }

  /// By a table, with room for twelve registers of entries.
  @inline(__always)
  func read(_ table: UnsafePointer<UInt8>, _ entries: UnsafeMutablePointer<UInt16>) {
    let lanes = FloatLanes.scalarCount
    var now = entries
    var before = unsafe entries + 6 * lanes
    var pair = 0
    while 2 * pair < width {
      let past = unsafe pair > 0 ? before : nil
      let even = colors(pair, site: 0, isPlain: false)
      unsafe step(0, development.first, even, now, past, table, pair)
      unsafe step(1, development.second, even, now, past, table, pair)
      unsafe step(2, development.third, even, now, past, table, pair)
      let odd = colors(pair, site: 1, isPlain: false)
      unsafe step(3, development.first, odd, now, past, table, pair)
      unsafe step(4, development.second, odd, now, past, table, pair)
      unsafe step(5, development.third, odd, now, past, table, pair)
      unsafe (now, before) = (before, now)
      pair += lanes
    }
    unsafe target.store(before, table, at: pair - lanes, 0, (width + 1) / 2 - (pair - lanes))
  }

  /// One of six sums, and then a sixth of the codes of the pairs before: loads and arithmetic keep
  /// each other busy.
  @_transparent
  private func step(
    _ sum: Int, _ row: SIMD3<Float>, _ colors: (red: Numbers, green: Numbers, blue: Numbers),
    _ now: UnsafeMutablePointer<UInt16>, _ past: UnsafeMutablePointer<UInt16>?,
    _ table: UnsafePointer<UInt8>, _ pair: Int
  ) {
    let lanes = FloatLanes.scalarCount
    unsafe development.storeEntries(row, colors, now + sum * lanes)
    if let past = unsafe past {
      unsafe target.store(past, table, at: pair - lanes, sum * lanes / 6, (sum + 1) * lanes / 6)
    }
  }

  /// By parabolas.
  @_transparent
  func compute(_ parabolas: UnsafePointer<Float>, isPlain: Bool) {
    let parabolas = unsafe toneParabolas(parabolas)
    let lanes = FloatLanes.scalarCount
    let zero = width &>> 62
    var pair = 0
    while 2 * (pair + lanes) <= width {
      target.store(codes(pair, parabolas, isPlain: isPlain), at: pair, zero)
      pair += lanes
    }
    if 2 * pair < width {
      target.storeLast(codes(pair, parabolas, isPlain: isPlain), at: pair, zero)
    }
  }

  /// The codes of a register of pairs.
  @_transparent
  private func codes(
    _ pair: Int, _ parabolas: ToneParabolas, isPlain: Bool
  ) -> (even: ColorCodes, odd: ColorCodes) {
    (
      development.codes(colors(pair, site: 0, isPlain: isPlain), parabolas, isPlain: isPlain),
      development.codes(colors(pair, site: 1, isPlain: isPlain), parabolas, isPlain: isPlain)
    )
  }

  @inline(__always)
  func write(_ tone: ToneSource) {
    if let parabolas = unsafe tone.parabolas {
      if development.isPlain {
        unsafe compute(parabolas, isPlain: true)
      } else {
        unsafe compute(parabolas, isPlain: false)
      }
    } else {
      unsafe read(tone.table, tone.entries)
    }
  }
}

/// A row.
@inline(__always)
private func develop<Taps: ColorTaps, Target: CodeTarget>(
  _ taps: Taps, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ settings: UnsafePointer<Float>, _ tone: ToneSource, _ target: Target
) {
  let development = unsafe Development(settings)
  switch (ownParity, isRedRow) {
  case (0, true):
    unsafe DevelopedRow<Taps, Target, RedFirst>(
      taps: taps, width: width, development: development, target: target
    ).write(tone)
  case (0, false):
    unsafe DevelopedRow<Taps, Target, BlueFirst>(
      taps: taps, width: width, development: development, target: target
    ).write(tone)
  case (_, true):
    unsafe DevelopedRow<Taps, Target, RedSecond>(
      taps: taps, width: width, development: development, target: target
    ).write(tone)
  case (_, false):
    unsafe DevelopedRow<Taps, Target, BlueSecond>(
      taps: taps, width: width, development: development, target: target
    ).write(tone)
  }
}

/// Where codes of a tone curve come from: its parabolas, if any, else its 6161 codes and room for
/// twelve registers of entries.
public typealias ToneSource = (
  parabolas: UnsafePointer<Float>?, table: UnsafePointer<UInt8>,
  entries: UnsafeMutablePointer<UInt16>
)

/// One row with the filters of Malvar, He and Cutler, to three planes.
///
/// - Parameters:
///   - rows: five rows of the light of even columns, each with a margin of 1 on both sides.
///   - odd: floats from the light of even columns to that of odd ones.
///   - width: columns; codes are written up to the next multiple of twice the lanes.
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
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ odd: Int, _ width: Int, _ ownParity: Int,
  _ isRedRow: Bool, _ settings: UnsafePointer<Float>, _ tone: ToneSource,
  _ red: UnsafeMutablePointer<UInt8>, _ green: UnsafeMutablePointer<UInt8>,
  _ blue: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    MalvarTaps(rows, odd), width, ownParity, isRedRow, settings, tone,
    PlanarCodes(red: red, green: green, blue: blue))
}

/// As ``developMalvarRow(_:_:_:_:_:_:_:_:_:_:)``, to colours side by side.
///
/// `pixels` gets three codes for each column; `tail` is room for those of two registers of pixels.
public func developMalvarPixels(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ odd: Int, _ width: Int, _ ownParity: Int,
  _ isRedRow: Bool, _ settings: UnsafePointer<Float>, _ tone: ToneSource,
  _ tail: UnsafeMutableRawPointer, _ pixels: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    MalvarTaps(rows, odd), width, ownParity, isRedRow, settings, tone,
    PixelCodes(pixels: pixels, width: width, tail: tail))
}

/// As ``developMalvarRow(_:_:_:_:_:_:_:_:_:_:)``, with means of the nearest neighbours: three rows.
public func developBilinearRow(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ odd: Int, _ width: Int, _ ownParity: Int,
  _ isRedRow: Bool, _ settings: UnsafePointer<Float>, _ tone: ToneSource,
  _ red: UnsafeMutablePointer<UInt8>, _ green: UnsafeMutablePointer<UInt8>,
  _ blue: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    BilinearTaps(rows, odd), width, ownParity, isRedRow, settings, tone,
    PlanarCodes(red: red, green: green, blue: blue))
}

/// As ``developMalvarPixels(_:_:_:_:_:_:_:_:_:)``, with means of the nearest neighbours.
public func developBilinearPixels(
  _ rows: UnsafePointer<UnsafePointer<Float>>, _ odd: Int, _ width: Int, _ ownParity: Int,
  _ isRedRow: Bool, _ settings: UnsafePointer<Float>, _ tone: ToneSource,
  _ tail: UnsafeMutableRawPointer, _ pixels: UnsafeMutablePointer<UInt8>
) {
  unsafe develop(
    BilinearTaps(rows, odd), width, ownParity, isRedRow, settings, tone,
    PixelCodes(pixels: pixels, width: width, tail: tail))
}
