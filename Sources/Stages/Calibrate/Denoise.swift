import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Noise that the sensor explains is averaged away, before colours are estimated.
public struct Denoise: BandStage {
  /// What the noise is multiplied by.
  public var strength = 1.0
  /// Standard deviation of noise without light, as a share of white.
  public var noise: Double?
  /// Electrons of a pixel at white.
  public var electrons: Double?

  /// Noise of the rig.
  public init() {}

  /// `denoise`.
  public static let name = "denoise"
  /// What it does.
  public static let summary = "Averages away noise that the sensor explains, on the mosaic."
  /// The parameters.
  public static let table = Table<Denoise>(
    [
      .number(
        "strength", \.strength, range: 0.01...100,
        "What the noise is multiplied by: 1 takes its model at its word.")
    ] + ParameterEntry.sensorNoise(\.noise, electrons: \.electrons))
  /// Light arrives.
  public static let inputs = [InputPort(Radiance.self, summary: "Light behind a Bayer filter.")]
  /// Light leaves.
  public var outputs: [OutputPort] {
    [OutputPort(Radiance.self, summary: "The same with less noise; pixels without data stay.")]
  }
  /// As far as pixels are compared.
  public var reach: Reach { .halo(MosaicDenoise.reach) }

  /// Takes the noise of the sensor where none is given.
  public func resolved(for origin: Origin) throws(Failure) -> Denoise {
    var result = self
    (result.noise, result.electrons) = origin.sensorNoise(unless: noise, electrons)
    return result
  }

  /// Compares and averages.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let filter = MosaicDenoise(
      noise: .assumed(atBlack: noise, electrons: electrons), strength: Float(strength))
    return BandWork(size: size, halo: MosaicDenoise.reach) { (frame: Frame<Radiance>, rows) in
      let window = RowWindow(height: size.height, held: frame.rows, wanted: rows)
      return Frame<Radiance>(
        filter.denoised(frame.samples, validity: frame.validity, window: window), rows: rows,
        of: size, validity: frame.band(rows).validity, properties: frame.properties)
    }
  }
}
