import ExactMath
import Rig

/// How a surface sends light back, in red, green and blue.
struct Material: Sendable {
  /// The law behind it.
  enum Law: Sendable {
    /// Regolith after Lommel and Seeliger, with a phase function.
    case lommelSeeliger(Photometry)
    /// Regolith after Hapke; the second number makes its normal albedo 1.
    case hapke(Hapke, Double)
    /// Even scattering.
    case lambert
    /// Rough metal.
    case metal(Microfacets)
  }

  /// The law behind it.
  let law: Law
  /// Normal albedo, or reflectance of a metal at right angles.
  let color: Vector3

  /// Regolith of normal albedo 1 but for its red slope.
  static func soil(_ law: Law, redSlope: Double) -> Material {
    Material(law: law, color: Vector3(1 + redSlope, 1, 1 - redSlope))
  }

  /// Regolith after Hapke.
  static func hapke(_ parameters: Hapke) -> Law {
    .hapke(parameters, 1 / parameters.radiance(incidence: 1, emission: 1, phase: 1))
  }

  /// Whether light goes where a mirror would throw it.
  var mirror: Microfacets? {
    if case .metal(let facets) = law { return facets }
    return nil
  }

  /// The same, duller where it is metal.
  ///
  /// What a mirror shows of another one would come by few and very bright rays; a wider lobe brings
  /// the same light by many (A. Kaplanyan and C. Dachsbacher, "Path Space Regularization for
  /// Holistic and Robust Light Transport", Eurographics 2013).
  var regularised: Material {
    guard let facets = mirror, facets.roughness < 0.6 else { return self }
    return Material(law: .metal(Microfacets(roughness: 0.6)), color: color)
  }

  /// The radiance factor in the light of a distant source of the Sun's strength.
  ///
  /// - Parameters:
  ///   - albedo: what ``color`` is multiplied by.
  ///   - normal: of the surface.
  ///   - light: direction to the source.
  ///   - viewer: direction to the camera.
  /// - Returns: 0 or more in each colour.
  func radiance(
    albedo: Double, normal: Vector3, light: Vector3, viewer: Vector3
  ) -> Vector3 {
    let incidence = normal.dot(light)
    guard incidence > 0 else { return .zero }
    let emission = max(0.02, normal.dot(viewer))
    switch law {
    case .lommelSeeliger(let photometry):
      let law = 2 * incidence / (incidence + emission)
      return color * (albedo * law * photometry.phase(cosine: light.dot(viewer)))
    case .hapke(let parameters, let scale):
      return color
        * (albedo * scale
          * parameters.radiance(
            incidence: incidence, emission: emission, phase: light.dot(viewer)))
    case .lambert: return color * (albedo * incidence)
    case .metal(let facets):
      let (strength, grazing) = facets.lobe(normal: normal, light: light, viewer: viewer)
      return fresnel(grazing) * (albedo * strength)
    }
  }

  /// Schlick's F.
  func fresnel(_ grazing: Double) -> Vector3 {
    color + (Vector3(1, 1, 1) - color) * grazing
  }
}
