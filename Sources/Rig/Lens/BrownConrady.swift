/// Lens distortion after Brown and Conrady, in OpenCV's rational form.
///
/// With `r² = x² + y²` of a point at depth 1:
///
///     radial = (1 + k1·r² + k2·r⁴ + k3·r⁶) / (1 + k4·r² + k5·r⁴ + k6·r⁶)
///     x' = x·radial + 2·p1·x·y + p2·(r² + 2·x²)
///     y' = y·radial + p1·(r² + 2·y²) + 2·p2·x·y
///
/// Source: OpenCV, "Camera Calibration and 3D Reconstruction"; D. C. Brown, "Decentering
/// Distortion of Lenses", Photogrammetric Engineering 32 (1966).
public struct BrownConrady: Sendable, Hashable {
  private let k1, k2, k3, k4, k5, k6: Double
  private let p1, p2: Double

  /// The lens of a distortion's coefficients.
  public init(_ lens: LensDistortion) {
    (k1, k2, k3, k4, k5, k6) = (lens.k1, lens.k2, lens.k3, lens.k4, lens.k5, lens.k6)
    (p1, p2) = (lens.p1, lens.p2)
  }

  /// Radial factor and its derivative by r², or nil where the denominator is not positive.
  private func radial(_ s: Double) -> (factor: Double, slope: Double)? {
    let above = 1 + s * (k1 + s * (k2 + s * k3))
    let below = 1 + s * (k4 + s * (k5 + s * k6))
    guard below > 0 else { return nil }
    let aboveSlope = k1 + s * (2 * k2 + s * 3 * k3)
    let belowSlope = k4 + s * (2 * k5 + s * 3 * k6)
    return (above / below, (aboveSlope * below - above * belowSlope) / (below * below))
  }

  /// Where the lens puts a point of the undistorted plane at depth 1; nil far outside.
  public func distorted(_ point: ImagePoint) -> ImagePoint? {
    let (x, y) = (point.x, point.y)
    let s = x * x + y * y
    guard let (factor, _) = radial(s) else { return nil }
    return ImagePoint(
      x * factor + 2 * p1 * x * y + p2 * (s + 2 * x * x),
      y * factor + p1 * (s + 2 * y * y) + 2 * p2 * x * y)
  }

  /// The undistorted point that the lens puts here, by Newton's method; nil where there is none.
  ///
  /// - Parameters:
  ///   - target: a point of the distorted plane at depth 1.
  ///   - limit: the radius within which the answer lies; see ``reach``.
  /// - Returns: a point whose distorted image is within 1e-12 of the target.
  public func undistorted(_ target: ImagePoint, within limit: Double) -> ImagePoint? {
    var (x, y) = (target.x, target.y)
    for _ in 0..<50 {
      let radius = (x * x + y * y).squareRoot()
      if radius > limit {
        x = x * limit / radius
        y = y * limit / radius
      }
      let s = x * x + y * y
      guard let (factor, slope) = radial(s), let there = distorted(ImagePoint(x, y)) else {
        return nil
      }
      let (missX, missY) = (there.x - target.x, there.y - target.y)
      if missX * missX + missY * missY < 1e-24 { return ImagePoint(x, y) }
      let xx = factor + 2 * x * x * slope + 2 * p1 * y + 6 * p2 * x
      let yy = factor + 2 * y * y * slope + 6 * p1 * y + 2 * p2 * x
      let xy = 2 * x * y * slope + 2 * p1 * x + 2 * p2 * y
      let determinant = xx * yy - xy * xy
      guard determinant != 0 else { return nil }
      x = x - (yy * missX - xy * missY) / determinant
      y = y - (xx * missY - xy * missX) / determinant
    }
    return nil
  }

  /// The radius, at depth 1, up to which larger angles lie farther out in the picture.
  ///
  /// Beyond it the polynomials fold back and would show what the lens never shows. At most 16
  /// (86°); found in steps of 1/256.
  public var reach: Double {
    for step in 1...4096 {
      let r = Double(step) / 256
      guard let (factor, slope) = radial(r * r), factor + 2 * r * r * slope > 0 else {
        return Double(step - 1) / 256
      }
    }
    return 16
  }
}
