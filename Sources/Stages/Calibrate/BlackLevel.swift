import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Sensor codes become light: black is 0, white is 1, saturated pixels are marked.
public struct BlackLevel: BandStage {
  /// Code of no light, instead of what the frame's levels say.
  public var black: Double?
  /// Code of saturation, instead of what the frame's levels say.
  public var white: Double?

  /// Levels of the frame.
  public init() {}

  /// `black-level`.
  public static let name = "black-level"
  /// What it does.
  public static let summary = "Subtracts black, scales white to 1 and marks saturated pixels."
  /// The parameters.
  public static let table = Table<BlackLevel>([
    .number(
      "black", \.black, unit: "DN", range: 0...65534, absent: "from the rig",
      "Code of no light, the same at all sites."),
    .number(
      "white", \.white, unit: "DN", range: 1...65535, absent: "from the rig",
      "Code at which a pixel is saturated."),
  ])
  /// Codes arrive.
  public static let inputs = [InputPort(Mosaic.self, summary: "Linear sensor codes.")]
  /// Light leaves.
  public var outputs: [OutputPort] { [OutputPort(Radiance.self, summary: "Light, 0 to 1.")] }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// Refuses frames whose codes are not in proportion to light.
  public func resolved(for origin: Origin) throws(Failure) -> BlackLevel {
    let levels = origin.levels
    if let companding = levels?.companding, companding != .linear {
      throw Failure(
        "the codes of camera \(origin.camera?.name ?? "?") are companded (\(companding.name)), "
          + "black-level needs linear codes",
        at: .file(origin.file),
        remedy: "decompand them first, or declare them linear where only a look is wanted")
    }
    var result = self
    if let levels, Set(levels.black).count == 1 { result.black = black ?? Double(levels.black[0]) }
    result.white = white ?? (levels?.white).map(Double.init)
    if let black = result.black, let white = result.white, black >= white {
      throw Failure(
        "black \(black) is not below white \(white)", at: .file(origin.file),
        remedy: "give both: with: {black: …, white: …}")
    }
    return result
  }

  /// The levels of a frame, or what is given instead.
  func levels(_ frame: Levels) -> Levels {
    var levels = frame
    if let black { levels.black = Array(repeating: Float(black), count: 4) }
    if let white { levels.white = Float(white) }
    return levels
  }

  /// Subtracts and scales.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    BandWork(size: size, halo: 0) { (frame: Frame<Mosaic>, rows) -> Frame<Radiance> in
      let band = frame.band(rows)
      let levels = levels(frame.properties.levels)
      let light = SensorLevels.light(from: band.samples, firstRow: rows.lowerBound, levels: levels)
      let validity = SensorLevels.markSaturated(
        band.samples, white: levels.white, validity: band.validity)
      return Frame(
        light, rows: rows, of: size, validity: validity,
        properties: .init(pattern: frame.properties.pattern))
    }
  }
}
