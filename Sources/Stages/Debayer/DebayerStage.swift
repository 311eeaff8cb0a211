import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Full colour at every pixel, from one colour at each.
public struct DebayerStage: BandStage {
  /// How the missing colours are estimated.
  public var method = Debayer.Method.adaptive
  /// Factors of red, green and blue while colours are estimated.
  public var balance: [Double]?
  /// Standard deviation of the sensor's noise without light, as a share of white.
  public var noise: Double?
  /// Electrons of a pixel at white.
  public var electrons: Double?

  /// The best.
  public init() {}

  /// `debayer`.
  public static let name = "debayer"
  /// What it does.
  public static let summary = "Estimates the two colours that each pixel did not see."
  /// The parameters.
  public static let table = Table<DebayerStage>([
    .choice("method", \.method, "How the missing colours are estimated."),
    .numbers(
      "balance", \.balance, range: 0.01...100, count: 3...3, absent: "from the rig",
      "Factors that make neutral things neutral while colours are estimated; undone afterwards."),
    .number(
      "noise", \.noise, range: 0...1, absent: "from the rig",
      "Standard deviation of noise without light, as a share of white (lmmse, adaptive)."),
    .number(
      "electrons", \.electrons, unit: "e-", range: 1...1e9, absent: "from the rig",
      "Electrons of a pixel at white: the fewer, the more light scatters (lmmse, adaptive)."),
  ])
  /// A mosaic of light arrives.
  public static let inputs = [InputPort(Radiance.self, summary: "Light behind a Bayer filter.")]
  /// Colour leaves.
  public var outputs: [OutputPort] {
    [OutputPort(LinearRGB.self, summary: "Three planes of light in the camera's own colours.")]
  }
  /// Every method.
  public static var benchmarks: [(name: String, stage: DebayerStage)] {
    Debayer.Method.allCases.map { method in
      var stage = DebayerStage()
      stage.method = method
      return (method.rawValue, stage)
    }
  }
  /// As far as the method looks, at mended pixels.
  public var reach: Reach { .halo(halo) }
  private var halo: Int { method.radius + mended }
  private var mended: Int { MosaicRepair.reach(for: method.radius) }

  /// Takes the white balance of the camera and the noise of its sensor where none are given.
  public func resolved(for origin: Origin) throws(Failure) -> DebayerStage {
    var result = self
    result.balance = balance ?? origin.camera?.whiteBalance
    guard noise == nil, electrons == nil, let noise = origin.sensorNoise else { return result }
    (result.noise, result.electrons) = (noise.atBlack, noise.electrons)
    return result
  }

  /// The balance; green keeps its light, which is what noise is told for.
  var mosaicBalance: MosaicBalance {
    guard let balance, balance.count == 3 else { return .none }
    return MosaicBalance(
      red: Float(balance[0] / balance[1]), green: 1, blue: Float(balance[2] / balance[1]))
  }

  /// Estimates; sites that are no data are mended first, so that they do not spread.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let noise = SensorNoise(atBlack: noise ?? 0, electrons: electrons)
    return BandWork(size: size, halo: halo) {
      (frame: Frame<Radiance>, rows) in
      let pattern = frame.properties.pattern
      let held = pattern.shifted(x: 0, y: frame.rows.lowerBound)
      let planes = Debayer.colors(
        of: MosaicRepair.repaired(
          frame.samples, validity: frame.validity, pattern: held, reach: mended),
        by: method, pattern: pattern, balance: mosaicBalance, noise: noise,
        window: RowWindow(height: size.height, held: frame.rows, wanted: rows))
      let local = rows.lowerBound - frame.rows.lowerBound
      let validity = ColorValidity.colors(
        of: frame.validity, pattern: held, rows: local..<(local + rows.count))
      return Frame<LinearRGB>(
        planes, rows: rows, of: size, validity: validity, properties: LinearProperties())
    }
  }
}
