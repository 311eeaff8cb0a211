import Diagnostics
import Settings

/// Bytes of a frame's file that are lost on the way, as a scene states them.
public struct LostBytes: Configurable, Hashable {
  private static let most = 9_007_199_254_740_991

  /// The camera whose file loses them; nil stands for all.
  public var camera: String?
  /// The first of them, from 0.
  public var offset = 0
  /// How many.
  public var length = 1

  /// A placeholder; files must state place and length.
  public init() {}

  /// The parameters.
  public static let table = Table<LostBytes>([
    .value(
      "camera", \.camera, .identifier, absent: "all", "The camera whose file loses them."),
    .integer(
      "offset", \.offset, unit: "bytes", range: 0...most, required: true,
      "The first lost byte of the file, from 0."),
    .integer(
      "length", \.length, unit: "bytes", range: 1...most, required: true,
      "How many are lost; those behind the end of the file do not count."),
  ])
}

extension SceneDescription.Moment {
  /// Whether a camera takes a frame.
  func isSeen(by camera: String) -> Bool { cameras?.contains(camera) ?? true }

  /// What is lost of a file.
  ///
  /// - Parameters:
  ///   - name: of the frame, for messages.
  ///   - camera: whose frame it is.
  ///   - count: bytes of the file.
  ///   - node: what the moment was read from.
  /// - Returns: lost bytes in order and apart.
  /// - Throws: a failure for each loss that begins behind the end of the file.
  func damage(
    to name: String, of camera: String, count: Int, _ node: YamlNode
  ) throws(Failure) -> FileDamage {
    var findings = Findings()
    var bytes = RangeSet<Int>()
    for (loss, place) in zip(lost, node["lost"]?.elements ?? [])
    where loss.camera ?? camera == camera {
      if loss.offset < count {
        bytes.insert(contentsOf: loss.offset..<min(count, loss.offset + loss.length))
        continue
      }
      findings.add(
        place.diagnostic(
          "the file of frame \"\(name)\" has \(count) bytes, and the loss begins at \(loss.offset)",
          remedy: "begin at \(count - 1) or before"))
    }
    try findings.throwIfAny()
    var damage = FileDamage()
    damage.lost = Array(bytes.ranges)
    return damage
  }
}
