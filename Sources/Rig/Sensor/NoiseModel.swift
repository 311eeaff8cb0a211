/// How far linear codes scatter, by the photon transfer model.
///
/// With the signal in electrons `e = gain · (code - black)`:
///
///     variance in e⁻² = e + dark + read² + (prnu · e)²
///
/// Source: J. R. Janesick, "Photon Transfer" (SPIE, 2007), eq. 5.4; EMVA 1288, release 4.0.
public struct NoiseModel: Sendable, Hashable {
  /// Electrons per linear code.
  public var gain: Double
  /// Electrons, one standard deviation.
  public var readNoise: Double
  /// Standard deviation of the sensitivity, as a share; 0 once a flat field has been applied.
  public var prnu: Double
  /// Electrons per second without light.
  public var darkCurrent: Double

  /// A model from its parts.
  public init(gain: Double, readNoise: Double, prnu: Double = 0, darkCurrent: Double = 0) {
    self.gain = gain
    self.readNoise = readNoise
    self.prnu = prnu
    self.darkCurrent = darkCurrent
  }

  /// The model at another amplification: a frame taken at `factor` times the nominal gain has
  /// `factor` times as many codes per electron.
  public func amplified(by factor: Double) -> NoiseModel {
    NoiseModel(
      gain: gain / factor, readNoise: readNoise, prnu: prnu, darkCurrent: darkCurrent)
  }

  /// The variance of a linear code, in squared codes.
  ///
  /// - Parameters:
  ///   - signal: codes above black; below 0 it counts as 0.
  ///   - exposure: in seconds, for the dark current.
  /// - Returns: the variance in squared linear codes.
  public func variance(signal: Double, exposure: Double = 0) -> Double {
    let electrons = max(0, signal) * gain
    let pattern = prnu * electrons
    let sum = electrons + darkCurrent * exposure + readNoise * readNoise + pattern * pattern
    return sum / (gain * gain)
  }
}
