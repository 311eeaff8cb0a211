import Diagnostics
import ExactMath
import Kernels
import Raster
import Rig

/// Finds where a shovel is, by its rim alone: what lies inside must not decide where its floor is.
///
/// Along each line across the expected rim the steepest places of the pictures are edges that may
/// be the rim's. The correction for which most lines have such an edge at the rim is looked for,
/// first over a grid, then by least squares, in which an edge that is r off counts
/// `r² / (1 + (r / s)²)`. The outer edge of the wall, whose thickness is found as well, counts
/// half. What is expected of corrections counts like lines. All pictures of one moment are taken
/// together.
public struct ShovelRegistration: Sendable, Hashable {
  /// What is expected of corrections, as standard deviations: of the arm's angle in degrees.
  public var angleDeviation = 0.8
  /// Of shifts, in metres.
  public var shiftDeviation = 0.003
  /// Of both turns, in degrees.
  public var turnDeviation = 0.4
  /// How many of these a correction may have.
  public var mostDeviations = 4.0
  /// The least share of lines that must show an edge at the rim.
  public var leastShare = 0.4
  /// How far off edges may be on the whole, as a root mean square in pixels.
  public var mostResidual = 2.0

  /// The usual numbers.
  public init() {}

  /// A picture of the shovel.
  public struct View: Sendable {
    /// Light, white at about 1.
    public let grey: Plane<Float>
    /// What of it is data.
    public let validity: Validity
    /// The camera, in the rover frame.
    public let camera: CameraModel

    /// A picture.
    public init(grey: Plane<Float>, validity: Validity, camera: CameraModel) {
      (self.grey, self.validity, self.camera) = (grey, validity, camera)
    }
  }

  /// What was found.
  public struct Result: Sendable {
    /// What the arm missed.
    public let correction: ShovelCorrection
    /// From the shovel frame to the rover frame.
    public let placement: RigidMotion
    /// How far edges are from the rim: the root mean square over lines that have one, in pixels.
    public let residual: Double
    /// The share of lines that have one.
    public let share: Double
    /// How many lines cross the rim within the pictures.
    public let lines: Int
    /// The standard deviation of the height of the rim's middle along the shovel's z, in metres.
    public let heightDeviation: Double
  }

  /// Pixels from one line to the next.
  private static let spacing = 3.0
  /// Where to look first, and then, one after the other.
  private static let (wide, narrow): (Round, [Round]) = ((28, 6), [(10, 2.5), (5, 1.2)])
  /// The least change of light from pixel to pixel, as a share of the light, and at all.
  private static let (contrast, faintest) = (0.02, 0.0005)

  /// Registers.
  ///
  /// - Parameters:
  ///   - model: the shovel.
  ///   - angle: of the arm, as commanded, in degrees.
  ///   - views: pictures of one moment, one or more.
  ///   - context: threads and instruction set.
  /// - Returns: where it is.
  /// - Throws: a failure with figures where the rim is not seen, or does not fit.
  public func registered(
    _ model: ShovelModel, angle: Double, _ views: [View], context: FilterContext = FilterContext()
  ) throws(Failure) -> Result {
    precondition(!views.isEmpty, "one picture or more")
    let blur = GaussianFilter(Gaussian(sigma: 1))
    let soft = views.map { view -> Soft in
      (
        grey: blur.applied(to: view.grey, without: view.validity.defects, in: context).plane,
        camera: view.camera, missing: view.validity.defects
      )
    }
    // The numbers of the correction, and that of the wall's thickness.
    let none = [Double](repeating: 0, count: ShovelCorrection.count + 1)
    var fit = try fit(model, angle, soft, around: none, Self.wide)
    var found = fit.improved(from: fit.best(steps))
    for round in Self.narrow {
      fit = try self.fit(model, angle, soft, around: found, round)
      found = fit.improved(from: found)
    }
    return try result(model, angle, found, fit)
  }

  /// The edges along lines that are laid across the rim where it is taken to be.
  private func fit(
    _ model: ShovelModel, _ angle: Double, _ views: [Soft], around numbers: [Double],
    _ round: Round
  ) throws(Failure) -> RimFit {
    let share = Double(views[0].grey.width) / 1920
    let lines = views.flatMap { view in
      RimLines(model, angle, numbers, expected, view.camera, spacing: Self.spacing).lines
        .compactMap { line in
          EdgeProfile(
            view.grey, missing: view.missing, at: line.point, normal: line.normal,
            reach: max(5, round.reach * share), contrast: Self.contrast, floor: Self.faintest
          ).map(line.seen)
        }
    }
    guard lines.count >= Self.fewest else {
      throw Self.refusal("the rim is not in the picture: \(lines.count) lines across it")
    }
    return RimFit(lines, around: numbers, scale: round.scale * max(0.5, share))
  }

  /// A softened picture.
  private typealias Soft = (grey: Plane<Float>, camera: CameraModel, missing: Plane<UInt8>?)
  /// How far edges are looked for, in pixels of pictures 1920 wide, and s.
  private typealias Round = (reach: Double, scale: Double)

  /// Lines that must cross the rim.
  private static let fewest = 40

  /// What is expected of each number of a correction.
  private var expected: [Double] {
    [
      angleDeviation, shiftDeviation, shiftDeviation, shiftDeviation, turnDeviation,
      turnDeviation,
    ]
  }

  /// The grid on which the first correction is looked for, in units of what is expected.
  private var steps: [[Double]] {
    let wide = (-12...12).map { Double($0) * 0.25 }
    let near = (-3...3).map { Double($0) * 0.5 }
    return [wide, near, near, near, [0], [0], [-1, 0, 1]]
  }

  private func result(
    _ model: ShovelModel, _ angle: Double, _ found: [Double], _ fit: RimFit
  ) throws(Failure) -> Result {
    let near = fit.residuals(found)
    let share = Double(near.count) / Double(fit.lines.count)
    let residual = (near.reduce(0) { $0 + $1 * $1 } / Double(max(1, near.count))).squareRoot()
    let percent = Int((100 * share).rounded())
    guard share >= leastShare else {
      throw Self.refusal(
        "of \(fit.lines.count) lines across the rim \(percent) % show an edge there")
    }
    guard residual <= mostResidual else {
      let hundredths = (residual * 100).rounded() / 100
      throw Self.refusal("edges are \(hundredths) px from the rim, as a root mean square")
    }
    let correction = ShovelCorrection(found, expected)
    guard found.prefix(ShovelCorrection.count).allSatisfy({ $0.magnitude <= mostDeviations })
    else {
      let tenths = (correction.angle * 10).rounded() / 10
      let millimetres = (correction.shift.length * 10_000).rounded() / 10
      throw Self.refusal("its rim would be \(tenths)° and \(millimetres) mm elsewhere")
    }
    return Result(
      correction: correction, placement: model.placed(angle, correction), residual: residual,
      share: share, lines: fit.lines.count,
      heightDeviation: fit.deviation(of: heightOf(model, angle, found), at: found))
  }

  /// By how much the rim's middle moves along the shovel's z for each number of a correction.
  private func heightOf(_ model: ShovelModel, _ angle: Double, _ found: [Double]) -> [Double] {
    let placed = model.placed(angle, ShovelCorrection(found, expected))
    let up = placed.rotation * Vector3(0, 0, 1)
    return (0..<ShovelCorrection.count).map { index in
      var moved = found
      moved[index] += 0.01
      let other = model.placed(angle, ShovelCorrection(moved, expected))
      return up.dot(other.translation - placed.translation) / 0.01
    }
  }

  private static func refusal(_ figures: String) -> Failure {
    Failure(
      "the shovel is not where its arm angle says: \(figures)",
      remedy: "look at the rig's shovel, its joint and the frame's armAngle")
  }
}
