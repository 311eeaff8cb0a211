import ExactMath

/// Colours that stand for numbers.
public enum ColorScale: String, Sendable, CaseIterable {
  /// Ever brighter, through many colours; it can be read in grey too.
  case cubehelix
  /// From black to white.
  case gray
  /// Blue below the middle, red above it.
  case diverging

  /// 256 colours, from the least to the largest number; none is black, which stands for what is not
  /// known.
  ///
  /// `cubehelix` is that of D. A. Green, "A colour scheme for the display of astronomical intensity
  /// images", Bulletin of the Astronomical Society of India 39 (2011), from 12 % of its brightness
  /// on; `diverging` runs between the colours of K. Moreland, "Diverging Color Maps for Scientific
  /// Visualization" (2009).
  var colors: [SIMD3<UInt8>] {
    (0...255).map { step in
      let share = Double(step) / 255
      let color =
        switch self {
        case .cubehelix: Self.helix(0.12 + 0.88 * share)
        case .gray: SIMD3(repeating: 0.12 + 0.88 * share)
        case .diverging: Self.diverging(share)
        }
      let codes = color * 255
      return SIMD3(Self.code(codes.x), Self.code(codes.y), Self.code(codes.z))
    }
  }

  private static func code(_ value: Double) -> UInt8 { UInt8(max(0, min(255, value)) + 0.5) }

  private static func helix(_ brightness: Double) -> SIMD3<Double> {
    let angle = 2 * Double.pi * (0.5 / 3 - 1.5 * brightness)
    let (sine, cosine) = Exact.sincos(angle)
    let amplitude = brightness * (1 - brightness) / 2
    return SIMD3(
      brightness + amplitude * (-0.14861 * cosine + 1.78277 * sine),
      brightness + amplitude * (-0.29227 * cosine - 0.90649 * sine),
      brightness + amplitude * (1.97294 * cosine))
  }

  private static func diverging(_ share: Double) -> SIMD3<Double> {
    let (low, middle, high) = (
      SIMD3(0.230, 0.299, 0.754), SIMD3(0.865, 0.865, 0.865), SIMD3(0.706, 0.016, 0.150)
    )
    let place = 2 * share
    return place < 1
      ? low + (middle - low) * place : middle + (high - middle) * (place - 1)
  }
}
