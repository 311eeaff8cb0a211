import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The square whose median a filter takes.
public enum MedianSize: Int, Sendable, CaseIterable {
  /// 3×3 pixels.
  case three = 3
  /// 5×5 pixels.
  case five = 5
}

/// The median of the pixels around each pixel, channel by channel.
///
/// The result is the middle one of the 9 or 25 samples when they are put in order: exact, and no
/// sample is ever made up. Among floats, what is not a number counts as +∞ (and comes out as +∞
/// where such samples are the majority); zeros come out as +0, whatever their sign was.
public enum Median {
  /// The median filter of 8-bit codes.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - size: the square.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func filtered(
    _ source: Plane<UInt8>, size: MedianSize, in context: FilterContext = FilterContext()
  ) -> Plane<UInt8> {
    let isa = context.isa
    let kernel =
      switch size {
      case .three:
        unsafe isa.select(
          KernelsBaseline.medianThreeRows8, KernelsAVX2.medianThreeRows8,
          KernelsAVX512.medianThreeRows8)
      case .five:
        unsafe isa.select(
          KernelsBaseline.medianFiveRows8, KernelsAVX2.medianFiveRows8,
          KernelsAVX512.medianFiveRows8)
      }
    return unsafe run(source, size, kernel, context)
  }

  /// As for 8-bit codes, of 16-bit codes.
  public static func filtered(
    _ source: Plane<UInt16>, size: MedianSize, in context: FilterContext = FilterContext()
  ) -> Plane<UInt16> {
    let isa = context.isa
    let kernel =
      switch size {
      case .three:
        unsafe isa.select(
          KernelsBaseline.medianThreeRows16, KernelsAVX2.medianThreeRows16,
          KernelsAVX512.medianThreeRows16)
      case .five:
        unsafe isa.select(
          KernelsBaseline.medianFiveRows16, KernelsAVX2.medianFiveRows16,
          KernelsAVX512.medianFiveRows16)
      }
    return unsafe run(source, size, kernel, context)
  }

  /// As for 8-bit codes, of floats.
  public static func filtered(
    _ source: Plane<Float>, size: MedianSize, in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    let isa = context.isa
    let kernel =
      switch size {
      case .three:
        unsafe isa.select(
          KernelsBaseline.medianThreeRows, KernelsAVX2.medianThreeRows,
          KernelsAVX512.medianThreeRows)
      case .five:
        unsafe isa.select(
          KernelsBaseline.medianFiveRows, KernelsAVX2.medianFiveRows,
          KernelsAVX512.medianFiveRows)
      }
    return unsafe run(source, size, kernel, context)
  }

  private typealias Kernel<S> =
    @Sendable (
      UnsafePointer<UnsafePointer<S>>, Int, UnsafePointer<UnsafeMutablePointer<S>>, Int
    ) -> Void

  private static func run<S: FilterSample>(
    _ source: Plane<S>, _ size: MedianSize, _ kernel: @escaping Kernel<S>, _ context: FilterContext
  ) -> Plane<S> {
    let channels = context.channels
    let filter = unsafe RowFilter<S, S, S>(
      halo: size.rawValue / 2, reach: size.rawValue / 2, rowsAtOnce: 8, widen: nil,
      kernel: { rows, results, count in unsafe kernel(rows, channels, results, count) })
    return filter.applied(to: source, constant: S(border: context.border), context)
  }
}
