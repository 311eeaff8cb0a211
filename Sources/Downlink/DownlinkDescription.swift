import Diagnostics
import Settings

/// A downlink: the frames of one transfer, as `downlink.yaml` lists them.
public struct DownlinkDescription: ConfigurationFile, Hashable {
  /// Its name.
  public var name = ""
  /// One sentence on it.
  public var summary = ""
  /// The rig file, relative to the folder of the downlink.
  public var rig = ""
  /// Whether the pictures were computed and not taken.
  public var simulated = false
  /// How far apart the clocks of a pair's frames may be, in milliseconds.
  public var pairToleranceMs = 50.0
  /// The longest time between two frames of a camera, in seconds.
  public var longestPause: Double?
  /// Where the pictures were taken.
  public var site: Site?
  /// How the spacecraft clock relates to UTC.
  public var clock: ClockCorrelation?
  /// Where the Sun is predicted to stand.
  public var sun: SunDirection?
  /// The frames, in the order of the file.
  public var frames: [FrameDescription] = []

  /// A placeholder; files must state name, rig, simulated and frames.
  public init() {}

  /// `downlink`.
  public static let kind = "downlink"
  /// What such a file says.
  public static let summary = "The frames of one transfer from a rover."
  /// The parameters.
  public static let table = Table<DownlinkDescription>([
    .value("name", \.name, .identifier, required: true, "Name of the downlink."),
    .text("summary", \.summary, "One sentence on what was sent, and from where it comes."),
    .value("rig", \.rig, .path, required: true, "The rig file."),
    .flag(
      "simulated", \.simulated, required: true,
      "Whether the pictures were computed; every product then says so."),
    .number(
      "pairToleranceMs", \.pairToleranceMs, unit: "ms", range: 0...(.infinity),
      "How far apart the clocks of two cameras may be for a pair."),
    .number(
      "longestPause", \.longestPause, unit: "s", above: 0, absent: "unknown",
      "The longest time between successive frames of a camera; a longer step is a clock jump."),
    .record("site", \.site, absent: "unknown", "Where the pictures were taken."),
    .record("clock", \.clock, absent: "unknown", "How the spacecraft clock relates to UTC."),
    .record("sun", \.sun, absent: "unknown", "Where the Sun is predicted to stand."),
    .list("frames", \.frames, count: 1...100_000, required: true, "The frames."),
  ])

  /// The frame of a name, or nil.
  public subscript(frame id: String) -> FrameDescription? { frames.first { $0.id == id } }

  /// The moment at which a frame was taken, where clock and correlation are known.
  public func utc(of frame: FrameDescription) -> UTCTime? {
    guard let clock, let reading = frame.clock else { return nil }
    return clock.utc(at: reading)
  }

  /// Frame ids are unique; a pair has two frames of different cameras.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    var ids: Set<String> = []
    var pairs: [String: [String]] = [:]
    for frame in node["frames"]?.elements ?? [] {
      if let id = frame["id"], let text = id.text, findings.areClean(id),
        !ids.insert(text).inserted
      {
        findings.add(
          id.diagnostic(
            "the frame \"\(text)\" stands here a second time", remedy: "give each its own id"))
      }
      guard let pair = frame["pair"], let name = pair.text, let camera = frame["camera"]?.text,
        findings.areClean(pair, frame["camera"])
      else { continue }
      let others = pairs[name, default: []]
      pairs[name] = others + [camera]
      if others.contains(camera) {
        findings.add(
          pair.diagnostic(
            "the pair \"\(name)\" has another frame of the camera \"\(camera)\"",
            remedy: "pair frames of different cameras"))
      } else if others.count >= 2 {
        findings.add(
          pair.diagnostic(
            "the pair \"\(name)\" has two frames already", remedy: "use another name"))
      }
    }
  }
}
