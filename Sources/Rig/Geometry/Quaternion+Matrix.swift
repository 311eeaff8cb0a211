extension Quaternion {
  /// The rotation that a matrix stands for.
  ///
  /// The largest of the four parts is taken from the diagonal, the others from sums and differences
  /// off it (S. Shepperd, "Quaternion from rotation matrix", 1978). The first part that is not 0 is
  /// positive.
  ///
  /// - Parameter matrix: of a rotation.
  public init(_ matrix: Matrix3) {
    let (a, b, c) = matrix.rows
    let trace = a.x + b.y + c.z
    let most = max(max(trace, a.x), max(b.y, c.z))
    let root = (most == trace ? 1 + trace : 1 + 2 * most - trace).squareRoot() / 2
    let scale = 0.25 / root
    let sums = (x: b.x + a.y, y: a.z + c.x, z: c.y + b.z)
    let differences = (x: c.y - b.z, y: a.z - c.x, z: b.x - a.y)
    var parts: Quaternion
    if most == trace {
      parts = Quaternion(
        root, differences.x * scale, differences.y * scale, differences.z * scale)
    } else if most == a.x {
      parts = Quaternion(differences.x * scale, root, sums.x * scale, sums.y * scale)
    } else if most == b.y {
      parts = Quaternion(differences.y * scale, sums.x * scale, root, sums.z * scale)
    } else {
      parts = Quaternion(differences.z * scale, sums.y * scale, sums.z * scale, root)
    }
    let first = [parts.w, parts.x, parts.y, parts.z].first { $0 != 0 } ?? 1
    if first < 0 { parts = Quaternion(-parts.w, -parts.x, -parts.y, -parts.z) }
    self = parts
  }
}
