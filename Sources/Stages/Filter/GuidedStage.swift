import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Smooths along the edges of the picture itself.
public struct GuidedStage: FilterStage {
  /// Pixels from the middle of a square to its sides.
  public var radius = 4
  /// The variance below which the picture counts as flat.
  public var epsilon = 0.001
  /// What stands beyond the edge.
  public var border = BorderName.reflect101

  /// The defaults.
  public init() {}

  /// `guided`.
  public static let name = "guided"
  /// What it does.
  public static let summary = "Smooths along the edges of the picture itself (guided filter)."
  /// The parameters.
  public static let table = Table<GuidedStage>([
    .integer(
      "radius", \.radius, unit: "px", range: 1...90,
      "Pixels from the middle of a square to its sides."),
    .number(
      "epsilon", \.epsilon, range: 1e-6...1,
      "The variance below which the picture counts as flat, in squares of light."),
    borderEntry(\.border),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(
      LinearRGB.self, LinearGray.self, summary: "Light; each colour is filtered on its own.")
  ]

  /// Slopes have no constant, nor do they wrap.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard let place = node["border"], findings.areClean(place) else { return }
    if border == .wrap || border == .zero {
      findings.add(
        place.diagnostic(
          "a guided filter has no border \(border.rawValue)",
          remedy: "write reflect-101, reflect or replicate"))
    }
  }

  /// The filter.
  func filter(white: Double) -> any PlaneFilter {
    GuidedFilter(radius: radius, epsilon: Float(epsilon))
  }
}
