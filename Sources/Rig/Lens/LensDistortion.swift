import Diagnostics
import Settings

/// The distortion of a lens, as `rig.yaml` states it: a model and its coefficients.
///
/// ``BrownConrady`` uses all of them, ``KannalaBrandt`` the first four.
public struct LensDistortion: Configurable, Hashable {
  /// How a lens bends light.
  public enum Model: String, Sendable, CaseIterable {
    /// Brown–Conrady with a rational radial part: lenses up to some 120°.
    case brownConrady = "brown-conrady"
    /// Kannala–Brandt, a polynomial of the angle: fisheyes.
    case kannalaBrandt = "kannala-brandt"
  }

  /// The model.
  public var model = Model.brownConrady
  /// Of r² or θ².
  public var k1 = 0.0
  /// Of r⁴ or θ⁴.
  public var k2 = 0.0
  /// Of r⁶ or θ⁶.
  public var k3 = 0.0
  /// Of r² in the denominator, or of θ⁸.
  public var k4 = 0.0
  /// Of r⁴ in the denominator.
  public var k5 = 0.0
  /// Of r⁶ in the denominator.
  public var k6 = 0.0
  /// Tangential, upright.
  public var p1 = 0.0
  /// Tangential, across.
  public var p2 = 0.0

  /// No distortion.
  public init() {}

  /// The parameters.
  public static let table = Table<LensDistortion>([
    .choice(
      "model", \.model,
      "The distortion model: Brown–Conrady in OpenCV's rational form, or Kannala–Brandt for "
        + "fisheyes, which has k1 to k4 alone."),
    .number(
      "k1", \.k1, unit: "1", "Radial coefficient of r² in the numerator; of a fisheye, of θ²."),
    .number(
      "k2", \.k2, unit: "1", "Radial coefficient of r⁴ in the numerator; of a fisheye, of θ⁴."),
    .number(
      "k3", \.k3, unit: "1", "Radial coefficient of r⁶ in the numerator; of a fisheye, of θ⁶."),
    .number(
      "k4", \.k4, unit: "1", "Radial coefficient of r² in the denominator; of a fisheye, of θ⁸."),
    .number("k5", \.k5, unit: "1", "Radial coefficient of r⁴ in the denominator."),
    .number("k6", \.k6, unit: "1", "Radial coefficient of r⁶ in the denominator."),
    .number("p1", \.p1, unit: "1", "First tangential coefficient."),
    .number("p2", \.p2, unit: "1", "Second tangential coefficient."),
  ])

  /// A fisheye has four coefficients.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard model == .kannalaBrandt else { return }
    for (key, value) in [("k5", k5), ("k6", k6), ("p1", p1), ("p2", p2)] {
      guard value != 0, let place = node[key] else { continue }
      findings.add(
        place.diagnostic(
          "a kannala-brandt lens has no \(key)",
          remedy: "remove it, or write model: brown-conrady"))
    }
  }
}
