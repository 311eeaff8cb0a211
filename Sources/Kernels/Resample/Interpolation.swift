import ExactMath

/// How a sample between pixels is computed.
public enum Interpolation: String, Sendable, CaseIterable {
  /// Between four neighbours, at a cost that does not show.
  case bilinear
  /// Four by four pixels, the cubic of R. Keys with a = −1/2.
  ///
  /// That a is the one for which the error falls with the third power of the pixel's size
  /// (R. Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE Transactions on
  /// Acoustics, Speech, and Signal Processing 29, 1981); OpenCV takes −3/4, which sharpens.
  case bicubic
  /// Six by six pixels, a sinc under the wide lobe of another: `sinc(t)·sinc(t/3)`.
  case lanczos3

  /// Pixels along the side of the window that a sample is computed from.
  public var taps: Int {
    switch self {
    case .bilinear: 2
    case .bicubic: 4
    case .lanczos3: 6
    }
  }

  /// Pixels of the window above and to the left of a position, the one at the position included.
  var reach: Int { taps / 2 }

  /// What a position is rounded to, in 2⁻¹⁶ px, by adding half of it and cutting off.
  var grain: Int32 { self == .bilinear ? 2 : 256 }

  /// A position as the kernels see it: the pixel to the left, and whether others have a weight.
  func split(_ position: Int32) -> (pixel: Int, hasFraction: Bool) {
    let rounded = Int(position) + (self == .bilinear ? 0 : 128)
    return (rounded >> 16, rounded & 0xFFFF >= Int(grain))
  }

  /// The weights at 256 phases, eight each, from the leftmost pixel of the window; their sum is 1.
  ///
  /// Empty for ``bilinear``, which is computed from the fraction itself.
  var weights: [Float] {
    if self == .bilinear { return [] }
    return (0..<256).flatMap { phase in
      let fraction = Double(phase) / 256
      let values = (0..<8).map { tap in
        tap < taps ? weight(Double(tap - reach + 1) - fraction) : 0
      }
      let total = values.reduce(0, +)
      return values.map { Float($0 / total) }
    }
  }

  private func weight(_ distance: Double) -> Double {
    let t = distance.magnitude
    if t >= Double(reach) { return 0 }
    switch self {
    case .bilinear: return 1 - t
    case .bicubic: return t < 1 ? (1.5 * t - 2.5) * t * t + 1 : ((2.5 - 0.5 * t) * t - 4) * t + 2
    case .lanczos3:
      if t == 0 { return 1 }
      if t == t.rounded() { return 0 }
      let angle = Double.pi * t
      return 3 * Exact.sin(angle) * Exact.sin(angle / 3) / (angle * angle)
    }
  }
}
