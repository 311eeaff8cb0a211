import Diagnostics
import ExactMath
import Rig

/// The relative pose of two cameras that fits pairs of positions best.
///
/// The second camera is turned about its centre and moved about the first one; the distance between
/// both stays, as pictures say nothing of it. Focal lengths and rows of the principal points may be
/// corrected as well. The sum of Huber's function of the row errors in the rectified pair, and of
/// squares of the corrections over what is expected of them, is made least by the method of
/// Levenberg and Marquardt. Sources: P. Huber, "Robust estimation of a location parameter" (1964);
/// B. Triggs et al., "Bundle adjustment" (1999).
///
/// Nothing is changed: the result says what the cameras would have to be. Corrections of focal
/// lengths and rows also make up for errors of the lens model, where these are what is wrong.
public struct PoseRefinement: Sendable {
  /// What may be corrected beside the pose.
  public struct Freedom: OptionSet, Sendable, Hashable {
    /// One bit each.
    public let rawValue: Int
    /// Freedom from its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// The scale of each camera's focal length.
    public static let focalLengths = Freedom(rawValue: 1)
    /// The row of each camera's principal point.
    public static let principalRows = Freedom(rawValue: 2)
  }

  /// One number that was fitted.
  public struct Parameter: Sendable, Hashable {
    /// Which one.
    public let kind: ParameterKind
    /// The correction: radians, parts of one, or pixels.
    public let value: Double
    /// Its standard deviation in the same unit, as far as pairs and expectations tell.
    public let deviation: Double
    /// Whether the pairs say more of it than was expected: its deviation is less than half of the
    /// expected one.
    public var isObservable: Bool { deviation < kind.expected / 2 }
  }

  /// What was fitted, in the order of ``covariance``.
  public let parameters: [Parameter]
  /// Covariances of all parameters, in products of their units.
  public let covariance: [[Double]]
  /// The rotation that the second camera needs beside its own, in the rover frame:
  /// new rotation = correction · rotation.
  public let correction: Quaternion
  /// Where the second camera would stand, in the rover frame.
  public let position: Vector3
  /// Row errors of the pairs under the given calibration, in pixels.
  public let before: ResidualSummary
  /// Row errors with the corrections.
  public let after: ResidualSummary

  /// Fits the pose of the second camera.
  ///
  /// - Parameters:
  ///   - pairs: positions in both pictures that agree with each other, as `EpipolarCheck` finds
  ///     them; others count little beyond `noise`.
  ///   - cameras: where the fit begins.
  ///   - freedom: what may be corrected beside the pose.
  ///   - noise: how far pairs are off that are right, in pixels; above 0.
  /// - Throws: a failure where the cameras have no epipolar lines, or where there are too few
  /// pairs.
  public init(
    pairs: [PointPair], cameras: (first: CameraModel, second: CameraModel),
    freedom: Freedom = [], noise: Double = 0.5
  ) throws(Failure) {
    precondition(noise > 0, "noise above 0")
    let frame = try EpipolarFrame(cameras.first, cameras.second)
    let kinds = ParameterKind.fitted(freedom)
    let problem = PoseProblem(
      cameras.first, cameras.second, frame: frame, kinds: kinds, pairs: pairs)
    guard problem.pairs.count > 2 * kinds.count else {
      throw Failure(
        "\(problem.pairs.count) pairs are too few for \(kinds.count) parameters of a pose",
        remedy: "match more features, or correct less")
    }
    // Corrections in units of what is expected of them.
    func errors(_ units: [Double]) -> [Double] {
      let values = zip(units, kinds).map { $0 * $1.expected }
      return problem.rowErrors(values).map { Self.rooted($0 / noise) } + units
    }
    let start = [Double](repeating: 0, count: kinds.count)
    let units = LeastSquares.fitted(from: start, errors)
    let values = zip(units, kinds).map { $0 * $1.expected }
    before = ResidualSummary(problem.rowErrors(start))
    after = ResidualSummary(problem.rowErrors(values))
    // What is expected makes this possible, unless positions are no numbers.
    guard let spread = LinearSystem.inverse(LeastSquares.normalMatrix(at: units, errors)) else {
      throw Failure(
        "the pairs of positions determine no pose", remedy: "look at the positions: are all finite?"
      )
    }
    let covariance = spread.indices.map { row in
      spread.indices.map { spread[row][$0] * kinds[row].expected * kinds[$0].expected }
    }
    parameters = covariance.indices.map {
      Parameter(
        kind: kinds[$0], value: values[$0], deviation: max(0, covariance[$0][$0]).squareRoot())
    }
    self.covariance = covariance
    (correction, position) = problem.pose(values)
  }

  /// What has Huber's function as its square: `r` up to 1.345, then its root grows.
  private static func rooted(_ error: Double) -> Double {
    let (limit, size) = (1.345, error.magnitude)
    guard size > limit else { return error }
    let root = (limit * (2 * size - limit)).squareRoot()
    return error < 0 ? -root : root
  }

  /// The pose of the second camera with the corrections.
  ///
  /// - Parameter pose: that it was given.
  /// - Returns: the pose that fits best.
  public func refined(_ pose: Pose) -> Pose {
    Pose(position: position, rotation: Quaternion(correction.matrix * pose.rotation.matrix))
  }
}
