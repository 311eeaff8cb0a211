import ExactMath
import Rig

/// By how much a shovel lies elsewhere than its arm was told.
public struct ShovelCorrection: Sendable, Hashable {
  /// The arm's angle less the commanded one, in degrees.
  public var angle = 0.0
  /// Metres in the shovel frame.
  public var shift = Vector3.zero
  /// Turns about x and z of the shovel frame, in degrees.
  public var (roll, yaw) = (0.0, 0.0)

  /// None.
  public init() {}

  /// How many numbers it has.
  static let count = 6

  /// From numbers in units of what is expected of each.
  init(_ numbers: [Double], _ expected: [Double]) {
    let values = zip(numbers, expected).map { $0 * $1 }
    angle = values[0]
    shift = Vector3(values[1], values[2], values[3])
    (roll, yaw) = (values[4], values[5])
  }
}

extension ShovelModel {
  /// Where the shovel is.
  ///
  /// - Parameters:
  ///   - angle: of the arm, as commanded, in degrees.
  ///   - correction: what it misses.
  /// - Returns: from the shovel frame to the rover frame.
  public func placed(_ angle: Double, _ correction: ShovelCorrection) -> RigidMotion {
    let outer = placed(angle + correction.angle)
    let turn =
      Matrix3(about: Vector3(0, 0, 1), by: correction.yaw * .pi / 180)
      * Matrix3(about: Vector3(1, 0, 0), by: correction.roll * .pi / 180)
    return RigidMotion(
      rotation: outer.rotation * turn, translation: outer.place(correction.shift))
  }
}
