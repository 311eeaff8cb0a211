import ExactMath

/// The reflectance of a surface of grains.
///
/// B. Hapke's isotropic multiple scattering approximation with shadow hiding, as a radiance factor
/// (1 is a white diffuser that faces the Sun):
///
///     I/F  = w/4 · μ0/(μ0 + μ) · ((1 + B(g))·p(g) + H(μ0)·H(μ) − 1)
///     B(g) = B0 / (1 + tan(g/2) / h)
///     p(g) = (1+c)/2 · (1−b²)/(1 − 2b·cos g + b²)^1.5 + (1−c)/2 · (1−b²)/(1 + 2b·cos g + b²)^1.5
///     H(x) = 1 / (1 − w·x·(r0 + (1 − 2·r0·x)/2 · ln((1 + x)/x)))
///     r0   = (1 − √(1−w)) / (1 + √(1−w))
///
/// μ0 and μ are the cosines of incidence and emission, g is the phase angle. Roughness is not part
/// of it: the ground of a scene has its own.
///
/// Source: B. Hapke, "Bidirectional reflectance spectroscopy 5" (Icarus 157, 2002), equations 13
/// and 37; p as in H. Sato et al., "Resolved Hapke parameter maps of the Moon" (J. Geophys. Res.
/// 119, 2014), equation 7.
public struct Hapke: Sendable, Hashable {
  /// Single-scattering albedo w.
  public var singleScattering: Double
  /// Width b of both lobes, 0 to 1.
  public var lobeWidth: Double
  /// By how much c the backward lobe outweighs the forward one, −1 to 1.
  public var backward: Double
  /// Amplitude B0 of the opposition surge.
  public var surge: Double
  /// Angular width h of the surge.
  public var surgeWidth: Double

  /// Parameters from their values.
  public init(
    singleScattering: Double, lobeWidth: Double, backward: Double, surge: Double,
    surgeWidth: Double
  ) {
    self.singleScattering = singleScattering
    self.lobeWidth = lobeWidth
    self.backward = backward
    self.surge = surge
    self.surgeWidth = surgeWidth
  }

  /// Lunar highlands in green light, near the medians that Sato and others (2014) give for 566 nm.
  public static let highlands = Hapke(
    singleScattering: 0.34, lobeWidth: 0.24, backward: 0.28, surge: 1.9, surgeWidth: 0.075)

  /// w, b, c, B0 and h, as a scene states them.
  var numbers: [Double] { [singleScattering, lobeWidth, backward, surge, surgeWidth] }

  /// Parameters from w, b, c, B0 and h.
  init(numbers: [Double]) {
    precondition(numbers.count == 5, "five parameters")
    self.init(
      singleScattering: numbers[0], lobeWidth: numbers[1], backward: numbers[2],
      surge: numbers[3], surgeWidth: numbers[4])
  }

  /// The radiance factor.
  ///
  /// - Parameters:
  ///   - incidence: μ0, above 0.
  ///   - emission: μ, above 0.
  ///   - phase: the cosine of g.
  /// - Returns: 0 or more.
  public func radiance(incidence: Double, emission: Double, phase: Double) -> Double {
    let multiple = height(incidence) * height(emission) - 1
    return singleScattering / 4 * incidence / (incidence + emission)
      * (single(phase: phase) + multiple)
  }

  /// `(1 + B(g))·p(g)`.
  func single(phase: Double) -> Double {
    let (b, c) = (lobeWidth, backward)
    let (back, forth) = (1 - 2 * b * phase + b * b, 1 + 2 * b * phase + b * b)
    let lobes =
      (1 - b * b) / 2
      * ((1 + c) / (back * back.squareRoot()) + (1 - c) / (forth * forth.squareRoot()))
    // tan(g/2) = √((1 − cos g) / (1 + cos g)).
    let half = (max(0, 1 - phase) / max(1e-12, 1 + phase)).squareRoot()
    return lobes * (1 + surge / (1 + half / surgeWidth))
  }

  /// Chandrasekhar's H, to 1 %.
  func height(_ x: Double) -> Double {
    let gamma = max(0, 1 - singleScattering).squareRoot()
    let r0 = (1 - gamma) / (1 + gamma)
    let x = max(x, 1e-6)
    return 1
      / (1 - singleScattering * x * (r0 + (1 - 2 * r0 * x) / 2 * Exact.log((1 + x) / x)))
  }
}
