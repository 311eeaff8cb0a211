import Diagnostics
import Downlink
import Files
import Settings

/// A damaged copy while it is written.
struct DamagedCopy {
  private let downlink: DownlinkFolder
  private let damage: DownlinkDamage
  private var writer: DownlinkWriter
  private var report: DamageReport
  private var listed: [FrameDescription] = []
  private var truth: [JSONValue] = []
  /// Paths of frames, and the frame that each belongs to.
  private var owners: [String: String] = [:]

  init(of downlink: DownlinkFolder, _ damage: DownlinkDamage, _ writer: DownlinkWriter) {
    self.downlink = downlink
    self.damage = damage
    self.writer = writer
    report = DamageReport(folder: writer.folder)
  }

  /// Writes every frame, in the order of the damaged downlink.
  mutating func writeFrames() throws(Failure) {
    for frame in downlink.frames {
      if let other = owners.updateValue(frame.id, forKey: frame.file) {
        throw Failure(
          "the frames \"\(other)\" and \"\(frame.id)\" share the file \(frame.file)",
          at: .file(Files.join(downlink.folder, DownlinkFolder.fileName)),
          remedy: "give each its own file")
      }
    }
    var furthest = -1
    for (source, isCopy) in damage.order(of: downlink.frames.count) {
      let isMoved = source < furthest && !isCopy
      furthest = max(furthest, source)
      try write(source, isCopy: isCopy, isMoved: isMoved)
    }
  }

  private mutating func write(
    _ source: Int, isCopy: Bool, isMoved: Bool
  ) throws(Failure) {
    let original = downlink.frames[source]
    let bytes = try intactBytes(of: original)
    let befell = damage.file(frame: source, count: bytes.count)
    let shift = original.clock == nil ? nil : damage.clockShift(frame: source)
    let arrived = befell.applied(to: bytes, closing: damage.settings.loss == .closed)
    let intact = Digest(of: bytes)
    var frame = original
    if isCopy { rename(&frame) }
    if let clock = frame.clock, let shift { frame.clock = clock + shift }
    switch damage.settings.receipts {
    case .kept: break
    case .all: frame.sha256 = intact
    case .none: frame.sha256 = nil
    }
    if damage.settings.loss == .listed {
      frame.gaps = befell.gaps
    }
    try writer.write(arrived, to: frame.file)
    listed.append(frame)
    truth.append(
      befell.truth(
        of: frame, count: bytes.count, intact: intact, arrived: Digest(of: arrived),
        also: [
          ("duplicateOf", isCopy ? .string(original.id) : .null),
          ("movedFrom", isMoved ? .integer(source) : .null),
          ("clockShift", shift.map { .number($0) } ?? .null),
        ]))
    if isCopy {
      report.duplicates += 1
    } else {
      report.add(befell)
      report.moved += isMoved ? 1 : 0
      report.clockJumps += shift == nil ? 0 : 1
    }
  }

  /// The file of a frame, which must be whole: what was lost before is not known here.
  private func intactBytes(of frame: FrameDescription) throws(Failure) -> [UInt8] {
    let path = try downlink.path(of: frame)
    let bytes = try Files.read(path)
    guard frame.gaps.isEmpty, frame.sha256.map({ $0 == Digest(of: bytes) }) ?? true else {
      throw Failure(
        "the frame \"\(frame.id)\" is damaged already", at: .file(path),
        remedy: "start from the intact downlink, so that the truth is known")
    }
    return bytes
  }

  /// A name and a file of its own for a frame that arrived a second time; a pair has the first.
  private mutating func rename(_ frame: inout FrameDescription) {
    let known = Set(downlink.frames.map(\.id) + listed.map(\.id))
    let (stem, ending) = (frame.id.prefix(50), Files.ending(of: frame.file))
    let folder = Files.folder(of: frame.file)
    var number = 1
    repeat {
      frame.id = "\(stem)-again" + (number > 1 ? "\(number)" : "")
      frame.file = Files.join(folder, frame.id + (ending.isEmpty ? "" : "." + ending))
      number += 1
    } while known.contains(frame.id) || owners[frame.file] != nil
    owners[frame.file] = frame.id
    frame.pair = nil
  }

  /// Writes the truth and `downlink.yaml`.
  mutating func finish(seed: Int) throws(Failure) -> DamageReport {
    let whole: JSONValue = .object([
      ("version", 1), ("seed", .integer(seed)), ("downlink", .string(downlink.description.name)),
      ("settings", DamageSettings.table.resolved(damage.settings)),
      ("offsets", "bytes of the intact file; lost: [offset, length]; flips: [offset, bit]"),
      ("frames", .array(truth)),
    ])
    try writer.write(Array(whole.prettyText.utf8), to: DownlinkDamage.truthFile)
    var description = downlink.description
    description.frames = listed
    let before = description.summary.isEmpty ? "" : " " + description.summary
    description.summary = "Damaged on purpose: albedo damage, seed \(seed).\(before)"
    try writer.write(
      description, note: "Damaged on purpose; what was done stands in truth/damage.json.",
      to: DownlinkFolder.fileName)
    report.files = writer.files
    report.frames = listed.count
    return report
  }
}

extension DamageReport {
  fileprivate mutating func add(_ befell: FileDamage) {
    damagedFiles += befell.isEmpty ? 0 : 1
    lostBytes += befell.lostCount
    cuts += befell.cut == nil ? 0 : 1
    flips += befell.flips.count
  }
}
