import Raster

/// Refines disparities to fractions of a pixel by what grey says, without drawing them to whole
/// pixels.
///
/// Disparities are smoothed over windows of one surface, inclined or not, the right picture is
/// warped by them, and each moves by one step of the method of Gauss and Newton over its window
/// (B. Lucas and T. Kanade, "An Iterative Image Registration Technique", 1981); some rounds of
/// that. Where there is little texture, the smoothed disparity weighs more; where there is none,
/// nothing is known.
public struct SubpixelRefinement: Sendable, Hashable {
  /// How far windows of grey reach, in pixels; 1 to 15.
  public var reach = 5
  /// How far windows of smoothing reach, in pixels; 1 to 15.
  public var smoothing = 5
  /// Disparities that are farther from where a surface leads do not lie on it, in pixels; above 0.
  public var step = 1.0
  /// Neighbours that differ by more do not lie on one surface, in pixels; above 0.
  public var connection = 1.5
  /// Rounds; 0 keeps what was found, where grey tells it.
  public var rounds = 3
  /// The standard deviation of grey's noise in both pictures together, in codes of 8 bits; above 0.
  public var noise = 2.4
  /// How far from the disparity that was found the refined one may be, in pixels; above 0.
  public var limit = 1.0

  /// The usual numbers.
  public init() {}

  /// λ: how much texture, as a mean square of slopes, moves a disparity half of what it asks for.
  ///
  /// It counts for every pixel of a window, so that it holds back more than the noise asks for; of
  /// the multiples of the noise's variance this one gave the least errors on pairs with truth.
  var regularisation: Float { Float(variance / (0.44 * 0.44)) }

  /// The variance of noise.
  var variance: Double { noise * noise }

  /// What noise alone adds to the mean square of slopes, which are means of those of two pictures,
  /// each with half of the noise's variance, slightly smoothed.
  var blankSlopes: Double { 0.25 * Self.slopeShare * variance }

  /// The variance of slopes in noise of variance 1 after smoothing by a Gaussian of σ = 0.6:
  /// Σh² along rows times Σw² along columns, with its weights w and h = (w₋₁ − w₊₁)/2.
  private static let slopeShare = 0.115

  /// The largest variance, in px², that noise may give a disparity: what grey does not tell to half
  /// a pixel is not known.
  var vaguest: Double { 0.25 }

  /// Pixels of a whole window.
  var windowArea: Int { (2 * reach + 1) * (2 * reach + 1) }

  /// The standard deviation of a disparity that was not refined, in pixels, as measured in
  /// simulated lunar terrain.
  private static let coarseDeviation: Float = 0.4

  /// Refined disparities.
  public struct Refined: Sendable {
    /// In pixels; +∞ where there was none.
    public let disparities: Plane<Float>
    /// Their standard deviations, in pixels; +∞ also where grey does not tell the disparity.
    public let deviation: Plane<Float>
  }

  /// Refines disparities.
  ///
  /// - Parameters:
  ///   - codes: 16 times the disparity of each pixel of the left picture, or
  ///     ``SemiGlobalMatcher/unknown``.
  ///   - left: grey of the left picture, in codes of 8 bits with fractions; as large.
  ///   - right: grey of the right one, as bright as the left one; as large.
  ///   - missing: not 0 where a pixel of the right picture is not known; nil where all are.
  ///   - threads: how many threads share the work; 1 or more.
  ///   - isa: the instruction set.
  /// - Returns: the disparities and how certain they are.
  public func refined(
    _ codes: Plane<Int16>, _ left: Plane<Float>, _ right: Plane<Float>,
    missing: Plane<UInt8>? = nil, threads: Int = 1, isa: InstructionSet = .active
  ) -> Refined {
    precondition(codes.size == left.size && codes.size == right.size, "pictures have one size")
    precondition((1...15).contains(reach) && (1...15).contains(smoothing), "windows in range")
    precondition(
      rounds >= 0 && step > 0 && connection > 0 && noise > 0 && limit > 0, "numbers above 0")
    let start = codes.mapped { $0 == SemiGlobalMatcher.unknown ? unknownDisparity : Float($0) / 16 }
    guard codes.size.area > 0 else { return Refined(disparities: start, deviation: start) }
    let round = RefinementRound(
      self, start: start, left: left, right: right, missing: missing, threads: threads, isa: isa)
    var (now, deviation) = (start, start)
    for _ in 0..<max(1, rounds) { (now, deviation) = round.refined(now) }
    if rounds == 0 {
      now = start
      deviation = deviation.mapped { $0 < .infinity ? Self.coarseDeviation : .infinity }
    }
    return Refined(
      disparities: now.mapped { $0 > unknownDisparity ? $0 : .infinity }, deviation: deviation)
  }
}

/// What stands for an unknown disparity while others are refined: far from all there are.
let unknownDisparity: Float = -1e6
