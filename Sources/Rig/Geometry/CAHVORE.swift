import ExactMath

/// The camera models of the Jet Propulsion Laboratory: CAHV, CAHVOR and CAHVORE.
///
/// C is the centre of projection, A the direction at right angles to the picture, H and V hold
/// focal length and centre: `x = H·d / A·d`, `y = V·d / A·d` for a direction d from C. CAHVOR bends
/// directions about the optical axis O by the polynomial R; CAHVORE moves the centre along O as
/// well (E: an entrance pupil), and bends by the angle rather than by its tangent.
///
/// CAHVOR, with `ω = d·O`, `λ = d − ω·O` and `τ = |λ|² / ω²`:
///
///     d' = d + (r0 + r1·τ + r2·τ²)·λ
///
/// CAHVORE, with θ the angle from O and L the linearity (1: perspective, 0: equidistant fisheye):
///
///     ω·sin θ − |λ|·cos θ = (θ − sin θ)·(e0 + e1·θ² + e2·θ⁴)
///     χ = tan(L·θ)/L for L > 0, θ for L = 0, sin(L·θ)/L for L < 0
///     d' = |λ|/χ·O + (1 + r0 + r1·χ² + r2·χ⁴)·λ
///
/// O is used at length 1, whatever its last digits: labels round it, and only so do directions come
/// back through the lens the way they went.
///
/// Source: Y. Yakimovsky and R. Cunningham, "A System for Extracting Three-Dimensional Measurements
/// from a Stereo Pair of TV Cameras" (1978); D. Gennery, "Generalized Camera Calibration Including
/// Fish-Eye Lenses", International Journal of Computer Vision 68 (2006).
public struct CAHVORE: Sendable, Hashable {
  /// How directions are bent.
  public enum Lens: Sendable, Hashable {
    /// Not at all: CAHV.
    case none
    /// CAHVOR, with r0, r1 and r2.
    case radial(axis: Vector3, Vector3)
    /// CAHVORE: r0 to r2, e0 to e2 in metres, and the linearity, at most 1.
    case pupil(axis: Vector3, Vector3, moving: Vector3, linearity: Double)
  }

  /// The centre of projection, in metres.
  public var centre: Vector3
  /// The direction at right angles to the picture, of length 1.
  public var axis: Vector3
  /// Across: pixels.
  public var horizontal: Vector3
  /// Down: pixels.
  public var vertical: Vector3
  /// How directions are bent.
  public var lens: Lens

  /// A model of its vectors.
  public init(
    centre: Vector3, axis: Vector3, horizontal: Vector3, vertical: Vector3, lens: Lens = .none
  ) {
    (self.centre, self.axis, self.lens) = (centre, axis, lens)
    (self.horizontal, self.vertical) = (horizontal, vertical)
  }

  /// Where a point appears in the picture.
  ///
  /// - Parameter point: in the frame of the vectors, in metres.
  /// - Returns: the position, perhaps outside of the picture; nil where the camera does not see.
  public func project(_ point: Vector3) -> ImagePoint? {
    guard let bent = bent(point - centre) else { return nil }
    let depth = bent.dot(axis)
    guard depth > 0 else { return nil }
    return ImagePoint(bent.dot(horizontal) / depth, bent.dot(vertical) / depth)
  }

  /// The light that a position in the picture shows, followed back.
  ///
  /// - Parameter pixel: a position in the picture.
  /// - Returns: the ray, in the frame of the vectors; nil where the lens shows nothing.
  public func ray(_ pixel: ImagePoint) -> Ray? {
    let across = (vertical - axis * pixel.y).cross(horizontal - axis * pixel.x)
    // A camera looks along A, whichever way H and V turn.
    let direction = (across.dot(axis) < 0 ? across * -1 : across).normalized
    switch lens {
    case .none: return Ray(origin: centre, direction: direction)
    case .radial(let optical, let r): return straightened(direction, optical.normalized, r)
    case .pupil(let optical, let r, let e, let linearity):
      return straightened(direction, optical.normalized, r, e, linearity)
    }
  }

  /// The direction behind the lens.
  private func bent(_ direction: Vector3) -> Vector3? {
    switch lens {
    case .none: return direction
    case .radial(let axis, let r):
      let optical = axis.normalized
      let along = direction.dot(optical)
      guard along > 0 else { return nil }
      let across = direction - optical * along
      let square = across.dot(across) / (along * along)
      // Beyond the turn of the polynomial a lens shows nothing.
      guard square <= Self.turn(r) else { return nil }
      return direction + across * (r.x + square * (r.y + square * r.z))
    case .pupil(let axis, let r, let e, let linearity):
      let optical = axis.normalized
      let along = direction.dot(optical)
      let across = direction - optical * along
      let distance = across.length
      if distance < 1e-12 * direction.length { return along > 0 ? optical : nil }
      guard let angle = Self.angle(along, distance, e) else { return nil }
      guard let bend = Self.bend(angle, linearity), bend > 0 else { return nil }
      let square = bend * bend
      guard square <= Self.turn(r) else { return nil }
      return optical * (distance / bend) + across * (1 + r.x + square * (r.y + square * r.z))
    }
  }

  /// The angle from the optical axis at which light comes to the moving pupil, by Newton's method.
  private static func angle(_ along: Double, _ across: Double, _ e: Vector3) -> Double? {
    var angle = Exact.atan2(across, along)
    for _ in 0..<20 {
      let turn = Exact.sincos(angle)
      let square = angle * angle
      let shift = e.x + square * (e.y + square * e.z)
      let slope =
        along * turn.cos + across * turn.sin - (1 - turn.cos) * shift
        - (angle - turn.sin) * angle * (2 * e.y + 4 * square * e.z)
      guard slope > 0 else { return nil }
      let step = (along * turn.sin - across * turn.cos - (angle - turn.sin) * shift) / slope
      angle -= step
      if step.magnitude < 1e-15 { break }
    }
    return angle
  }

  /// χ of an angle.
  private static func bend(_ angle: Double, _ linearity: Double) -> Double? {
    if linearity > 1e-9 {
      guard linearity * angle < 0.499 * .pi else { return nil }
      return Exact.tan(linearity * angle) / linearity
    }
    if linearity < -1e-9 {
      guard -linearity * angle < 0.5 * .pi else { return nil }
      return Exact.sincos(linearity * angle).sin / linearity
    }
    return angle
  }

  /// The ray before the lens of a direction behind it, for CAHVOR.
  private func straightened(_ bent: Vector3, _ optical: Vector3, _ r: Vector3) -> Ray? {
    let along = bent.dot(optical)
    guard along > 0 else { return nil }
    let across = bent - optical * along
    let tangent = across.length / along
    guard let found = Self.root(tangent, r) else { return nil }
    let share = tangent > 0 ? found / tangent : 1
    return Ray(origin: centre, direction: (optical * along + across * share).normalized)
  }

  /// The ray before the lens of a direction behind it, for CAHVORE.
  private func straightened(
    _ bent: Vector3, _ optical: Vector3, _ r: Vector3, _ e: Vector3, _ linearity: Double
  ) -> Ray? {
    let along = bent.dot(optical)
    guard along > 0 else { return nil }
    let across = bent - optical * along
    let length = across.length
    if length < 1e-12 * along { return Ray(origin: centre, direction: optical) }
    guard let bend = Self.root(length / along, r) else { return nil }
    let angle: Double
    if linearity > 1e-9 {
      angle = Exact.atan2(linearity * bend, 1) / linearity
    } else if linearity < -1e-9 {
      guard -linearity * bend <= 1 else { return nil }
      angle = Exact.asin(-linearity * bend) / -linearity
    } else {
      angle = bend
    }
    let turn = Exact.sincos(angle)
    let square = angle * angle
    let shift = (angle / turn.sin - 1) * (e.x + square * (e.y + square * e.z))
    return Ray(
      origin: centre + optical * shift,
      direction: (optical * turn.cos + across * (turn.sin / length)).normalized)
  }

  /// u of `u·(1 + r0 + r1·u² + r2·u⁴) = value`; nil beyond the turn.
  private static func root(_ value: Double, _ r: Vector3) -> Double? {
    RisingFunction.root(of: value, upTo: turn(r).squareRoot()) { u in
      let square = u * u
      return (
        u * (1 + r.x + square * (r.y + square * r.z)),
        1 + r.x + square * (3 * r.y + square * 5 * r.z)
      )
    }
  }

  /// The square of u at which `u·(1 + r0 + r1·u² + r2·u⁴)` first ceases to rise; infinite where it
  /// always rises.
  private static func turn(_ r: Vector3) -> Double {
    let (base, half) = (1 + r.x, 3 * r.y)
    guard base > 0 else { return 0 }
    let inside = half * half - 20 * r.z * base
    guard inside >= 0 else { return .infinity }
    let root = inside.squareRoot()
    let turns = [2 * base / (root - half), -2 * base / (root + half)]
    return turns.filter { $0 > 0 }.min() ?? .infinity
  }
}
