import Files

extension DownlinkFolder {
  /// What numbers, clocks, digests and files say about frames, in the order of the list.
  ///
  /// Files of the same length and the same beginning are read and compared; those that cannot be
  /// read are passed over, and told of where they are needed.
  public var findings: [FrameFinding] {
    var findings = description.findings
    let known = Set(findings.filter { $0.mark == .duplicate }.map(\.frame))
    var seen: [FileBeginning: [FrameDescription]] = [:]
    for frame in frames where !known.contains(frame.id) {
      guard let path = try? path(of: frame), let beginning = FileBeginning(of: path) else {
        continue
      }
      let others = seen[beginning, default: []]
      if let other = others.first(where: { isSameFile($0, frame) }) {
        findings.append(
          FrameFinding(
            frame: frame.id, mark: .duplicate, reason: "its file equals that of frame \(other.id)"))
      } else {
        seen[beginning] = others + [frame]
      }
    }
    return findings.inOrder(of: frames)
  }

  private func isSameFile(_ a: FrameDescription, _ b: FrameDescription) -> Bool {
    guard let first = try? Files.read(path(of: a)), let second = try? Files.read(path(of: b))
    else { return false }
    return first == second
  }
}

/// What tells most files apart without reading all of them: their length and first bytes.
private struct FileBeginning: Hashable {
  private static let length = 1 << 16
  let byteCount: Int
  let digest: Digest

  init?(of path: String) {
    guard let (bytes, byteCount) = try? Files.beginning(of: path, length: Self.length) else {
      return nil
    }
    self.byteCount = byteCount
    digest = Digest(of: bytes)
  }
}
