import Downlink
import Raster
import Settings

/// A scene: what is simulated, as `scene.yaml` states it.
public struct SceneDescription: ConfigurationFile, Hashable {
  /// How frames are stored.
  public enum Format: String, Sendable, CaseIterable {
    /// PNG: 8 bits for codes of up to 8 bits, else 16 with the valid bits noted (sBIT).
    case png
    /// Headerless, low byte first, 8 or 16 bits a code.
    case raw
    /// Headerless MIPI RAW12; for codes of 12 bits.
    case raw12
    /// JPEG in colour, developed on board: a picture, not the codes of the sensor.
    case jpeg
    /// Grey JPEG of the mosaic; for codes of 8 bits.
    case jpegMosaic = "jpeg-mosaic"
  }

  /// How much work goes into frames.
  public enum Quality: String, Sendable, CaseIterable {
    /// Everything.
    case reference
    /// Less, for thousands of frames.
    case sweep
  }

  /// What is told of the truth.
  public struct Truth: Configurable, Hashable {
    /// Every how many pixels the depth is written; 0 writes none.
    public var depthEvery = 1
    /// Whether normals are written.
    public var normals = false

    /// All of it.
    public init() {}

    /// The parameters.
    public static let table = Table<Truth>([
      .integer(
        "depthEvery", \.depthEvery, unit: "px", range: 0...64,
        "The depth of every so manieth pixel of a row and of every so manieth row is written; 0 "
          + "writes none."),
      .flag(
        "normals", \.normals, "Whether the normals of what pixels show are written, rover frame."),
    ])
  }

  /// The name of the scene and of its downlink.
  public var name = ""
  /// One sentence on it.
  public var summary = ""
  /// Where all random numbers come from.
  public var seed = 1
  /// The rig file.
  public var rig = ""
  /// The ground.
  public var terrain = TerrainDescription()
  /// Where the rover stands.
  public var rover = RoverDescription()
  /// What of the rover is seen and casts shadows; nil for nothing.
  public var body: RoverBody?
  /// Its shovel; nil for none.
  public var shovel: SceneShovel?
  /// By which law the ground sends light back.
  public var soil = SoilDescription()
  /// Where the Sun stands.
  public var sun = Sun()
  /// How much work goes into frames.
  public var quality = Quality.reference
  /// What the lenses do beside what the rig says of them.
  public var lens = LensDescription()
  /// Light in shadows, as a share of sunlight.
  public var ambient = 0.008
  /// Exposure in seconds; nil chooses it.
  public var exposure: Double?
  /// By how many stops a chosen exposure is off.
  public var exposureBias = 0.0
  /// How cameras truly stand.
  public var misalignments: [Misalignment] = []
  /// Which pixels are bad.
  public var defects = DefectShares()
  /// How many frames a flat or dark is the mean of.
  public var calibrationFrames = 64
  /// How frames are stored.
  public var format = Format.png
  /// Quality of frames that are stored as JPEG, 1 to 100.
  public var jpegQuality = 85
  /// When frames are taken.
  public var moments: [Moment] = []
  /// What is told of the truth.
  public var truth = Truth()
  /// Where the scene is said to be.
  public var site: Site?
  /// The clock of the rover.
  public var clock: ClockCorrelation?

  /// A placeholder; files must state name, rig and moments.
  public init() {}

  /// `scene`.
  public static let kind = "scene"
  /// What such a file says.
  public static let summary = "A simulated scene and the frames that a rover takes of it."
  /// The parameters.
  public static let table = Table<SceneDescription>([
    .value("name", \.name, .identifier, required: true, "Name of the scene and its downlink."),
    .text("summary", \.summary, "One sentence on the scene."),
    .integer(
      "seed", \.seed, range: 0...Int.max, required: true,
      "Where all random numbers come from: the same seed gives the same bits."),
    .value("rig", \.rig, .path, required: true, "The rig file."),
    .record("terrain", \.terrain, "How the ground is made."),
    .record("rover", \.rover, "Where the rover stands."),
    .record("body", \.body, absent: "none", "What of the rover is seen and casts shadows."),
    .record("shovel", \.shovel, absent: "none", "The shovel behind the rover."),
    .record("soil", \.soil, "By which law the ground sends light back."),
    .record("sun", \.sun, "Where the Sun stands."),
    .choice("quality", \.quality, "How much work goes into frames."),
    .record("lens", \.lens, "What the lenses do beside what the rig says of them."),
    .number(
      "ambient", \.ambient, unit: "1", range: 0...1,
      "Light in shadows where no bounce is followed (sweep), as a share of sunlight."),
    .number(
      "exposure", \.exposure, unit: "s", above: 0, absent: "chosen by the simulation",
      "Exposure time. If absent, the 99th percentile of the brightest camera is at 0.8 of white, "
        + "at the first moment that the same cameras see."),
    .number(
      "exposureBias", \.exposureBias, unit: "EV", range: -8...8,
      "By how many stops an exposure that the simulation chooses is too long."),
    .list(
      "misalignments", \.misalignments, count: 0...64,
      "How cameras truly stand beside what the rig says."),
    .record("defects", \.defects, "How many pixels of the sensors are bad."),
    .integer(
      "calibrationFrames", \.calibrationFrames, range: 1...65536,
      "How many frames a flat or a dark is the mean of."),
    .choice("format", \.format, "How frames are stored."),
    .integer(
      "jpegQuality", \.jpegQuality, range: 1...100,
      "Quality of frames that are stored as JPEG, on the scale of libjpeg."),
    .list(
      "moments", \.moments, count: 1...10000, required: true,
      "When all cameras take a frame, in order."),
    .record("truth", \.truth, "What is told of the truth."),
    .record("site", \.site, absent: "unknown", "Where the scene is said to be."),
    .record("clock", \.clock, absent: "unknown", "A reading of the clock and its moment in UTC."),
  ])

  /// Names of moments are unique, and what they say of each other holds.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    let elements = node["moments"]?.elements ?? []
    var seen: Set<String> = []
    for element in elements {
      guard let name = element["id"], let text = name.text, findings.areClean(name) else {
        continue
      }
      if seen.insert(text).inserted { continue }
      findings.add(
        name.diagnostic(
          "the moment \"\(text)\" stands here a second time", remedy: "give each its own name"))
    }
    checkReplays(elements, &findings)
  }
}
