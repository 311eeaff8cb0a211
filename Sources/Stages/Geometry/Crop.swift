import Diagnostics
import Pipeline
import Raster
import Settings

/// Keeps a part of the picture.
public struct Crop: BandStage {
  /// First column that is kept.
  public var x = 0
  /// First row that is kept.
  public var y = 0
  /// Columns that are kept; to the right edge when absent.
  public var width: Int?
  /// Rows that are kept; to the bottom edge when absent.
  public var height: Int?

  /// Everything is kept.
  public init() {}

  /// `crop`.
  public static let name = "crop"
  /// What it does.
  public static let summary = "Keeps a rectangle; a Bayer pattern moves with the origin."
  /// The parameters.
  public static let table = Table<Crop>([
    .integer("x", \.x, unit: "px", range: 0...65535, "First column that is kept."),
    .integer("y", \.y, unit: "px", range: 0...65535, "First row that is kept."),
    .integer(
      "width", \.width, unit: "px", range: 1...65535, absent: "to the right edge",
      "Columns that are kept."),
    .integer(
      "height", \.height, unit: "px", range: 1...65535, absent: "to the bottom edge",
      "Rows that are kept."),
  ])
  /// Any frame arrives.
  public static let inputs = [
    InputPort(
      Mosaic.self, Radiance.self, LinearRGB.self, LinearGray.self, DisplayRGB.self,
      DisplayGray.self, summary: "Any picture.")
  ]
  /// The same kind of frame leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "The part that is kept.")]
  }
  /// From an odd origin.
  public static var benchmarks: [(name: String, stage: Crop)] {
    var stage = Crop()
    (stage.x, stage.y) = (1, 1)
    return [("", stage)]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// Cuts, without copying.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let region = Region(
      x: x, y: y, width: width ?? max(0, size.width - x), height: height ?? max(0, size.height - y))
    guard size.bounds.contains(region), region.size.area > 0 else {
      throw Failure(
        "the region \(region) does not lie within the picture of \(size)",
        remedy: "choose x, y, width and height within \(size)")
    }
    return BandWork(
      outputSize: region.size,
      inputRows: { ($0.lowerBound + region.y)..<($0.upperBound + region.y) },
      process: { frame, rows in frame.cut(to: region, rows: rows) })
  }
}
