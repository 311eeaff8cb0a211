import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Neutral objects get equal red, green and blue.
public struct WhiteBalance: BandStage {
  /// Where the factors come from.
  public enum Method: String, Sendable, CaseIterable {
    /// They are given, here or by the rig.
    case given
    /// From what is lit in the picture.
    case terrain
  }

  /// Where the factors come from.
  public var method = Method.given
  /// Factors of red, green and blue.
  public var gains: [Double]?
  /// What terrain reflects of red, green and blue light.
  public var terrain = [1.0, 1, 1]

  /// Gains of the rig.
  public init() {}

  /// `white-balance`.
  public static let name = "white-balance"
  /// What it does.
  public static let summary = "Multiplies red, green and blue so that neutral objects are neutral."
  /// The parameters.
  public static let table = Table<WhiteBalance>([
    .choice("method", \.method, "Where the factors come from."),
    .numbers(
      "gains", \.gains, range: 0.01...100, count: 3...3, absent: "from the rig",
      "Factors of red, green and blue, where they are given."),
    .numbers(
      "terrain", \.terrain, range: 0.001...1000, count: 3...3,
      "What lit terrain reflects of red, green and blue, each to the same scale."),
  ])
  /// Colour arrives.
  public static let inputs = [InputPort(LinearRGB.self, summary: "Light in three colours.")]
  /// Colour leaves.
  public var outputs: [OutputPort] {
    [OutputPort(LinearRGB.self, summary: "The same, neutral where the object is.")]
  }
  /// Gains of a common sensor, and those of the picture.
  public static var benchmarks: [(name: String, stage: WhiteBalance)] {
    var given = WhiteBalance()
    given.gains = [1.9, 1, 1.6]
    var measured = WhiteBalance()
    measured.method = .terrain
    return [("", given), ("terrain", measured)]
  }
  /// One pixel at a time; terrain is measured first.
  public var reach: Reach { method == .terrain ? .reduction(halo: 0) : .halo(0) }

  /// Takes the gains of the camera where none are given.
  public func resolved(for origin: Origin) throws(Failure) -> WhiteBalance {
    var result = self
    if method == .terrain {
      if gains == nil { return result }
      throw Failure(
        "gains are given and to be measured of terrain as well", at: .file(origin.file),
        remedy: "leave gains out, or use method: given")
    }
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
    let gains = try self.gains(for: whole).map { Float($0) }
    return BandWork(size: size, halo: 0) { (frame: Frame<LinearRGB>, rows) in
      let band = frame.band(rows)
      var properties = band.properties
      properties.isWhiteBalanced = true
      return Frame<LinearRGB>(
        ColorPlanes.scaled(band.samples, by: gains), rows: rows, of: size,
        validity: band.validity, properties: properties)
    }
  }

  /// The factors that are given, or those that make lit terrain what it reflects.
  private func gains(for whole: (any AnyFrame)?) throws(Failure) -> [Double] {
    guard method == .terrain else { return gains ?? [1, 1, 1] }
    guard let whole else { return [1, 1, 1] }
    guard let color = TerrainColor(Frame<LinearRGB>(erased: whole)) else {
      throw Failure(
        "too little lit terrain to measure its colour",
        remedy: "give gains, or balance the frame like another one of its camera")
    }
    return color.gains(toShow: terrain)
  }
}
