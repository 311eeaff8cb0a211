import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Takes the median over a square.
public struct MedianStage: FilterStage {
  /// The side of the square.
  public var size = 3
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// The defaults.
  public init() {}

  /// `median`.
  public static let name = "median"
  /// What it does.
  public static let summary = "Takes the median over a square."
  /// The parameters.
  public static let table = Table<MedianStage>([
    .integer("size", \.size, unit: "px", among: [3, 5], "The side of the square."),
    borderEntry(\.border),
  ])
  /// Both sizes.
  public static var benchmarks: [(name: String, stage: MedianStage)] {
    MedianSize.allCases.map { size in
      var stage = MedianStage()
      stage.size = size.rawValue
      return ("\(size.rawValue)", stage)
    }
  }

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    guard let size = MedianSize(rawValue: size) else { preconditionFailure("a size of 3 or 5") }
    return MedianFilter(size)
  }
}
