/// How far light of 0 to 1 scatters: `variance = at black + light · per light`.
public struct SensorNoise: Sendable, Hashable {
  /// The variance without light, as a share of white, squared.
  public let varianceAtBlack: Double
  /// What a unit of light adds: 1 over the electrons of a pixel at white.
  public let variancePerLight: Double

  /// No noise is expected, and none is told from detail.
  public static let unknown = SensorNoise(atBlack: 0, electrons: nil)

  /// Noise from what sensors are described by.
  ///
  /// - Parameters:
  ///   - atBlack: standard deviation without light, as a share of white; 0 or more.
  ///   - electrons: of a pixel at white, whose number scatters by its root; nil where light adds no
  ///     noise.
  public init(atBlack: Double, electrons: Double?) {
    precondition(atBlack >= 0, "noise is not below 0")
    precondition(electrons.map { $0 > 0 } ?? true, "a pixel at white has electrons")
    varianceAtBlack = atBlack * atBlack
    variancePerLight = electrons.map { 1 / $0 } ?? 0
  }
}
