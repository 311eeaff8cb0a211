import Diagnostics
import Downlink
import Settings

extension SceneDescription {
  /// One moment at which cameras take a frame.
  public struct Moment: Configurable, Hashable {
    /// The name of the pair; frames are named after camera and moment.
    public var id = ""
    /// What the frames show.
    public var role = FrameDescription.Role.context
    /// The collection they belong to.
    public var collection: String?
    /// Seconds after the first reading of the clock.
    public var time = 0.0
    /// Exposure in seconds; nil takes that of the scene.
    public var exposure: Double?
    /// The commanded arm angle, in degrees.
    public var armAngle = 0.0
    /// What the arm misses beside the error of the shovel, in degrees.
    public var armError = 0.0
    /// What the shovel holds.
    public var contents = ContentDescription()
    /// How the cameras move meanwhile.
    public var motion = MotionDescription()
    /// The cameras that take a frame; nil stands for all.
    public var cameras: [String]?
    /// How its frames are stored; nil stands for the format of the scene.
    public var format: Format?
    /// What is lost of its files on the way.
    public var lost: [LostBytes] = []
    /// By how many stops its exposure is longer than the one chosen or stated.
    public var exposureBias = 0.0
    /// Where the rover stands; nil where the scene says.
    public var rover: RoverDescription?
    /// Where the Sun stands; nil where the scene says.
    public var sun: Sun?
    /// The shape of the shovel that truly hangs there; nil for that of the scene.
    public var shape: ShovelShape?
    /// What its inner surface is coated with; nil for what the scene says.
    public var coat: CoatDescription?
    /// Heaps of regolith on the ground.
    public var mounds: [Mound] = []
    /// Bars that stand on the rover.
    public var bars: [Bar] = []
    /// The earlier moment whose frames are sent once more instead of its own.
    public var replays: String?
    /// Whether its frames are not sent.
    public var isWithheld = false

    /// A placeholder; files must state a name.
    public init() {}

    /// The parameters.
    public static let table = Table<Moment>([
      .value(
        "id", \.id, .identifier, required: true,
        "Name of the moment and of its pair; a frame is called by camera and moment: left-0001."),
      .choice("role", \.role, "What the frames show of a collection of regolith."),
      .value(
        "collection", \.collection, .identifier, "The collection of regolith it belongs to."),
      .number("time", \.time, unit: "s", "Seconds after the clock reading of the scene."),
      .number(
        "exposure", \.exposure, unit: "s", above: 0, absent: "that of the scene",
        "Exposure time of this moment."),
      .number(
        "armAngle", \.armAngle, unit: "deg", range: -180...180, "Commanded angle of the arm."),
      .number(
        "armError", \.armError, unit: "deg", range: -45...45,
        "True angle of the arm less the commanded one, beside the armError of the shovel."),
      .record("contents", \.contents, "What the shovel holds."),
      .record("motion", \.motion, "How the cameras move while their shutters are open."),
      .value(
        "cameras", \.cameras, .list(of: .identifier), absent: "all",
        "The cameras that take a frame."),
      .choice("format", \.format, absent: "that of the scene", "How its frames are stored."),
      .list("lost", \.lost, "Bytes of its files that are lost on the way."),
      .number(
        "exposureBias", \.exposureBias, unit: "EV", range: -8...8,
        "By how many stops its exposure is longer than the one that is chosen or stated."),
      .record("rover", \.rover, absent: "that of the scene", "Where the rover stands then."),
      .record("sun", \.sun, absent: "that of the scene", "Where the Sun stands then."),
      .record(
        "shape", \.shape, absent: "that of the shovel",
        "The shape of the shovel that truly hangs there; the rig tells of that of the scene."),
      .record(
        "coat", \.coat, absent: "that of the shovel", "What its inner surface is coated with."),
      .list("mounds", \.mounds, count: 0...64, "Heaps of regolith on the ground."),
      .list("bars", \.bars, count: 0...64, "Bars that stand on the rover, such as masts."),
      .value(
        "replays", \.replays, .identifier,
        "An earlier moment whose frames are sent once more, byte for byte, instead of its own; "
          + "the truth tells of this one."),
      .flag("withheld", \.isWithheld, "Whether its frames are kept back; others may replay them."),
    ])
  }
}

extension SceneDescription {
  /// Which moment's frames each moment sends.
  var sources: [Int] {
    moments.indices.map { number in
      moments[..<number].firstIndex { $0.id == moments[number].replays } ?? number
    }
  }

  /// What is replayed was taken before, by the same cameras in the same format, and some frames
  /// are sent.
  func checkReplays(_ nodes: [YamlNode], _ findings: inout Findings) {
    for (number, (moment, node)) in zip(moments, nodes).enumerated() {
      guard let name = moment.replays, let place = node["replays"], findings.areClean(place)
      else { continue }
      guard let source = moments[..<number].first(where: { $0.id == name }) else {
        findings.add(
          place.diagnostic(
            "no moment \"\(name)\" stands before this one",
            remedy: "name one of those above it"))
        continue
      }
      if source.replays != nil {
        findings.add(
          place.diagnostic(
            "the moment \"\(name)\" is a replay itself", remedy: "name the one that it replays"))
      }
      if source.cameras != moment.cameras || source.format != moment.format {
        findings.add(
          place.diagnostic(
            "the moment \"\(name)\" has other cameras or another format",
            remedy: "give both the same"))
      }
    }
    guard let last = nodes.last?["withheld"], moments.allSatisfy(\.isWithheld) else { return }
    findings.add(
      last.diagnostic("no frame is sent at all", remedy: "leave \"withheld\" out of one of them"))
  }
}
