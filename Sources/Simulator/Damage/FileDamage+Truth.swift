import Downlink
import Files
import Settings

extension FileDamage {
  /// What was lost, as a downlink lists it.
  var gaps: [FrameDescription.Gap] {
    lost.map { FrameDescription.Gap(offset: $0.lowerBound, length: $0.count) }
  }

  /// What the truth says of a frame whose file was damaged.
  ///
  /// - Parameters:
  ///   - frame: as it is listed.
  ///   - count: the bytes of the intact file.
  ///   - intact: its digest.
  ///   - arrived: the digest of the damaged file.
  ///   - also: what else befell the frame.
  /// - Returns: an object; all places are those of the intact file.
  func truth(
    of frame: FrameDescription, count: Int, intact: Digest, arrived: Digest,
    also: [(String, JSONValue)] = []
  ) -> JSONValue {
    let befell: [(String, JSONValue)] = [
      ("id", .string(frame.id)), ("file", .string(frame.file)), ("bytes", .integer(count)),
      ("lost", .array(gaps.map { .array([.integer($0.offset), .integer($0.length)]) })),
      ("cut", cut.map { .integer($0) } ?? .null),
      ("flips", .array(flips.map { .array([.integer($0.offset), .integer($0.bit)]) })),
    ]
    let digests: JSONValue = [
      "intact": .string("\(intact)"), "damaged": .string("\(arrived)"),
    ]
    return .object(befell + also + [("sha256", digests)])
  }
}
