import ExactMath
import Raster
import Rig

/// Two pictures of cameras about which nothing is known, resampled so that both show a thing on the
/// same row, and the things of one plane in the same column.
///
/// Homographies to the second picture that keep epipolar lines are `[e′]ₓ·F + e′·vᵀ`; that with the
/// v that brings pairs together best takes the first picture to the second. There the epipole is
/// turned to the rows and sent to infinity, in the way that changes least in the middle of the
/// pairs. Sources: R. Hartley, "Theory and Practice of Projective Rectification" (1999); Hartley
/// and Zisserman (2004), section 11.12 and result 13.1.
struct PlaneRectification {
  /// From positions in the first picture to the common rows.
  let first: Homography
  /// From positions in the second picture to the common rows.
  let second: Homography

  /// Nil where an epipole lies so near that pictures would be torn.
  ///
  /// - Parameters:
  ///   - geometry: `secondᵀ · F · first = 0`.
  ///   - pairs: that agree with it.
  init?(_ geometry: FundamentalMatrix, pairs: [PointPair]) {
    guard let frame = PairFrame(pairs) else { return nil }
    // In positions around the middle, √2 from it on average.
    let inner = (frame.toSecond.transposed * geometry.matrix * frame.toFirst).unit
    let epipole = Self.leftNullVector(of: inner)
    let inside = pairs.map { frame.inside($0) }
    guard let plane = Self.plane(inner, epipole, inside) else { return nil }
    let across = (epipole.x * epipole.x + epipole.y * epipole.y).squareRoot()
    let reach =
      inside.map { ($0.second.x * $0.second.x + $0.second.y * $0.second.y).squareRoot() }
      .max() ?? 0
    guard across > 0, (epipole.z / across).magnitude * reach < 0.7 else { return nil }
    // Pictures stay upright.
    let sign = epipole.x < 0 ? -1.0 : 1
    let (cos, sin) = (sign * epipole.x / across, sign * epipole.y / across)
    let turn = Matrix3([cos, sin, 0, -sin, cos, 0, 0, 0, 1])
    let away = Matrix3([1, 0, 0, 0, 1, 0, -sign * epipole.z / across, 0, 1])
    let rows = frame.toSecond * away * turn
    second = Homography(rows * frame.ofSecond)
    first = Homography(rows * plane * frame.ofFirst)
  }

  /// The vector e with `eᵀ · F = 0`, of length 1.
  private static func leftNullVector(of matrix: Matrix3) -> Vector3 {
    let product = matrix * matrix.transposed
    let e = product.elements
    let least = SymmetricEigen([Array(e[0..<3]), Array(e[3..<6]), Array(e[6..<9])]).vectors[0]
    return Vector3(least[0], least[1], least[2])
  }

  /// `[e′]ₓ·F + e′·vᵀ` with the v for which most first positions come near second ones; nil where
  /// pairs do not determine it.
  ///
  /// Least squares of the equations, then again and again with less weight for pairs that are off:
  /// `1 / (1 + (r / s)²)²`.
  private static func plane(
    _ geometry: Matrix3, _ epipole: Vector3, _ pairs: [PointPair]
  ) -> Matrix3? {
    let (x, y, z) = (epipole.x, epipole.y, epipole.z)
    let turned = Matrix3([0, -z, y, z, 0, -x, -y, x, 0]) * geometry
    var found: Matrix3?
    for scale in [Double.infinity] + scales {
      var normal = [[Double]](repeating: [0, 0, 0], count: 3)
      var right = [0.0, 0, 0]
      for pair in pairs {
        let (p, q) = (pair.first.homogeneous, pair.second.homogeneous)
        let far = found.map { Homography($0).distance(pair) / scale } ?? 0
        let weight = 1 / ((1 + far * far) * (1 + far * far))
        let factor = q.cross(epipole)
        let target = q.cross(turned * p)
        let parts = [p.x, p.y, p.z]
        for i in 0..<3 {
          right[i] -= weight * factor.dot(target) * parts[i]
          for j in 0..<3 { normal[i][j] += weight * factor.dot(factor) * parts[i] * parts[j] }
        }
      }
      guard let v = LinearSystem.solved(normal, right) else { return found }
      let outer = Matrix3([
        x * v[0], x * v[1], x * v[2], y * v[0], y * v[1], y * v[2], z * v[0], z * v[1], z * v[2],
      ])
      found = Matrix3(zip(turned.elements, outer.elements).map { $0 + $1 })
    }
    return found
  }

  /// s, one after the other, in the unit in which pairs are √2 from their middle.
  private static let scales = [0.5, 0.5, 0.2, 0.2, 0.1, 0.1]
}
