import Raster

/// A way to some columns of a picture's rows, in the numbers that a kernel computes with.
///
/// Either the rows are read where they are, or the columns are copied between margins: the pixels
/// that stand there, or what the border puts beyond the edge. The copies form a ring; going down by
/// one row makes one new row. A row is known by its position, inside the picture or beyond its
/// edge.
@safe struct RowSpan<In: Sample, Work: Sample>: ~Copyable {
  /// The samples of a row that are computed.
  let columns: Range<Int>
  private let source: SourceRows<In>
  private let widen: RowConversion<In, Work>?
  private let along: RowSums<Work>?
  /// Samples beside the columns that are looked at.
  private let margin: Int
  /// Room before the first column, a multiple of 16 samples.
  private let lead: Int
  /// Where the samples left of the picture, up to its edge, come from; −1 for the constant.
  private let leftSources: [Int]
  /// Where those right of it come from.
  private let rightSources: [Int]
  /// Where the ends of rows are put together before they are converted.
  private let padded: PlaneBuilder<In>
  /// A row with its margins, where sums are made of it.
  private let numbers: PlaneBuilder<Work>
  private let isInPlace: Bool
  private let ring: PlaneBuilder<Work>
  /// Which row each row of the ring holds; empty where rows are read in place.
  private var held: [Int]

  /// A way to some columns.
  ///
  /// - Parameters:
  ///   - source: the rows.
  ///   - columns: samples of a row that are computed.
  ///   - isInPlace: whether rows are read where they are: `Work` is `In`, and all that is looked at
  ///     lies inside the picture.
  ///   - rows: how many rows are looked at together.
  ///   - reach: pixels that are looked at to each side.
  ///   - widen: the conversion; nil where the samples are taken as they are.
  ///   - along: makes sums of a row; nil where the samples themselves are looked at.
  init(
    _ source: SourceRows<In>, columns: Range<Int>, isInPlace: Bool, rows: Int, reach: Int,
    widen: RowConversion<In, Work>?, along: RowSums<Work>? = nil
  ) {
    self.source = source
    self.along = along
    self.isInPlace = isInPlace
    self.columns = columns
    self.widen = widen
    margin = reach * source.channels
    lead = (margin + 15) / 16 * 16
    let width = 2 * lead + columns.count + 64
    let count = isInPlace && along == nil ? 0 : rows
    let behind = widen?.behind ?? 0
    padded = PlaneBuilder(size: Size(width + behind, isInPlace ? 0 : 1))
    numbers = PlaneBuilder(size: Size(width, isInPlace || along == nil ? 0 : 1))
    ring = PlaneBuilder(size: Size(width, count))
    held = Array(repeating: .min, count: count)
    let end = source.plane.width
    leftSources =
      isInPlace ? [] : (-margin..<0).map { source.source(beyond: $0) ?? -1 }
    rightSources =
      isInPlace ? [] : (end..<end + margin + behind).map { source.source(beyond: $0) ?? -1 }
  }

  /// The row at `y`, at the first of the columns.
  ///
  /// Valid until as many other rows were asked for as are looked at together.
  mutating func row(_ y: Int) -> UnsafePointer<Work> {
    let row = unsafe source.row(y)
    if held.isEmpty {
      let start = unsafe UnsafeRawPointer(row + columns.lowerBound)
      return unsafe start.assumingMemoryBound(to: Work.self)
    }
    let slot = ((y % held.count) + held.count) % held.count
    let target = unsafe ring.base + slot * ring.stride + lead
    if held[slot] != y {
      unsafe make(row, target)
      held[slot] = y
    }
    return unsafe UnsafePointer(target)
  }

  /// Writes what the kernel gets of a row.
  private func make(_ row: UnsafePointer<In>, _ target: UnsafeMutablePointer<Work>) {
    guard let along else { return unsafe copy(row, target) }
    let first: UnsafePointer<Work>
    if isInPlace {
      let start = unsafe UnsafeRawPointer(row + columns.lowerBound)
      unsafe first = start.assumingMemoryBound(to: Work.self)
    } else {
      unsafe copy(row, numbers.base + lead)
      unsafe first = UnsafePointer(numbers.base + lead)
    }
    unsafe along.run(first - margin, target, columns.count)
  }

  /// Writes a row and its margins.
  ///
  /// A converted row is read where it is; only the samples at the ends of the picture, with what
  /// lies beyond them, are put together first.
  private func copy(_ row: UnsafePointer<In>, _ target: UnsafeMutablePointer<Work>) {
    let span = (columns.lowerBound - margin)..<(columns.upperBound + margin)
    guard let widen else {
      let start = unsafe UnsafeMutableRawPointer(target - margin)
      unsafe pad(span, of: row, start.assumingMemoryBound(to: In.self))
      return
    }
    let first = min(max(span.lowerBound, 0), span.upperBound)
    let end = max(first, min(span.upperBound, source.plane.width - widen.behind))
    let (left, inside, right) = (span.lowerBound..<first, first..<end, end..<span.upperBound)
    // From left to right: what is written behind the last sample is written once more.
    unsafe convert(left, of: row, widen, target)
    if !inside.isEmpty {
      unsafe widen.run(
        row + inside.lowerBound, inside.count, target + (inside.lowerBound - columns.lowerBound))
    }
    unsafe convert(right, of: row, widen, target)
  }

  /// Converts samples of a row at its ends.
  private func convert(
    _ end: Range<Int>, of row: UnsafePointer<In>, _ widen: RowConversion<In, Work>,
    _ target: UnsafeMutablePointer<Work>
  ) {
    if end.isEmpty { return }
    unsafe pad(end.lowerBound..<end.upperBound + widen.behind, of: row, padded.base)
    unsafe widen.run(padded.base, end.count, target + (end.lowerBound - columns.lowerBound))
  }

  /// Copies samples of a row, those beyond the edge included.
  private func pad(
    _ span: Range<Int>, of row: UnsafePointer<In>, _ target: UnsafeMutablePointer<In>
  ) {
    let inside = span.clamped(to: 0..<source.plane.width)
    unsafe (target + (inside.lowerBound - span.lowerBound)).update(
      from: row + inside.lowerBound, count: inside.count)
    for x in span.lowerBound..<inside.lowerBound {
      let at = leftSources[leftSources.count + x]
      unsafe target[x - span.lowerBound] = at < 0 ? source.constant : row[at]
    }
    for x in inside.upperBound..<span.upperBound {
      let at = rightSources[x - source.plane.width]
      unsafe target[x - span.lowerBound] = at < 0 ? source.constant : row[at]
    }
  }
}
