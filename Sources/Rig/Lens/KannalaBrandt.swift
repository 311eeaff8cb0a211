import ExactMath

/// A fisheye after Kannala and Brandt: the distance from the principal point is a polynomial of the
/// angle θ from the optical axis.
///
///     θd = θ·(1 + k1·θ² + k2·θ⁴ + k3·θ⁶ + k4·θ⁸)
///     x' = θd·x / √(x² + y²),  y' = θd·y / √(x² + y²)
///
/// It speaks of directions and not of a plane at depth 1, and so holds at 90° and beyond, up to
/// ``reach``.
///
/// Source: J. Kannala and S. Brandt, "A Generic Camera Model and Calibration Method for
/// Conventional, Wide-Angle, and Fish-Eye Lenses", IEEE Transactions on Pattern Analysis 28 (2006),
/// radially symmetric; OpenCV's module `fisheye` and Kalibr's `equi` have the same coefficients.
public struct KannalaBrandt: Sendable, Hashable {
  private let k1, k2, k3, k4: Double
  /// The angle from the optical axis, in radians, up to which larger angles lie farther out in the
  /// picture; at most π.
  public let reach: Double

  /// The lens of a distortion's coefficients.
  public init(_ lens: LensDistortion) {
    let (k1, k2, k3, k4) = (lens.k1, lens.k2, lens.k3, lens.k4)
    (self.k1, self.k2, self.k3, self.k4) = (k1, k2, k3, k4)
    reach = Self.turn { angle in Self.polynomial(angle, k1, k2, k3, k4).slope > 0 }
  }

  /// θd and its derivative by θ.
  private static func polynomial(
    _ angle: Double, _ k1: Double, _ k2: Double, _ k3: Double, _ k4: Double
  ) -> (value: Double, slope: Double) {
    let s = angle * angle
    return (
      angle * (1 + s * (k1 + s * (k2 + s * (k3 + s * k4)))),
      1 + s * (3 * k1 + s * (5 * k2 + s * (7 * k3 + s * 9 * k4)))
    )
  }

  /// The first angle at which the polynomial no longer rises: in steps of π/1024, then halved.
  private static func turn(_ rises: (Double) -> Bool) -> Double {
    for step in 1...1024 where !rises(Double(step) * .pi / 1024) {
      var (low, high) = (Double(step - 1) * .pi / 1024, Double(step) * .pi / 1024)
      for _ in 0..<44 {
        let middle = (low + high) / 2
        if rises(middle) { low = middle } else { high = middle }
      }
      return low
    }
    return .pi
  }

  /// Where the lens puts a direction, at focal length 1.
  ///
  /// - Parameter direction: in the camera frame, of any length above 0.
  /// - Returns: the position from the principal point; nil beyond ``reach``.
  public func distorted(_ direction: Vector3) -> ImagePoint? {
    let across = (direction.x * direction.x + direction.y * direction.y).squareRoot()
    guard across > 0 else { return direction.z > 0 ? ImagePoint(0, 0) : nil }
    let angle = Exact.atan2(across, direction.z)
    guard angle <= reach else { return nil }
    let scale = Self.polynomial(angle, k1, k2, k3, k4).value / across
    return ImagePoint(direction.x * scale, direction.y * scale)
  }

  /// The direction that the lens puts here.
  ///
  /// - Parameter point: a position from the principal point, at focal length 1.
  /// - Returns: the direction in the camera frame, of length 1; nil beyond ``reach``.
  public func direction(_ point: ImagePoint) -> Vector3? {
    let radius = (point.x * point.x + point.y * point.y).squareRoot()
    guard radius > 0 else { return Vector3(0, 0, 1) }
    let angle = RisingFunction.root(of: radius, upTo: reach) { angle in
      Self.polynomial(angle, k1, k2, k3, k4)
    }
    guard let angle else { return nil }
    let turn = Exact.sincos(angle)
    let share = turn.sin / radius
    return Vector3(point.x * share, point.y * share, turn.cos)
  }
}
