import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Takes the mean over a square.
public struct BoxStage: FilterStage {
  /// Pixels from the middle to the sides.
  public var radius = 2
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// The defaults.
  public init() {}

  /// `box`.
  public static let name = "box"
  /// What it does.
  public static let summary = "Takes the mean over a square."
  /// The parameters.
  public static let table = Table<BoxStage>([
    .integer(
      "radius", \.radius, unit: "px", range: 1...90, "Pixels from the middle to the sides."),
    borderEntry(\.border),
  ])
  /// Small and large.
  public static var benchmarks: [(name: String, stage: BoxStage)] {
    [2, 15].map { radius in
      var stage = BoxStage()
      stage.radius = radius
      return ("radius\(radius)", stage)
    }
  }

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    BoxFilter(radius: radius)
  }
}
