import Rig

/// Rough metal: small mirrors whose tilts follow the distribution of Trowbridge and Reitz (GGX).
///
///     f = D(h)·G(l, v)·F(h·v) / (4·μ0·μ)
///     D = α² / (π·((n·h)²·(α² − 1) + 1)²)
///     G = 1 / (1 + Λ(l) + Λ(v)),  Λ = (√(1 + α²·(1/μ² − 1)) − 1) / 2
///     F = F0 + (1 − F0)·(1 − h·v)⁵
///
/// Source: B. Walter et al., "Microfacet Models for Refraction through Rough Surfaces" (EGSR 2007),
/// equation 33; G as in E. Heitz, "Understanding the Masking-Shadowing Function" (JCGT 2014),
/// equation 99; F by C. Schlick (1994).
struct Microfacets: Sendable, Hashable {
  /// α, the square of the perceived roughness; above 0.
  var roughness: Double

  /// `D·G / (4·μ0·μ)` times π·μ0: the radiance factor of a perfect mirror metal.
  ///
  /// - Parameters:
  ///   - normal: of the surface.
  ///   - light: direction to the light.
  ///   - viewer: direction to the camera.
  /// - Returns: the factor, and F's `(1 − h·v)⁵`.
  func lobe(
    normal: Vector3, light: Vector3, viewer: Vector3
  ) -> (strength: Double, grazing: Double) {
    let (incidence, emission) = (normal.dot(light), normal.dot(viewer))
    guard incidence > 0, emission > 0 else { return (0, 0) }
    let half = (light + viewer).normalized
    let square = roughness * roughness
    let cosine = normal.dot(half)
    let spread = cosine * cosine * (square - 1) + 1
    let distribution = square / (spread * spread)
    let masking = 1 / (1 + tilt(incidence) + tilt(emission))
    let rest = 1 - min(1, max(0, half.dot(viewer)))
    let grazing = rest * rest * (rest * rest) * rest
    return (distribution * masking / (4 * emission), grazing)
  }

  /// Λ.
  private func tilt(_ cosine: Double) -> Double {
    let square = roughness * roughness
    return ((1 + square * (1 / (cosine * cosine) - 1)).squareRoot() - 1) / 2
  }

  /// A direction to which a mirror throws what the viewer sees of it, drawn from those he sees.
  ///
  /// Source: E. Heitz, "Sampling the GGX Distribution of Visible Normals" (JCGT 2018).
  ///
  /// - Parameters:
  ///   - normal: of the surface.
  ///   - viewer: direction to the camera.
  ///   - radius: a number drawn from 0 to 1.
  ///   - turn: sine and cosine of an angle drawn from the full circle.
  /// - Returns: the direction, its weight `G2/G1`, and F's `(1 − h·v)⁵`; nil where the mirror is
  ///   not seen, or throws into the surface.
  func reflection(
    normal: Vector3, viewer: Vector3, radius: Double, turn: (sin: Double, cos: Double)
  ) -> (direction: Vector3, weight: Double, grazing: Double)? {
    let (across, along) = normal.perpendiculars
    let local = Vector3(viewer.dot(across), viewer.dot(along), viewer.dot(normal))
    guard local.z > 0 else { return nil }
    // The viewer over a half sphere.
    let stretched = Vector3(roughness * local.x, roughness * local.y, local.z).normalized
    // Of the disc that he sees, the half below the horizon is pressed together.
    let side = Vector3(-stretched.y, stretched.x, 0)
    let first = side.length > 1e-9 ? side.normalized : Vector3(1, 0, 0)
    let second = stretched.cross(first)
    let t1 = radius.squareRoot() * turn.cos
    let share = (1 + stretched.z) / 2
    let t2 =
      (1 - share) * (1 - t1 * t1).squareRoot() + share * (radius.squareRoot() * turn.sin)
    let up = max(0, 1 - t1 * t1 - t2 * t2).squareRoot()
    let point = first * t1 + second * t2 + stretched * up
    let half = Vector3(roughness * point.x, roughness * point.y, max(0, point.z)).normalized
    let facing = local.dot(half)
    let out = half * (2 * facing) - local
    guard out.z > 0, facing > 0 else { return nil }
    let rest = 1 - min(1, facing)
    let (one, both) = (tilt(local.z), tilt(local.z) + tilt(out.z))
    return (
      across * out.x + along * out.y + normal * out.z, (1 + one) / (1 + both),
      rest * rest * (rest * rest) * rest
    )
  }
}

extension Vector3 {
  /// Two directions at right angles to this one, of length 1, and to each other.
  ///
  /// Source: T. Duff et al., "Building an Orthonormal Basis, Revisited" (JCGT 2017).
  var perpendiculars: (Vector3, Vector3) {
    let sign = z < 0 ? -1.0 : 1
    let a = -1 / (sign + z)
    let b = x * y * a
    return (Vector3(1 + sign * x * x * a, sign * b, -sign * x), Vector3(b, sign + y * y * a, -y))
  }
}
