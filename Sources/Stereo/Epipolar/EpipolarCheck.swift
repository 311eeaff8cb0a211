import Diagnostics
import Kernels
import Raster
import Rig

/// How well the calibration of two cameras fits the pictures they took.
///
/// Whatever both see must appear in the same row of the rectified pair. Pairs of features that
/// agree on any geometry at all are held against the one that the calibration states.
public struct EpipolarCheck: Sendable {
  /// The pairs that agree with each other, in pixels of both pictures.
  public let pairs: [PointPair]
  /// How many pairs there were before.
  public let matchCount: Int
  /// For each pair the row in the second rectified picture less that in the first, in pixels.
  public let rowErrors: [Double]
  /// Row errors on the whole.
  public let rows: ResidualSummary
  /// Row errors by where the first position lies: three rows of three parts of the first picture.
  public let regions: [[ResidualSummary]]
  /// The geometry that fits these pairs best, between positions in the rectified pictures.
  public let best: RobustFit<FundamentalMatrix>
  /// ``FundamentalMatrix/distance(_:)`` of each pair to the best geometry; comparable with row
  /// errors.
  public let bestErrors: ResidualSummary

  /// How a check is made.
  public struct Settings: Sendable, Hashable {
    /// How features are found.
    public var detector = FeatureDetector()
    /// How they are matched.
    public var matcher = FeatureMatcher()
    /// How pairs that agree are found; the threshold counts in the rectified pictures.
    public var estimator: RobustEstimator = {
      var estimator = RobustEstimator()
      estimator.threshold = 1.5
      return estimator
    }()
    /// How many pairs must agree.
    public var least = 30

    /// Settings that suit most rigs.
    public init() {}
  }

  /// Checks two cameras with a picture of each, taken at the same time.
  ///
  /// - Parameters:
  ///   - first: the picture of the first camera; light or codes, white at about 1.
  ///   - firstValidity: what of it is data.
  ///   - second: the picture of the second camera.
  ///   - secondValidity: what of it is data.
  ///   - cameras: what the calibration states.
  ///   - settings: how.
  ///   - context: threads and instruction set.
  /// - Throws: a failure where the cameras have no epipolar lines, or where too few pairs agree.
  public init(
    first: Plane<Float>, _ firstValidity: Validity, second: Plane<Float>,
    _ secondValidity: Validity, cameras: (first: CameraModel, second: CameraModel),
    settings: Settings = Settings(), context: FilterContext = FilterContext()
  ) throws(Failure) {
    let features = FeaturePairs(
      first, second, validity: (firstValidity, secondValidity), detector: settings.detector,
      matcher: settings.matcher, context: context)
    try self.init(
      pairs: features.pairs, size: first.size, cameras: cameras, settings: settings)
  }

  /// Checks two cameras with pairs of positions, some of which may be wrong.
  ///
  /// - Parameters:
  ///   - pairs: positions in both pictures, in pixels.
  ///   - size: of the first picture, for the regions.
  ///   - cameras: what the calibration states.
  ///   - settings: how.
  /// - Throws: a failure where the cameras have no epipolar lines, or where too few pairs agree.
  public init(
    pairs: [PointPair], size: Size, cameras: (first: CameraModel, second: CameraModel),
    settings: Settings = Settings()
  ) throws(Failure) {
    let frame = try EpipolarFrame(cameras.first, cameras.second)
    let seen = pairs.compactMap { pair in
      frame.rectified(pair, cameras.first, cameras.second).map { (pair: pair, rectified: $0) }
    }
    let rectified = seen.map(\.rectified)
    let fit = settings.estimator.fitted(FundamentalMatrix.self, to: rectified)
    guard let fit, fit.inliers.count >= settings.least else {
      throw Failure(
        "only \(fit?.inliers.count ?? 0) of \(pairs.count) pairs of features agree on a geometry, "
          + "\(settings.least) are needed",
        remedy: "take a pair of pictures of textured ground at different distances, with both "
          + "cameras at the same time")
    }
    self.pairs = fit.inliers.map { seen[$0].pair }
    matchCount = pairs.count
    let errors = fit.inliers.map { rectified[$0].second.y - rectified[$0].first.y }
    rowErrors = errors
    rows = ResidualSummary(errors)
    var parts = [[Double]](repeating: [], count: 9)
    for (index, error) in zip(fit.inliers, errors) {
      parts[Self.part(seen[index].pair.first, size)].append(error)
    }
    regions = (0..<3).map { row in (0..<3).map { ResidualSummary(parts[3 * row + $0]) } }
    best = fit
    bestErrors = ResidualSummary(fit.inliers.map { fit.model.distance(rectified[$0]) })
  }

  /// Which of three times three parts a position lies in.
  private static func part(_ point: ImagePoint, _ size: Size) -> Int {
    func third(_ value: Double, _ count: Int) -> Int {
      min(2, max(0, Int(3 * (value + 0.5) / Double(max(1, count)))))
    }
    return 3 * third(point.y, size.height) + third(point.x, size.width)
  }
}
