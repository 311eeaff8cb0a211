import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Light of a mosaic that is written row by row, in which pixels that lie are found and replaced
/// while the rows around them are still in the cache.
///
/// A row is searched once the three below it are written, and its pixels are replaced once the
/// three below it are searched, as until then others are held against what they were. Then it
/// leaves, past the cache where the picture is larger than that.
///
/// Kernels decide on whole registers: that most pixels do not lie, and, in rows with texture, that
/// of most that stand out one beside them does as well. What they cannot decide, pixels near edges
/// and near those that are no data, goes to `MosaicSurroundings`.
final class MosaicMending {
  /// Rows above and below that a pixel is held against.
  private static var halo: Int { 3 }
  /// Rows that are kept: two above the one that is replaced, to three below the one searched.
  private static var kept: Int { 9 }
  /// Bytes of a picture from which on it is written past the cache.
  private static var large: Int { 1 << 20 }
  /// Floats before a row, and behind it.
  private static var margins: (before: Int, behind: Int) { (16, 48) }
  /// From how many pixels on that stand out registers are faster than one pixel after the other.
  private static var many: Int { 4 }

  private let width: Int
  private let height: Int
  private let wanted: Range<Int>
  /// Those that are wanted and those that may replace their pixels.
  private let searched: Range<Int>
  private var next: Int
  /// Whether pixels are looked for, not only replaced.
  private let isLooking: Bool
  /// Whether pixels beside each other are of different colours.
  private let hasColors: Bool
  /// How far away the pixels are that replace one.
  private let step: Int
  private let noise: SIMD4<Float>
  private let bounds: SIMD2<Float>
  private let kernels: Kernels
  /// The last rows of light, between margins.
  private let recent: PlaneBuilder<Float>
  /// The lowest of the higher and the highest of the lower pixels of pairs, of three rows.
  private let pairBounds: PlaneBuilder<Float>
  private var boundedRows = SIMD4(repeating: -1)
  /// Excess, level and scatter of a row.
  private let stands: PlaneBuilder<Float>
  /// 1 where a pixel lies, of six rows.
  private let liars: PlaneBuilder<UInt8>
  /// Whether any does.
  private var hasLiars = SIMD8<UInt8>(repeating: 0)
  /// 1 where that must be looked at more closely, of one row, and room for another one.
  private let unsure: PlaneBuilder<UInt8>
  private var runs: [Range<Int>] = []

  /// Light that is made row by row, mended.
  ///
  /// - Parameters:
  ///   - filter: what counts as a lie; nil where nothing is mended.
  ///   - validity: of the rows that the window holds.
  ///   - window: the rows that are held, and those that are wanted.
  ///   - isa: the instruction set.
  ///   - make: writes a row of the picture, and may mark what is no data in it; it is asked for
  ///     all rows within the filter's reach, from top to bottom.
  /// - Returns: the wanted rows, and what is no data in them.
  static func light(
    _ filter: BadPixelFilter?, validity: Validity, window: RowWindow, isa: InstructionSet,
    _ make: (Int, UnsafeMutablePointer<Float>, inout MarkedRows) -> Void
  ) -> (light: Plane<Float>, validity: Validity) {
    let reach = filter == nil ? 0 : BadPixelFilter.reach
    precondition(window.covers(halo: reach), "rows within the reach are held")
    let (width, rows) = (validity.size.width, window.near(by: reach))
    var marks = MarkedRows(validity, window, reach: reach)
    let light = PlaneBuilder<Float>(size: Size(width, window.wanted.count))
    let (base, stride) = unsafe (light.base, light.stride)
    func row(_ y: Int) -> UnsafeMutablePointer<Float> {
      unsafe base + (y - window.wanted.lowerBound) * stride
    }
    if let filter {
      let mending = MosaicMending(filter: filter, width: width, window: window, isa)
      let copy = unsafe isa.select(
        KernelsBaseline.pastRow, KernelsAVX2.pastRow, KernelsAVX512.pastRow)
      let isLarge = stride * window.wanted.count * MemoryLayout<Float>.stride > large
      for y in rows {
        unsafe make(y, mending.slot(of: y), &marks)
        mending.take(y, &marks) { y in
          if isLarge {
            unsafe copy(mending.slot(of: y), width, row(y))
          } else {
            unsafe row(y).update(from: mending.slot(of: y), count: width)
          }
        }
      }
    } else {
      for y in rows { unsafe make(y, row(y), &marks) }
    }
    let wanted = Region(
      x: 0, y: window.wanted.lowerBound - rows.lowerBound, width: width,
      height: window.wanted.count)
    return (light.finish(), marks.finish().view(wanted))
  }

  private init(
    filter: BadPixelFilter, width: Int, window: RowWindow, _ isa: InstructionSet
  ) {
    (self.width, height) = (width, window.height)
    wanted = window.wanted
    searched = width == 0 || wanted.isEmpty ? 0..<0 : window.near(by: 2)
    next = searched.lowerBound
    isLooking = filter.threshold < .infinity
    hasColors = filter.hasColors
    step = hasColors ? 2 : 1
    let factor = filter.threshold * filter.threshold
    let (variance, slope) = (
      Float(filter.noise.varianceAtBlack), Float(filter.noise.variancePerLight)
    )
    noise = SIMD4(variance, slope, factor, 0)
    bounds = SIMD2(variance * factor, slope * factor)
    kernels = Kernels(isa)
    let count = Self.margins.before + width + Self.margins.behind
    recent = PlaneBuilder(size: Size(count, Self.kept))
    pairBounds = PlaneBuilder(size: Size(count, 6))
    stands = PlaneBuilder(size: Size(count, 3))
    liars = PlaneBuilder(size: Size(width + 64, 6), repeating: 0)
    unsure = PlaneBuilder(size: Size(width + 64, 2))
  }

  /// Where a row of the picture is to be written, `width` floats.
  private func slot(of row: Int) -> UnsafeMutablePointer<Float> {
    unsafe recent.base + (row % Self.kept) * recent.stride + Self.margins.before
  }

  /// The row that stands at `y`, inside the picture or beyond its edge.
  private func row(_ y: Int) -> UnsafePointer<Float> {
    unsafe UnsafePointer(slot(of: Border.reflect101.source(of: y, count: height) ?? 0))
  }

  /// Takes a row that was written to its slot; the rows come in order.
  ///
  /// - Parameters:
  ///   - row: which one.
  ///   - marks: what is no data.
  ///   - finished: hands out the wanted rows in order, in their slots.
  private func take(_ row: Int, _ marks: inout MarkedRows, _ finished: (Int) -> Void) {
    guard !searched.isEmpty else { return }
    unsafe mirrorMargins(of: slot(of: row), width: width, Self.halo)
    while next < searched.upperBound, min(next + Self.halo, height - 1) <= row {
      if isLooking { look(inRow: next, marks) }
      next += 1
      let isLast = next == searched.upperBound
      for y in next - 1 - Self.halo..<(isLast ? next : next - Self.halo) where wanted.contains(y) {
        replace(inRow: y, &marks)
        finished(y)
      }
    }
  }

  private func around(_ marks: borrowing MarkedRows) -> MosaicSurroundings {
    unsafe MosaicSurroundings(
      slot(of: 0), stride: recent.stride, kept: Self.kept, width: width, marks, height: height)
  }

  private func liars(_ row: Int) -> UnsafeMutablePointer<UInt8> {
    unsafe liars.base + (row % 6) * liars.stride
  }

  private func look(inRow y: Int, _ marks: borrowing MarkedRows) {
    let (liars, unsure) = unsafe (liars(y), unsure.base)
    let isEdge = y < 2 || y >= height - 2 || width <= 4
    runs.removeAll(keepingCapacity: true)
    runs.append(0..<(isEdge ? width : 2))
    var count = (alone: 0, unsure: 0)
    if !isEdge {
      unsafe marks.addRuns(around: y, unsure + self.unsure.stride, to: &runs)
      runs.grow(by: width - 2..<width)
      count = unsafe decide(y, liars, unsure)
    }
    if count.alone == 0 { unsafe liars.update(repeating: 0, count: width) }
    for run in runs {
      unsafe kernels.suspects(
        row(y - 2) + run.lowerBound, row(y) + run.lowerBound, row(y + 2) + run.lowerBound,
        run.count, bounds, unsure + run.lowerBound)
      unsafe (liars + run.lowerBound).update(repeating: 0, count: run.count)
    }
    if count.unsure > 0 {
      runs.removeAll(keepingCapacity: true)
      runs.append(0..<width)
    }
    var isAny = count.alone > 0
    let around = around(marks)
    for run in runs {
      unsafe forEachNonzero(of: unsure, in: run) { x, _ in
        if around.lies(x, y, noise) {
          unsafe liars[x] = 1
          isAny = true
        }
      }
    }
    if isAny && !hasColors {
      unsafe forEachNonzero(of: liars, in: 0..<width) { x, _ in
        if !around.isOutOfNeighbours(x, y, noise) { unsafe liars[x] = 0 }
      }
    }
    hasLiars[y % 6] = isAny ? 1 : 0
  }

  /// Writes 1 where a pixel lies, and 1 where it must be looked at more closely, else 0.
  ///
  /// - Returns: how many of each there are; where none lies, nothing may be written of that.
  private func decide(
    _ y: Int, _ liars: UnsafeMutablePointer<UInt8>, _ unsure: UnsafeMutablePointer<UInt8>
  ) -> (alone: Int, unsure: Int) {
    let excesses = unsafe stands.base
    let (levels, scatters) = unsafe (excesses + stands.stride, excesses + 2 * stands.stride)
    let count = unsafe kernels.outstanding(
      row(y - 2), row(y), row(y + 2), width, noise, bounds, excesses, levels, scatters, unsure)
    if count < Self.many { return (0, count) }
    for line in y - 1...y + 1 where boundedRows[line % 3] != line {
      unsafe kernels.pairBounds(
        row(line - 2), row(line), row(line + 2), width, pairBounds(line, 0), pairBounds(line, 1))
      boundedRows[line % 3] = line
    }
    let lines: InlineArray<3, UnsafePointer<Float>> = unsafe [row(y - 1), row(y), row(y + 1)]
    let highs: InlineArray<3, UnsafePointer<Float>> = unsafe [
      UnsafePointer(pairBounds(y - 1, 0)), UnsafePointer(pairBounds(y, 0)),
      UnsafePointer(pairBounds(y + 1, 0)),
    ]
    let lows: InlineArray<3, UnsafePointer<Float>> = unsafe [
      UnsafePointer(pairBounds(y - 1, 1)), UnsafePointer(pairBounds(y, 1)),
      UnsafePointer(pairBounds(y + 1, 1)),
    ]
    return unsafe lines.span.withUnsafeBufferPointer { lines in
      return unsafe highs.span.withUnsafeBufferPointer { highs in
        return unsafe lows.span.withUnsafeBufferPointer { lows in
          guard let lines = lines.baseAddress, let highs = highs.baseAddress,
            let lows = lows.baseAddress
          else { return (0, 0) }
          return unsafe kernels.lonely(
            lines, highs, lows, width, excesses, levels, scatters, liars, unsure)
        }
      }
    }
  }

  /// Replaces and marks the pixels of a row that lie, or are marked bad.
  private func replace(inRow y: Int, _ marks: inout MarkedRows) {
    let border = Border.reflect101
    let (above, here, below) = unsafe (
      liars(border.source(of: y - step, count: height) ?? 0), liars(y),
      liars(border.source(of: y + step, count: height) ?? 0)
    )
    let target = unsafe slot(of: y)
    let around = around(marks)
    marks.forEach(.badPixel, inRow: y) { x in
      unsafe target[x] = around.replacement(x, y, step: step, above, here, below)
    }
    if hasLiars[y % 6] == 0 { return }
    let row = unsafe marks.toMark(y)
    unsafe forEachNonzero(of: here, in: 0..<width) { x, _ in
      unsafe target[x] = around.replacement(x, y, step: step, above, here, below)
      unsafe row[x] |= Defects.badPixel.rawValue
    }
  }

  private func pairBounds(_ row: Int, _ kind: Int) -> UnsafeMutablePointer<Float> {
    unsafe pairBounds.base + (2 * (row % 3) + kind) * pairBounds.stride + Self.margins.before
  }
}

extension MosaicMending {
  /// The row kernels.
  @safe private struct Kernels {
    typealias Row = UnsafePointer<Float>
    typealias Target = UnsafeMutablePointer<Float>
    typealias Marks = UnsafeMutablePointer<UInt8>

    let suspects: @Sendable (Row, Row, Row, Int, SIMD2<Float>, Marks) -> Void
    let outstanding:
      @Sendable (Row, Row, Row, Int, SIMD4<Float>, SIMD2<Float>, Target, Target, Target, Marks)
        -> Int
    let pairBounds: @Sendable (Row, Row, Row, Int, Target, Target) -> Void
    let lonely:
      @Sendable (
        UnsafePointer<Row>, UnsafePointer<Row>, UnsafePointer<Row>, Int, Row, Row, Row, Marks,
        Marks
      ) -> (alone: Int, unsure: Int)

    init(_ isa: InstructionSet) {
      unsafe suspects = isa.select(
        KernelsBaseline.suspectRow, KernelsAVX2.suspectRow, KernelsAVX512.suspectRow)
      unsafe outstanding = isa.select(
        KernelsBaseline.outstandingRow, KernelsAVX2.outstandingRow, KernelsAVX512.outstandingRow)
      unsafe pairBounds = isa.select(
        KernelsBaseline.pairBoundsRow, KernelsAVX2.pairBoundsRow, KernelsAVX512.pairBoundsRow)
      unsafe lonely = isa.select(
        KernelsBaseline.lonelyRow, KernelsAVX2.lonelyRow, KernelsAVX512.lonelyRow)
    }
  }
}
