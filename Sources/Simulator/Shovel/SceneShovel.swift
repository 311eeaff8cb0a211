import ExactMath
import Rig
import Settings

/// The shovel of a simulated rover: its shape, what it is made of and how it hangs.
public struct SceneShovel: Configurable, Hashable {
  /// What the shovel is made of.
  public enum Finish: String, Sendable, CaseIterable {
    /// Rough metal.
    case metal
    /// Even paint.
    case paint
  }

  /// Its shape.
  public var shape = ShovelShape()
  /// Where the foot of its back wall is at arm angle 0, in the rover frame.
  public var mount = [-0.44, 0.0, 0.13]
  /// A point of the joint's axis in the rover frame.
  public var joint = [-0.24, 0.0, 0.12]
  /// By how many degrees the arm misses its angle.
  public var armError = 0.0
  /// Millimetres along the axes of the rover frame by which it hangs beside its place.
  public var shift = [0.0, 0.0, 0.0]
  /// What it is made of.
  public var finish = Finish.metal
  /// Reflectance in red, green and blue.
  public var color = [0.91, 0.91, 0.90]
  /// Roughness of the metal: α of its facets.
  public var roughness = 0.35
  /// Share of all of it that dust hides.
  public var dust = 0.08
  /// What its inner surface is coated with.
  public var coat = CoatDescription()

  /// A box scoop of bare metal behind the rover, its lip to the back.
  public init() {}

  /// The parameters.
  public static let table = Table<SceneShovel>([
    .record("shape", \.shape, "Its profile and size."),
    .numbers(
      "mount", \.mount, unit: "m", range: -10...10, count: 3...3,
      "Foot of its back wall at arm angle 0, in the rover frame; the lip points backwards."),
    .numbers(
      "joint", \.joint, unit: "m", range: -10...10, count: 3...3,
      "A point of the joint's axis in the rover frame; the axis points to the left."),
    .number(
      "armError", \.armError, unit: "deg", range: -45...45,
      "True angle of the arm less the commanded one."),
    .numbers(
      "shift", \.shift, unit: "mm", range: -100...100, count: 3...3,
      "Where it truly hangs, less where the rig says, along the axes of the rover frame."),
    .choice("finish", \.finish, "Rough metal or even paint."),
    .numbers(
      "color", \.color, unit: "1", range: 0...1, count: 3...3,
      "Reflectance in red, green and blue."),
    .number(
      "roughness", \.roughness, unit: "1", range: 0.02...1,
      "Roughness of the metal: the larger, the duller (α of GGX)."),
    .number("dust", \.dust, unit: "1", range: 0...1, "Share of it that dust hides."),
    .record("coat", \.coat, "What its inner surface is coated with."),
  ])

  /// What it is made of.
  var material: Material {
    let law: Material.Law = finish == .metal ? .metal(Microfacets(roughness: roughness)) : .lambert
    return Material(law: law, color: Vector3(color[0], color[1], color[2]))
  }

  /// From the shovel frame to the rover frame.
  ///
  /// - Parameter angle: of the arm, truly, in degrees.
  /// - Returns: where the shovel is.
  func placed(_ angle: Double) -> Placement {
    let turn = Exact.sincos(angle * .pi / 180)
    let axis = Vector3(joint[0], joint[1], joint[2])
    let rotation = Matrix3(
      Vector3(turn.cos, 0, turn.sin), Vector3(0, 1, 0), Vector3(-turn.sin, 0, turn.cos))
    let foot = Vector3(mount[0], mount[1], mount[2])
    // The lip points backwards: x and y are reversed.
    let turned = Matrix3(
      rotation.rows.0.reversedAcross, rotation.rows.1.reversedAcross,
      rotation.rows.2.reversedAcross)
    return Placement(position: rotation * (foot - axis) + axis, rotation: turned)
  }
}

extension SceneShovel {
  /// Where it truly hangs: beside its place by ``shift``.
  ///
  /// - Parameter angle: of the arm, truly, in degrees.
  /// - Returns: from the shovel frame to the rover frame.
  func truly(at angle: Double) -> Placement {
    var placement = placed(angle)
    placement.position = placement.position + Vector3(shift[0], shift[1], shift[2]) * 0.001
    return placement
  }
}

extension Vector3 {
  /// The row of a matrix whose first two columns are reversed.
  fileprivate var reversedAcross: Vector3 { Vector3(-x, -y, z) }
}

extension Placement {
  /// A point of the inner frame in the outer one.
  func place(_ point: Vector3) -> Vector3 { rotation * point + position }
}
