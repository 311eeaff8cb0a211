import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Convolution {
  /// How far 16-bit arithmetic may move a result of a separable filter of 8-bit codes, in codes.
  ///
  /// The worst case of 31 taps is 0.4; what pictures meet is a tenth of it.
  public static let separableTolerance = 0.4

  /// A separable filter: weights along rows, then down columns.
  ///
  /// Floats and codes of 16 bits are summed as floats: first along each row, from 0, from the
  /// left; then these sums down the column, from 0, from the top; each product is rounded before it
  /// is added. Codes of 8 bits are summed in 16-bit integers: exactly, where the weights are small
  /// whole numbers over a power of two (binomials of 3 and 5 taps); with weights in 2⁻¹⁵ and every
  /// product rounded, where that moves no result by more than ``separableTolerance`` of a code in
  /// the worst case; elsewhere as floats. Codes are rounded half up and limited to their range.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - rows: the weights along a row, from the left.
  ///   - columns: the weights down a column, from the top.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  @_specialize(where S == UInt8)
  @_specialize(where S == UInt16)
  @_specialize(where S == Float)
  public static func separable<S: FilterSample>(
    _ source: Plane<S>, rows: TapWeights, columns: TapWeights,
    in context: FilterContext = FilterContext()
  ) -> Plane<S> {
    if let codes = source as? Plane<UInt8>,
      let fixed = FixedSeparable(rows: rows, columns: columns)
    {
      let filter = fixedSeparable(rows, columns, fixed, context)
      let result = filter.applied(to: codes, constant: UInt8(border: context.border), context)
      if let result = result as? Plane<S> { return result }
    }
    let filter = floatSeparable(rows, columns, S.kernels(context.isa), context)
    return filter.applied(to: source, constant: S(border: context.border), context)
  }

  private static func floatSeparable<S: FilterSample>(
    _ rows: TapWeights, _ columns: TapWeights, _ kernels: SampleKernels<S>,
    _ context: FilterContext
  ) -> RowFilter<S, Float, S> {
    let along = unsafe context.isa.select(
      KernelsBaseline.tapsFloatRow, KernelsAVX2.tapsFloatRow, KernelsAVX512.tapsFloatRow)
    let spacing = context.channels
    let margin = rows.radius * spacing
    let (across, down) = (rows.weights, WeightTable(columns.weights))
    let filtered: RowConversion<S, Float> =
      if let widen = kernels.floats {
        unsafe filteredRow(before: margin, widen: widen.run) {
          unsafe along($0, across.count, spacing, across, $1, $2)
        }
      } else {
        unsafe RowConversion(before: margin, behind: margin) { samples, count, sums in
          let row = unsafe UnsafeRawPointer(samples - margin)
          unsafe along(
            row.assumingMemoryBound(to: Float.self), across.count, spacing, across, sums, count)
        }
      }
    let columnSums = unsafe kernels.dense
    return unsafe RowFilter(
      halo: columns.radius, reach: 0, rowsAtOnce: 4, widen: filtered,
      kernel: { inputs, results, count in
        unsafe columnSums(inputs, down.count, 1, 0, 0, down.base, results, count)
      })
  }

  /// Sums along a row of samples that are widened first, a part at a time that stays in the
  /// first-level cache.
  ///
  /// - Parameters:
  ///   - margin: samples that are looked at to each side.
  ///   - widen: turns samples into numbers.
  ///   - sum: gets the numbers from the leftmost that is looked at, where sums go, and how many.
  /// - Returns: the conversion.
  @inline(__always)
  private static func filteredRow<In: Sample, Number: Sample>(
    before margin: Int,
    widen: @escaping @Sendable (UnsafePointer<In>, Int, UnsafeMutablePointer<Number>) -> Void,
    sum:
      @escaping @Sendable (
        UnsafePointer<Number>, UnsafeMutablePointer<Number>, Int
      ) -> Void
  ) -> RowConversion<In, Number> {
    unsafe RowConversion(before: margin, behind: margin) { samples, count, sums in
      unsafe withScratchRows(of: Number.self, 1, count: columnsAtOnce + 2 * margin) { scratch in
        for start in stride(from: 0, to: count, by: columnsAtOnce) {
          let some = min(columnsAtOnce, count - start)
          unsafe widen(samples + start - margin, some + 2 * margin, scratch[0])
          unsafe sum(scratch[0], sums + start, some)
        }
      }
    }
  }

  private static func fixedSeparable(
    _ rows: TapWeights, _ columns: TapWeights, _ fixed: FixedSeparable, _ context: FilterContext
  ) -> RowFilter<UInt8, Int16, UInt8> {
    let isa = context.isa
    let isWhole = fixed.kind == .whole
    let along =
      unsafe isWhole
      ? isa.select(
        KernelsBaseline.tapsWholeRow, KernelsAVX2.tapsWholeRow, KernelsAVX512.tapsWholeRow)
      : isa.select(
        KernelsBaseline.tapsShortRow, KernelsAVX2.tapsShortRow, KernelsAVX512.tapsShortRow)
    let wholeColumns = unsafe isa.select(
      KernelsBaseline.columnWholeRows8, KernelsAVX2.columnWholeRows8,
      KernelsAVX512.columnWholeRows8)
    let shortColumns = unsafe isa.select(
      KernelsBaseline.denseShortRows8, KernelsAVX2.denseShortRows8, KernelsAVX512.denseShortRows8)
    let widen = unsafe isa.select(
      KernelsBaseline.shortRow8, KernelsAVX2.shortRow8, KernelsAVX512.shortRow8)
    let spacing = context.channels
    let (across, down) = (fixed.rows, WeightTable(fixed.columns))
    let (factor, shift) = (fixed.factor, fixed.shift)
    return unsafe RowFilter(
      halo: columns.radius, reach: 0, rowsAtOnce: 4,
      widen: filteredRow(before: rows.radius * spacing, widen: { unsafe widen($0, $1, factor, $2) })
      {
        unsafe along($0, across.count, spacing, across, $1, $2)
      },
      kernel: { inputs, results, count in
        if isWhole {
          unsafe wholeColumns(inputs, down.count, down.base, shift, results, count)
        } else {
          unsafe shortColumns(inputs, down.count, 1, 0, 0, down.base, shift, results, count)
        }
      })
  }
}

/// Columns whose numbers stay in the first-level cache until they are summed.
private let columnsAtOnce = 1024
