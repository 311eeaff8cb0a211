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
  /// Light from sunlit ground around, as a share of sunlight; what shadows have.
  let ambient: Double
  /// f(α) / f(0) over sin(α / 2).
  private let phase: [Double]

  init(ambient: Double) {
    self.ambient = ambient
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

  /// The radiance factor of sunlit or shadowed ground.
  ///
  /// - Parameters:
  ///   - albedo: normal albedo.
  ///   - normal: of the ground.
  ///   - sun: direction to the Sun, or nil in its shadow.
  ///   - viewer: direction to the camera.
  /// - Returns: 0 or more.
  func radiance(albedo: Double, normal: Vector3, sun: Vector3?, viewer: Vector3) -> Double {
    let dim = albedo * ambient
    guard let sun else { return dim }
    let incidence = normal.dot(sun)
    guard incidence > 0 else { return dim }
    let emission = max(0.02, normal.dot(viewer))
    let law = 2 * incidence / (incidence + emission)
    return dim + albedo * law * phase(cosine: sun.dot(viewer))
  }
}
