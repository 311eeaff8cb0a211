import Rig

extension Origin {
  /// The noise of the camera's light at the frame's amplification, as shares of white.
  ///
  /// Read noise, shot noise, and what rounding to received codes adds: a twelfth of a step squared.
  /// The step of a square root is `2 √(full · code) / top` linear codes, so that its part grows
  /// with the light, like shot noise. Light that was scaled has scaled noise. Nil while gain or
  /// read noise are unknown.
  public var sensorNoise: (atBlack: Double, electrons: Double)? {
    guard let sensor = camera?.sensor, let model = sensor.noise?.amplified(by: gain),
      let levels, let black = levels.black.max()
    else { return nil }
    let range = Double(levels.white - black)
    let atWhite = model.gain * range
    guard atWhite >= 1 else { return nil }
    var variance = model.readNoise * model.readNoise / (atWhite * atWhite)
    var perLight = 1 / atWhite
    switch sensor.companding.kind {
    case .linear, .table: variance += 1 / (12 * range * range)
    case .squareRoot:
      let (full, top) = (
        Double(1 << sensor.companding.linearBits) - 1, Double(1 << sensor.validBits) - 1
      )
      let perCode = full / (3 * top * top)
      variance += perCode * Double(black) / (range * range)
      perLight += perCode / range
    }
    return (min(1, variance.squareRoot() * lightScale), max(1, 1 / (perLight * lightScale)))
  }
}
