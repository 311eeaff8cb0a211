/// Rows of a mosaic of codes to colours side by side, of the same depth.
///
/// Two codes are one number of twice the width: the first lies in its lower half, the second in its
/// upper half. A pair lies across the pattern in one way only, so nothing is computed that the
/// pattern then throws away, and its six results are three such numbers: registers of these are
/// written in turn.

/// How codes of one depth lie in registers of pairs.
private protocol PairDepth {
  /// Bytes of a code.
  static var bytes: Int { get }
  /// The first codes of pairs.
  static func first(_ pairs: IntLanes) -> IntLanes
  /// The second codes of pairs.
  static func second(_ pairs: IntLanes) -> IntLanes
  /// Pairs of codes.
  static func pairs(_ first: IntLanes, _ second: IntLanes) -> IntLanes
  /// Means of two codes each, half rounded up.
  static func means(_ a: IntLanes, _ b: IntLanes) -> IntLanes
  /// The number 1 for each code.
  static var ones: IntLanes { get }
  /// Writes pairs of three registers in turn.
  static func store(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int)

  // Numbers of twice the width of a code.
  static func sum(_ a: IntLanes, _ b: IntLanes) -> IntLanes
  static func difference(_ a: IntLanes, _ b: IntLanes) -> IntLanes
  static func up(_ a: IntLanes, _ shift: Int) -> IntLanes
  static func down(_ a: IntLanes, _ shift: Int) -> IntLanes
  /// Limited to codes.
  static func limited(_ a: IntLanes) -> IntLanes
}

private enum Bytes: PairDepth {
  static var bytes: Int { 1 }
  static var ones: IntLanes { IntLanes(repeating: 0x0101_0101) }

  @inline(__always) static func first(_ pairs: IntLanes) -> IntLanes {
    pairs & IntLanes(repeating: 0x00FF_00FF)
  }
  @inline(__always) static func second(_ pairs: IntLanes) -> IntLanes { downUnsigned16(pairs, 8) }
  @inline(__always) static func pairs(_ first: IntLanes, _ second: IntLanes) -> IntLanes {
    first | up16(second, 8)
  }
  @inline(__always) static func means(_ a: IntLanes, _ b: IntLanes) -> IntLanes { byteMeans(a, b) }
  @inline(__always) static func store(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    unsafe storeInTurn16(a, b, c, target, zero)
  }
  @inline(__always) static func sum(_ a: IntLanes, _ b: IntLanes) -> IntLanes { sums16(a, b) }
  @inline(__always) static func difference(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    differences16(a, b)
  }
  @inline(__always) static func up(_ a: IntLanes, _ shift: Int) -> IntLanes { up16(a, shift) }
  @inline(__always) static func down(_ a: IntLanes, _ shift: Int) -> IntLanes { down16(a, shift) }
  @inline(__always) static func limited(_ a: IntLanes) -> IntLanes { limitedToBytes(a) }
}

private enum Words: PairDepth {
  static var bytes: Int { 2 }
  static var ones: IntLanes { IntLanes(repeating: 0x0001_0001) }

  @inline(__always) static func first(_ pairs: IntLanes) -> IntLanes {
    pairs & IntLanes(repeating: 0xFFFF)
  }
  @inline(__always) static func second(_ pairs: IntLanes) -> IntLanes { downUnsigned32(pairs, 16) }
  @inline(__always) static func pairs(_ first: IntLanes, _ second: IntLanes) -> IntLanes {
    first | up32(second, 16)
  }
  @inline(__always) static func means(_ a: IntLanes, _ b: IntLanes) -> IntLanes { wordMeans(a, b) }
  @inline(__always) static func store(
    _ a: IntLanes, _ b: IntLanes, _ c: IntLanes, _ target: UnsafeMutableRawPointer, _ zero: Int
  ) {
    unsafe storeInTurn32(a, b, c, target, zero)
  }
  @inline(__always) static func sum(_ a: IntLanes, _ b: IntLanes) -> IntLanes { sums32(a, b) }
  @inline(__always) static func difference(_ a: IntLanes, _ b: IntLanes) -> IntLanes {
    differences32(a, b)
  }
  @inline(__always) static func up(_ a: IntLanes, _ shift: Int) -> IntLanes { up32(a, shift) }
  @inline(__always) static func down(_ a: IntLanes, _ shift: Int) -> IntLanes { down32(a, shift) }
  @inline(__always) static func limited(_ a: IntLanes) -> IntLanes { limitedToWords(a) }
}

/// Numbers of twice the width of a code.
private struct Whole<Depth: PairDepth> {
  let lanes: IntLanes

  @inline(__always) init(_ lanes: IntLanes) { self.lanes = lanes }

  @inline(__always) static func + (a: Self, b: Self) -> Self { Self(Depth.sum(a.lanes, b.lanes)) }
  @inline(__always) static func - (a: Self, b: Self) -> Self {
    Self(Depth.difference(a.lanes, b.lanes))
  }
  @inline(__always) static func << (a: Self, shift: Int) -> Self {
    Self(Depth.up(a.lanes, shift))
  }
  @inline(__always) static func >> (a: Self, shift: Int) -> Self {
    Self(Depth.down(a.lanes, shift))
  }

  /// As codes.
  @inline(__always) var limited: IntLanes { Depth.limited(lanes) }
}

/// The colours of one site of each pair.
private struct SiteCodes {
  let own: IntLanes
  let green: IntLanes
  let other: IntLanes
}

/// What estimates colours from the rows around.
private protocol CodeTaps {
  associatedtype Depth: PairDepth
  /// The colours of the first and of the second codes of pairs; `offset` in bytes from the row's
  /// begin, `ownSite` the one (0 or 1) at which the row's own colour stands.
  func colors(_ offset: Int, ownSite: Int) -> (first: SiteCodes, second: SiteCodes)
}

/// Means of the nearest neighbours.
private struct BilinearCodes<Depth: PairDepth>: CodeTaps {
  let above: UnsafeRawPointer
  let centre: UnsafeRawPointer
  let below: UnsafeRawPointer

  @inline(__always) init(_ rows: UnsafePointer<UnsafeRawPointer>) {
    unsafe (above, centre, below) = (rows[0], rows[1], rows[2])
  }

  /// Means of four codes from means of two, `ab` and `cd`, each rounded up; `odd` has an odd number
  /// where one of them was.
  @inline(__always)
  private func four(_ ab: IntLanes, _ cd: IntLanes, _ odd: IntLanes) -> IntLanes {
    differences32(Depth.means(ab, cd), odd & (ab ^ cd) & Depth.ones)
  }

  @inline(__always)
  func colors(_ offset: Int, ownSite: Int) -> (first: SiteCodes, second: SiteCodes) {
    let side = Depth.bytes
    let c = unsafe pairs(centre + offset)
    let (w, e) = unsafe (pairs(centre + (offset - side)), pairs(centre + (offset + side)))
    let (n, s) = unsafe (pairs(above + offset), pairs(below + offset))
    let (nw, ne) = unsafe (pairs(above + (offset - side)), pairs(above + (offset + side)))
    let (sw, se) = unsafe (pairs(below + (offset - side)), pairs(below + (offset + side)))
    let (level, upright) = (Depth.means(w, e), Depth.means(n, s))
    let (upper, lower) = (Depth.means(nw, ne), Depth.means(sw, se))
    let around = four(level, upright, (w ^ e) | (n ^ s))
    let corners = four(upper, lower, (nw ^ ne) | (sw ^ se))
    if ownSite == 0 {
      return (
        SiteCodes(own: Depth.first(c), green: Depth.first(around), other: Depth.first(corners)),
        SiteCodes(own: Depth.second(level), green: Depth.second(c), other: Depth.second(upright))
      )
    }
    return (
      SiteCodes(own: Depth.first(level), green: Depth.first(c), other: Depth.first(upright)),
      SiteCodes(own: Depth.second(c), green: Depth.second(around), other: Depth.second(corners))
    )
  }
}

/// The filters of Malvar, He and Cutler, in whole factors: halves are kept until the last shift.
private struct MalvarCodes<Depth: PairDepth>: CodeTaps {
  private typealias Number = Whole<Depth>

  let above2: UnsafeRawPointer
  let above: UnsafeRawPointer
  let centre: UnsafeRawPointer
  let below: UnsafeRawPointer
  let below2: UnsafeRawPointer

  @inline(__always) init(_ rows: UnsafePointer<UnsafeRawPointer>) {
    unsafe (above2, above, centre, below, below2) = (rows[0], rows[1], rows[2], rows[3], rows[4])
  }

  /// The codes that stand `place` codes behind the first of each pair.
  @inline(__always)
  private func codes(_ row: UnsafeRawPointer, _ offset: Int, _ place: Int) -> Number {
    let even = place & ~1
    let both = unsafe pairs(row + (offset + even * Depth.bytes))
    return Number(place == even ? Depth.first(both) : Depth.second(both))
  }

  /// Sums of the codes in the rows above and below.
  @inline(__always)
  private func upright(_ offset: Int, _ place: Int) -> Number {
    unsafe codes(above, offset, place) + codes(below, offset, place)
  }

  /// What stands around one site of each pair.
  @inline(__always)
  private func around(_ offset: Int, _ site: Int) -> Surroundings<Depth> {
    Surroundings(
      c: unsafe codes(centre, offset, site),
      h: unsafe codes(centre, offset, site - 1) + codes(centre, offset, site + 1),
      v: upright(offset, site),
      d: upright(offset, site - 1) + upright(offset, site + 1),
      h2: unsafe codes(centre, offset, site - 2) + codes(centre, offset, site + 2),
      v2: unsafe codes(above2, offset, site) + codes(below2, offset, site))
  }

  @inline(__always)
  func colors(_ offset: Int, ownSite: Int) -> (first: SiteCodes, second: SiteCodes) {
    let own = around(offset, ownSite).atOwn
    let green = around(offset, 1 - ownSite).atGreen
    return ownSite == 0 ? (own, green) : (green, own)
  }
}

/// The sums around a site, named as for ``malvarRow(_:_:_:_:_:_:_:_:_:_:)``.
private struct Surroundings<Depth: PairDepth> {
  let c: Whole<Depth>
  let h: Whole<Depth>
  let v: Whole<Depth>
  let d: Whole<Depth>
  let h2: Whole<Depth>
  let v2: Whole<Depth>

  /// The number `1 << shift`, half of what a shift by one more takes for one.
  @inline(__always)
  private func half(_ shift: Int) -> Whole<Depth> {
    Whole(Depth.up(Depth.first(Depth.ones), shift))
  }

  /// Where the row's own colour stands.
  @inline(__always)
  var atOwn: SiteCodes {
    let far = h2 + v2
    let green = ((((c << 1) + (h + v)) << 1) + half(2)) - far
    let other = ((((c << 1) + c) + d) << 2) + (half(3) - ((far << 1) + far))
    return SiteCodes(own: c.lanes, green: (green >> 3).limited, other: (other >> 4).limited)
  }

  /// Where green stands.
  @inline(__always)
  var atGreen: SiteCodes {
    let common = ((c << 2) + c) - d
    let own = (((common + (h << 2)) - h2) << 1) + (v2 + half(3))
    let other = (((common + (v << 2)) - v2) << 1) + (h2 + half(3))
    return SiteCodes(own: (own >> 4).limited, green: c.lanes, other: (other >> 4).limited)
  }
}

@_transparent
private func pairs(_ pointer: UnsafeRawPointer) -> IntLanes {
  unsafe pointer.loadUnaligned(as: IntLanes.self)
}

/// The pairs of one register of a row, whose own colour stands at `ownSite` and is red or not.
@_transparent
private func store<Taps: CodeTaps>(
  _ taps: Taps, _ offset: Int, _ target: UnsafeMutableRawPointer, _ zero: Int, ownSite: Int,
  ownIsRed: Bool
) {
  let (first, second) = taps.colors(offset, ownSite: ownSite)
  unsafe Taps.Depth.store(
    Taps.Depth.pairs(ownIsRed ? first.own : first.other, first.green),
    Taps.Depth.pairs(ownIsRed ? first.other : first.own, ownIsRed ? second.own : second.other),
    Taps.Depth.pairs(second.green, ownIsRed ? second.other : second.own), target, zero)
}

/// A row of one kind.
@_transparent
private func colorRow<Taps: CodeTaps>(
  _ taps: Taps, _ width: Int, _ tail: UnsafeMutableRawPointer, _ pixels: UnsafeMutableRawPointer,
  ownSite: Int, ownIsRed: Bool
) {
  let register = MemoryLayout<IntLanes>.size
  let end = width * Taps.Depth.bytes
  let zero = width &>> 62
  var offset = 0
  while offset + register <= end {
    unsafe store(taps, offset, pixels + 3 * offset, zero, ownSite: ownSite, ownIsRed: ownIsRed)
    offset += register
  }
  if offset < end {
    unsafe store(taps, offset, tail, zero, ownSite: ownSite, ownIsRed: ownIsRed)
    unsafe (pixels + 3 * offset).copyMemory(from: tail, byteCount: 3 * (end - offset))
  }
}

/// A row.
@inline(__always)
private func colorRow<Taps: CodeTaps>(
  _ taps: Taps, _ width: Int, _ ownParity: Int, _ isRedRow: Bool, _ tail: UnsafeMutableRawPointer,
  _ pixels: UnsafeMutableRawPointer
) {
  switch (ownParity, isRedRow) {
  case (0, true): unsafe colorRow(taps, width, tail, pixels, ownSite: 0, ownIsRed: true)
  case (0, false): unsafe colorRow(taps, width, tail, pixels, ownSite: 0, ownIsRed: false)
  case (_, true): unsafe colorRow(taps, width, tail, pixels, ownSite: 1, ownIsRed: true)
  case (_, false): unsafe colorRow(taps, width, tail, pixels, ownSite: 1, ownIsRed: false)
  }
}

/// A row of codes of 8 bits with means of the nearest neighbours, half rounded up.
///
/// - Parameters:
///   - rows: three rows, each with a margin of 1 on both sides; two registers behind the last
///     column are read.
///   - width: columns.
///   - ownParity: the parity of the columns at which the row's own colour stands.
///   - isRedRow: whether that is red.
///   - tail: room for three registers.
///   - pixels: gets three codes for each column.
public func bilinearCodes8(
  _ rows: UnsafePointer<UnsafeRawPointer>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ tail: UnsafeMutableRawPointer, _ pixels: UnsafeMutableRawPointer
) {
  unsafe colorRow(BilinearCodes<Bytes>(rows), width, ownParity, isRedRow, tail, pixels)
}

/// As ``bilinearCodes8(_:_:_:_:_:_:)``, 16 bits.
public func bilinearCodes16(
  _ rows: UnsafePointer<UnsafeRawPointer>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ tail: UnsafeMutableRawPointer, _ pixels: UnsafeMutableRawPointer
) {
  unsafe colorRow(BilinearCodes<Words>(rows), width, ownParity, isRedRow, tail, pixels)
}

/// As ``bilinearCodes8(_:_:_:_:_:_:)``, with the filters of Malvar, He and Cutler: five rows with
/// margins of 2.
public func malvarCodes8(
  _ rows: UnsafePointer<UnsafeRawPointer>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ tail: UnsafeMutableRawPointer, _ pixels: UnsafeMutableRawPointer
) {
  unsafe colorRow(MalvarCodes<Bytes>(rows), width, ownParity, isRedRow, tail, pixels)
}

/// As ``malvarCodes8(_:_:_:_:_:_:)``, 16 bits.
public func malvarCodes16(
  _ rows: UnsafePointer<UnsafeRawPointer>, _ width: Int, _ ownParity: Int, _ isRedRow: Bool,
  _ tail: UnsafeMutableRawPointer, _ pixels: UnsafeMutableRawPointer
) {
  unsafe colorRow(MalvarCodes<Words>(rows), width, ownParity, isRedRow, tail, pixels)
}
