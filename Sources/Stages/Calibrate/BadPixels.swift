import Diagnostics
import Files
import Kernels
import Pipeline
import Raster
import Rig
import Settings

/// Pixels that lie are replaced by their neighbours, and marked.
public struct BadPixels: BandStage {
  /// The list of known ones, instead of the rig's.
  public var file: String?
  /// Whether others are looked for.
  public var detect = true
  /// How far a pixel stands out, in standard deviations of the noise.
  public var threshold = 5.3
  /// Standard deviation of noise without light, as a share of white.
  public var noise: Double?
  /// Electrons of a pixel at white.
  public var electrons: Double?
  private var list: BadPixelList?

  /// List and noise of the rig.
  public init() {}

  /// `bad-pixels`.
  public static let name = "bad-pixels"
  /// What it does.
  public static let summary = "Replaces and marks pixels that are known or found to lie."
  /// The parameters.
  public static let table = Table<BadPixels>(
    [
      .text("file", \.file, absent: "from the rig", "List of bad pixels, a YAML file."),
      .flag("detect", \.detect, "Whether pixels that nobody listed are looked for."),
      .number(
        "threshold", \.threshold, unit: "σ", range: 1...1000,
        "How far a pixel stands out from two opposite ones of its colour."),
    ] + ParameterEntry.sensorNoise(\.noise, electrons: \.electrons))
  /// Light arrives.
  public static let inputs = [
    InputPort(Radiance.self, LinearGray.self, summary: "Light of one plane, black at 0.")
  ]
  /// Light leaves.
  public var outputs: [OutputPort] {
    [OutputPort(sameAs: "frame", summary: "The same; what was replaced is marked bad-pixel.")]
  }
  /// As far as a pixel's replacements look.
  public var reach: Reach { .halo(BadPixelFilter.reach) }

  /// The list.
  public func sideFiles(for origin: Origin) -> [String] {
    (try? origin.calibration(\.badPixels, unless: file)).map { [$0] } ?? []
  }

  /// Reads the list, and takes the noise of the sensor where none is given.
  public func resolved(for origin: Origin) throws(Failure) -> BadPixels {
    var result = self
    (result.noise, result.electrons) = origin.sensorNoise(unless: noise, electrons)
    guard let path = try origin.calibration(\.badPixels, unless: file) else { return result }
    let size = origin.camera?.sensor.size ?? Size(32768, 32768)
    result.list = try origin.sideFiles.value(of: path, as: "bad pixels \(size)") {
      bytes throws(Failure) in
      try BadPixelList.load(text: Yaml.text(of: bytes, file: path), file: path, size: size)
    }
    return result
  }

  /// Marks what is listed, looks for more, replaces both.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let (filter, listed) = (filter, listed(size: size))
    @Sendable func corrected<D: Domain>(
      _ frame: Frame<D>, _ rows: Range<Int>, _ filter: BadPixelFilter
    ) -> Frame<D> where D.Samples == Plane<Float> {
      let window = RowWindow(height: size.height, held: frame.rows, wanted: rows)
      let known = frame.validity.marking(
        listed.filter { frame.rows.contains($0.y) }.map {
          (x: $0.x, y: $0.y - frame.rows.lowerBound)
        }, .badPixel)
      let result = filter.corrected(frame.samples, validity: known, window: window)
      return Frame<D>(
        result.light, rows: rows, of: size, validity: result.validity,
        properties: frame.properties)
    }
    var direct = filter
    direct.hasColors = false
    let halo = BadPixelFilter.reach
    var work = BandWork(
      outputSize: size,
      inputRows: { max(0, $0.lowerBound - halo)..<min(size.height, $0.upperBound + halo) },
      process: { [direct] frame, rows in
        if let gray = frame as? Frame<LinearGray> { return corrected(gray, rows, direct) }
        return corrected(Frame<Radiance>(erased: frame), rows, filter)
      })
    work.isRowByRow = true
    return work
  }

  /// What finds and replaces.
  var filter: BadPixelFilter {
    BadPixelFilter(
      noise: .assumed(atBlack: noise, electrons: electrons),
      threshold: detect ? Float(threshold) : .infinity)
  }

  /// The listed pixels of frames of a size, row by row.
  func listed(size: Size) -> [(x: Int, y: Int)] {
    (list?.pixels ?? []).filter { $0.x < size.width && $0.y < size.height }
      .sorted { $0.y < $1.y }.map { (x: $0.x, y: $0.y) }
  }
}
