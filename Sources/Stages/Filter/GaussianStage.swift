import Diagnostics
import Kernels
import Pipeline
import Settings

/// Smooths with a Gaussian.
public struct GaussianStage: FilterStage {
  /// The standard deviation in pixels.
  public var sigma = 1.0
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// A Gaussian of one pixel.
  public init() {}

  /// `gaussian`.
  public static let name = "gaussian"
  /// What it does.
  public static let summary = "Smooths with a Gaussian."
  /// The parameters.
  public static let table = Table<GaussianStage>([
    .number(
      "sigma", \.sigma, unit: "px", range: 0.1...64,
      "The standard deviation; all but 0.0003 of the weight is kept."),
    borderEntry(\.border),
  ])
  /// Narrow and wide.
  public static var benchmarks: [(name: String, stage: GaussianStage)] {
    [1, 4].map { sigma in
      var stage = GaussianStage()
      stage.sigma = Double(sigma)
      return ("sigma\(sigma)", stage)
    }
  }

  /// The filter.
  func filter(white: Double) -> any PlaneFilter { GaussianFilter(Gaussian(sigma: sigma)) }
}
