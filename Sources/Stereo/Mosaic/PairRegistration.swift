import Diagnostics
import Kernels
import Raster
import Rig

/// Finds how one picture lies over another, where both show a plane, or where the camera only
/// turned.
///
/// Features that look alike in both are paired, a homography is found that most pairs agree on, and
/// it is moved until the pictures agree pixel by pixel. Two pictures that do not show the same are
/// refused.
public struct PairRegistration: Sendable, Hashable {
  /// How features are found.
  public var detector = FeatureDetector()
  /// How they are matched.
  public var matcher = FeatureMatcher()
  /// How pairs that agree are found; the threshold is in pixels of the second picture.
  public var estimator: RobustEstimator = {
    var estimator = RobustEstimator()
    estimator.threshold = 3
    return estimator
  }()
  /// How pictures are brought to agree.
  public var alignment = DenseAlignment()
  /// The decimal logarithm of how many homographies as good unrelated pictures may give.
  public var mostLogFalseAlarms = -2.0
  /// The least correlation of both pictures where they lie over each other.
  public var leastCorrelation = 0.5

  /// Settings that suit most pictures.
  public init() {}

  /// How the pictures lie.
  public struct Result: Sendable {
    /// Features of the first picture and of the second.
    public let features: (first: Int, second: Int)
    /// Pairs of features that look alike.
    public let matches: Int
    /// What most of them agree on, from the first picture to the second.
    public let fit: RobustFit<Homography>
    /// The agreement pixel by pixel; nil where there is none on one plane.
    public let alignment: DenseAlignment.Result?

    /// From the first picture to the second.
    public var homography: Homography { alignment?.homography ?? fit.model }
  }

  /// Registers.
  ///
  /// - Parameters:
  ///   - first: grey, white at about 1.
  ///   - second: grey.
  ///   - validity: of both.
  ///   - context: threads and instruction set.
  /// - Returns: what was found.
  /// - Throws: a failure with figures where the pictures do not show the same.
  public func registered(
    _ first: Plane<Float>, _ second: Plane<Float>, validity: (first: Validity, second: Validity),
    context: FilterContext = FilterContext()
  ) throws(Failure) -> Result {
    let found = FeaturePairs(
      first, second, validity: validity, detector: detector, matcher: matcher, context: context)
    let pairs = found.pairs
    let seen =
      "of \(found.counts.first) and \(found.counts.second) features \(pairs.count) look alike"
    guard let fit = estimator.fitted(Homography.self, to: pairs) else {
      throw Self.refusal(seen)
    }
    guard fit.logFalseAlarms <= mostLogFalseAlarms else {
      throw Self.refusal(
        seen + ", of which \(fit.inliers.count) lie alike, as many as in unrelated pictures")
    }
    let alignment = aligned(
      fit, pairs, first, second, validity: validity, threads: context.threads)
    if let alignment, alignment.correlation < leastCorrelation {
      let correlation = (alignment.correlation * 100).rounded() / 100
      throw Self.refusal(
        seen
          + ", \(fit.inliers.count) of them lie alike, but where the pictures lie over each other"
          + " their correlation is \(correlation), less than \(leastCorrelation)")
    }
    return Result(
      features: found.counts, matches: pairs.count, fit: fit,
      alignment: alignment)
  }

  /// The better agreement of two starts: where little overlaps, a homography of few pairs bends
  /// beyond them, and a similarity does not.
  private func aligned(
    _ fit: RobustFit<Homography>, _ pairs: [PointPair], _ first: Plane<Float>,
    _ second: Plane<Float>, validity: (first: Validity, second: Validity), threads: Int
  ) -> DenseAlignment.Result? {
    func aligned(_ start: Homography?) -> DenseAlignment.Result? {
      start.flatMap {
        alignment.aligned($0, first: first, second: second, validity: validity, threads: threads)
      }
    }
    let found = aligned(fit.model)
    if let found, found.correlation > 0.9 { return found }
    let other = aligned(.similarity(of: fit.inliers.map { pairs[$0] }))
    return [found, other].compactMap { $0 }.max { $0.correlation < $1.correlation }
  }

  private static func refusal(_ figures: String) -> Failure {
    Failure(
      "the pictures do not show the same: \(figures)",
      remedy: "give pictures that overlap, or name their cameras in a rig")
  }
}
