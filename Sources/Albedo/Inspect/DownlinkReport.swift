import Diagnostics
import Downlink
import Files
import Settings

/// What there is in a downlink.
public struct DownlinkReport: Sendable {
  private let downlink: DownlinkFolder
  private let findings: [FrameFinding]

  /// Reads a downlink.
  ///
  /// - Parameter folder: the folder that holds `downlink.yaml`.
  /// - Throws: everything that is wrong with it.
  public init(folder: String) throws(Failure) {
    downlink = try DownlinkFolder.load(folder)
    findings = downlink.findings
  }

  /// A line for the downlink, one for each frame, and what is the matter with them.
  public var text: String {
    let about = downlink.description
    let head =
      "\(about.name): \(downlink.frames.count) frames, \(downlink.pairs.count) pairs, "
      + "\(downlink.collections.count) collections, rig \(downlink.rig.name)"
      + (about.simulated ? ", simulated" : "")
    let lines = downlink.frames.map { frame in
      "  \(frame.id)  \(frame.camera)  \(frame.role.rawValue)  \(frame.file)"
    }
    let marks = findings.map { "  \($0.frame)  \($0.mark.rawValue): \($0.reason)" }
    let missing = downlink.description.missingSequences.map { numbers in
      "  no frame bears the number \(numbers.lowerBound)"
        + (numbers.count > 1 ? " to \(numbers.upperBound)" : "")
    }
    return ([head] + lines + marks + missing).joined(separator: "\n")
  }

  /// The same for programs.
  public var json: JSONValue {
    let marks = Dictionary(grouping: findings, by: \.frame)
    return .object([
      ("type", "downlink"), ("name", .string(downlink.description.name)),
      ("rig", .string(downlink.rig.name)), ("simulated", .bool(downlink.description.simulated)),
      (
        "cameras", .array(downlink.rig.cameras.map { .string($0.name) })
      ),
      (
        "frames",
        .array(
          downlink.frames.map { frame in
            [
              "id": .string(frame.id), "camera": .string(frame.camera),
              "role": .string(frame.role.rawValue), "file": .string(frame.file),
              "marks": .array((marks[frame.id] ?? []).map(\.json)),
            ]
          })
      ),
      (
        "missingSequences",
        .array(
          downlink.description.missingSequences.map {
            [.integer($0.lowerBound), .integer($0.upperBound)]
          })
      ),
      ("pairs", .array(downlink.pairs.map { .string($0.id) })),
      ("collections", .array(downlink.collections.map { .string($0.id) })),
    ])
  }
}
