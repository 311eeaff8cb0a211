import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// The bilateral filter (Tomasi and Manduchi, 1998).
public enum Bilateral {
  /// A picture smoothed where it is even, its edges kept.
  ///
  /// Every result is the mean of the pixels within a circle, each weighted by `exp(−d² /
  /// (2·sigmaSpace²)) · exp(−Δ² / (2·sigmaRange²))`, d its distance and Δ its difference from the
  /// pixel in the middle. The first factor is at least 2⁻²⁶ and the second 2⁻¹⁰⁰. Their product is
  /// one power of 2, within 10⁻⁵ of its value where that is above 2⁻¹⁶; sums run row by row from
  /// the top and from left to right, from 0. Interleaved channels are filtered each by itself.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - radius: of the circle, in pixels; 1 to 31.
  ///   - sigmaSpace: the standard deviation of distances, in pixels; above 0.
  ///   - sigmaRange: that of differences, in the unit of the samples; above 0.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func filtered(
    _ source: Plane<Float>, radius: Int, sigmaSpace: Double, sigmaRange: Double,
    in context: FilterContext = FilterContext()
  ) -> Plane<Float> {
    let isa = context.isa
    return unsafe BilateralForm(radius, sigmaSpace, sigmaRange, context).applied(
      to: source, widen: nil,
      isa.select(
        KernelsBaseline.bilateralRow, KernelsAVX2.bilateralRow, KernelsAVX512.bilateralRow),
      context)
  }

  /// A bilateral filter of floats; what is not a number has no weight.
  ///
  /// The result at what is not a number has no meaning.
  static func filteredNumbers(
    _ source: Plane<Float>, radius: Int, sigmaSpace: Double, sigmaRange: Double,
    in context: FilterContext
  ) -> Plane<Float> {
    let isa = context.isa
    return unsafe BilateralForm(radius, sigmaSpace, sigmaRange, context).applied(
      to: source, widen: nil,
      isa.select(
        KernelsBaseline.bilateralNumbersRow, KernelsAVX2.bilateralNumbersRow,
        KernelsAVX512.bilateralNumbersRow), context)
  }

  /// A bilateral filter of 8-bit codes, as of floats; results are rounded half up.
  public static func filtered(
    _ source: Plane<UInt8>, radius: Int, sigmaSpace: Double, sigmaRange: Double,
    in context: FilterContext = FilterContext()
  ) -> Plane<UInt8> {
    let isa = context.isa
    return unsafe BilateralForm(radius, sigmaSpace, sigmaRange, context).applied(
      to: source, widen: UInt8.kernels(isa).floats,
      isa.select(
        KernelsBaseline.bilateralRow8, KernelsAVX2.bilateralRow8, KernelsAVX512.bilateralRow8),
      context)
  }

  /// A bilateral filter of 16-bit codes, as of floats; results are rounded half up.
  public static func filtered(
    _ source: Plane<UInt16>, radius: Int, sigmaSpace: Double, sigmaRange: Double,
    in context: FilterContext = FilterContext()
  ) -> Plane<UInt16> {
    let isa = context.isa
    return unsafe BilateralForm(radius, sigmaSpace, sigmaRange, context).applied(
      to: source, widen: UInt16.kernels(isa).floats,
      isa.select(
        KernelsBaseline.bilateralRow16, KernelsAVX2.bilateralRow16, KernelsAVX512.bilateralRow16),
      context)
  }
}

/// The taps of a bilateral filter.
private struct BilateralForm {
  typealias Kernel<S> =
    @Sendable (
      UnsafePointer<UnsafePointer<Float>>, UnsafePointer<Int>, UnsafePointer<Int>,
      UnsafePointer<Int32>, Int, Int, Float, Int, UnsafeMutablePointer<S>
    ) -> Void

  private let radius: Int
  private let lines: [Int]
  private let offsets: [Int]
  private let near: [Int32]
  private let alike: Float

  /// - Precondition: the radius is 1 to 31, and both deviations are above 0.
  init(_ radius: Int, _ sigmaSpace: Double, _ sigmaRange: Double, _ context: FilterContext) {
    precondition((1...31).contains(radius), "the radius is within its range")
    precondition(sigmaSpace > 0 && sigmaRange > 0, "a deviation is above 0")
    // An exponent of e as one of 2.
    let binary = 1.442_695_040_888_963_4
    var (lines, offsets, near): ([Int], [Int], [Int32]) = ([], [], [])
    for y in -radius...radius {
      for x in -radius...radius where x * x + y * y <= radius * radius {
        let squaredDistance = Double(x * x + y * y)
        lines.append(y + radius)
        offsets.append(x * context.channels)
        let exponent = max(-26, -squaredDistance / (2 * sigmaSpace * sigmaSpace) * binary)
        near.append(Int32(exponent * 8_388_608))
      }
    }
    self.radius = radius
    (self.lines, self.offsets, self.near) = (lines, offsets, near)
    alike = Float(-binary / (2 * sigmaRange * sigmaRange) * 8_388_608)
  }

  func applied<S: FilterSample>(
    to source: Plane<S>, widen: RowConversion<S, Float>?, _ kernel: @escaping Kernel<S>,
    _ context: FilterContext
  ) -> Plane<S> {
    let (lines, offsets, near, alike, middle) = (lines, offsets, near, alike, radius)
    let filter = unsafe RowFilter<S, Float, S>(
      halo: radius, reach: radius, rowsAtOnce: 1, widen: widen,
      kernel: { rows, results, count in
        unsafe kernel(rows, lines, offsets, near, near.count, middle, alike, count, results[0])
      })
    return filter.applied(to: source, constant: S(border: context.border), context)
  }
}
