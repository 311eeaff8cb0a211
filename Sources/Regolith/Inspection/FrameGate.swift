import Kernels
import Raster
import Rig

/// Decides which frames are good enough to look at: as far as they show the shovel.
public struct FrameGate: Sendable, Hashable {
  /// The largest share of pixels that may be missing.
  public var mostMissing = 0.3
  /// The largest share of pixels that may be saturated.
  public var mostSaturated = 0.6
  /// Light below which nothing can be told, as a share of white.
  public var shadow = 0.002
  /// The largest share of pixels that may have less light.
  public var mostInShadow = 0.97
  /// The widest that most edges may be, in pixels of pictures 1920 wide.
  public var widestEdge = 12.0
  /// The noise above which edges are told.
  public var noise = SensorNoise(atBlack: 0.005, electrons: 10_000)

  /// The usual numbers.
  public init() {}

  /// Why a frame is not looked at.
  public enum Refusal: String, Sendable, Hashable, CaseIterable {
    /// Nobody says at which angle the arm stood.
    case noArmAngle = "no-arm-angle"
    /// The shovel is not in the picture.
    case outOfView = "out-of-view"
    /// Its bytes are not those that arrived.
    case mistrusted
    /// Nothing of it can be read.
    case unreadable
    /// Too much of it is missing.
    case lostData = "lost-data"
    /// Too much of it is too bright.
    case saturated
    /// Too much of it is too dark.
    case dark
    /// Edges are too wide.
    case blurred
    /// It has the same pixels as a frame of another time.
    case duplicate
  }

  /// What is found of a frame.
  public struct Look: Sendable {
    /// Where the shovel is about; nil where it is not in the picture or nobody can know.
    public let region: Region?
    /// How good the picture is there; nil where there is no region.
    public let quality: FrameQuality?
    /// Why it is not looked at; nil where it is.
    public internal(set) var refusal: Refusal?
  }

  /// By how much the region is larger than the shovel on each side, as a share of its size.
  private static let margin = 0.25
  /// The least share of the shovel's corners that must be in the picture.
  private static let leastInView = 0.5

  /// Looks at a frame.
  ///
  /// - Parameters:
  ///   - frame: the frame.
  ///   - model: the shovel.
  ///   - camera: as the rig describes it.
  /// - Returns: figures, and whether they let it pass.
  func look(at frame: ShovelFrame, _ model: ShovelModel, _ camera: CameraModel) -> Look {
    guard let angle = frame.armAngle else {
      return Look(region: nil, quality: nil, refusal: .noArmAngle)
    }
    guard let region = Self.region(of: model, placed: model.placed(angle), in: frame, camera) else {
      return Look(region: nil, quality: nil, refusal: .outOfView)
    }
    let quality = FrameQuality(
      of: frame.grey.view(region), validity: frame.validity.view(region), pattern: nil,
      model: noise, shadow: Float(shadow))
    return Look(
      region: region, quality: quality,
      refusal: frame.isMistrusted ? .mistrusted : refusal(quality, width: frame.grey.width))
  }

  private func refusal(_ quality: FrameQuality, width: Int) -> Refusal? {
    func share(_ count: Int) -> Double { Double(count) / Double(max(1, quality.pixels)) }
    let widest = widestEdge * Double(width) / 1920
    if quality.missing == quality.pixels { return .unreadable }
    if share(quality.missing) > mostMissing { return .lostData }
    if share(quality.saturated) > mostSaturated { return .saturated }
    if share(quality.inShadow) > mostInShadow { return .dark }
    if let edge = quality.edges.typical, edge > widest { return .blurred }
    return nil
  }

  /// Where a shovel is to be seen, about.
  private static func region(
    of model: ShovelModel, placed placement: RigidMotion, in frame: ShovelFrame,
    _ camera: CameraModel
  ) -> Region? {
    let places = model.rim + model.interior.vertices
    let pixels = places.compactMap { camera.project(placement.place($0)) }
    let (width, height) = (Double(frame.grey.width), Double(frame.grey.height))
    let inView = pixels.count { $0.x >= 0 && $0.y >= 0 && $0.x < width && $0.y < height }
    guard Double(inView) >= leastInView * Double(places.count) else { return nil }
    func range(_ values: [Double], below limit: Double) -> Range<Int> {
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      let more = margin * (high - low)
      let first = min(max(0, (low - more).rounded(.down)), limit - 1)
      let last = min(max(first, (high + more).rounded(.up)), limit - 1)
      return Int(first)..<Int(last) + 1
    }
    let columns = range(pixels.map(\.x), below: width)
    let rows = range(pixels.map(\.y), below: height)
    return Region(
      x: columns.lowerBound, y: rows.lowerBound, width: columns.count, height: rows.count)
  }
}
