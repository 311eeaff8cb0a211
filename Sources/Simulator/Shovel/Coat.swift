import Rig
import Settings

/// What the inner surface of a shovel is coated with.
public struct CoatDescription: Configurable, Hashable {
  /// The kinds of coat.
  public enum Kind: String, Sendable, CaseIterable {
    /// None: the finish of all of the shovel.
    case none
    /// Even paint.
    case paint
    /// A print that looks like regolith, and has no volume.
    case print
  }

  /// The kind of coat.
  public var kind = Kind.none
  /// How far up the walls it reaches, as a share of the depth; 0 covers the floor.
  public var level = 1.0
  /// Reflectance in red, green and blue.
  public var color = [0.11, 0.105, 0.10]

  /// None.
  public init() {}

  /// The parameters.
  public static let table = Table<CoatDescription>([
    .choice("kind", \.kind, "Nothing, even paint, or a print that looks like regolith."),
    .number(
      "level", \.level, unit: "1", range: 0...1,
      "How far up the walls it reaches, as a share of the depth; 0 covers the floor."),
    .numbers(
      "color", \.color, unit: "1", range: 0...1, count: 3...3,
      "Reflectance in red, green and blue."),
  ])
}

/// A coat as a body wears it.
struct Coat: Sendable {
  let material: Material
  let isPrint: Bool
  /// Metres up the z axis of the body to its upper border.
  let height: Double

  /// The coat of a shovel; nil for none.
  init?(_ description: CoatDescription, _ shape: ShovelShape) {
    guard description.kind != .none else { return nil }
    let color = description.color
    material = Material(law: .lambert, color: Vector3(color[0], color[1], color[2]))
    isPrint = description.kind == .print
    height = max(0.001, description.level * shape.size[2] / 1000)
  }
}
