import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Neutral objects get equal red, green and blue.
public struct WhiteBalance: BandStage {
  /// Factors of red, green and blue.
  public var gains: [Double]?

  /// Gains of the rig.
  public init() {}

  /// `white-balance`.
  public static let name = "white-balance"
  /// What it does.
  public static let summary = "Multiplies red, green and blue so that neutral objects are neutral."
  /// The parameters.
  public static let table = Table<WhiteBalance>([
    .numbers(
      "gains", \.gains, range: 0.01...100, count: 3...3, absent: "from the rig",
      "Factors of red, green and blue.")
  ])
  /// Colour arrives.
  public static let inputs = [InputPort(LinearRGB.self, summary: "Light in three colours.")]
  /// Colour leaves.
  public var outputs: [OutputPort] {
    [OutputPort(LinearRGB.self, summary: "The same, neutral where the object is.")]
  }
  /// Gains of a common sensor.
  public static var benchmarks: [(name: String, stage: WhiteBalance)] {
    var stage = WhiteBalance()
    stage.gains = [1.9, 1, 1.6]
    return [("", stage)]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// Takes the gains of the camera where none are given.
  public func resolved(for origin: Origin) throws(Failure) -> WhiteBalance {
    var result = self
    result.gains = gains ?? origin.camera?.whiteBalance
    if result.gains == nil {
      throw Failure(
        "the rig gives no whiteBalance for camera \(origin.camera?.name ?? "?")",
        at: .file(origin.file),
        remedy: "add whiteBalance: [r, g, b] to the camera, or set gains here")
    }
    return result
  }

  /// Multiplies.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let gains = (gains ?? [1, 1, 1]).map { Float($0) }
    return BandWork(size: size, halo: 0) { (frame: Frame<LinearRGB>, rows) in
      let band = frame.band(rows)
      var properties = band.properties
      properties.isWhiteBalanced = true
      return Frame<LinearRGB>(
        ColorPlanes.scaled(band.samples, by: gains), rows: rows, of: size,
        validity: band.validity, properties: properties)
    }
  }
}
