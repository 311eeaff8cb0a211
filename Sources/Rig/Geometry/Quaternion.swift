import Settings

/// A rotation, as a quaternion of length 1 (Hamilton's convention, `w` the real part).
public struct Quaternion: Sendable, Hashable {
  /// Real part.
  public var w: Double
  /// First imaginary part.
  public var x: Double
  /// Second imaginary part.
  public var y: Double
  /// Third imaginary part.
  public var z: Double

  /// A quaternion from its parts.
  public init(_ w: Double, _ x: Double, _ y: Double, _ z: Double) {
    (self.w, self.x, self.y, self.z) = (w, x, y, z)
  }

  /// No rotation.
  public static let identity = Quaternion(1, 0, 0, 0)

  /// The length, 1 for a rotation.
  public var norm: Double { (w * w + x * x + y * y + z * z).squareRoot() }

  /// The rows of the rotation matrix, after scaling to length 1.
  public var matrix: Matrix3 {
    let n = norm
    let (w, x, y, z) = (w / n, x / n, y / n, z / n)
    return Matrix3(
      Vector3(1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)),
      Vector3(2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)),
      Vector3(2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)))
  }
}

/// A 3×3 matrix by its rows.
public struct Matrix3: Sendable, Hashable {
  /// The rows from the top.
  public var rows: (Vector3, Vector3, Vector3)

  /// A matrix from its rows.
  public init(_ first: Vector3, _ second: Vector3, _ third: Vector3) {
    rows = (first, second, third)
  }

  /// The matrix that changes nothing.
  public static let identity = Matrix3(Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1))

  /// The product: first the right one, then the left one.
  public static func * (a: Matrix3, b: Matrix3) -> Matrix3 {
    let columns = b.transposed.rows
    return Matrix3(a * columns.0, a * columns.1, a * columns.2).transposed
  }

  /// The matrix times a column vector.
  public static func * (m: Matrix3, v: Vector3) -> Vector3 {
    Vector3(m.rows.0.dot(v), m.rows.1.dot(v), m.rows.2.dot(v))
  }

  /// Rows and columns exchanged; for a rotation its inverse.
  public var transposed: Matrix3 {
    let (a, b, c) = rows
    return Matrix3(Vector3(a.x, b.x, c.x), Vector3(a.y, b.y, c.y), Vector3(a.z, b.z, c.z))
  }

  /// Whether both have the same elements.
  public static func == (a: Matrix3, b: Matrix3) -> Bool { a.rows == b.rows }

  /// Feeds all elements.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rows.0)
    hasher.combine(rows.1)
    hasher.combine(rows.2)
  }
}

extension ValueKind<Quaternion> {
  /// Four numbers: `[w, x, y, z]`, of length 1 within 1e-6.
  static var rotation: Self {
    ValueKind<[Double]>.list(of: .number(unit: "1", range: -1.000001...1.000001), count: 4...4)
      .mapped(
        { parts, node, findings in
          let value = Quaternion(parts[0], parts[1], parts[2], parts[3])
          let norm = value.norm
          if norm >= 1 - 1e-6 && norm <= 1 + 1e-6 { return value }
          let scaled =
            norm > 0 ? parts.map { "\($0 / norm)" }.joined(separator: ", ") : "1, 0, 0, 0"
          findings.add(
            node.diagnostic(
              "the quaternion has length \(norm), not 1", remedy: "write [\(scaled)]"))
          return nil
        }, back: { [$0.w, $0.x, $0.y, $0.z] })
  }
}
