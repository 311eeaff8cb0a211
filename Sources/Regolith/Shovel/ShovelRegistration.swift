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
/// half. What is expected of corrections counts like lines.
///
/// All pictures are taken together: what the arm misses at one moment it misses at the next,
/// nearly, and a camera that looks elsewhere than the rig says does so at all moments. An edge of
/// content or of a shadow that lies where a rim might be lies elsewhere at another moment.
public struct ShovelRegistration: Sendable, Hashable {
  /// What is expected of corrections, as standard deviations: of the arm's angle in degrees.
  public var angleDeviation = 0.8
  /// Of shifts, in metres.
  public var shiftDeviation = 0.003
  /// Of both turns, in degrees.
  public var turnDeviation = 0.4
  /// Of the difference of the arm's angle from one moment to another, in degrees.
  public var repeatDeviation = 0.2
  /// Of turns of one camera against another, in degrees.
  public var cameraDeviation = 0.06
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
    /// Which of the cameras took it.
    public let camera: Int

    /// A picture.
    public init(grey: Plane<Float>, validity: Validity, camera: Int) {
      (self.grey, self.validity, self.camera) = (grey, validity, camera)
    }
  }

  /// What was taken with the arm at one angle.
  public struct Moment: Sendable {
    /// Of the arm, as commanded, in degrees.
    public let angle: Double
    /// One picture or more.
    public let views: [View]

    /// A moment.
    public init(angle: Double, views: [View]) {
      (self.angle, self.views) = (angle, views)
    }
  }

  /// What was found at a moment.
  public struct Result: Sendable {
    /// What the arm missed.
    public let correction: ShovelCorrection
    /// From the shovel frame to the rover frame.
    public let placement: RigidMotion
    /// All cameras, as they look.
    public let cameras: [CameraModel]
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

  /// Registers the shovel at one moment or more.
  ///
  /// A moment at which it does not lie where it does at the others is looked at alone.
  ///
  /// - Parameters:
  ///   - model: the shovel.
  ///   - cameras: as the rig describes them.
  ///   - moments: one or more; the arm may stand at different angles.
  ///   - context: threads and instruction set.
  /// - Returns: where it is at each moment, or why that is not known, with figures.
  public func registered(
    _ model: ShovelModel, cameras: [CameraModel], _ moments: [Moment],
    context: FilterContext = FilterContext()
  ) -> [Swift.Result<Result, Failure>] {
    precondition(
      !moments.isEmpty && moments.allSatisfy { !$0.views.isEmpty }, "one picture or more")
    let soft = moments.map { moment in
      (angle: moment.angle, pictures: moment.views.map { SoftPicture($0, context) })
    }
    let together = fitted(model, cameras, soft)
    guard moments.count > 1 else { return together }
    return together.enumerated().map { index, result in
      if case .success = result { return result }
      return fitted(model, cameras, [soft[index]])[0]
    }
  }

  private func fitted(
    _ model: ShovelModel, _ cameras: [CameraModel], _ moments: [Soft]
  ) -> [Swift.Result<Result, Failure>] {
    let unknowns = ShovelUnknowns(
      self, model, angles: moments.map(\.angle), cameras: cameras)
    var found = [Double](repeating: 0, count: unknowns.count)
    do throws(Failure) {
      var fit = try fit(unknowns, moments, around: found, Self.wide)
      found = fit.best(Self.steps)
      for moment in moments.indices.dropFirst() {
        guard let place = unknowns.difference(moment) else { continue }
        found = fit.best(found, at: place, Self.differences, moment: moment)
      }
      found = fit.improved(from: found)
      for round in Self.narrow {
        fit = try self.fit(unknowns, moments, around: found, round)
        found = fit.improved(from: found)
      }
      return moments.indices.map { moment in
        do throws(Failure) { return .success(try result(unknowns, moment, found, fit)) } catch {
          return .failure(error)
        }
      }
    } catch { return moments.map { _ in .failure(error) } }
  }

  /// The edges along lines that are laid across the rim where it is taken to be.
  private func fit(
    _ unknowns: ShovelUnknowns, _ moments: [Soft], around numbers: [Double], _ round: Round
  ) throws(Failure) -> RimFit {
    let share = Double(moments[0].pictures[0].grey.width) / 1920
    var lines: [RimLine] = []
    for (index, moment) in moments.enumerated() {
      let seen = moment.pictures.flatMap { picture in
        RimLines(
          unknowns, numbers, moment: index, camera: picture.camera, spacing: Self.spacing
        ).lines.compactMap { line in
          EdgeProfile(
            picture, at: line.point, normal: line.normal, reach: max(5, round.reach * share),
            contrast: Self.contrast, floor: Self.faintest
          ).map(line.seen)
        }
      }
      guard seen.count >= Self.fewest else {
        throw Self.refusal("the rim is not in the picture: \(seen.count) lines across it")
      }
      lines += seen
    }
    return RimFit(lines, around: numbers, scale: round.scale * max(0.5, share))
  }

  /// Softened pictures of a moment, and the arm's angle.
  private typealias Soft = (angle: Double, pictures: [SoftPicture])

  /// How far edges are looked for, in pixels of pictures 1920 wide, and s.
  private typealias Round = (reach: Double, scale: Double)

  /// Lines that must cross the rim.
  private static let fewest = 40

  /// The grid on which the first correction is looked for, in units of what is expected.
  private static let steps: [[Double]] = {
    let wide = (-12...12).map { Double($0) * 0.25 }
    let near = (-3...3).map { Double($0) * 0.5 }
    return [wide, near, near, near, [0], [0], [-1, 0, 1]]
  }()
  /// Differences of the arm's angle that are tried, likewise.
  private static let differences = (-60...60).map { Double($0) * 0.2 }

  private func result(
    _ unknowns: ShovelUnknowns, _ moment: Int, _ found: [Double], _ fit: RimFit
  ) throws(Failure) -> Result {
    let lines = fit.lines.count { $0.moment == moment }
    let near = fit.residuals(found, moment)
    let share = Double(near.count) / Double(lines)
    let residual = (near.reduce(0) { $0 + $1 * $1 } / Double(max(1, near.count))).squareRoot()
    let percent = Int((100 * share).rounded())
    guard share >= leastShare else {
      throw Self.refusal("of \(lines) lines across the rim \(percent) % show an edge there")
    }
    guard residual <= mostResidual else {
      let hundredths = (residual * 100).rounded() / 100
      throw Self.refusal("edges are \(hundredths) px from the rim, as a root mean square")
    }
    let correction = unknowns.correction(found, moment)
    guard found.prefix(ShovelCorrection.count).allSatisfy({ $0.magnitude <= mostDeviations })
    else {
      let tenths = (correction.angle * 10).rounded() / 10
      let millimetres = (correction.shift.length * 10_000).rounded() / 10
      throw Self.refusal("its rim would be \(tenths)° and \(millimetres) mm elsewhere")
    }
    return Result(
      correction: correction, placement: unknowns.placement(found, moment),
      cameras: unknowns.cameras.indices.map { unknowns.camera(found, $0) }, residual: residual,
      share: share, lines: lines,
      heightDeviation: fit.deviation(of: Self.heights(unknowns, found, moment), at: found))
  }

  /// By how much the rim's middle moves along the shovel's z for each of the numbers.
  private static func heights(
    _ unknowns: ShovelUnknowns, _ found: [Double], _ moment: Int
  ) -> [Double] {
    let placed = unknowns.placement(found, moment)
    let up = placed.rotation * Vector3(0, 0, 1)
    return found.indices.map { index in
      var moved = found
      moved[index] += 0.01
      let other = unknowns.placement(moved, moment)
      return up.dot(other.translation - placed.translation) / 0.01
    }
  }

  private static func refusal(_ figures: String) -> Failure {
    Failure(
      "the shovel is not where its arm angle says: \(figures)",
      remedy: "look at the rig's shovel, its joint and the frame's armAngle")
  }
}
