import Kernels
import Pipeline
import Settings

extension ParameterEntry {
  /// The two numbers that say how light scatters, for stages that look at one frame.
  ///
  /// - Parameters:
  ///   - noise: standard deviation without light.
  ///   - electrons: of a pixel at white.
  /// - Returns: an entry for each.
  static func sensorNoise(_ noise: Path<Double?>, electrons: Path<Double?>) -> [Self] {
    [
      .number(
        "noise", noise, range: 0...1, absent: "from the rig, or 0.005",
        "Standard deviation of noise without light, as a share of white."),
      .number(
        "electrons", electrons, unit: "e-", range: 1...1e9, absent: "from the rig, or 10000",
        "Electrons of a pixel at white: the fewer, the more light scatters."),
    ]
  }
}

extension Origin {
  /// What is given, and where it is not, what the rig says.
  func sensorNoise(
    unless noise: Double?, _ electrons: Double?
  ) -> (atBlack: Double?, electrons: Double?) {
    let known = sensorNoise
    return (noise ?? known?.atBlack, electrons ?? known?.electrons)
  }
}

extension SensorNoise {
  /// The noise of a common sensor where nobody says better.
  static func assumed(atBlack: Double?, electrons: Double?) -> SensorNoise {
    SensorNoise(atBlack: atBlack ?? 0.005, electrons: electrons ?? 10000)
  }
}
