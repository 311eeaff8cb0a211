import Kernels
import Raster

/// Matches the two pictures of a rectified pair.
///
/// Disparities are found in whole pixels, held against those of the other picture, freed of
/// speckles, and refined to fractions of a pixel.
public struct DisparityMatcher: Sendable, Hashable {
  /// How disparities are found.
  public enum Search: Sendable, Hashable {
    /// Costs are added up along ways.
    case semiGlobal(SemiGlobalMatcher)
    /// Windows are compared.
    case block(BlockMatcher)
  }

  /// Finds them.
  public var search = Search.semiGlobal(SemiGlobalMatcher())
  /// Refines them, and says which of them grey tells.
  public var refinement = SubpixelRefinement()
  /// Surfaces of fewer pixels are taken for wrong.
  public var smallestSurface = 50
  /// Whether what was not matched gets the disparity of what lies behind it.
  public var fills = false

  /// The usual numbers.
  public init() {}

  /// Matches a pair.
  ///
  /// - Parameters:
  ///   - pair: both pictures.
  ///   - threads: how many threads share the work; 1 or more.
  ///   - isa: the instruction set.
  /// - Returns: a disparity for each pixel of the left picture.
  public func matched(
    _ pair: GreyPair, threads: Int = 1, isa: InstructionSet = .active
  ) -> DisparityMap {
    let (left, right) = (pair.codes(pair.left), pair.codes(pair.right))
    let missing = (left: pair.missingLeft, right: pair.missingRight)
    var codes =
      switch search {
      case .semiGlobal(let matcher):
        matcher.matched(left, right, missing: missing, threads: threads, isa: isa)
      case .block(let matcher):
        matcher.matched(left, right, missing: missing, threads: threads, isa: isa)
      }
    codes = SpeckleFilter(smallest: smallestSurface).filtered(codes)
    let refined = refined(codes, pair, threads, isa)
    let context = FilterContext(threads: threads, isa: isa)
    let (disparities, deviation) = (refined.disparities, refined.deviation)
    return DisparityMap(
      disparities: fills
        ? disparities.filled(whereUnknown: deviation, in: context)
        : disparities.blanked(whereUnknown: deviation),
      deviation: deviation)
  }

  private func refined(
    _ codes: Plane<Int16>, _ pair: GreyPair, _ threads: Int, _ isa: InstructionSet
  ) -> SubpixelRefinement.Refined {
    // Interpolation is truer, and noise less, in what is slightly smoothed.
    let blur = GaussianFilter(Gaussian(sigma: 0.6))
    let context = FilterContext(threads: threads, isa: isa)
    let left = blur.applied(to: pair.left, without: pair.missingLeft, in: context)
    let right = blur.applied(to: pair.right, without: pair.missingRight, in: context)
    return refinement.refined(
      codes, left.plane, right.plane, missing: pair.missingRight, threads: threads, isa: isa)
  }
}
