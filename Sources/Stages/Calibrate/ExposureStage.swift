import Diagnostics
import Kernels
import Pipeline
import Raster
import Rig
import Settings

/// Frames of different exposures become comparable.
public struct ExposureStage: CorrectingStage {
  /// The exposure, in seconds, whose light frames get.
  public var seconds: Double?
  /// What light is multiplied by.
  public var factor: Double?

  /// Sunlit white becomes 1.
  public init() {}

  /// `exposure`.
  public static let name = "exposure"
  /// What it does.
  public static let summary =
    "Scales light to what one exposure and amplification would have given."
  /// The parameters.
  public static let table = Table<ExposureStage>([
    .number(
      "seconds", \.seconds, unit: "s", above: 0,
      absent: "that at which a sunlit white surface is 1",
      "Exposure at the rig's own amplification whose light every frame gets."),
    .number(
      "factor", \.factor, range: 1e-9...1e9, absent: "from the frame's exposure and gain",
      "What light is multiplied by."),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(Radiance.self, LinearGray.self, summary: "Light of one plane, black at 0.")
  ]
  /// Light leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "The same at the common exposure; may exceed 1.")]
  }
  /// Half as much light again.
  public static var benchmarks: [(name: String, stage: ExposureStage)] {
    var stage = ExposureStage()
    stage.factor = 1.5
    return [("", stage)]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// Works the factor out of the frame's exposure and what the rig says of the sensor.
  public func resolved(for origin: Origin) throws(Failure) -> ExposureStage {
    var result = self
    if factor != nil {
      if seconds == nil { return result }
      throw Failure(
        "seconds and factor both say what light is multiplied by", at: .file(origin.file),
        remedy: "give one of them")
    }
    guard let taken = origin.exposure else {
      throw Failure(
        "the downlink says no exposure of frame \(origin.frameID)", at: .file(origin.file),
        remedy: "add exposure to the frame, or give factor here")
    }
    guard let seconds = seconds ?? origin.secondsOfSunlitWhite else {
      throw Failure(
        "the rig does not say how bright camera \(origin.camera?.name ?? "?") sees sunlit white",
        at: .file(origin.file),
        remedy: "add gain and responsivity to the sensor, or give seconds here")
    }
    result.seconds = seconds
    result.factor = seconds / (taken * origin.gain)
    return result
  }

  /// Light is another share of white behind the stage, and its noise is so too.
  public func described(_ origin: Origin) -> Origin {
    var result = origin
    result.lightScale *= factor ?? 1
    return result
  }

  /// Multiplies.
  func correction(size: Size) throws(Failure) -> (LightCorrection, marks: Plane<UInt8>?) {
    guard let factor else { throw .unresolved(Self.name) }
    return (.factor(Float(factor)), marks: nil)
  }
}

extension Origin {
  /// The exposure at which a white diffuser that faces the Sun at 1 au reaches white, in seconds;
  /// nil where the rig does not say enough.
  fileprivate var secondsOfSunlitWhite: Double? {
    guard let sensor = camera?.sensor, let gain = sensor.gain, let levels,
      let responsivity = sensor.responsivity, let black = levels.black.max()
    else { return nil }
    return Double(levels.white - black) * gain / responsivity
  }
}
