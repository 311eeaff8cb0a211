import Settings

/// Three coordinates: of a point or a direction.
public struct Vector3: Sendable, Hashable {
  /// First coordinate.
  public var x: Double
  /// Second coordinate.
  public var y: Double
  /// Third coordinate.
  public var z: Double

  /// A vector from its coordinates.
  public init(_ x: Double, _ y: Double, _ z: Double) {
    (self.x, self.y, self.z) = (x, y, z)
  }

  /// Nothing in each direction.
  public static let zero = Vector3(0, 0, 0)

  /// The sum of both.
  public static func + (a: Vector3, b: Vector3) -> Vector3 {
    Vector3(a.x + b.x, a.y + b.y, a.z + b.z)
  }

  /// The way from `b` to `a`.
  public static func - (a: Vector3, b: Vector3) -> Vector3 {
    Vector3(a.x - b.x, a.y - b.y, a.z - b.z)
  }

  /// A vector times as long.
  public static func * (a: Vector3, factor: Double) -> Vector3 {
    Vector3(a.x * factor, a.y * factor, a.z * factor)
  }

  /// The scalar product.
  public func dot(_ other: Vector3) -> Double { x * other.x + y * other.y + z * other.z }

  /// The vector product.
  public func cross(_ other: Vector3) -> Vector3 {
    Vector3(
      y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x)
  }

  /// How long it is.
  public var length: Double { dot(self).squareRoot() }

  /// The vector of length 1 in the same direction; zero stays zero.
  public var normalized: Vector3 {
    let length = length
    return length > 0 ? Vector3(x / length, y / length, z / length) : self
  }
}

extension ValueKind<Vector3> {
  /// Three numbers: `[x, y, z]`.
  static func vector(unit: String) -> Self {
    ValueKind<[Double]>.list(of: .number(unit: unit), count: 3...3)
      .mapped({ Vector3($0[0], $0[1], $0[2]) }, back: { [$0.x, $0.y, $0.z] })
  }
}
