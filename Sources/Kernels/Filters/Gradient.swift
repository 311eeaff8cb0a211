import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// A direction in a picture.
public enum Axis: Int, Sendable, CaseIterable {
  /// Along a row, to the right.
  case x
  /// Down the rows.
  case y
}

/// Which neighbours a Laplacian sums.
public enum LaplacianNeighbours: Int, Sendable, CaseIterable {
  /// Those beside, above and below: 0 1 0, 1 −4 1, 0 1 0.
  case four
  /// Those at the corners as well: 1 1 1, 1 −8 1, 1 1 1.
  case eight
}

/// Derivatives from 3×3 pixels, channel by channel, not divided by the sum of their weights.
///
/// Codes give exact integers of twice the bits. Floats give floats; every function states the order
/// of its sums. Positive where the picture gets brighter to the right, or downwards.
public enum Gradient {
  /// Sobel's derivative: weights 1 2 1 across, −1 0 1 along the axis.
  ///
  /// Floats along x: with `h` = right − left of a row, (h₀ + h₁) + (h₁ + h₂). Along y: with
  /// `s` = (left + right) + 2 center of a row, s₂ − s₀.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - axis: the direction of the derivative.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func sobel(
    _ source: Plane<UInt8>, axis: Axis, in context: FilterContext = FilterContext()
  ) -> Plane<Int16> {
    run(source, axis.rawValue, context)
  }

  /// As for 8-bit codes, of 16-bit codes.
  public static func sobel(
    _ source: Plane<UInt16>, axis: Axis, in context: FilterContext = FilterContext()
  ) -> Plane<Int32> {
    run(source, axis.rawValue, context)
  }

  /// As for 8-bit codes, of floats.
  public static func sobel(
    _ source: Plane<Float>, axis: Axis, in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    run(source, axis.rawValue, context)
  }

  /// Scharr's derivative: weights 3 10 3 across, −1 0 1 along the axis.
  ///
  /// Floats along x: with `h` = right − left of a row, 3 (h₀ + h₂) + 10 h₁. Along y: with
  /// `s` = 3 (left + right) + 10 center of a row, s₂ − s₀.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - axis: the direction of the derivative.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func scharr(
    _ source: Plane<UInt8>, axis: Axis, in context: FilterContext = FilterContext()
  ) -> Plane<Int16> {
    run(source, 2 + axis.rawValue, context)
  }

  /// As for 8-bit codes, of 16-bit codes.
  public static func scharr(
    _ source: Plane<UInt16>, axis: Axis, in context: FilterContext = FilterContext()
  ) -> Plane<Int32> {
    run(source, 2 + axis.rawValue, context)
  }

  /// As for 8-bit codes, of floats.
  public static func scharr(
    _ source: Plane<Float>, axis: Axis, in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    run(source, 2 + axis.rawValue, context)
  }

  /// The Laplacian: the neighbours less as often the pixel itself.
  ///
  /// Floats of four: ((above + below) + (left + right)) − 4 center. Of eight: with
  /// `t` = (left + right) + center of a row, ((t₀ + t₂) + (left + right)) − 8 center.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - neighbours: which pixels are summed.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func laplacian(
    _ source: Plane<UInt8>, neighbours: LaplacianNeighbours,
    in context: FilterContext = FilterContext()
  ) -> Plane<Int16> {
    run(source, 4 + neighbours.rawValue, context)
  }

  /// As for 8-bit codes, of 16-bit codes.
  public static func laplacian(
    _ source: Plane<UInt16>, neighbours: LaplacianNeighbours,
    in context: FilterContext = FilterContext()
  ) -> Plane<Int32> {
    run(source, 4 + neighbours.rawValue, context)
  }

  /// As for 8-bit codes, of floats.
  public static func laplacian(
    _ source: Plane<Float>, neighbours: LaplacianNeighbours,
    in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    run(source, 4 + neighbours.rawValue, context)
  }

  private static func run(
    _ source: Plane<UInt8>, _ stencil: Int, _ context: FilterContext
  ) -> Plane<Int16> {
    let kernel = unsafe context.isa.select(
      KernelsBaseline.gradientRows8, KernelsAVX2.gradientRows8, KernelsAVX512.gradientRows8)
    return unsafe run(source, stencil, kernel, context)
  }

  private static func run(
    _ source: Plane<UInt16>, _ stencil: Int, _ context: FilterContext
  ) -> Plane<Int32> {
    let kernel = unsafe context.isa.select(
      KernelsBaseline.gradientRows16, KernelsAVX2.gradientRows16, KernelsAVX512.gradientRows16)
    return unsafe run(source, stencil, kernel, context)
  }

  private static func run(
    _ source: Plane<Float>, _ stencil: Int, _ context: FilterContext
  ) -> Plane<Float> {
    let kernel = unsafe context.isa.select(
      KernelsBaseline.gradientRows, KernelsAVX2.gradientRows, KernelsAVX512.gradientRows)
    return unsafe run(source, stencil, kernel, context)
  }

  private typealias Kernel<In, Out> =
    @Sendable (
      Int, UnsafePointer<UnsafePointer<In>>, Int, UnsafePointer<UnsafeMutablePointer<Out>>, Int
    ) -> Void

  private static func run<In: FilterSample, Out: Sample>(
    _ source: Plane<In>, _ stencil: Int, _ kernel: @escaping Kernel<In, Out>,
    _ context: FilterContext
  ) -> Plane<Out> {
    let channels = context.channels
    let filter = unsafe RowFilter<In, In, Out>(
      halo: 1, reach: 1, rowsAtOnce: 8, widen: nil,
      kernel: { rows, results, count in unsafe kernel(stencil, rows, channels, results, count) })
    return filter.applied(to: source, constant: In(border: context.border), context)
  }
}
