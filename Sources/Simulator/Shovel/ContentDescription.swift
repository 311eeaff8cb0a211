import Settings

/// What a shovel holds at a moment.
public struct ContentDescription: Configurable, Hashable {
  /// The kinds of content.
  public enum Kind: String, Sendable, CaseIterable {
    /// Bare metal.
    case empty
    /// A film of dust: looks like regolith, and has no volume.
    case dust
    /// Regolith.
    case regolith
  }

  /// How regolith comes to lie.
  public enum Heap: String, Sendable, CaseIterable {
    /// Poured as cones.
    case poured
    /// Pushed in over the lip: it rises to the back wall, with humps.
    case scooped
    /// Driven aslant against the back wall, with a furrow where it was dragged.
    case dragged
  }

  /// The kind of content.
  public var kind = Kind.empty
  /// How it came to lie.
  public var heap = Heap.poured
  /// Volume of the regolith, as a share of the struck capacity.
  public var fill = 0.0
  /// Share of the floor that dust hides.
  public var dust = 0.0
  /// Angle of repose, in degrees.
  public var repose = 38.0
  /// Whether what stands above the rim was struck off.
  public var isStruck = false
  /// Share of the surface that clods stand on.
  public var clods = 0.2
  /// Diameter of the largest clods, in millimetres.
  public var clodSize = 8.0

  /// Bare metal.
  public init() {}

  /// The parameters.
  public static let table = Table<ContentDescription>([
    .choice("kind", \.kind, "Nothing, a film of dust, or regolith."),
    .number(
      "fill", \.fill, unit: "1", range: 0...2,
      "Volume that is poured in, as a share of the struck capacity; what runs over the rim is lost."
    ),
    .choice(
      "heap", \.heap,
      "How regolith came to lie: poured as cones, pushed in over the lip, or driven aslant against "
        + "the back wall, with a furrow."),
    .number("dust", \.dust, unit: "1", range: 0...1, "Share of the bare floor that dust hides."),
    .number("repose", \.repose, unit: "deg", range: 20...60, "Angle of repose."),
    .flag("struck", \.isStruck, "Whether what stands above the rim was struck off."),
    .number("clods", \.clods, unit: "1", range: 0...1, "Share of the surface with clods."),
    .number(
      "clodSize", \.clodSize, unit: "mm", range: 0.5...50, "Diameter of the largest clods."),
  ])
}
