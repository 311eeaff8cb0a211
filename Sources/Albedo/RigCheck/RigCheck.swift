import Diagnostics
import Kernels
import Raster
import Rig
import Stereo

/// Two cameras of a calibration, held against a picture that each took at one moment.
///
/// The given calibration is never changed; ``refinement`` says what it would have to be.
public struct RigCheck: Sendable {
  /// What may be corrected.
  public enum Refinement: String, Sendable, Hashable, CaseIterable {
    /// How the second camera stands to the first one.
    case pose
    /// The pose and both focal lengths.
    case focal
    /// The pose and the rows of both principal points.
    case rows

    var freedom: PoseRefinement.Freedom {
      switch self {
      case .pose: []
      case .focal: .focalLengths
      case .rows: .principalRows
      }
    }
  }

  /// What is wanted.
  public struct Request: Sendable {
    /// The pictures of both cameras.
    public var pictures: (first: String, second: String)
    /// The names of both cameras; none where the calibration holds no others.
    public var cameras: [String] = []
    /// What is said of the pictures.
    public var declaration = PictureDeclaration()
    /// What is corrected; nil for nothing.
    public var refinement: Refinement?
    /// The row error, RMS in pixels, up to which the calibration is in order.
    public var limit = 1.0
    /// Threads, from 1 on; the result is the same with any number.
    public var threads = 1

    /// A check of two pictures.
    public init(first: String, second: String) {
      pictures = (first, second)
    }
  }

  /// What was wanted.
  public let request: Request
  /// Both cameras as they were given, with the size of the pictures.
  public let cameras: (first: CalibratedCamera, second: CalibratedCamera)
  /// How many features the pictures have.
  public let featureCounts: (first: Int, second: Int)
  /// How well the calibration fits.
  public let check: EpipolarCheck
  /// What would fit better, where that was wanted.
  public let refinement: PoseRefinement?

  /// Checks two cameras.
  ///
  /// - Parameters:
  ///   - input: the calibration.
  ///   - request: pictures, cameras, and what is wanted.
  /// - Throws: a failure where pictures and cameras do not belong together, where both cameras look
  ///   apart, or where too few features agree on any geometry.
  public init(_ input: CalibrationInput, _ request: Request) throws(Failure) {
    self.request = request
    guard request.limit > 0, request.limit.isFinite else {
      throw Failure(
        "the limit \(request.limit) is no number of pixels above 0", at: .argument("--limit"),
        remedy: "give the row error that is still in order: 1", category: .usage)
    }
    let context = FilterContext(threads: request.threads)
    var pair = try input.pair(request.cameras)
    for name in [pair.first.name, pair.second.name] {
      if let camera = input.rig?[camera: name] { try request.declaration.check(for: camera) }
    }
    let first = try GreyPicture(request.pictures.first, request.declaration, in: context)
    let second = try GreyPicture(request.pictures.second, request.declaration, in: context)
    try pair.first.take(first.samples.size, of: request.pictures.first)
    try pair.second.take(second.samples.size, of: request.pictures.second)
    cameras = pair
    let shared = try SharedView(pair.first, pair.second)
    guard !first.isSame(as: second) else {
      throw Failure(
        "both pictures are the same one", at: .file(request.pictures.second),
        remedy: "give a picture of each camera, taken at the same time", category: .usage)
    }
    let settings = EpipolarCheck.Settings()
    let features = FeaturePairs(
      first.samples, second.samples, validity: (first.validity, second.validity),
      detector: settings.detector, matcher: settings.matcher, context: context)
    featureCounts = features.counts
    let models = (first: pair.first.geometry.model, second: pair.second.geometry.model)
    do throws(Failure) {
      check = try EpipolarCheck(
        pairs: features.pairs, size: first.samples.size, cameras: models, settings: settings)
    } catch {
      let counts = "\(featureCounts.first) and \(featureCounts.second) features"
      throw error.within(counts + "; far away, both cameras see \(shared)")
    }
    try Self.checkOrder(check.pairs, models)
    guard let wanted = request.refinement else {
      refinement = nil
      return
    }
    refinement = try PoseRefinement(
      pairs: check.pairs, cameras: models, freedom: wanted.freedom,
      noise: max(0.1, check.bestErrors.rms))
  }

  /// Pictures that were exchanged show nearly everything behind the cameras.
  private static func checkOrder(
    _ pairs: [PointPair], _ cameras: (first: CameraModel, second: CameraModel)
  ) throws(Failure) {
    let frame = try EpipolarFrame(cameras.first, cameras.second)
    let side = frame.rotation * (cameras.second.position - cameras.first.position)
    let behind = pairs.count { pair in
      guard let seen = frame.rectified(pair, cameras.first, cameras.second) else { return false }
      return (seen.first.x - seen.second.x) * side.x < 0
    }
    guard 10 * behind > 9 * pairs.count else { return }
    throw Failure(
      "\(behind) of \(pairs.count) pairs of features meet behind the cameras",
      remedy: "exchange the pictures, or the names of the cameras; if neither is wrong, look at "
        + "the rotations of the calibration")
  }

  /// Whether the given calibration is in order.
  public var isWithinLimit: Bool { check.rows.rms <= request.limit }
}

extension GreyPicture {
  /// Whether another picture has the same samples.
  fileprivate func isSame(as other: GreyPicture) -> Bool {
    samples.size == other.samples.size
      && samples.size.bounds.rows.allSatisfy { y in
        let (a, b) = (samples.row(y), other.samples.row(y))
        return a.indices.allSatisfy { a[$0] == b[$0] }
      }
  }
}
