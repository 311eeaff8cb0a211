import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Linear filters over a neighbourhood.
public enum Convolution {
  /// A dense filter: every result is the weighted sum of the pixels around it.
  ///
  /// Floats and codes of 16 bits are summed as floats, from 0, row by row from the top and from
  /// left to right, each product rounded before it is added. Codes of 8 bits are summed as
  /// integers, in the first of these ways that moves no result by more than ``fixedPointTolerance``
  /// of a code, and as floats where none does: in 16 bits, exactly, with weights that are small
  /// whole numbers over a power of two; in 16 bits with weights in 2⁻¹⁵ and every product rounded
  /// (up to about 3×3 weights); in 32 bits, exactly, with weights rounded to a 16-bit integer over
  /// a power of two. Codes are rounded half up and limited to their range.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - kernel: the weights.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  @_specialize(where S == UInt8)
  @_specialize(where S == UInt16)
  @_specialize(where S == Float)
  public static func dense<S: FilterSample>(
    _ source: Plane<S>, _ kernel: WeightMatrix, in context: FilterContext = FilterContext()
  ) -> Plane<S> {
    if let codes = source as? Plane<UInt8> {
      let constant = UInt8(border: context.border)
      let result =
        if let short = ShortWeights(kernel) {
          shortFilter(kernel, short, context).applied(to: codes, constant: constant, context)
        } else {
          FixedWeights(kernel).map {
            fixedFilter(kernel, $0, context).applied(to: codes, constant: constant, context)
          }
        }
      if let result = result as? Plane<S> { return result }
    }
    let filter = floatFilter(kernel, S.kernels(context.isa), context.channels)
    return filter.applied(to: source, constant: S(border: context.border), context)
  }

  /// How far rounding weights and products of 8-bit codes may move a result, in codes.
  public static let fixedPointTolerance = 0.1

  private static func floatFilter<S: FilterSample>(
    _ matrix: WeightMatrix, _ kernels: SampleKernels<S>, _ channels: Int
  ) -> RowFilter<S, Float, S> {
    let (lines, taps, back) = (matrix.height, matrix.width, matrix.width / 2 * channels)
    let table = WeightTable(matrix.weights)
    return unsafe RowFilter(
      halo: lines / 2, reach: taps / 2, rowsAtOnce: 4, widen: kernels.floats, columnsAtOnce: 48,
      kernel: { rows, results, count in
        unsafe kernels.dense(rows, lines, taps, back, channels, table.base, results, count)
      })
  }

  private static func shortFilter(
    _ kernel: WeightMatrix, _ short: ShortWeights, _ context: FilterContext
  ) -> RowFilter<UInt8, Int16, UInt8> {
    let isa = context.isa
    let compute =
      unsafe short.isWhole
      ? isa.select(
        KernelsBaseline.denseWholeRows8, KernelsAVX2.denseWholeRows8,
        KernelsAVX512.denseWholeRows8)
      : isa.select(
        KernelsBaseline.denseShortRows8, KernelsAVX2.denseShortRows8,
        KernelsAVX512.denseShortRows8)
    let widen = unsafe isa.select(
      KernelsBaseline.shortRow8, KernelsAVX2.shortRow8, KernelsAVX512.shortRow8)
    let (channels, table) = (context.channels, WeightTable(short.weights))
    let (factor, shift) = (short.factor, short.shift)
    let (lines, taps, back) = (kernel.height, kernel.width, kernel.width / 2 * channels)
    return unsafe RowFilter(
      halo: lines / 2, reach: taps / 2, rowsAtOnce: 4,
      widen: RowConversion(run: { unsafe widen($0, $1, factor, $2) }),
      kernel: { rows, results, count in
        unsafe compute(rows, lines, taps, back, channels, table.base, shift, results, count)
      })
  }

  private static func fixedFilter(
    _ kernel: WeightMatrix, _ fixed: FixedWeights, _ context: FilterContext
  ) -> RowFilter<UInt8, Int32, UInt8> {
    let compute = unsafe context.isa.select(
      KernelsBaseline.densePairRows8, KernelsAVX2.densePairRows8, KernelsAVX512.densePairRows8)
    let pair = unsafe context.isa.select(
      KernelsBaseline.pairedRow, KernelsAVX2.pairedRow, KernelsAVX512.pairedRow)
    let (channels, table, shift) = (context.channels, WeightTable(fixed.pairs), fixed.shift)
    let (lines, taps, back) = (kernel.height, (kernel.width + 1) / 2, kernel.width / 2 * channels)
    return unsafe RowFilter(
      halo: kernel.height / 2, reach: kernel.width / 2, rowsAtOnce: 4,
      widen: RowConversion(behind: channels, run: { unsafe pair($0, $1, channels, $2) }),
      kernel: { rows, results, count in
        unsafe compute(rows, lines, taps, back, 2 * channels, table.base, shift, results, count)
      })
  }
}
