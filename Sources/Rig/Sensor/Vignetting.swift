import Diagnostics
import Settings

/// How light falls off towards the corners: `1 + a2·r² + a4·r⁴ + a6·r⁶`.
///
/// `r` is the distance from the principal point over half the diagonal of the sensor; the factor
/// is the share of light that arrives, 1 at the centre.
public struct Vignetting: Configurable, Hashable {
  /// Coefficient of r².
  public var a2 = 0.0
  /// Coefficient of r⁴.
  public var a4 = 0.0
  /// Coefficient of r⁶.
  public var a6 = 0.0

  /// No fall-off.
  public init() {}

  /// The parameters.
  public static let table = Table<Vignetting>([
    .number("a2", \.a2, unit: "1", "Coefficient of r², r being 1 at half the diagonal."),
    .number("a4", \.a4, unit: "1", "Coefficient of r⁴."),
    .number("a6", \.a6, unit: "1", "Coefficient of r⁶."),
  ])

  /// The share of light at a squared normalised radius.
  public func light(radiusSquared s: Double) -> Double {
    1 + s * (a2 + s * (a4 + s * a6))
  }

  /// Light arrives everywhere on the sensor.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard findings.areClean(node) else { return }
    for step in 0...64 {
      let r = Double(step) / 64
      guard light(radiusSquared: r * r) <= 0 else { continue }
      return findings.add(
        node.diagnostic(
          "no light is left at radius \(r)", remedy: "check the signs: a fall-off has a2 < 0"))
    }
  }
}
