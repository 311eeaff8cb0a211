import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Says how good a frame is.
public struct QualityStage: SinkStage {
  /// Light below which nothing can be told.
  public var shadow = 0.02
  /// Standard deviation of noise without light, as a share of white.
  public var noise: Double?
  /// Electrons of a pixel at white.
  public var electrons: Double?

  /// Noise of the rig.
  public init() {}

  /// `quality`.
  public static let name = "quality"
  /// What it does.
  public static let summary =
    "Writes how much is missing, saturated or in shadow, how wide edges are, and the noise."
  /// The parameters.
  public static let table = Table<QualityStage>(
    [
      .number(
        "shadow", \.shadow, range: 0...1,
        "Light, as a share of white, below which a pixel counts as in shadow.")
    ] + ParameterEntry.sensorNoise(\.noise, electrons: \.electrons))
  /// Light arrives.
  public static let inputs = [
    InputPort(Radiance.self, LinearGray.self, summary: "Light of one plane, black at 0.")
  ]
  /// Nothing but the file leaves.
  public var outputs: [OutputPort] { [] }
  /// Counts over everything.
  public var reach: Reach { .wholeFrame }
  /// JSON.
  public var fileEnding: String { "json" }

  /// Takes the noise of the sensor where none is given.
  public func resolved(for origin: Origin) throws(Failure) -> QualityStage {
    var result = self
    (result.noise, result.electrons) = origin.sensorNoise(unless: noise, electrons)
    return result
  }

  /// The figures as one JSON object.
  public func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    guard let frame = inputs["frame"] else { throw .unresolved(Self.name) }
    return Array((measured(frame).json(provenance).prettyText + "\n").utf8)
  }

  /// The figures.
  func measured(_ frame: any AnyFrame) -> FrameQuality {
    let model = SensorNoise.assumed(atBlack: noise, electrons: electrons)
    if let gray = frame as? Frame<LinearGray> {
      return FrameQuality(
        of: gray.samples, validity: gray.validity, pattern: nil, model: model,
        shadow: Float(shadow))
    }
    let mosaic = Frame<Radiance>(erased: frame)
    return FrameQuality(
      of: mosaic.samples, validity: mosaic.validity, pattern: mosaic.properties.pattern,
      model: model, shadow: Float(shadow))
  }
}

extension FrameQuality {
  /// Steps of light in the histogram that is written.
  private static let steps = 64

  /// The figures as an object; a quantity is null where it is unknown.
  func json(_ provenance: Provenance) -> JSONValue {
    let frame = provenance.entries.first { $0.key == "Source" }?.value
    func percentile(_ share: Double) -> JSONValue {
      histogram.light(below: share).map { .number(Double($0)) } ?? .null
    }
    func share(_ count: Int) -> JSONValue {
      .number(pixels > 0 ? Double(count) / Double(pixels) : 0)
    }
    let edge: JSONValue? = edges.typical.map { width in
      [
        "value": .number(width), "low": edges.width(below: 0.1).map { .number($0) } ?? .null,
        "high": edges.width(below: 0.5).map { .number($0) } ?? .null, "unit": "px",
      ]
    }
    return .object([
      ("type", "quality"), ("version", 1), ("frame", frame.map { .string($0) } ?? .null),
      ("pixels", .integer(pixels)), ("missing", share(missing)), ("bad", share(bad)),
      ("saturated", share(saturated)), ("inShadow", share(inShadow)),
      ("edgeWidth", edge ?? .null), ("edges", .integer(edges.count)),
      ("noiseOverModel", noise.map { .number($0) } ?? .null),
      ("median", percentile(0.5)), ("darkest1Percent", percentile(0.01)),
      ("brightest1Percent", percentile(0.99)),
      ("histogram", .array(histogram.counts(inSteps: Self.steps).map { .integer($0) })),
    ])
  }
}
