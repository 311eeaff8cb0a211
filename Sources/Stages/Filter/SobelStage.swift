import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Takes the derivative from 3×3 pixels.
public struct SobelStage: FilterStage {
  /// Which derivative.
  public enum Direction: String, Sendable, CaseIterable {
    /// Positive where it gets brighter to the right.
    case x
    /// Positive where it gets brighter downwards.
    case y
    /// The length of both.
    case magnitude
  }
  /// Which weights stand across.
  public enum Weights: String, Sendable, CaseIterable {
    /// 1 2 1.
    case sobel
    /// 3 10 3.
    case scharr
  }

  /// Which derivative.
  public var direction = Direction.magnitude
  /// Which weights stand across.
  public var weights = Weights.sobel
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// The defaults.
  public init() {}

  /// `sobel`.
  public static let name = "sobel"
  /// What it does.
  public static let summary = "Takes the derivative from 3×3 pixels, along an axis or its length."
  /// The parameters.
  public static let table = Table<SobelStage>([
    .choice("direction", \.direction, "Along which axis, or the length of both."),
    .choice("weights", \.weights, "Sobel's 1 2 1 or Scharr's 3 10 3; not divided by their sum."),
    borderEntry(\.border),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, summary: "Light; each colour is filtered on its own.")
  ]

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    switch (weights, direction) {
    case (.sobel, .x): GradientFilter(.sobel(.x))
    case (.sobel, .y): GradientFilter(.sobel(.y))
    case (.sobel, .magnitude): GradientFilter(.sobelMagnitude)
    case (.scharr, .x): GradientFilter(.scharr(.x))
    case (.scharr, .y): GradientFilter(.scharr(.y))
    case (.scharr, .magnitude): GradientFilter(.scharrMagnitude)
    }
  }
}
