import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// An unsharp mask: what a Gaussian takes away is added once more.
public struct UnsharpMask: PlaneFilter {
  /// How far details reach.
  public let gaussian: Gaussian
  /// How much of the details is added.
  public let amount: Float
  /// Details smaller than this are left alone; in units of the sample.
  public let threshold: Float

  /// An unsharp mask.
  ///
  /// - Precondition: as for ``GaussianFilter``; the amount is a number, the threshold not negative.
  public init(_ gaussian: Gaussian, amount: Float, threshold: Float = 0) {
    precondition(gaussian.passes.count == 1 && threshold >= 0, "one pass, a threshold from 0 on")
    precondition(amount.isFinite, "an amount")
    self.gaussian = gaussian
    self.amount = amount
    self.threshold = threshold
  }

  /// Half the taps of the Gaussian.
  public var reach: Int { gaussian.taps / 2 }

  /// `x + amount · d` with `d = x − gaussian(x)` where `|d|` is at least the threshold, else `x`.
  ///
  /// The Gaussian of codes is a code; the rest is computed in floats.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    let smooth = GaussianFilter(gaussian).applied(to: plane, in: context)
    return sharpened(plane, smooth, context)
  }

  /// The Gaussian is one of what is known.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    let smooth = GaussianFilter(gaussian).applied(to: plane, without: missing, in: context)
    let unknown = missing.wanted(context)
    let sharp = sharpened(plane, smooth.plane, context)
    return MaskedResult(plane: sharp.blanked(where: unknown, context.isa), unknown: unknown)
  }

  /// The plane with what the smooth one, of which there are the wanted rows only, lacks.
  private func sharpened<S: FilterSample>(
    _ plane: Plane<S>, _ smooth: Plane<S>, _ context: FilterContext
  ) -> Plane<S> {
    let isa = context.isa
    let kernel = unsafe isa.select(
      KernelsBaseline.sharpenedRow, KernelsAVX2.sharpenedRow, KernelsAVX512.sharpenedRow)
    let window = context.checkedWindow(of: plane.size, halo: reach)
    let first = window.wantedWithinHeld.lowerBound
    let kernels = S.kernels(isa)
    let scratch = PlaneBuilder<Float>(size: Size(plane.width, 3))
    return unsafe mapRows(smooth) { y, smooth, width, target in
      let sharp = unsafe plane.base + (first + y) * plane.stride
      let values = unsafe kernels.floats(sharp, width, scratch.base)
      let blurred = unsafe kernels.floats(smooth, width, scratch.base + scratch.stride)
      let sums = unsafe scratch.base + 2 * scratch.stride
      unsafe kernel(values, blurred, amount, threshold, width, sums)
      unsafe kernels.write(sums, width, target)
    }
  }
}
