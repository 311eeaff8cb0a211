import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

extension Convolution {
  /// A separable filter: weights down columns, then along rows.
  ///
  /// Floats and codes of 16 bits are summed as floats: first each column, from 0, from the top; then
  /// these sums along the row, from 0, from the left; each product is rounded before it is added.
  /// Codes of 8 bits are summed in integers, with weights rounded to 16 bits and the sums of columns
  /// rounded to 16 bits, where both together move no result by more than ``fixedPointTolerance`` of
  /// a code; elsewhere as floats. Codes are rounded half up and limited to their range.
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
    let (across, downwards) = (rows.weights, columns.weights)
    return unsafe RowFilter(
      halo: columns.radius, reach: rows.radius, rowsAtOnce: 4, widen: kernels.floats,
      kernel: { inputs, results, count in
        let wide = count + 2 * margin
        unsafe withScratchRows(of: Float.self, 4, count: wide) { sums in
          unsafe down(inputs, downwards.count, 1, margin, 0, downwards, sums, wide)
          for row in 0..<4 {
            unsafe kernels.taps(sums[row], across.count, spacing, across, results[row], count)
          }
        }
      })
  }

  private static func fixedSeparable(
    _ rows: TapWeights, _ columns: TapWeights, _ fixed: FixedSeparable, _ context: FilterContext
  ) -> RowFilter<UInt8, Int16, UInt8> {
    let down = unsafe context.isa.select(
      KernelsBaseline.pairColumnsRow, KernelsAVX2.pairColumnsRow, KernelsAVX512.pairColumnsRow)
    let along = unsafe context.isa.select(
      KernelsBaseline.pairTapsRow8, KernelsAVX2.pairTapsRow8, KernelsAVX512.pairTapsRow8)
    let widen = unsafe context.isa.select(
      KernelsBaseline.shortRow8, KernelsAVX2.shortRow8, KernelsAVX512.shortRow8)
    let spacing = context.channels
    let margin = rows.radius * spacing
    return unsafe RowFilter(
      halo: columns.radius, reach: rows.radius, rowsAtOnce: 1,
      widen: RowConversion(run: widen),
      kernel: { inputs, results, count in
        let (wide, lines) = (count + 2 * margin, columns.count)
        unsafe withScratchRows(of: Int16.self, 1, count: wide) { sums in
          unsafe withUnsafeTemporaryAllocation(of: UnsafePointer<Int16>.self, capacity: lines + 1) {
            guard let sources = $0.baseAddress else { return }
            for line in 0...lines {
              unsafe sources[line] = inputs[min(line, lines - 1)] - margin
            }
            unsafe down(
              sources, fixed.columns.pairs.count, fixed.columns.pairs, fixed.columns.shift,
              sums[0], wide)
          }
          unsafe along(
            sums[0], fixed.rows.pairs.count, spacing, fixed.rows.pairs, fixed.rows.shift,
            results[0], count)
        }
      })
  }
}
