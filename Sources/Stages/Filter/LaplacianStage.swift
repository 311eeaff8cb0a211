import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Takes the sum of second derivatives from 3×3 pixels.
public struct LaplacianStage: FilterStage {
  /// Pixels around the middle that are summed.
  public var neighbours = 4
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// The defaults.
  public init() {}

  /// `laplacian`.
  public static let name = "laplacian"
  /// What it does.
  public static let summary = "Takes the sum of second derivatives from 3×3 pixels."
  /// The parameters.
  public static let table = Table<LaplacianStage>([
    .integer(
      "neighbours", \.neighbours, among: [4, 8], "Pixels around the middle that are summed."),
    borderEntry(\.border),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, summary: "Light; each colour is filtered on its own.")
  ]

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    GradientFilter(.laplacian(neighbours == 8 ? .eight : .four))
  }
}
