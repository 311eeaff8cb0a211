import ExactMath

/// A colour as CIE 1976 L*a*b* under D50, the scale on which charts are published.
///
/// Source: CIE 15:2004, equations 8.3 to 8.11.
public struct LabColor: Sendable, Hashable {
  /// Lightness, 0 to 100.
  public var l: Double
  /// From green to red.
  public var a: Double
  /// From blue to yellow.
  public var b: Double

  /// A colour from its parts.
  public init(_ l: Double, _ a: Double, _ b: Double) { (self.l, self.a, self.b) = (l, a, b) }

  private static let white = Vector3(0.96422, 1, 0.82521)
  /// Linear sRGB to XYZ under D50, adapted by the Bradford method.
  private static let fromSRGB = Matrix3(
    Vector3(0.4360747, 0.3850649, 0.1430804), Vector3(0.2225045, 0.7168786, 0.0606169),
    Vector3(0.0139322, 0.0971045, 0.7141733))
  private static let toSRGB = Matrix3(
    Vector3(3.1338561, -1.6168667, -0.4906146), Vector3(-0.9787684, 1.9161415, 0.0334540),
    Vector3(0.0719453, -0.2289914, 1.4052427))
  /// Below the cube of 6/29 the cube root gives way to a line.
  private static let bend = 6.0 / 29

  /// The colour of linear sRGB light, white being 1.
  public init(linearSRGB color: Vector3) {
    let xyz = Self.fromSRGB * color
    func f(_ t: Double) -> Double {
      t > Self.bend * Self.bend * Self.bend
        ? Exact.cbrt(t) : t / (3 * Self.bend * Self.bend) + 4.0 / 29
    }
    let (x, y, z) = (f(xyz.x / Self.white.x), f(xyz.y), f(xyz.z / Self.white.z))
    self.init(116 * y - 16, 500 * (x - y), 200 * (y - z))
  }

  /// Linear sRGB light; below 0 where sRGB does not reach.
  public var linearSRGB: Vector3 {
    func g(_ t: Double) -> Double {
      t > Self.bend ? t * t * t : 3 * Self.bend * Self.bend * (t - 4.0 / 29)
    }
    let y = (l + 16) / 116
    return Self.toSRGB
      * Vector3(Self.white.x * g(y + a / 500), g(y), Self.white.z * g(y - b / 200))
  }

  /// How far two colours are apart: ΔE*ab of 1976.
  public func difference(from other: LabColor) -> Double {
    let (dl, da, db) = (l - other.l, a - other.a, b - other.b)
    return (dl * dl + da * da + db * db).squareRoot()
  }
}
