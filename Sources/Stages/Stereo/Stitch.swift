import Diagnostics
import Kernels
import Pipeline
import Raster
import Rig
import Settings
import Stereo

/// Puts overlapping pictures together.
public struct Stitch: GatheringStage {
  /// How directions become places.
  public enum Projection: String, Sendable, CaseIterable {
    /// As the pictures ask for.
    case auto
    /// Straight lines stay straight.
    case plane
    /// Upright lines stay straight.
    case cylinder
    /// Columns and rows are angles.
    case sphere
  }

  /// How directions become places.
  public var projection = Projection.auto
  /// Bands that are blended.
  public var bands = 5
  /// How pictures are resampled.
  public var interpolation = Interpolation.bicubic
  /// The least correlation of what lies over each other.
  public var leastCorrelation = 0.5
  /// Whether it is said where pixels come from.
  public var index = false
  /// Which cameras are believed.
  public enum Geometry: String, Sendable, CaseIterable {
    /// Those of the rig, where each frame has one of its own.
    case rig
    /// None: pictures alone tell.
    case pictures
  }

  /// Which cameras are believed.
  public var geometry = Geometry.rig
  /// The frames' ids, and their cameras, where a rig says where each stands.
  private var frames: [(name: String, camera: CameraModel?)] = []

  /// Five bands.
  public init() {}

  /// `stitch`.
  public static let name = "stitch"
  /// What it does.
  public static let summary =
    "Puts overlapping pictures together: registered, brought to one light, cut where they agree, "
    + "blended."
  /// The parameters.
  public static let table = Table<Stitch>([
    .choice(
      "projection", \.projection,
      "How the mosaic is seen: two pictures in the plane of the first; more, from one place, on a "
        + "plane, cylinder or sphere, the first that stretches nothing by more than half."),
    .choice(
      "geometry", \.geometry,
      "Whether the rig says where cameras stand, where each frame has one of its own."),
    .integer(
      "bands", \.bands, range: 1...8,
      "Bands that are blended at seams; 1 cuts without blending."),
    interpolationEntry(\.interpolation),
    .number(
      "leastCorrelation", \.leastCorrelation, range: 0...1,
      "Pictures that agree less where they lie over each other do not show the same."),
    .flag("index", \.index, "Whether it is said of every pixel where it comes from."),
  ])
  /// Pictures arrive.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, DisplayRGB.self, DisplayGray.self, name: "frames",
      isMany: true,
      summary: "2 to 64 pictures that overlap; of two, the first gives plane and light.")
  ]
  /// The mosaic leaves, where its pixels come from, and how it was made.
  public var outputs: [OutputPort] {
    let pixels = OutputPort(
      FrameIndex.self, name: "index",
      summary: "The frame of every pixel, counted from 1, and column and row in it, in eighths.")
    return [
      OutputPort(
        sameAs: "frames", summary: "The mosaic: 0 and marked where it is empty, else at least 1."),
      OutputPort(Report.self, name: "report", summary: "How the pictures lie, and how well."),
    ] + (index ? [pixels] : [])
  }
  /// Everything at once.
  public var reach: Reach { .wholeFrame }

  /// Takes the ids of the frames, and their cameras.
  public func resolved(forAll origins: [Origin]) throws(Failure) -> Stitch {
    var result = self
    let cameras = origins.compactMap(\.camera)
    let isKnown =
      geometry == .rig && cameras.count == origins.count
      && Set(cameras.map(\.name)).count == cameras.count
    result.frames = origins.map { origin in
      (origin.frameID, isKnown ? origin.camera?.model : nil)
    }
    return result
  }

  /// Stitches.
  public func process(
    _ frames: consuming [any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    var pictures: [MosaicPicture] = []
    for (place, frame) in frames.enumerated() {
      let known: (name: String, camera: CameraModel?) =
        place < self.frames.count ? self.frames[place] : ("picture \(place + 1)", nil)
      pictures.append(try MosaicPicture(frame, name: known.name, camera: known.camera))
    }
    let result = try stitcher.stitched(pictures, in: FilterContext(threads: threads))
    var products: [String: any AnyFrame] = [
      "frame": result.picture.frame(like: frames[0]),
      "report": Frame<Report>(result.report(of: pictures)),
    ]
    if let index = result.index {
      products["index"] = Frame<FrameIndex>(
        .init(planes: [index.pictures, index.columns, index.rows]),
        properties: .init(parts: index.parts))
    }
    return products
  }

  private var stitcher: Stitcher {
    var stitcher = Stitcher()
    stitcher.projection = MosaicProjection(rawValue: projection.rawValue)
    stitcher.blend.bands = bands
    stitcher.interpolation = interpolation
    stitcher.registration.leastCorrelation = leastCorrelation
    stitcher.isIndexed = index
    return stitcher
  }
}
