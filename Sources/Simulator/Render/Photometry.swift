import ExactMath
import Rig

/// How much light the ground sends back.
///
/// Lommel–Seeliger's law with a phase function:
///
///     radiance factor = albedo · 2·μ0 / (μ0 + μ) · f(α) / f(0)
///     f(α) = exp(-0.7·α) + 0.35·exp(-α / 0.09)
///
/// μ0 and μ are the cosines of the angles of incidence and emission, α the angle between Sun and
/// viewer; the radiance factor of a white diffuser facing the Sun is 1, and `albedo` that of the
/// ground at α = 0. The first term of f falls by 0.013 magnitudes per degree, the second is the
/// opposition surge of shadow hiding; both are round numbers of the lunar regolith's size
/// (B. Hapke, "Theory of Reflectance and Emittance Spectroscopy", 2012, chapters 8 and 9).
struct Photometry: Sendable {
  /// f(α) / f(0) over sin(α / 2).
  private let phase: [Double]

  init() {
    let zero = 1.35
    phase = (0...1024).map { step in
      let angle = 2 * Exact.asin(Double(step) / 1024)
      return (Exact.exp(-0.7 * angle) + 0.35 * Exact.exp(-angle / 0.09)) / zero
    }
  }

  /// The phase function at an angle given by its cosine.
  func phase(cosine: Double) -> Double {
    let place = max(0, (1 - cosine) / 2).squareRoot() * 1024
    let step = min(1023, Int(place))
    let rest = place - Double(step)
    return phase[step] + (phase[step + 1] - phase[step]) * rest
  }
}
