import Diagnostics
import Kernels
import Raster
import Rig

/// Finds how one picture lies over another.
///
/// Features that look alike in both are paired. Where both show a plane, or where the camera only
/// turned, a homography is found that most pairs agree on, and it is moved until the pictures agree
/// pixel by pixel. Where things stand at different distances, pairs agree on lines alone. Two
/// pictures that do not show the same are refused.
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
  /// Features are found in so many pixels at most: of larger pictures, every second is left out,
  /// as often as it takes.
  public var mostPixels = 1_200_000
  /// The decimal logarithm of how many fits as good unrelated pictures may give.
  public var mostLogFalseAlarms = -2.0
  /// The least correlation of both pictures where they lie over each other.
  public var leastCorrelation = 0.5

  /// Settings that suit most pictures.
  public init() {}

  /// How the pictures lie.
  public struct Result: Sendable {
    /// Features of the first picture and of the second.
    public let features: (first: Int, second: Int)
    /// Positions in both of features that look alike.
    public let pairs: [PointPair]
    /// The homography that many of them agree on, from the first picture to the second; nil where
    /// no more do than in unrelated pictures.
    public let plane: RobustFit<Homography>?
    /// What relates the pictures where they show things at different distances from different
    /// places; nil where the plane tells all.
    public let depth: RobustFit<FundamentalMatrix>?
    /// The agreement pixel by pixel; nil where there is none on one plane.
    public let alignment: DenseAlignment.Result?
    /// From the first picture to the second: exact for a plane, else what is nearest on the whole;
    /// nil between cameras that are known.
    public let homography: Homography?

    /// Whether so many features agree on a plane that more would tell nothing new.
    var isBeyondDoubt: Bool {
      guard let plane, depth == nil else { return false }
      return plane.inliers.count >= 60 && plane.logFalseAlarms <= -40
        && 4 * plane.inliers.count >= 3 * pairs.count
    }
  }

  /// A picture with what can be found again in others.
  public struct Prepared: Sendable {
    /// Grey, white at about 1.
    public let grey: Plane<Float>
    /// What of it is data.
    public let validity: Validity
    /// What can be found again.
    public let features: FeatureSet
  }

  /// How hard features are looked for.
  public enum Effort: Sendable {
    /// Half as many, and none of the smallest: enough for pictures that have much in common.
    case quick
    /// Down to small ones, which are placed better.
    case thorough
  }

  /// Finds the features of a picture, in fewer pixels where it has many.
  ///
  /// - Parameters:
  ///   - grey: white at about 1.
  ///   - validity: what of it is data.
  ///   - effort: how hard they are looked for.
  ///   - context: threads and instruction set.
  /// - Returns: the picture with its features.
  public func prepared(
    _ grey: Plane<Float>, validity: Validity, effort: Effort = .thorough,
    context: FilterContext = FilterContext()
  ) -> Prepared {
    var (plane, known, spacing) = (grey, validity, 1.0)
    while plane.size.area > mostPixels {
      (plane, known) = plane.halved(known, context)
      spacing *= 2
    }
    var detector = detector
    if effort == .quick {
      detector.isDoubled = false
      detector.most = detector.most.map { $0 / 2 }
    }
    let found = detector.features(in: plane, validity: known, context: context)
    let features = found.features.map { feature in
      Feature(
        position: ImagePoint(feature.position.x * spacing, feature.position.y * spacing),
        scale: feature.scale * spacing, direction: feature.direction, strength: feature.strength)
    }
    return Prepared(
      grey: grey, validity: validity, features: FeatureSet(features: features, codes: found.codes))
  }

  /// Registers.
  ///
  /// - Parameters:
  ///   - first: a picture.
  ///   - second: another one.
  ///   - context: threads and instruction set.
  /// - Returns: what was found.
  /// - Throws: a failure with figures where the pictures do not show the same.
  public func registered(
    _ first: Prepared, _ second: Prepared, context: FilterContext = FilterContext()
  ) throws(Failure) -> Result {
    let (one, other) = (first.features, second.features)
    let pairs = matcher.matches(one, other, isa: context.isa).map {
      PointPair(one.features[$0.first].position, other.features[$0.second].position)
    }
    let seen = "of \(one.count) and \(other.count) features \(pairs.count) look alike"
    let plane = meant(estimator.fitted(Homography.self, to: pairs))
    let alignment = plane.flatMap { aligned($0, pairs, first, second, threads: context.threads) }
    let depth = depth(pairs, beside: alignment?.homography ?? plane?.model)
    func result(_ homography: Homography, _ alignment: DenseAlignment.Result?) -> Result {
      Result(
        features: (one.count, other.count), pairs: pairs, plane: plane, depth: depth,
        alignment: alignment, homography: homography)
    }
    if let depth {
      // A plane that is most of what is seen, or else a turn, scale and shift.
      let isMostly = plane.map { 2 * $0.inliers.count > depth.inliers.count } ?? false
      let rigid = Homography.similarity(of: depth.inliers.map { pairs[$0] })
      if let placed = isMostly ? plane?.model : rigid { return result(placed, nil) }
    }
    guard let plane else { throw Self.refusal(seen + ", and these lie as in unrelated pictures") }
    if let alignment, alignment.correlation < leastCorrelation {
      let correlation = (alignment.correlation * 100).rounded() / 100
      throw Self.refusal(
        seen
          + ", \(plane.inliers.count) of them lie alike, but where the pictures lie over each other"
          + " their correlation is \(correlation), less than \(leastCorrelation)")
    }
    return result(alignment?.homography ?? plane.model, alignment)
  }

  /// A fit that is better than unrelated pictures give.
  private func meant<Model: PairModel>(_ fit: RobustFit<Model>?) -> RobustFit<Model>? {
    fit.flatMap { $0.logFalseAlarms <= mostLogFalseAlarms ? $0 : nil }
  }

  /// What relates pictures of things at different distances, where many pairs agree on it that lie
  /// more than a pixel from where the plane has them: at least 12, and a sixth.
  private func depth(
    _ pairs: [PointPair], beside plane: Homography?
  ) -> RobustFit<FundamentalMatrix>? {
    var estimator = estimator
    estimator.threshold = 1
    guard let fit = meant(estimator.fitted(FundamentalMatrix.self, to: pairs)) else { return nil }
    let beside = fit.inliers.count { pair in
      plane.map { $0.distance(pairs[pair]) > estimator.threshold } ?? true
    }
    return beside >= max(Self.leastBeside, fit.inliers.count / 6) ? fit : nil
  }

  /// Pairs that are not in the plane and make depth believed.
  ///
  /// Of wrong pairs, a fundamental matrix can be made to fit a handful.
  private static let leastBeside = 12

  /// The better agreement of two starts: where little overlaps, a homography of few pairs bends
  /// beyond them, and a similarity does not.
  private func aligned(
    _ fit: RobustFit<Homography>, _ pairs: [PointPair], _ first: Prepared, _ second: Prepared,
    threads: Int
  ) -> DenseAlignment.Result? {
    func aligned(_ start: Homography?) -> DenseAlignment.Result? {
      start.flatMap {
        alignment.aligned(
          $0, first: first.grey, second: second.grey,
          validity: (first.validity, second.validity), threads: threads)
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

extension Plane<Float> {
  /// Every second pixel, softened, as means of what is known.
  ///
  /// - Parameters:
  ///   - validity: what is known.
  ///   - context: threads and instruction set.
  /// - Returns: the smaller picture, and what of it is known.
  func halved(_ validity: Validity, _ context: FilterContext) -> (Plane, Validity) {
    let half = HalvingFilter().applied(to: self, without: validity.defects, in: context)
    return (half.plane, Validity(half.unknown, size: half.plane.size))
  }
}
