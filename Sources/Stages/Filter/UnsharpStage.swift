import Diagnostics
import Kernels
import Pipeline
import Settings

/// Sharpens with an unsharp mask.
public struct UnsharpStage: FilterStage {
  /// The standard deviation of the Gaussian in pixels.
  public var sigma = 1.0
  /// How much of the details is added.
  public var amount = 0.5
  /// Details smaller than this are left alone; a share of white.
  public var threshold = 0.0
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// Half the details of one pixel.
  public init() {}

  /// `unsharp`.
  public static let name = "unsharp"
  /// What it does.
  public static let summary = "Sharpens: adds what a Gaussian takes away."
  /// The parameters.
  public static let table = Table<UnsharpStage>([
    .number("sigma", \.sigma, unit: "px", range: 0.1...64, "How far details reach."),
    .number("amount", \.amount, range: 0...10, "How much of the details is added."),
    .number(
      "threshold", \.threshold, range: 0...100,
      "Details smaller than this share of white are left alone."),
    borderEntry(\.border),
  ])

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    UnsharpMask(Gaussian(sigma: sigma), amount: Float(amount), threshold: Float(threshold * white))
  }
}
