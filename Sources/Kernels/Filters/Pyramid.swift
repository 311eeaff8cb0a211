import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Levels of a Gaussian pyramid (Burt and Adelson 1983), with the binomial 1 4 6 4 1 over 16.
///
/// Codes are summed exactly and rounded once, half up. Floats are summed along rows, then down
/// columns, each time `((a + e) + 4·(b + d)) + 6·c`, and scaled by a power of two at the end. The
/// border surrounds the source, on the way down as on the way up.
///
/// The context's window says which rows of the source the plane holds; its wanted rows are not
/// looked at, as they would be rows of the source. The rows of the result are a parameter.
public enum Pyramid {
  /// The size of the next smaller level: half as large, rounded up.
  public static func sizeBelow(_ size: Size) -> Size {
    Size((size.width + 1) / 2, (size.height + 1) / 2)
  }

  /// The rows of the source that rows of ``down(_:rows:in:)-(Plane<UInt8>,_,_)`` look at.
  ///
  /// - Parameters:
  ///   - rows: rows of the smaller picture.
  ///   - height: rows of the source.
  /// - Returns: rows within the source.
  public static func sourceRows(forDown rows: Range<Int>, height: Int) -> Range<Int> {
    guard !rows.isEmpty else { return 0..<0 }
    return max(0, 2 * rows.lowerBound - 2)..<min(height, 2 * rows.upperBound + 1)
  }

  /// The rows of the source that rows of ``up(_:to:rows:in:)-(Plane<UInt8>,_,_,_)`` look at.
  ///
  /// - Parameters:
  ///   - rows: rows of the larger picture.
  ///   - height: rows of the source.
  /// - Returns: rows within the source.
  public static func sourceRows(forUp rows: Range<Int>, height: Int) -> Range<Int> {
    guard !rows.isEmpty else { return 0..<0 }
    return max(0, rows.lowerBound / 2 - 1)..<min(height, (rows.upperBound - 1) / 2 + 2)
  }

  /// The next smaller level: filtered, then every second pixel and row kept, from the first.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - rows: the rows of the result that are wanted; nil for all.
  ///   - context: border, channels, rows held, threads, instruction set.
  /// - Returns: the wanted rows of a picture half as large, rounded up.
  public static func down(
    _ source: Plane<UInt8>, rows: Range<Int>? = nil, in context: FilterContext = FilterContext()
  ) -> Plane<UInt8> {
    let isa = context.isa
    return unsafe PyramidStep(
      along: isa.select(
        KernelsBaseline.halvedRow8, KernelsAVX2.halvedRow8, KernelsAVX512.halvedRow8),
      across: isa.select(
        KernelsBaseline.binomialColumns8, KernelsAVX2.binomialColumns8,
        KernelsAVX512.binomialColumns8)
    ).down(source, rows, context)
  }

  /// The next smaller level of 16-bit codes; as for 8-bit codes.
  public static func down(
    _ source: Plane<UInt16>, rows: Range<Int>? = nil, in context: FilterContext = FilterContext()
  ) -> Plane<UInt16> {
    let isa = context.isa
    return unsafe PyramidStep(
      along: isa.select(
        KernelsBaseline.halvedRow16, KernelsAVX2.halvedRow16, KernelsAVX512.halvedRow16),
      across: isa.select(
        KernelsBaseline.binomialColumns16, KernelsAVX2.binomialColumns16,
        KernelsAVX512.binomialColumns16)
    ).down(source, rows, context)
  }

  /// The next smaller level of floats; as for 8-bit codes.
  public static func down(
    _ source: Plane<Float>, rows: Range<Int>? = nil, in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    let isa = context.isa
    return unsafe PyramidStep(
      along: isa.select(KernelsBaseline.halvedRow, KernelsAVX2.halvedRow, KernelsAVX512.halvedRow),
      across: isa.select(
        KernelsBaseline.binomialColumns, KernelsAVX2.binomialColumns,
        KernelsAVX512.binomialColumns)
    ).down(source, rows, context)
  }

  /// The next larger level: a zero behind every pixel and every row, then four times the filter.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - size: that of the result; each side twice that of the source, or one less.
  ///   - rows: the rows of the result that are wanted; nil for all.
  ///   - context: border, channels, rows held, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func up(
    _ source: Plane<UInt8>, to size: Size, rows: Range<Int>? = nil,
    in context: FilterContext = FilterContext()
  ) -> Plane<UInt8> {
    let isa = context.isa
    return unsafe PyramidStep(
      along: isa.select(
        KernelsBaseline.doubledRow8, KernelsAVX2.doubledRow8, KernelsAVX512.doubledRow8),
      across: isa.select(
        KernelsBaseline.doubledColumns8, KernelsAVX2.doubledColumns8,
        KernelsAVX512.doubledColumns8)
    ).up(source, size, rows, context)
  }

  /// The next larger level of 16-bit codes; as for 8-bit codes.
  public static func up(
    _ source: Plane<UInt16>, to size: Size, rows: Range<Int>? = nil,
    in context: FilterContext = FilterContext()
  ) -> Plane<UInt16> {
    let isa = context.isa
    return unsafe PyramidStep(
      along: isa.select(
        KernelsBaseline.doubledRow16, KernelsAVX2.doubledRow16, KernelsAVX512.doubledRow16),
      across: isa.select(
        KernelsBaseline.doubledColumns16, KernelsAVX2.doubledColumns16,
        KernelsAVX512.doubledColumns16)
    ).up(source, size, rows, context)
  }

  /// The next larger level of floats; as for 8-bit codes.
  public static func up(
    _ source: Plane<Float>, to size: Size, rows: Range<Int>? = nil,
    in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    let isa = context.isa
    return unsafe PyramidStep(
      along: isa.select(
        KernelsBaseline.doubledRow, KernelsAVX2.doubledRow, KernelsAVX512.doubledRow),
      across: isa.select(
        KernelsBaseline.doubledColumns, KernelsAVX2.doubledColumns,
        KernelsAVX512.doubledColumns)
    ).up(source, size, rows, context)
  }
}
