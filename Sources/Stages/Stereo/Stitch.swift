import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings
import Stereo

/// Puts overlapping pictures together; for now two.
public struct Stitch: GatheringStage {
  /// Bands that are blended.
  public var bands = 5
  /// How the second picture is resampled.
  public var interpolation = Interpolation.bicubic
  /// The least correlation of what lies over each other.
  public var leastCorrelation = 0.5

  /// Five bands.
  public init() {}

  /// `stitch`.
  public static let name = "stitch"
  /// What it does.
  public static let summary =
    "Puts two overlapping pictures of a far or flat scene together, in the plane of the first one."
  /// The parameters.
  public static let table = Table<Stitch>([
    .integer(
      "bands", \.bands, range: 1...10,
      "Bands that are blended at the seam; 1 cuts without blending."),
    interpolationEntry(\.interpolation),
    .number(
      "leastCorrelation", \.leastCorrelation, range: 0...1,
      "Pictures that agree less where they lie over each other are refused."),
  ])
  /// Pictures arrive.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, DisplayRGB.self, DisplayGray.self, name: "frames",
      isMany: true, summary: "Two pictures; the result has the plane of the first.")
  ]
  /// The mosaic leaves, and how it was made.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        sameAs: "frames", summary: "Both; outside of them 0 and marked, else at least 1."),
      OutputPort(Report.self, name: "report", summary: "How the pictures were registered."),
    ]
  }
  /// Everything at once.
  public var reach: Reach { .wholeFrame }

  /// Stitches.
  public func process(
    _ frames: consuming [any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard frames.count == 2 else {
      throw Failure(
        "\(Self.name) puts two pictures together, and was given \(frames.count)",
        remedy: "give two; of more, stitch what comes of two with the next one")
    }
    var mosaic = PairMosaic()
    mosaic.blend.bands = bands
    mosaic.interpolation = interpolation
    mosaic.registration.leastCorrelation = leastCorrelation
    let result = try mosaic.mosaic(
      PairMosaic.Picture(frames[0]), PairMosaic.Picture(frames[1]),
      in: FilterContext(threads: threads))
    return [
      "frame": result.picture.frame(like: frames[0]), "report": Frame<Report>(result.json),
    ]
  }
}
