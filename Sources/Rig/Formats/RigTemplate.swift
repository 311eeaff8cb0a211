import Diagnostics
import Raster
import Settings

/// A first `rig.yaml` for cameras whose geometry is known: valid as it stands, with a comment on
/// all that remains to be said.
public struct RigTemplate: Sendable {
  /// What is said of all sensors; nil leaves it to the cameras' files, and then to an assumption.
  public struct Sensor: Sendable, Hashable {
    /// What stands before the pixels; RGGB is assumed.
    public var filters: ColorFilters?
    /// Low bits of a code that carry information; 12 are assumed.
    public var validBits: Int?

    /// A sensor from its parts.
    public init(filters: ColorFilters? = nil, validBits: Int? = nil) {
      (self.filters, self.validBits) = (filters, validBits)
    }
  }

  /// The name of the rig.
  public var name: String
  /// One sentence on where its numbers come from.
  public var summary: String
  /// The cameras; each has a size.
  public var cameras: [CalibratedCamera]
  /// What is said of all sensors.
  public var sensor: Sensor

  /// A template from its parts.
  public init(
    name: String, summary: String, cameras: [CalibratedCamera], sensor: Sensor = Sensor()
  ) {
    (self.name, self.summary) = (name, summary)
    (self.cameras, self.sensor) = (cameras, sensor)
  }

  /// The text of the file.
  ///
  /// - Returns: a text that the reader of rigs accepts.
  /// - Throws: what it finds wrong, such as a name that a rig cannot have.
  public func text() throws(Failure) -> String {
    let text = unchecked
    _ = try Yaml.load(RigDescription.self, text: text, file: "the new rig")
    return text
  }

  private var unchecked: String {
    let head = """
      # A rig: what is known about the cameras of one rover. Lines that begin with # say nothing to
      # the program; replace what they call assumed by what you have measured, and remove the mark
      # before keys that you know. What a rig does not say stays unknown and is never guessed.
      version: 1
      name: \(name)
      summary: \(JSONValue.string(summary).text)
      cameras:
      """
    return ([head] + cameras.flatMap(lines)).joined(separator: "\n") + "\n"
  }

  private func lines(_ camera: CalibratedCamera) -> [String] {
    let size = camera.size ?? Size(1, 1)
    let stated = camera.sensor
    let filters = Self.line(
      "pattern", sensor.filters, stated.filters, .rggb,
      assumed: "the 2×2 cell in the top left corner")
    let bits = Self.line(
      "validBits", sensor.validBits, stated.validBits, 12,
      assumed: "low bits of a code that say something")
    let black = Self.line(
      "black", nil, stated.black, 0, assumed: "the mean code of a dark frame")
    let colors =
      filters.value == .absent
      ? []
      : ["    # whiteBalance: [1.9, 1, 1.6]    # albedo rig colors measures it and colorMatrix"]
    return [
      "  - name: \(camera.name)",
      "    sensor:",
      "      width: \(size.width)",
      "      height: \(size.height)",
      filters.text, bits.text, black.text,
      "      white: \((1 << bits.value) - 1)    # assumed: the code of a saturated pixel",
      "      # companding: {kind: square-root, linearBits: 12}    # where codes are shortened",
      "      # gain: 3.6         # electrons per code; noise needs it",
      "      # readNoise: 7.5    # electrons",
    ] + camera.remarks.map { "    # \($0)" } + geometry(camera.geometry) + colors + [
      "    # vignetting: {a2: -0.2}         # or calibration: {flat: left-flat.png}"
    ]
  }

  /// A key of a sensor: what was said of all of them, else what the camera's file states, else an
  /// assumption.
  private static func line<Value: CustomStringConvertible>(
    _ key: String, _ said: Value?, _ stated: StatedSensor.Fact<Value>?, _ assumption: Value,
    assumed: String
  ) -> (value: Value, text: String) {
    let value = said ?? stated?.value ?? assumption
    let comment = said == nil ? stated?.source ?? "assumed: \(assumed)" : "as said: \(assumed)"
    return (value, "      \(key): \(value)    # \(comment)")
  }

  private func geometry(_ geometry: CameraGeometry) -> [String] {
    var camera = Camera()
    camera.geometry = geometry
    guard case .object(let members) = Camera.table.resolved(camera) else { return [] }
    let wanted = ["intrinsics", "distortion", "pose", "cahvore"]
    return members.filter { wanted.contains($0.0) && $0.1 != .null }.flatMap { key, value in
      guard case .object(let fields) = value else { return [String]() }
      return ["    \(key):"]
        + fields.filter { $0.1 != .null }.map { "      \($0.0): \($0.1.text)" }
    }
  }
}
