import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Light becomes display codes.
public struct Tone: BandStage {
  /// The curve from light to codes.
  public enum Curve: String, Sendable, CaseIterable {
    /// The transfer function of sRGB.
    case srgb
    /// A power of 1/gamma.
    case gamma
    /// Shadows lifted, between percentiles of the picture, then sRGB.
    case stretch
    /// In proportion.
    case linear
  }

  /// The curve.
  public var curve = Curve.srgb
  /// The exponent of the curve `gamma`.
  public var gamma = 2.2
  /// How much the curve `stretch` lifts shadows.
  public var lift = 4.0
  /// The share of samples that `stretch` lets fall to black.
  public var blackShare = 0.001
  /// The share of samples that `stretch` lets rise to white.
  public var whiteShare = 0.002
  /// Exposure in stops, before the curve.
  public var exposure = 0.0
  /// Bits a sample of the result.
  public var depth = 8

  /// sRGB, 8 bits.
  public init() {}

  /// `tone`.
  public static let name = "tone"
  /// What it does.
  public static let summary = "Turns light into display codes along a tone curve."
  /// The parameters.
  public static let table = Table<Tone>([
    .choice("curve", \.curve, "The curve from light to codes."),
    .number("gamma", \.gamma, range: 0.1...10, "Exponent of the curve gamma."),
    .number("lift", \.lift, range: 0...10000, "How much the curve stretch lifts shadows."),
    .number("blackShare", \.blackShare, range: 0...0.5, "Share of samples stretched to black."),
    .number("whiteShare", \.whiteShare, range: 0...0.5, "Share of samples stretched to white."),
    .number("exposure", \.exposure, unit: "EV", range: -16...16, "Stops added before the curve."),
    .value(
      "depth", \.depth, .displayDepth, "Bits a sample of the result: 8 or 16."),
  ])
  /// Light arrives.
  public static let inputs = [
    InputPort(LinearRGB.self, LinearGray.self, summary: "Light, 0 to 1, with or without colours.")
  ]
  /// A picture for looking at leaves.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        .init(LinearRGB.self, to: DisplayRGB.self), .init(LinearGray.self, to: DisplayGray.self),
        summary: "Codes for a display, 8 or 16 bits.")
    ]
  }
  /// Every curve at 8 bits, and sRGB at 16.
  public static var benchmarks: [(name: String, stage: Tone)] {
    let narrow = Curve.allCases.map { curve in
      var stage = Tone()
      stage.curve = curve
      return (name: curve.rawValue, stage: stage)
    }
    var wide = Tone()
    wide.depth = 16
    return narrow + [("srgb.u16", wide)]
  }
  /// A stretch needs the picture's statistics first.
  public var reach: Reach { curve == .stretch ? .reduction(halo: 0) : .halo(0) }

  /// The curve as codes of 8 bits; nil where it has 16 bits.
  package var codes: ToneCodes? { mapping(of: nil).eightBits?.tone }

  /// The curve as a table, for a picture whose statistics are those of `whole`.
  func mapping(of whole: (any AnyFrame)?) -> ToneMapping {
    let range = LightRange(of: whole, blackShare: blackShare, whiteShare: whiteShare)
    return ToneMapping(curve: toneCurve, bits: depth, range: range, exposure: exposure)
  }

  /// Looks the codes up.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    Self.work(size: size, mapping(of: whole))
  }

  /// Looks the codes of a mapping up.
  static func work(size: Size, _ mapping: ToneMapping) -> BandWork {
    let properties = DisplayProperties(transfer: mapping.name)
    return BandWork(
      outputSize: size, inputRows: { $0 },
      process: { frame, rows in
        if let band = (frame as? Frame<LinearGray>)?.band(rows) {
          return Frame<DisplayGray>(
            mapping.codes(band.samples), rows: rows, of: size, validity: band.validity,
            properties: properties)
        }
        let band = Frame<LinearRGB>(erased: frame).band(rows)
        return Frame<DisplayRGB>(
          mapping.codes(band.samples), rows: rows, of: size, validity: band.validity,
          properties: properties)
      })
  }

  private var toneCurve: ToneCurve {
    switch curve {
    case .srgb: .sRGB
    case .gamma: .gamma(gamma)
    case .stretch: .stretch(lift: lift)
    case .linear: .linear
    }
  }
}

extension ValueKind<Int> {
  /// The depths that displays take.
  fileprivate static var displayDepth: Self {
    integer(range: 8...16).mapped(
      { depth, node, findings in
        if depth == 8 || depth == 16 { return depth }
        findings.add(
          node.diagnostic("a display has 8 or 16 bits, not \(depth)", remedy: "use 8 or 16"))
        return nil
      }, back: { $0 })
  }
}
