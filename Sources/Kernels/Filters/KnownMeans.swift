import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// Means over the pixels that are known, with the weights that these have in a filter.
///
/// With weights `w` and `k` = 1 where a pixel is known and 0 where it is not, a mean is `Σ w k x ·
/// (Σ w / Σ w k)`, in floats (normalised convolution, Knutsson and Westin 1993). Where every pixel
/// is known the factor is 1, and the mean has the bits of the filter. Where known pixels have less
/// than 2⁻²⁰ of the weight, nothing is known. What a constant border puts beyond the edge is known.
struct KnownMeans<Filter: PlaneFilter>: Sendable {
  private let filter: Filter
  private let context: FilterContext
  /// The weight of what is known around each pixel.
  let weights: Plane<Float>
  /// The weight of a pixel around which all is known, summed in the same order.
  let whole: Float

  /// The weights of a filter without negative ones.
  ///
  /// - Parameters:
  ///   - filter: takes the means.
  ///   - missing: not 0 where a pixel is not known.
  ///   - context: border, one channel, rows wanted, threads, instruction set.
  init(_ filter: Filter, missing: Plane<UInt8>, _ context: FilterContext) {
    precondition(context.channels == 1, "one channel")
    let isa = context.isa
    let kernel = unsafe isa.select(
      KernelsBaseline.knownRow, KernelsAVX2.knownRow, KernelsAVX512.knownRow)
    let known: Plane<Float> = unsafe mapRows(missing) { _, marks, width, target in
      unsafe kernel(marks, width, target)
    }
    var ofWeights = context
    if case .constant = context.border { ofWeights.border = .constant(1) }
    weights = filter.applied(to: known, in: ofWeights)
    whole =
      filter.applied(
        to: Plane<Float>(size: Size(1, 1), repeating: 1),
        in: FilterContext(border: .replicate, isa: isa))[0, 0]
    self.filter = filter
    self.context = context
  }

  /// Means of floats.
  ///
  /// - Parameter blanked: the picture, 0 where it is not known.
  /// - Returns: the wanted rows, 0 where nothing is known.
  func means(of blanked: Plane<Float>) -> Plane<Float> {
    restored(filter.applied(to: blanked, in: context))
  }

  /// Means of any samples; of codes where all is known, what the filter makes of codes.
  ///
  /// - Parameter blanked: the picture, 0 where it is not known.
  /// - Returns: the wanted rows, 0 where nothing is known.
  func means<S: FilterSample>(of blanked: Plane<S>) -> Plane<S> {
    let isa = context.isa
    let sums = filter.applied(to: blanked.floats(isa), in: context.with(constantOf: S.self))
    let floats = restored(sums)
    guard let choose = unsafe S.kernels(isa).chosen else { return Plane.nearest(to: floats, isa) }
    let codes = filter.applied(to: blanked, in: context)
    let means = Plane<S>.nearest(to: floats, isa)
    return unsafe mapRows(codes) { y, codes, width, target in
      unsafe choose(
        weights.base + y * weights.stride, whole, codes, means.base + y * means.stride, width,
        target)
    }
  }

  /// Not 0 where nothing is known.
  var unknown: Plane<UInt8> {
    let kernel = unsafe context.isa.select(
      KernelsBaseline.unknownRow, KernelsAVX2.unknownRow, KernelsAVX512.unknownRow)
    return unsafe mapRows(weights) { _, weights, width, target in
      unsafe kernel(weights, least, width, target)
    }
  }

  /// Below this weight nothing is known: a millionth of the whole.
  private var least: Float { whole * 0x1p-20 }

  private func restored(_ sums: Plane<Float>) -> Plane<Float> {
    let kernel = unsafe context.isa.select(
      KernelsBaseline.restoredRow, KernelsAVX2.restoredRow, KernelsAVX512.restoredRow)
    return unsafe mapRows(sums, weights) { sums, weights, width, target in
      unsafe kernel(sums, weights, whole, least, width, target)
    }
  }
}
