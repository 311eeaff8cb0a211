import ExactMath

/// A change of coordinates between two cameras: `b = rotation · a + translation`, in metres.
public struct RigidMotion: Sendable, Hashable {
  /// Coordinates of the first, turned into those of the second.
  public var rotation: Matrix3
  /// The first centre of projection in coordinates of the second.
  public var translation: Vector3

  /// A motion from its parts.
  public init(rotation: Matrix3, translation: Vector3) {
    (self.rotation, self.translation) = (rotation, translation)
  }

  /// From coordinates of one camera to those of another.
  public init(from first: Pose, to second: Pose) {
    let turn = second.rotation.matrix.transposed
    rotation = turn * first.rotation.matrix
    translation = turn * (first.position - second.position)
  }

  /// A point of the first frame in the second one.
  public func place(_ point: Vector3) -> Vector3 { rotation * point + translation }

  /// The way back.
  public var inverse: RigidMotion {
    let back = rotation.transposed
    return RigidMotion(rotation: back, translation: back * translation * -1)
  }

  /// The pose of the first camera, where that of the second is known.
  public func pose(in second: Pose) -> Pose {
    let turn = second.rotation.matrix
    return Pose(
      position: second.position + turn * translation, rotation: Quaternion(turn * rotation))
  }

  /// The angle of the rotation's axis and angle, as a vector along the axis, in radians.
  ///
  /// From the quaternion of the matrix, which is exact for small and for large angles.
  public var turn: Vector3 {
    let q = Quaternion(rotation)
    let axis = Vector3(q.x, q.y, q.z)
    let sine = axis.length
    guard sine > 0 else { return .zero }
    return axis * (2 * Exact.atan2(sine, q.w) / sine)
  }
}
