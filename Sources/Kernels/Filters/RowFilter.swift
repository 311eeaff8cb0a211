import Raster
import Synchronization

/// A filter that makes rows of results from the rows around them: everything but the arithmetic.
///
/// It finds the rows, with what the border puts beyond their ends, in the numbers that the kernel
/// computes with, and calls the kernel for a few rows of results at a time.
@safe struct RowFilter<In: Sample, Work: Sample, Out: Sample>: Sendable {
  /// Computes rows of results.
  ///
  /// Gets the rows from the topmost that is looked at, each at its first column; where the rows of
  /// results go, which may be written up to the next multiple of 64 bytes; and how many columns
  /// there are.
  typealias Kernel =
    @Sendable (
      UnsafePointer<UnsafePointer<Work>>, UnsafePointer<UnsafeMutablePointer<Out>>, Int
    ) -> Void

  /// Rows that the kernel looks at above and below.
  let halo: Int
  /// Pixels that it looks at to the left and to the right.
  let reach: Int
  /// Rows of results that it computes in one call.
  let rowsAtOnce: Int
  /// Turns samples into what it computes with; nil where that is the same.
  let widen: RowConversion<In, Work>?
  /// Sums over the reach, which the kernel then gets in place of the samples; nil for the samples.
  var along: RowSums<Work>?
  /// Columns of results that the kernel computes at once, a multiple of 16; any other number of
  /// columns costs as much as the next multiple.
  var columnsAtOnce = 64
  /// The arithmetic.
  let kernel: Kernel
  /// The same, with results written past the cache; taken for large results.
  var passing: Kernel?

  /// Runs the filter.
  ///
  /// - Parameters:
  ///   - source: the rows that the context's window holds.
  ///   - constant: what stands beyond the edge where the border is constant.
  ///   - context: border, channels, rows wanted, threads.
  /// - Returns: the wanted rows.
  func applied(to source: Plane<In>, constant: In, _ context: FilterContext) -> Plane<Out> {
    precondition(widen != nil || In.self == Work.self, "samples are converted, or are the numbers")
    let window = context.checkedWindow(of: source.size, halo: halo)
    let result = PlaneBuilder<Out>(size: Size(source.width, window.wanted.count))
    guard result.size.area > 0 else { return result.finish() }
    let target = unsafe RowTarget(
      base: result.base, stride: result.stride, firstRow: window.wanted.lowerBound)
    let rows = SourceRows(source, window, context, constant: constant)
    let isLarge = result.size.area * MemoryLayout<Out>.stride >= largeResult
    let passing = unsafe isLarge ? passing : nil
    concurrently(window.wanted, threads: context.threads, grain: 8 * rowsAtOnce) { part in
      for columns in columnParts(of: source.width) {
        unsafe run(passing ?? kernel, part, columns, from: rows, into: target)
      }
      // What went past the cache is seen by other threads from here on.
      if unsafe passing != nil { atomicMemoryFence(ordering: .sequentiallyConsistent) }
    }
    return result.finish()
  }

  /// Parts of a row, each computed from top to bottom before the next: narrow enough that the rows
  /// that are looked at together stay in the second-level cache.
  private func columnParts(of width: Int) -> [Range<Int>] {
    let lines = 2 * halo + rowsAtOnce
    let fitting = max(768, (384 << 10) / (lines * MemoryLayout<Work>.stride))
    let count = (width + fitting - 1) / fitting
    let size = ((width + count - 1) / count + 191) / 192 * 192
    return stride(from: 0, to: width, by: size).map { $0..<min(width, $0 + size) }
  }

  /// Columns at the ends of rows that are copied with what lies beyond them, where the others are
  /// read in place.
  ///
  /// What follows begins at a multiple of 64 bytes: stores across cache lines cost twice as much.
  private func endWidth(_ channels: Int) -> Int {
    let grain = max(columnsAtOnce, 64 / MemoryLayout<Out>.stride)
    return (max(reach * channels, 1) + grain - 1) / grain * grain
  }

  private func run(
    _ compute: Kernel, _ rows: Range<Int>, _ columns: Range<Int>, from source: SourceRows<In>,
    into target: RowTarget<Out>
  ) {
    let lines = 2 * halo + rowsAtOnce
    let surplus = PlaneBuilder<Out>(size: Size(columns.count, 1))
    let parts =
      widen == nil
      ? source.parts(of: columns, end: endWidth(source.channels))
      : [(columns: columns, isInPlace: false)]
    for part in parts {
      var span = RowSpan<In, Work>(
        source, columns: part.columns, isInPlace: part.isInPlace, rows: lines, reach: reach,
        widen: widen, along: along)
      unsafe withPointers(lines, rowsAtOnce) { inputs, outputs in
        for y in stride(from: rows.lowerBound, to: rows.upperBound, by: rowsAtOnce) {
          // What stood further down moves up.
          let kept = y == rows.lowerBound ? 0 : 2 * halo
          for line in 0..<kept { unsafe inputs[line] = inputs[line + rowsAtOnce] }
          // Rows that no wanted one looks at may not be held.
          let last = rows.upperBound - 1 + halo
          for line in kept..<lines {
            unsafe inputs[line] = span.row(min(y - halo + line, last))
          }
          for row in 0..<rowsAtOnce {
            unsafe outputs[row] =
              y + row < rows.upperBound
              ? target.row(y + row) + part.columns.lowerBound : surplus.base
          }
          unsafe compute(inputs, outputs, part.columns.count)
        }
      }
    }
  }

  /// Lends out room for the places of rows.
  private func withPointers(
    _ inputs: Int, _ outputs: Int,
    _ body: (
      UnsafeMutablePointer<UnsafePointer<Work>>, UnsafeMutablePointer<UnsafeMutablePointer<Out>>
    ) -> Void
  ) {
    unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<Work>.self, capacity: inputs) { inputs in
      unsafe withUnsafeTemporaryAllocation(
        of: UnsafeMutablePointer<Out>.self, capacity: outputs
      ) { outputs in
        guard let first = inputs.baseAddress, let out = outputs.baseAddress else { return }
        unsafe body(first, out)
      }
    }
  }
}

/// From so many bytes on, results are written past the cache where a kernel can.
///
/// The first rows of such a result have left the cache before anybody looks at them; and a line
/// that is written as usual is read from memory first.
private let largeResult = 10 << 20

/// Where rows of results go; different rows may be written at the same time.
@safe struct RowTarget<Out: Sample>: @unchecked Sendable {
  private let base: UnsafeMutablePointer<Out>
  private let stride: Int
  private let firstRow: Int

  init(base: UnsafeMutablePointer<Out>, stride: Int, firstRow: Int) {
    unsafe self.base = base
    self.stride = stride
    self.firstRow = firstRow
  }

  /// Row `y` of the picture.
  func row(_ y: Int) -> UnsafeMutablePointer<Out> {
    unsafe base + (y - firstRow) * stride
  }
}
