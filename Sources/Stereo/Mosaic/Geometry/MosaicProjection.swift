import ExactMath
import Rig

/// How directions become places of a flat picture.
public enum MosaicProjection: String, Sendable, Hashable, CaseIterable {
  /// As a camera without distortion sees: straight lines stay straight. For less than some 100°.
  case plane
  /// Columns are angles, rows are tangents of the elevation: upright lines stay straight.
  case cylinder
  /// Columns and rows are angles (equirectangular): anything can be shown.
  case sphere

  /// What one column or row adds to a direction: (p, q) of a column and (a, b) of a row make
  /// `(p·b, a, q·b)`, with x to the right, y down and z ahead.
  typealias Part = (Double, Double)

  /// The part of a column.
  ///
  /// - Parameter u: the distance from the middle to the right; 1 is a radian, or a slope of 45°.
  /// - Returns: p and q.
  func column(_ u: Double) -> Part { self == .plane ? (u, 1) : (Exact.sin(u), Exact.cos(u)) }

  /// The part of a row.
  ///
  /// - Parameter v: the distance from the middle downwards.
  /// - Returns: a and b.
  func row(_ v: Double) -> Part { self == .sphere ? (Exact.sin(v), Exact.cos(v)) : (v, 1) }

  /// A direction from its parts, of any length.
  static func direction(_ column: Part, _ row: Part) -> Vector3 {
    Vector3(column.0 * row.1, row.0, column.1 * row.1)
  }

  /// Where a direction appears, as `u` and `v`; nil where it does not.
  func place(_ direction: Vector3) -> ImagePoint? {
    let (x, y, z) = (direction.x, direction.y, direction.z)
    let across = (x * x + z * z).squareRoot()
    switch self {
    case .plane: return z > 0 ? ImagePoint(x / z, y / z) : nil
    case .cylinder: return across > 0 ? ImagePoint(Exact.atan2(x, z), y / across) : nil
    case .sphere: return ImagePoint(Exact.atan2(x, z), Exact.atan2(y, across))
    }
  }
}
