import ExactMath
import Kernels

/// A curve from linear light, 0 to 1, to display codes, 0 to 1; rising, with 0 at 0 and 1 at 1.
struct ToneCurve: Sendable {
  /// The value of the curve.
  let value: @Sendable (Double) -> Double
  /// What a display must know to undo it.
  let name: String

  /// Nothing is changed.
  static let linear = ToneCurve(value: { $0 }, name: "linear")

  /// The transfer function of sRGB.
  static let sRGB = ToneCurve(value: ToneCodes.sRGB, name: "srgb")

  /// A power of 1/gamma.
  static func gamma(_ gamma: Double) -> ToneCurve {
    ToneCurve(value: { Exact.pow($0, 1 / gamma) }, name: "gamma \(gamma)")
  }

  /// Lifts shadows, then applies sRGB: `asinh(lift · light) / asinh(lift)`.
  ///
  /// Near black the slope is `lift / asinh(lift)`: 1.9 for a lift of 4, 3.3 for 10. Highlights are
  /// compressed like a logarithm (Lupton et al. 2004, "Preparing Red-Green-Blue Images from CCD
  /// Data").
  static func stretch(lift: Double) -> ToneCurve {
    if lift <= 0 { return ToneCurve(value: sRGB.value, name: "stretch 0") }
    let whole = asinh(lift)
    return ToneCurve(
      value: { sRGB.value(asinh(lift * $0) / whole) }, name: "stretch \(lift)")
  }

  private static func asinh(_ x: Double) -> Double {
    Exact.log(x + (x * x + 1).squareRoot())
  }

  /// The curve at `count` equal steps from 0 to 1, scaled to `full`.
  func sampled(count: Int, full: Double) -> [Float] {
    (0..<count).map { Float(value(Double($0) / Double(count - 1)) * full) }
  }
}
