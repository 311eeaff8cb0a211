import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Convolution {
  /// How far 16-bit arithmetic may move a result of a separable filter of 8-bit codes, in codes.
  ///
  /// The worst case of 31 taps is 0.4; what pictures meet is a tenth of it.
  public static let separableTolerance = 0.4

  /// A separable filter: weights down columns, then along rows.
  ///
  /// Floats and codes of 16 bits are summed as floats: first each column, from 0, from the top;
  /// then these sums along the row, from 0, from the left; each product is rounded before it is
  /// added. Codes of 8 bits are summed in 16-bit integers: exactly, where the weights are small
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
    let down = unsafe context.isa.select(
      KernelsBaseline.denseFloatRows, KernelsAVX2.denseFloatRows, KernelsAVX512.denseFloatRows)
    let spacing = context.channels
    let margin = rows.radius * spacing
    let (across, downwards) = (rows.weights, WeightTable(columns.weights))
    return unsafe RowFilter(
      halo: columns.radius, reach: rows.radius, rowsAtOnce: 4, widen: kernels.floats,
      kernel: { inputs, results, count in
        unsafe withScratchRows(of: Float.self, 4, count: columnsAtOnce + 2 * margin) { sums in
          for start in stride(from: 0, to: count, by: columnsAtOnce) {
            let some = min(columnsAtOnce, count - start)
            unsafe down(
              inputs, downwards.count, 1, margin - start, 0, downwards.base, sums,
              some + 2 * margin)
            for row in 0..<4 {
              unsafe kernels.taps(
                sums[row], across.count, spacing, across, results[row] + start, some)
            }
          }
        }
      })
  }

  private static func fixedSeparable(
    _ rows: TapWeights, _ columns: TapWeights, _ fixed: FixedSeparable, _ context: FilterContext
  ) -> RowFilter<UInt8, Int16, UInt8> {
    let isa = context.isa
    let down =
      unsafe fixed.kind == .whole
      ? isa.select(
        KernelsBaseline.columnWholeRows, KernelsAVX2.columnWholeRows,
        KernelsAVX512.columnWholeRows)
      : isa.select(
        KernelsBaseline.columnShortRows, KernelsAVX2.columnShortRows,
        KernelsAVX512.columnShortRows)
    let along =
      unsafe fixed.kind == .whole
      ? isa.select(
        KernelsBaseline.tapsWholeRow8, KernelsAVX2.tapsWholeRow8, KernelsAVX512.tapsWholeRow8)
      : isa.select(
        KernelsBaseline.tapsShortRow8, KernelsAVX2.tapsShortRow8, KernelsAVX512.tapsShortRow8)
    let widen = unsafe context.isa.select(
      KernelsBaseline.shortRow8, KernelsAVX2.shortRow8, KernelsAVX512.shortRow8)
    let spacing = context.channels
    let margin = rows.radius * spacing
    let (across, downwards) = (fixed.rows, WeightTable(fixed.columns))
    let (factor, shift) = (fixed.factor, fixed.shift)
    return unsafe RowFilter(
      halo: columns.radius, reach: rows.radius, rowsAtOnce: 4,
      widen: RowConversion(run: { unsafe widen($0, $1, factor, $2) }),
      kernel: { inputs, results, count in
        unsafe withScratchRows(of: Int16.self, 4, count: columnsAtOnce + 2 * margin) { sums in
          for start in stride(from: 0, to: count, by: columnsAtOnce) {
            let some = min(columnsAtOnce, count - start)
            unsafe down(
              inputs, downwards.count, margin - start, downwards.base, sums, some + 2 * margin)
            for row in 0..<4 {
              unsafe along(
                sums[row], across.count, spacing, across, shift, results[row] + start, some)
            }
          }
        }
      })
  }
}

/// Columns whose sums stay in the first-level cache between the two halves of a separable filter.
private let columnsAtOnce = 1024
