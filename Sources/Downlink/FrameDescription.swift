import Diagnostics
import Files
import Raster
import Rig
import Settings

/// One received picture file and what is known about it.
public struct FrameDescription: Configurable, Hashable {
  /// What a frame shows of a collection of regolith.
  public enum Role: String, Sendable, CaseIterable {
    /// The shovel and the ground before.
    case before
    /// The work.
    case during
    /// The shovel and the ground after.
    case after
    /// Anything else.
    case context
  }

  /// Bytes that are known to be lost.
  public struct Gap: Sendable, Hashable {
    /// The first lost byte, from 0.
    public var offset: Int
    /// How many.
    public var length: Int

    /// A gap from its parts.
    public init(offset: Int, length: Int) {
      (self.offset, self.length) = (offset, length)
    }

    /// The lost bytes.
    public var range: Range<Int> { offset..<(offset + length) }
  }

  /// Its name, unique in the downlink.
  public var id = ""
  /// The camera's name in the rig.
  public var camera = ""
  /// The file, relative to the folder of the downlink.
  public var file = ""
  /// What it shows.
  public var role = Role.context
  /// The collection it belongs to.
  public var collection: String?
  /// The stereo pair it belongs to.
  public var pair: String?
  /// The number that the spacecraft gave it.
  public var sequence: Int?
  /// The spacecraft clock at mid-exposure, in seconds.
  public var clock: Double?
  /// The exposure, in seconds.
  public var exposure: Double?
  /// The amplification, as a multiple of the one that the rig states.
  public var gain = 1.0
  /// The digest of the file as it was received.
  public var sha256: Digest?
  /// The bytes that were lost on the way.
  public var gaps: [Gap] = []
  /// How a file without a header is laid out.
  public var layout: String?
  /// Instead of the rig's pattern.
  public var pattern: BayerPattern?
  /// Instead of the rig's valid bits.
  public var validBits: Int?
  /// Instead of the rig's black.
  public var black: [Double]?
  /// Instead of the rig's white.
  public var white: Double?
  /// Whether the file holds a mosaic as a grey picture with three equal channels.
  public var mosaicFromRGB = false
  /// The commanded arm angle, in degrees.
  public var armAngle: Double?

  /// A placeholder; files must state id, camera and file.
  public init() {}

  /// The parameters.
  public static let table = Table<FrameDescription>([
    .value(
      "id", \.id, .identifier, required: true,
      "Name of the frame, unique in the downlink; outputs are named after it."),
    .value("camera", \.camera, .identifier, required: true, "Name of the camera in the rig."),
    .value("file", \.file, .path, required: true, "The picture file."),
    .choice("role", \.role, "What the frame shows of a collection of regolith."),
    .value(
      "collection", \.collection, .identifier, "The collection of regolith it belongs to."),
    .value(
      "pair", \.pair, .identifier, absent: "by clock",
      "The stereo pair it belongs to: two frames of different cameras name the same."),
    .integer(
      "sequence", \.sequence, range: 0...Int.max, absent: "unknown",
      "The number that the spacecraft gave the frame."),
    .number(
      "clock", \.clock, unit: "s", absent: "unknown", "Spacecraft clock at mid-exposure."),
    .number("exposure", \.exposure, unit: "s", above: 0, absent: "unknown", "Exposure time."),
    .number(
      "gain", \.gain, unit: "1", above: 0,
      "Amplification, as a multiple of the one that the rig states."),
    .value(
      "sha256", \.sha256, .digest, absent: "unknown",
      "SHA-256 of the file at ground receipt; any later change is then found."),
    .value(
      "gaps", \.gaps,
      .list(
        of: ValueKind<[Int]>.list(
          of: .integer(unit: "bytes", range: 0...9_007_199_254_740_991), count: 2...2
        )
        .mapped({ Gap(offset: $0[0], length: $0[1]) }, back: { [$0.offset, $0.length] })),
      "Lost bytes as the transport layer knows them: offset and length of each, in order."),
    .text(
      "layout", \.layout, absent: "from the file",
      "Layout of a file without a header, such as 1920x1080:u12le@512."),
    .choice("pattern", \.pattern, absent: "from the rig", "Colours of the first cell."),
    .integer(
      "validBits", \.validBits, unit: "bits", range: 1...16, absent: "from the rig",
      "How many low bits of a code carry information."),
    .value(
      "black", \.black, .one(of: .number(unit: "DN", range: 0...65535), orListOf: 4),
      absent: "from the rig", "Linear code of no light: one value, or four."),
    .number(
      "white", \.white, unit: "DN", range: 1...65535, absent: "from the rig",
      "Linear code of saturation."),
    .flag(
      "mosaicFromRGB", \.mosaicFromRGB,
      "Whether the file stores the mosaic as a colour picture with three equal channels."),
    .number(
      "armAngle", \.armAngle, unit: "deg", absent: "unknown", "Commanded angle of the arm."),
  ])

  /// The pattern of the file's mosaic; nil where the camera has no colour filters.
  public func pattern(of camera: Camera) -> BayerPattern? { pattern ?? camera.sensor.pattern }

  /// The camera's sensor with what this frame says instead.
  public func sensor(of camera: Camera) -> Sensor {
    var sensor = camera.sensor
    sensor.pattern = pattern ?? sensor.pattern
    sensor.validBits = validBits ?? sensor.validBits
    sensor.black = black ?? sensor.black
    sensor.white = white ?? sensor.white
    return sensor
  }

  /// What the codes of the file mean.
  public func levels(of camera: Camera) -> Levels { sensor(of: camera).levels }

  /// Gaps have a length, and stand in order and apart.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard let list = node["gaps"], findings.areClean(list) else { return }
    var end = 0
    for (gap, place) in zip(gaps, list.elements) {
      if gap.length == 0 {
        findings.add(place.diagnostic("the gap is empty", remedy: "remove it"))
      }
      if gap.offset < end {
        findings.add(
          place.diagnostic(
            "the gap begins before the one above ends",
            remedy: "list gaps by offset, and join those that touch"))
      }
      end = max(end, gap.offset + gap.length)
    }
  }
}

extension ValueKind<Digest> {
  /// 64 hexadecimal digits.
  static var digest: Self {
    ValueKind<String>.text(form: "64 hexadecimal digits", pattern: "^[0-9a-fA-F]{64}$")
      .mapped(
        { text, node, findings in
          if let digest = Digest(hexadecimal: text) { return digest }
          findings.add(
            node.diagnostic(
              "a SHA-256 has 64 hexadecimal digits", remedy: "copy it from sha256sum"))
          return nil
        }, back: { $0.description })
  }
}
