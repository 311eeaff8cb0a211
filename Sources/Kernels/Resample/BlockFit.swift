import Raster

/// Makes the blocks of one row of a ``ResampleTable``.
struct BlockFit: Sendable {
  /// Pixels in a block.
  static let pixels = 32
  /// Integers in a block.
  static let fields = 8
  /// Kinds of blocks, as the kernels know them.
  static let (smooth, list, edge, empty): (Int32, Int32, Int32, Int32) = (0, 1, 2, 3)
  /// How far a parabola may be off, in px.
  static let tolerance = 1.0 / 1024

  let source: Size
  let interpolation: Interpolation

  /// What one row needs.
  struct Row: Sendable {
    /// Eight integers for each block; places of lists count from the first of this row.
    var blocks: [Int32] = []
    /// 32 columns and 32 rows each.
    var lists: [[Int32]] = []
    /// The columns of the result that come from nowhere.
    var outside: [Int] = []
    /// The rows of the source that are read.
    var needed = 0..<0

    /// Adds a block that shows nothing.
    mutating func appendEmpty() { append(Parabolas(0, 0, 0, 0, 0, 0, BlockFit.empty, 0)) }

    /// Adds a block that is a parabola.
    mutating func append(_ fields: Parabolas) {
      for index in fields.indices { blocks.append(fields[index]) }
    }
  }

  /// The integers of a smooth block: start, slope in 2⁻¹⁶ px and bend in 2⁻²⁶ px of columns, then
  /// of rows, and its kind.
  typealias Parabolas = SIMD8<Int32>

  typealias Fixed = (x: Int32, y: Int32)

  /// The blocks of a row.
  ///
  /// - Parameters:
  ///   - width: pixels.
  ///   - position: where a pixel comes from.
  /// - Returns: a whole number of blocks.
  func row(width: Int, position: (Int) -> ResampleTable.Position?) -> Row {
    var row = Row()
    for start in stride(from: 0, to: width, by: Self.pixels) {
      append(start, min(Self.pixels, width - start), position, to: &row)
    }
    return row
  }

  /// A block whose positions are all asked for.
  func append(
    _ start: Int, _ count: Int, _ position: (Int) -> ResampleTable.Position?, to row: inout Row
  ) {
    let given = (start..<start + count).map(position)
    let fixed = given.map(fixed)
    for (i, place) in fixed.enumerated() where place == nil { row.outside.append(start + i) }
    if count == Self.pixels, let fields = parabolas(given, fixed) {
      for i in 0..<count { need(Self.position(fields, i), &row) }
      row.append(fields)
    } else {
      append(fixed, to: &row)
    }
  }

  /// A block that shows nothing.
  func addNothing(_ columns: Range<Int>, to row: inout Row) {
    row.outside += columns
    row.appendEmpty()
  }

  /// A block whose positions are listed, if it has any.
  private func append(_ fixed: [Fixed?], to row: inout Row) {
    let known = fixed.compactMap { $0 }
    guard let first = known.first else {
      row.appendEmpty()
      return
    }
    for place in known { need(place, &row) }
    let isInner = known.allSatisfy(isInner)
    let holes = fixed.enumerated().reduce(UInt32(0)) { bits, pixel in
      pixel.element == nil ? bits | 1 << UInt32(pixel.offset) : bits
    }
    let kind = isInner ? Self.list : Self.edge
    row.blocks += [Int32(bitPattern: holes), 0, 0, 0, 0, 0, kind, Int32(row.lists.count)]
    // Registers of inner blocks read at every position, also behind the last.
    let filler = isInner ? first : (x: .min, y: .min)
    let filled = (0..<Self.pixels).map { $0 < fixed.count ? fixed[$0] ?? filler : filler }
    row.lists.append(filled.map(\.x) + filled.map(\.y))
  }

  /// A position in 2⁻¹⁵ px, in units of 2⁻¹⁶ px; nil where not all that has a weight is there.
  private func fixed(_ position: ResampleTable.Position?) -> Fixed? {
    guard let position, position.x >= 0, position.y >= 0, position.x < 32767, position.y < 32767
    else { return nil }
    let fixed = (x: Self.units(position.x), y: Self.units(position.y))
    let isThere =
      isThere(fixed.x, count: source.width) && isThere(fixed.y, count: source.height)
    return isThere ? fixed : nil
  }

  private static func units(_ value: Double) -> Int32 {
    2 * Int32((value * 32768 + 0.5).rounded(.down))
  }

  /// Whether everything with a weight lies within an axis of so many pixels.
  private func isThere(_ position: Int32, count: Int) -> Bool {
    let (pixel, hasFraction) = interpolation.split(position)
    if !hasFraction { return pixel >= 0 && pixel < count }
    return pixel + 1 >= interpolation.reach && pixel + interpolation.reach < count
  }

  /// Whether all that kernels read lies within the source, also that without a weight.
  private func isInner(_ position: Fixed) -> Bool {
    let reach = interpolation.reach
    let (x, y) = (interpolation.split(position.x).pixel, interpolation.split(position.y).pixel)
    return x + 1 >= reach && x + reach < source.width && y + 1 >= reach && y + reach < source.height
  }

  func need(_ position: Fixed, _ row: inout Row) {
    let y = interpolation.split(position.y).pixel
    let first = max(0, y - interpolation.reach + 1)
    let last = min(source.height - 1, y + interpolation.reach)
    row.needed =
      row.needed.isEmpty
      ? first..<last + 1
      : min(row.needed.lowerBound, first)..<max(row.needed.upperBound, last + 1)
  }

  /// The six numbers of the parabolas through three positions of a block; nil where they are off
  /// somewhere, or leave the inner part of the source.
  private func parabolas(
    _ positions: [ResampleTable.Position?], _ fixed: [Fixed?]
  ) -> Parabolas? {
    guard fixed.allSatisfy({ $0.map(isInner) ?? false }) else { return nil }
    let given = positions.compactMap { $0 }
    guard
      let fields = Self.parabolas(
        SIMD4(given[0].x, given[15].x, given[30].x, 0),
        SIMD4(given[0].y, given[15].y, given[30].y, 0))
    else { return nil }
    for (i, exact) in given.enumerated() {
      let place = Self.position(fields, i)
      let far = max(
        (Double(place.x) / 65536 - exact.x).magnitude, (Double(place.y) / 65536 - exact.y).magnitude
      )
      if far > Self.tolerance || !isInner(place) { return nil }
    }
    return fields
  }

  /// The parabolas through columns and rows at 0, 15 and 30; nil where their numbers would not fit
  /// 32 bits.
  static func parabolas(_ x: SIMD4<Double>, _ y: SIMD4<Double>) -> Parabolas? {
    let first = SIMD2(x[0], y[0])
    let middle = SIMD2(x[1], y[1])
    let last = SIMD2(x[2], y[2])
    let bend = (last - 2 * middle + first) / 450
    let slope = (middle - first) / 15 - 15 * bend
    guard slope[0].magnitude < 512, slope[1].magnitude < 512, bend[0].magnitude < 0.03125,
      bend[1].magnitude < 0.03125
    else { return nil }
    let (a, b, c) = (
      (first * 65536 + 0.5).rounded(.down), (slope * 65536 + 0.5).rounded(.down),
      (bend * 67_108_864 + 0.5).rounded(.down)
    )
    return Parabolas(
      Int32(a[0]), Int32(b[0]), Int32(c[0]), Int32(a[1]), Int32(b[1]), Int32(c[1]), smooth, 0)
  }

  /// The position of a pixel of a smooth block, as the kernels compute it.
  static func position(_ fields: Parabolas, _ pixel: Int) -> Fixed {
    let i = Int32(pixel)
    return (
      (fields[0] &+ i &* fields[1] &+ (i &* i &* fields[2]) &>> 10) & ~1,
      (fields[3] &+ i &* fields[4] &+ (i &* i &* fields[5]) &>> 10) & ~1
    )
  }
}
