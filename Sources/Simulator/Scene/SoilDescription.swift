import Settings

/// By which law the ground and the regolith send light back.
public struct SoilDescription: Configurable, Hashable {
  /// The laws.
  public enum Law: String, Sendable, CaseIterable {
    /// Lommel and Seeliger's with a phase function.
    case lommelSeeliger = "lommel-seeliger"
    /// Hapke's.
    case hapke
  }

  /// The law.
  public var law = Law.lommelSeeliger
  /// Hapke's w, b, c, B0 and h.
  public var hapke = Hapke.highlands.numbers
  /// Kilograms of a cubic metre as it lies in a shovel.
  public var density = 1450.0

  /// Lommel and Seeliger's.
  public init() {}

  /// The parameters.
  public static let table = Table<SoilDescription>([
    .choice("law", \.law, "The law of reflection; albedos are normal albedos in both."),
    .numbers(
      "hapke", \.hapke, unit: "1", range: -1...10, count: 5...5,
      "Hapke's single-scattering albedo w, lobes b and c, surge B0 and its width h."),
    .number(
      "density", \.density, unit: "kg/m³", range: 500...3500,
      "Bulk density of the regolith in the shovel; nothing is seen of it."),
  ])

  /// The ground as a material.
  func material(redSlope: Double) -> Material {
    switch law {
    case .lommelSeeliger: .soil(.lommelSeeliger(Photometry()), redSlope: redSlope)
    case .hapke:
      .soil(
        Material.hapke(Hapke(numbers: hapke)), redSlope: redSlope)
    }
  }
}
