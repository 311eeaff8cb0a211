import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Smooths where the picture is even and keeps edges.
public struct BilateralStage: FilterStage {
  /// Of the circle that is looked at.
  public var radius = 4
  /// The standard deviation of distances.
  public var sigmaSpace = 2.0
  /// That of differences, as a share of white.
  public var sigmaRange = 0.1
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// The defaults.
  public init() {}

  /// `bilateral`.
  public static let name = "bilateral"
  /// What it does.
  public static let summary =
    "Smooths where the picture is even and keeps edges (bilateral filter)."
  /// The parameters.
  public static let table = Table<BilateralStage>([
    .integer("radius", \.radius, unit: "px", range: 1...31, "Of the circle that is looked at."),
    .number(
      "sigmaSpace", \.sigmaSpace, unit: "px", range: 0.1...100,
      "The standard deviation of distances."),
    .number(
      "sigmaRange", \.sigmaRange, range: 1e-6...100,
      "The standard deviation of differences, as a share of white."),
    borderEntry(\.border),
  ])

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    BilateralFilter(radius: radius, sigmaSpace: sigmaSpace, sigmaRange: sigmaRange * white)
  }
}
