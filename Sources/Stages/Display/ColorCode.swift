import Diagnostics
import Pipeline
import Raster
import Settings

/// Shows numbers as colours.
public struct ColorCode: FrameStage {
  /// The colours.
  public var scale = ColorScale.cubehelix
  /// The number of the first colour.
  public var low: Double?
  /// The number of the last colour.
  public var high: Double?
  /// Whether equal ratios, not equal differences, are equal steps.
  public var logarithmic = false
  /// From one line of equal numbers to the next.
  public var contour = 0.0

  /// All that is known, between its percentiles.
  public init() {}

  /// `color-code`.
  public static let name = "color-code"
  /// What it does.
  public static let summary = "Shows disparities, distances, heights or directions as colours."
  /// The parameters.
  public static let table = Table<ColorCode>([
    .choice("scale", \.scale, "The colours; black stands for what is not known."),
    .number(
      "low", \.low, unit: "px or m", absent: "the 2nd percentile",
      "The number of the first colour; what lies below has it too."),
    .number(
      "high", \.high, unit: "px or m", absent: "the 98th percentile",
      "The number of the last colour; what lies above has it too."),
    .flag(
      "logarithmic", \.logarithmic, "Equal ratios are equal steps, for distances near and far."),
    .number(
      "contour", \.contour, unit: "px or m", range: 0...1_000_000,
      "Draws lines at the multiples of this number; 0 draws none."),
  ])
  /// Numbers arrive.
  public static let inputs = [
    InputPort(
      Disparity.self, Depth.self, Normals.self,
      summary: "Numbers; the x, y and z of directions become red, green and blue.")
  ]
  /// A picture for looking at leaves.
  public var outputs: [OutputPort] {
    [OutputPort(DisplayRGB.self, summary: "Codes for a display, 8 bits; 0 where nothing is known.")]
  }
  /// The percentiles come first.
  public var reach: Reach { .wholeFrame }

  /// The last colour comes after the first.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    if let low, let high, low >= high {
      findings.add(
        (node["high"] ?? node).diagnostic(
          "the colours begin at \(low) and end at \(high)", remedy: "let high be above low"))
    }
    if logarithmic, let low, low <= 0 {
      findings.add(
        (node["low"] ?? node).diagnostic(
          "ratios cannot begin at \(low)", remedy: "let low be above 0, or leave logarithmic out"))
    }
  }

  /// Looks the colours up.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    let planes: RGBPlanes<UInt8>
    let validity: Validity
    switch inputs["frame"] {
    case let frame as Frame<Disparity>:
      (planes, validity) = (colored(frame.samples, frame.validity), frame.validity)
    case let frame as Frame<Depth>:
      (planes, validity) = (colored(frame.samples, frame.validity), frame.validity)
    case let frame as Frame<Normals>:
      (planes, validity) = (Self.colored(frame.samples), frame.validity)
    default: throw .unresolved(Self.name)
    }
    return [
      "frame": Frame<DisplayRGB>(
        .eight(planes), validity: validity, properties: DisplayProperties(transfer: "none"))
    ]
  }

  /// Directions: −1…1 as 1…255.
  private static func colored(_ directions: XYZPlanes) -> RGBPlanes<UInt8> {
    RGBPlanes(
      planes: directions.planes.map { plane in
        plane.mapped { $0 < .infinity ? UInt8(128.5 + 127 * max(-1, min(1, $0))) : 0 }
      })
  }

  private func colored(_ numbers: Plane<Float>, _ validity: Validity) -> RGBPlanes<UInt8> {
    let known = numbers.known(validity)
    let steps = steps(known)
    let colors = scale.colors
    let lines = contour > 0 ? known.contours(each: contour) : nil
    let codes = (0..<3).map { channel in
      Plane<UInt8>(size: numbers.size) { y, row in
        let (values, marks) = (known.row(y), lines?.row(y))
        for x in row.indices {
          guard values[x] < .infinity else {
            row[x] = 0
            continue
          }
          let code = colors[steps.step(of: Double(values[x]))][channel]
          row[x] = (marks?[x] ?? 0) == 0 ? code : code / 3
        }
      }
    }
    return RGBPlanes(planes: codes)
  }

  /// Which colour stands for which number.
  private func steps(_ known: Plane<Float>) -> ColorSteps {
    var ends: (low: Double, high: Double) = (low ?? 0, high ?? 1)
    if low == nil || high == nil {
      let sorted = known.numbers.filter { !logarithmic || $0 > 0 }.sorted()
      if let first = sorted.first {
        func percentile(_ share: Double) -> Double {
          Double(sorted[Int(share * Double(sorted.count - 1))])
        }
        ends = (low ?? percentile(0.02), high ?? percentile(0.98))
        if ends.low >= ends.high {
          ends.high = ends.low + max(1e-6, Double(first).magnitude * 1e-6)
        }
      }
    }
    return ColorSteps(low: ends.low, high: ends.high, isLogarithmic: logarithmic && ends.low > 0)
  }
}
