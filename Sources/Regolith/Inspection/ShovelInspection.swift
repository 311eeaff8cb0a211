import Diagnostics
import Kernels
import Raster
import Rig

/// Looks at all frames of a collection: which are good, where the shovel is, whether the ground is
/// the same, and what the shovel holds.
///
/// Nothing is decided here; ``CollectionVerdict`` does that by the figures.
public struct ShovelInspection: Sendable, Hashable {
  /// Which frames are good.
  public var gate = FrameGate()
  /// Where the shovel is.
  public var registration = ShovelRegistration()
  /// Whether the ground is the same.
  public var ground = GroundMatch()
  /// What the shovel holds.
  public var content = ContentMeasurement()

  /// The usual numbers.
  public init() {}

  /// What was found.
  public struct Result: Sendable {
    /// Each frame, in the order given.
    public let frames: [FrameGate.Look]
    /// Each moment, in order.
    public let moments: [Moment]
    /// The least share of the ground that is found again behind, of all cameras with frames of
    /// before and after; nil where it cannot be told.
    public let sameGround: Double?
    /// What the shovel holds; nil where it cannot be measured.
    public let content: ContentMeasurement.Result?
  }

  /// A moment of the arm.
  public struct Moment: Sendable {
    /// Before or after.
    public let role: ShovelFrame.Role
    /// Of the arm, as commanded, in degrees.
    public let angle: Double
    /// Which of the frames were taken then.
    public let frames: [String]
    /// Where the shovel is, or why nobody knows.
    public let found: Swift.Result<ShovelRegistration.Result, Failure>
  }

  /// Looks.
  ///
  /// - Parameters:
  ///   - model: the shovel.
  ///   - cameras: of the rig, as it describes them.
  ///   - frames: of one collection, in their order.
  ///   - context: threads and instruction set.
  /// - Returns: what there is to know.
  public func inspected(
    _ model: ShovelModel, cameras: [CameraModel], _ frames: [ShovelFrame], context: FilterContext
  ) -> Result {
    var looks = frames.map { gate.look(at: $0, model, cameras[$0.camera]) }
    for (index, frame) in frames.enumerated() where looks[index].refusal == nil {
      let isCopy = frames.contains { other in
        other.role == .before && frame.role == .after && other.camera == frame.camera
          && other.grey == frame.grey
      }
      if isCopy { looks[index].refusal = .duplicate }
    }
    let good = frames.indices.filter { looks[$0].refusal == nil }
    let moments = ShovelMoment.all(of: good.map { frames[$0] })
    guard !moments.isEmpty else {
      return Result(frames: looks, moments: [], sameGround: nil, content: nil)
    }
    let found = registration.registered(
      model, cameras: cameras,
      moments.map { .init(angle: $0.angle, views: $0.frames.map(\.view)) }, context: context)
    func content(_ role: ShovelFrame.Role) -> [ContentMeasurement.Moment] {
      zip(moments, found).compactMap { moment, found in
        guard moment.role == role, let found = try? found.get() else { return nil }
        return .init(found, moment.frames.map(\.view))
      }
    }
    let (before, after) = (content(.before), content(.after))
    return Result(
      frames: looks,
      moments: zip(moments, found).map { moment, found in
        Moment(
          role: moment.role, angle: moment.angle, frames: moment.frames.map(\.name), found: found)
      },
      sameGround: sameGround(good.map { (frames[$0], looks[$0].region) }),
      content: before.isEmpty || after.isEmpty
        ? nil
        : self.content.measured(model, before: before, after: after, context: context))
  }

  private func sameGround(_ frames: [(frame: ShovelFrame, region: Region?)]) -> Double? {
    let before = frames.filter { $0.frame.role == .before }
    return frames.filter { $0.frame.role == .after }.compactMap { after -> Double? in
      guard let old = before.first(where: { $0.frame.camera == after.frame.camera }) else {
        return nil
      }
      return ground.share(
        old.frame, after.frame, without: [old.region, after.region].compactMap { $0 })
    }.min()
  }
}
