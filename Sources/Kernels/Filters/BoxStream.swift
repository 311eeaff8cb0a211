import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// A box filter of floats that takes rows one by one, from the top, and gives means of the last
/// `2·radius + 1` of them.
///
/// What it keeps are sums of rows; see `pairwiseStep` for their order.
@safe final class BoxStream {
  /// The samples of a row whose means are made.
  private let samples: Range<Int>
  /// The samples that are looked at.
  private let span: Range<Int>
  private let radius: Int
  private let channels: Int
  private let margins: ColumnMargins
  private let constant: Float
  private let kernels: BoxKernels
  /// The sums of columns, between margins.
  private let columns: PlaneBuilder<Float>
  private let lead: Int
  private let scratch: PlaneBuilder<Float>
  /// The rows that were pushed last; by their number, modulo how many there are.
  private var rows: [UnsafePointer<Float>]
  /// Sums of 2, 4, 8, … rows, up to half of the longest piece of a window: a ring for each.
  private let levels: [RowRing]
  /// The pieces of a window but its newest row, the longest as two halves: their levels, and how
  /// many rows are newer.
  private let places: [(level: Int, newer: Int)]
  /// What the kernel gets: rows from the top, or pieces of a window.
  private var pieces: [UnsafePointer<Float>]
  /// For each level, the sum of the level below that a new sum is made with.
  private var earlier: [UnsafePointer<Float>]
  /// For each level, where its new sum goes.
  private var made: [UnsafeMutablePointer<Float>]
  private var pushed = 0

  /// How many rows must stay where they are after they were pushed.
  static func rowsInUse(radius: Int) -> Int { radius <= 4 ? 2 * radius + 1 : 2 }

  /// A stream of rows.
  ///
  /// - Parameters:
  ///   - samples: those of a row whose means are made; all of them where the picture wraps around.
  ///   - radius: pixels to each side.
  ///   - margins: those of a row, as far as the radius.
  ///   - constant: what stands beyond the edge where the border is constant.
  ///   - context: channels and instruction set.
  init(
    _ samples: Range<Int>, radius: Int, _ margins: ColumnMargins, constant: Float,
    _ context: FilterContext
  ) {
    (self.samples, self.radius, self.margins) = (samples, radius, margins)
    channels = context.channels
    let reach = radius * channels
    // From a multiple of a register on, as rows begin.
    span =
      max(0, samples.lowerBound - reach) / 16 * 16..<min(margins.width, samples.upperBound + reach)
    kernels = BoxKernels(context.isa)
    let window = 2 * radius + 1
    self.constant = pairwiseSum(of: window, equalTo: constant)
    lead = reach / 16 * 16 + 32
    columns = PlaneBuilder(size: Size(2 * lead + samples.count + 128, 1))
    scratch = PlaneBuilder(
      size: Size(KernelsBaseline.pairwiseScratch(window: window, spacing: channels), 1))
    let blank = unsafe UnsafePointer(columns.base)
    let inUse = Self.rowsInUse(radius: radius)
    unsafe rows = Array(repeating: blank, count: inUse)
    let places = radius <= 4 ? [] : Self.places(window: window)
    self.places = places
    let stored = places.first.map { $0.level + 1 } ?? 0
    let width = span.count + 64
    levels = (0..<stored).map { level in
      let next = level + 1 < stored ? 2 << level : 0
      let oldest = places.reduce(next) { $1.level == level ? max($0, $1.newer) : $0 }
      return RowRing(width: width, rows: 1 + oldest)
    }
    unsafe pieces = Array(repeating: blank, count: radius <= 4 ? inUse : places.count)
    unsafe earlier = Array(repeating: blank, count: stored)
    unsafe made = Array(repeating: columns.base, count: stored)
  }

  /// The pieces of a window but its newest row.
  ///
  /// - Parameter window: how many rows; odd, 5 or more.
  /// - Returns: the levels of pieces, and how many rows are newer, the longest piece first.
  private static func places(window: Int) -> [(level: Int, newer: Int)] {
    let top = 63 - window.leadingZeroBitCount
    let newer = window - (1 << top)
    let halves = [
      (level: top - 2, newer: newer + (1 << (top - 1))), (level: top - 2, newer: newer),
    ]
    let others = (0..<top - 1).reversed().filter { window & (2 << $0) != 0 }
    return halves + others.map { ($0, window & ((2 << $0) - 1)) }
  }

  /// Takes a row.
  ///
  /// - Parameters:
  ///   - first: the first sample; the row stays where it is until ``rowsInUse(radius:)`` rows
  ///     later.
  ///   - mean: where the means around the row `radius` rows above go, if they are wanted, at the
  ///     first sample; written up to the next multiple of 16.
  func push(_ first: UnsafePointer<Float>, mean: UnsafeMutablePointer<Float>?) {
    let row = unsafe first + span.lowerBound
    let count = Self.rowsInUse(radius: radius)
    let slot = pushed % count
    let before = unsafe pushed == 0 ? row : rows[(slot + count - 1) % count]
    unsafe rows[slot] = row
    let start = unsafe columns.base + lead
    let sums = unsafe start + (span.lowerBound - samples.lowerBound)
    if !levels.isEmpty {
      unsafe step(row, before, isWanted: mean != nil, sums)
    } else if unsafe mean != nil {
      for line in 0..<count { unsafe pieces[line] = rows[(slot + 1 + line) % count] }
      unsafe kernels.columns(pieces, count, span.count, sums)
    }
    pushed += 1
    guard let mean = unsafe mean else { return }
    unsafe margins.fill(start - samples.lowerBound, around: samples, constant: constant)
    let side = 2 * radius + 1
    let scale = 1 / Float(side * side)
    unsafe kernels.row(
      start - radius * channels, side, channels, samples.count, scratch.base, scale,
      mean + samples.lowerBound)
  }

  /// One row further with the sums that are kept.
  private func step(
    _ row: UnsafePointer<Float>, _ before: UnsafePointer<Float>, isWanted: Bool,
    _ sums: UnsafeMutablePointer<Float>
  ) {
    for level in levels.indices {
      unsafe made[level] = levels[level].row(pushed)
      unsafe earlier[level] =
        level == 0 ? before : UnsafePointer(levels[level - 1].row(pushed - (1 << level)))
    }
    for (piece, place) in places.enumerated() {
      unsafe pieces[piece] = UnsafePointer(levels[place.level].row(pushed - place.newer))
    }
    unsafe kernels.step(
      row, levels.count, earlier, made, isWanted ? pieces.count : 0, pieces, span.count, sums)
  }
}

extension BoxStream {
  /// Parts of a row, so narrow that what is kept of them stays in the second-level cache.
  ///
  /// No narrower: short pieces of rows come slower from memory than long ones. Only the first and
  /// the last one look beyond the ends of the row.
  ///
  /// - Parameters:
  ///   - width: samples of a row.
  ///   - radius: pixels to each side.
  ///   - context: border.
  /// - Returns: ranges of samples, from the left.
  static func parts(of width: Int, radius: Int, _ context: FilterContext) -> [Range<Int>] {
    guard context.border != .wrap else { return [0..<width] }
    let reach = radius * context.channels
    let fitting = max(1024, (192 << 10) / (3 * radius), reach)
    let count = (width + fitting - 1) / fitting
    let size = ((width + count - 1) / count + 63) / 64 * 64
    var starts = Array(stride(from: 0, to: width, by: max(size, (reach + 63) / 64 * 64)))
    if starts.count > 1, width - starts[starts.count - 1] < reach { starts.removeLast() }
    return zip(starts, starts.dropFirst() + [width]).map { $0..<$1 }
  }
}

/// Rows of floats that replace each other in turn.
@safe final class RowRing {
  private let memory: PlaneBuilder<Float>

  init(width: Int, rows: Int) {
    memory = PlaneBuilder(size: Size(width, rows))
  }

  /// Where row `y` lies, which may be negative.
  func row(_ y: Int) -> UnsafeMutablePointer<Float> {
    let rows = memory.size.height
    return unsafe memory.base + ((y % rows + rows) % rows) * memory.stride
  }
}

/// The kernels of a box filter of floats.
@safe private struct BoxKernels {
  let columns:
    @Sendable (UnsafePointer<UnsafePointer<Float>>, Int, Int, UnsafeMutablePointer<Float>) -> Void
  let step:
    @Sendable (
      UnsafePointer<Float>, Int, UnsafePointer<UnsafePointer<Float>>,
      UnsafePointer<UnsafeMutablePointer<Float>>, Int, UnsafePointer<UnsafePointer<Float>>, Int,
      UnsafeMutablePointer<Float>
    ) -> Void
  let row:
    @Sendable (
      UnsafePointer<Float>, Int, Int, Int, UnsafeMutablePointer<Float>, Float,
      UnsafeMutablePointer<Float>
    ) -> Void

  init(_ isa: InstructionSet) {
    unsafe columns = isa.select(
      KernelsBaseline.pairwiseColumns, KernelsAVX2.pairwiseColumns, KernelsAVX512.pairwiseColumns)
    unsafe step = isa.select(
      KernelsBaseline.pairwiseStep, KernelsAVX2.pairwiseStep, KernelsAVX512.pairwiseStep)
    unsafe row = isa.select(KernelsBaseline.boxRow, KernelsAVX2.boxRow, KernelsAVX512.boxRow)
  }
}

/// The sum of equal numbers in the order of the pieces.
private func pairwiseSum(of count: Int, equalTo value: Float) -> Float {
  var sum: Float?
  for level in (0..<count.bitWidth - 1).reversed() where count & (1 << level) != 0 {
    let piece = value * Float(1 << level)
    sum = sum.map { $0 + piece } ?? piece
  }
  return sum ?? 0
}
