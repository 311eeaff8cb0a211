import ExactMath
import Rig
import Settings

/// Where the Sun stands over the scene.
public struct Sun: Configurable, Hashable {
  /// Degrees from north through east.
  public var azimuth = 110.0
  /// Degrees above the horizontal.
  public var elevation = 18.0

  /// In the morning.
  public init() {}

  /// A Sun from its angles in degrees.
  public init(azimuth: Double, elevation: Double) {
    self.azimuth = azimuth
    self.elevation = elevation
  }

  /// The parameters.
  public static let table = Table<Sun>([
    .number(
      "azimuth", \.azimuth, unit: "deg", range: -180...360,
      "Direction to the Sun along the horizontal, from north through east."),
    .number(
      "elevation", \.elevation, unit: "deg", range: 0.5...90,
      "Height of the Sun above the horizontal."),
  ])

  /// The direction to the Sun in the site frame (x east, y north, z up), of length 1.
  public var direction: Vector3 {
    let around = Exact.sincos(azimuth * .pi / 180)
    let up = Exact.sincos(elevation * .pi / 180)
    return Vector3(around.sin * up.cos, around.cos * up.cos, up.sin)
  }
}
