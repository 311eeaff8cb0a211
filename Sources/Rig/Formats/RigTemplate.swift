import Diagnostics
import Raster
import Settings

/// A first `rig.yaml` for cameras whose geometry is known: valid as it stands, with a comment on
/// all that remains to be said.
public struct RigTemplate: Sendable {
  /// What nobody has measured yet.
  public struct Sensor: Sendable, Hashable {
    /// The colours of the first cell.
    public var pattern: BayerPattern
    /// Low bits of a code that carry information.
    public var validBits: Int

    /// A sensor from its parts.
    public init(pattern: BayerPattern = .rggb, validBits: Int = 12) {
      (self.pattern, self.validBits) = (pattern, validBits)
    }
  }

  /// The name of the rig.
  public var name: String
  /// One sentence on where its numbers come from.
  public var summary: String
  /// The cameras; each has a size.
  public var cameras: [CalibratedCamera]
  /// What is assumed of each sensor.
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
    return [
      "  - name: \(camera.name)",
      "    sensor:",
      "      width: \(size.width)",
      "      height: \(size.height)",
      "      pattern: \(sensor.pattern.rawValue)    # assumed: the 2×2 cell in the top left corner",
      "      validBits: \(sensor.validBits)    # assumed: low bits of a code that say something",
      "      black: 0    # assumed: the mean code of a dark frame",
      "      white: \((1 << sensor.validBits) - 1)    # assumed: the code of a saturated pixel",
      "      # companding: {kind: square-root, linearBits: 12}    # where codes are shortened",
      "      # gain: 3.6         # electrons per code; noise needs it",
      "      # readNoise: 7.5    # electrons",
    ] + camera.remarks.map { "    # \($0)" } + geometry(camera.geometry) + [
      "    # whiteBalance: [1.9, 1, 1.6]    # albedo rig colors measures it and colorMatrix",
      "    # vignetting: {a2: -0.2}         # or calibration: {flat: left-flat.png}",
    ]
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
