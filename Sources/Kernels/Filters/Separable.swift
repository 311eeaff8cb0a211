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
  /// is added. Where the weights of rows read the same from both ends, the two samples of a weight
  /// are added first, the left one to the right one; their sum is multiplied; and products are
  /// added from the outermost to the middle one.
  ///
  /// Codes of 8 bits are summed in 16-bit integers: exactly, where the weights are small whole
  /// numbers over a power of two (binomials of 3 and 5 taps); with weights in 2⁻¹⁵ and every
  /// product rounded, where that moves no result by more than ``separableTolerance`` of a code in
  /// the worst case (in the order of mirrored weights, in rows and columns, where both are);
  /// elsewhere as floats. Codes are rounded half up and limited to their range.
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
    let isa = context.isa
    let down = WeightTable(columns.weights)
    let columnSums = unsafe kernels.dense
    let passing = unsafe kernels.passingColumns.map { sums -> RowFilter<S, Float, S>.Kernel in
      { unsafe sums($0, down.count, down.base, $1, $2) }
    }
    return unsafe RowFilter(
      halo: columns.radius, reach: rows.radius, rowsAtOnce: 4, widen: kernels.floats,
      along: rows.isMirrored
        ? mirrored(
          rows.weights, context.channels,
          isa.select(
            KernelsBaseline.mirroredFloatRow, KernelsAVX2.mirroredFloatRow,
            KernelsAVX512.mirroredFloatRow))
        : straight(
          rows.weights, context.channels,
          isa.select(
            KernelsBaseline.tapsFloatRow, KernelsAVX2.tapsFloatRow, KernelsAVX512.tapsFloatRow)),
      columnsAtOnce: 48,
      kernel: { unsafe columnSums($0, down.count, 1, 0, 0, down.base, $1, $2) }, passing: passing)
  }

  private static func fixedSeparable(
    _ rows: TapWeights, _ columns: TapWeights, _ fixed: FixedSeparable, _ context: FilterContext
  ) -> RowFilter<UInt8, Int16, UInt8> {
    let isa = context.isa
    let (down, shift) = (WeightTable(fixed.columns), fixed.shift)
    let along: RowSums<Int16>
    let kernel: RowFilter<UInt8, Int16, UInt8>.Kernel
    switch fixed.kind {
    case .whole:
      along = unsafe straight(
        fixed.rows, context.channels,
        isa.select(
          KernelsBaseline.tapsWholeRow, KernelsAVX2.tapsWholeRow, KernelsAVX512.tapsWholeRow))
      let sums = unsafe isa.select(
        KernelsBaseline.columnWholeRows8, KernelsAVX2.columnWholeRows8,
        KernelsAVX512.columnWholeRows8)
      unsafe kernel = { unsafe sums($0, down.count, down.base, shift, $1, $2) }
    case .rounded:
      along = unsafe straight(
        fixed.rows, context.channels,
        isa.select(
          KernelsBaseline.tapsShortRow, KernelsAVX2.tapsShortRow, KernelsAVX512.tapsShortRow))
      let sums = unsafe isa.select(
        KernelsBaseline.denseShortRows8, KernelsAVX2.denseShortRows8,
        KernelsAVX512.denseShortRows8)
      unsafe kernel = { unsafe sums($0, down.count, 1, 0, 0, down.base, shift, $1, $2) }
    case .mirrored:
      along = unsafe mirrored(
        fixed.rows, context.channels,
        isa.select(
          KernelsBaseline.mirroredShortRow, KernelsAVX2.mirroredShortRow,
          KernelsAVX512.mirroredShortRow))
      let sums = unsafe isa.select(
        KernelsBaseline.mirroredShortColumns8, KernelsAVX2.mirroredShortColumns8,
        KernelsAVX512.mirroredShortColumns8)
      unsafe kernel = { unsafe sums($0, down.count / 2, down.base, shift, $1, $2) }
    }
    let widen = unsafe isa.select(
      KernelsBaseline.shortRow8, KernelsAVX2.shortRow8, KernelsAVX512.shortRow8)
    let factor = fixed.factor
    return unsafe RowFilter(
      halo: columns.radius, reach: rows.radius, rowsAtOnce: 4,
      widen: RowConversion(run: { unsafe widen($0, $1, factor, $2) }), along: along, kernel: kernel)
  }

  /// A kernel of sums along rows: the leftmost sample, how many weights or how many on each side,
  /// samples from tap to tap, the weights or a table of them, where sums go, how many.
  private typealias AlongRow<N> =
    @Sendable (
      UnsafePointer<N>, Int, Int, UnsafePointer<N>, UnsafeMutablePointer<N>, Int
    ) -> Void

  /// Sums along rows with any weights.
  private static func straight<N: Sample>(
    _ weights: [N], _ spacing: Int, _ kernel: @escaping AlongRow<N>
  ) -> RowSums<N> {
    unsafe RowSums { unsafe kernel($0, weights.count, spacing, weights, $1, $2) }
  }

  /// Sums along rows with weights that read the same from both ends.
  private static func mirrored<N: Sample>(
    _ weights: [N], _ spacing: Int, _ kernel: @escaping AlongRow<N>
  ) -> RowSums<N> {
    let table = WeightTable(weights)
    return unsafe RowSums { unsafe kernel($0, table.count / 2, spacing, table.base, $1, $2) }
  }
}
