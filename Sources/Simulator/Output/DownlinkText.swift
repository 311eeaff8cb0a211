import Downlink
import Settings

/// The text of a `downlink.yaml`.
struct DownlinkText {
  let text: String

  /// The text of a description.
  ///
  /// - Parameters:
  ///   - description: what it says.
  ///   - note: a comment of one line above it.
  init(_ description: DownlinkDescription, note: String) {
    let table = DownlinkDescription.table
    let required = Set(table.parameters.filter(\.isRequired).map(\.name))
    var lines = ["# \(note)", "version: \(DownlinkDescription.version)"]
    for (key, value) in Self.members(table.resolved(description)) {
      switch value {
      case .object:
        lines.append("\(key):")
        lines += Self.fields(value, indent: "  ")
      case .array(let elements) where key == "frames":
        lines.append("\(key):")
        for element in elements {
          var fields = Self.fields(element, indent: "    ")
          fields[0] = "  - " + fields[0].dropFirst(4)
          lines += fields
        }
      default:
        if required.contains(key) || Self.saysSomething(value) {
          lines.append("\(key): \(value.text)")
        }
      }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// The members that say something, a line each.
  private static func fields(_ value: JSONValue, indent: String) -> [String] {
    members(value).compactMap { key, value in
      saysSomething(value) ? "\(indent)\(key): \(value.text)" : nil
    }
  }

  private static func members(_ value: JSONValue) -> [(String, JSONValue)] {
    guard case .object(let members) = value else { return [] }
    return members
  }

  private static func saysSomething(_ value: JSONValue) -> Bool {
    switch value {
    case .null, .array([]), .bool(false): false
    default: true
    }
  }
}

extension DownlinkDescription {
  /// The downlink of a simulated scene.
  init(_ scene: SceneDescription, _ frames: [FrameDescription]) {
    self.init()
    name = scene.name
    summary = "Simulated." + (scene.summary.isEmpty ? "" : " " + scene.summary)
    rig = "rig.yaml"
    simulated = true
    site = scene.site
    clock = scene.clock
    var sun = SunDirection()
    sun.azimuth = scene.sun.azimuth
    sun.elevation = scene.sun.elevation
    sun.uncertaintyDeg = 0.01
    self.sun = sun
    self.frames = frames
  }
}
