/// What a geometry can be turned into.
public enum CameraForm: Sendable, Hashable {
  /// A pinhole and one of these lens models.
  case lenses([LensForm])
  /// CAHV: no distortion.
  case cahv
  /// CAHVOR.
  case cahvor

  /// The forms by the words of a command line.
  public static let named: [(name: String, form: CameraForm)] = [
    ("brown-conrady", .lenses([.rational])), ("kannala-brandt", .lenses([.fisheye])),
    ("cahv", .cahv), ("cahvor", .cahvor),
  ]

  /// Whether a geometry is in this form as it stands.
  public func holds(_ geometry: CameraGeometry) -> Bool {
    switch (self, geometry) {
    case (.lenses(let forms), .pinhole(_, let lens, _)): forms.contains { $0.holds(lens) }
    case (.cahv, .cahvore(let vectors)): vectors.lens == .none
    case (.cahvor, .cahvore(let vectors)):
      switch vectors.lens {
      case .none, .radial: true
      case .pupil: false
      }
    default: false
    }
  }
}

extension CameraGeometry {
  /// A pinhole that is the same as this geometry, where a lens of this form is.
  ///
  /// Where O is A, CAHVOR is Brown–Conrady: with `c = 1 + r0`, focal lengths grow by c, `k1 = r1/c`
  /// and `k2 = r2/c`. CAHVORE with a pupil at rest is the same for L = 1, and Kannala–Brandt for
  /// L = 0. Elsewhere it is where a fit begins.
  func asPinhole(_ form: LensForm) -> CameraGeometry {
    var (pinhole, bend) = (intrinsics, [LensCoefficient: Double]())
    switch self {
    case .pinhole(_, let lens, _):
      if lens.model == form.model { for name in lens.used { bend[name] = lens[name] } }
    case .cahvore(let vectors):
      guard let radial = vectors.radial else { break }
      let scale = 1 + radial.x
      pinhole.focalX *= scale
      pinhole.focalY *= scale
      bend = [.k1: radial.y / scale, .k2: radial.z / scale]
    }
    return .pinhole(pinhole, form.lens(form.coefficients.map { bend[$0] ?? 0 }), pose)
  }

  /// Vectors that are the same as a pinhole with k1 and k2 alone; elsewhere where a fit begins.
  func asVectors(bending: Bool) -> CameraGeometry {
    let isPlane = distortion.model == .brownConrady
    var bend = Vector3(0, isPlane ? distortion.k1 : 0, isPlane ? distortion.k2 : 0)
    var vectors = CAHVORE(intrinsics, pose)
    if case .cahvore(let given) = self {
      vectors = given
      bend = given.radial ?? .zero
    }
    vectors.lens = bending ? .radial(axis: vectors.axis, bend) : .none
    return .cahvore(vectors)
  }
}
