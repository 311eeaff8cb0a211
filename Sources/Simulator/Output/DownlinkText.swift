import Downlink
import Settings

/// The text of a simulated `downlink.yaml`.
struct DownlinkText {
  let text: String

  init(_ scene: SceneDescription, _ frames: [FrameDescription]) {
    let summary = scene.summary.isEmpty ? "" : " " + scene.summary
    var lines = [
      "# Simulated: computed by albedo from scene.yaml. No camera took these pictures.",
      "version: 1",
      "name: \(scene.name)",
      "summary: \(Self.quoted("Simulated." + summary))",
      "rig: rig.yaml",
      "simulated: true",
    ]
    if let site = scene.site {
      lines.append("site:")
      lines += Self.fields(Site.table.resolved(site), indent: "  ")
    }
    if let clock = scene.clock {
      lines.append("clock:")
      lines += Self.fields(ClockCorrelation.table.resolved(clock), indent: "  ")
    }
    let sun = scene.sun
    lines.append(
      "sun: {azimuth: \(sun.azimuth), elevation: \(sun.elevation), uncertaintyDeg: 0.01}")
    lines.append("frames:")
    for frame in frames {
      var fields = Self.fields(FrameDescription.table.resolved(frame), indent: "    ")
      fields[0] = "  - " + fields[0].dropFirst(4)
      lines += fields
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).text }

  /// The members that say something, a line each.
  private static func fields(_ value: JSONValue, indent: String) -> [String] {
    guard case .object(let members) = value else { return [] }
    return members.compactMap { key, value in
      switch value {
      case .null, .array([]), .bool(false): nil
      default: "\(indent)\(key): \(value.text)"
      }
    }
  }
}
