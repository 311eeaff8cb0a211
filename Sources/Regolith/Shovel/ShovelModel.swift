import Diagnostics
import ExactMath
import Rig

/// A shovel as its rig describes it: the inner surface, the rim around its mouth, and how both move
/// with the arm.
///
/// **Shovel frame**: zero in the middle of the rim; z at right angles to the rim's plane, out of
/// the shovel; y along the joint's axis as far as that lies in the plane; x at right angles to
/// both. Heights above the floor are differences in z.
public struct ShovelModel: Sendable {
  /// The inner surface, in the shovel frame, in metres.
  public let interior: TriangleMesh
  /// The points of the rim in their order, the last joined to the first, in the shovel frame.
  public let rim: [Vector3]
  /// What it holds when struck level, as its rig says, in cubic metres.
  public let capacity: Double
  /// From the shovel frame to the rover frame at arm angle 0.
  private let rest: RigidMotion
  /// A point of the joint's axis and its direction, in the rover frame.
  private let joint: (position: Vector3, axis: Vector3)

  /// Builds the model.
  ///
  /// - Parameters:
  ///   - description: the shovel of a rig.
  ///   - interior: its inner surface, in the rover frame at arm angle 0.
  ///   - rim: its rim, likewise, in order.
  /// - Throws: a failure where both are no shovel: a rim of fewer than three points, or on a line,
  ///   or a surface that does not lie below it.
  public init(
    _ description: Shovel, interior: TriangleMesh, rim: [Vector3]
  ) throws(Failure) {
    func failure(_ message: String, _ remedy: String) -> Failure {
      Failure("shovel \(description.name): \(message)", remedy: remedy)
    }
    guard rim.count >= 3 else {
      throw failure(
        "the rim has \(rim.count) points", "give the line around its mouth, three points or more")
    }
    let middle = rim.reduce(.zero, +) * (1 / Double(rim.count))
    // Newell's normal of a polygon that need not be flat.
    let area = rim.indices.reduce(Vector3.zero) { sum, index in
      let (a, b) = (rim[index] - middle, rim[(index + 1) % rim.count] - middle)
      return sum + a.cross(b) * 0.5
    }
    let length = rim.map { ($0 - middle).length }.max() ?? 0
    guard area.length > 1e-3 * length * length else {
      throw failure("the rim lies on a line", "give its points in order around the mouth")
    }
    guard !interior.triangles.isEmpty else {
      throw failure("the inner surface has no triangles", "write a mesh with faces")
    }
    let deepest = interior.vertices.map { area.normalized.dot($0 - middle) }
    let (least, most) = (deepest.min() ?? 0, deepest.max() ?? 0)
    // The floor tells which side is inside.
    let up = area.normalized * (-least >= most ? 1 : -1)
    let (below, above) = -least >= most ? (-least, most) : (most, -least)
    guard below > 1e-4, above <= 0.5 * below else {
      throw failure(
        "the inner surface lies on both sides of the rim",
        "give rim and surface in the same frame and unit: metres, rover frame at arm angle 0")
    }
    let axis = description.jointAxis.normalized
    let across = axis - up * axis.dot(up)
    let side = across.length > 0.1 ? across.normalized : Self.anySide(up)
    let ahead = side.cross(up)
    rest = RigidMotion(
      rotation: Matrix3(ahead, side, up).transposed, translation: middle)
    let back = rest.inverse
    self.interior = interior.mapped(back.place)
    self.rim = rim.map(back.place)
    capacity = description.capacityCm3 * 1e-6
    joint = (description.jointPosition, axis)
  }

  /// A direction at right angles to another.
  private static func anySide(_ up: Vector3) -> Vector3 {
    let other = up.x.magnitude < 0.7 ? Vector3(1, 0, 0) : Vector3(0, 1, 0)
    return (other - up * other.dot(up)).normalized
  }

  /// Where the shovel is.
  ///
  /// - Parameter angle: of the arm, in degrees; positive ones turn by the right hand.
  /// - Returns: from the shovel frame to the rover frame.
  public func placed(_ angle: Double) -> RigidMotion {
    let turn = Matrix3(about: joint.axis, by: angle * .pi / 180)
    return RigidMotion(
      rotation: turn * rest.rotation,
      translation: turn * (rest.translation - joint.position) + joint.position)
  }
}

extension Matrix3 {
  /// The rotation about an axis of length 1, by the right hand, in radians: Rodrigues' formula.
  init(about axis: Vector3, by angle: Double) {
    let (sine, cosine) = Exact.sincos(angle)
    func column(_ unit: Vector3) -> Vector3 {
      unit * cosine + axis.cross(unit) * sine + axis * (axis.dot(unit) * (1 - cosine))
    }
    self =
      Matrix3(
        column(Vector3(1, 0, 0)), column(Vector3(0, 1, 0)), column(Vector3(0, 0, 1))
      ).transposed
  }
}
