import Diagnostics
import Downlink
import Files

/// What was damaged and written.
public struct DamageReport: Sendable {
  /// The folder.
  public var folder: String
  /// The files, relative to the folder, in the order they were written.
  public var files: [String] = []
  /// Frames that are listed, copies among them.
  public var frames = 0
  /// Frames of the intact downlink whose file is damaged.
  public var damagedFiles = 0
  /// Bytes of lost blocks.
  public var lostBytes = 0
  /// Files that were cut.
  public var cuts = 0
  /// Flipped bits.
  public var flips = 0
  /// Frames that are listed twice.
  public var duplicates = 0
  /// Frames that are listed later than they were sent.
  public var moved = 0
  /// Frames whose clock is wrong.
  public var clockJumps = 0
}

extension DownlinkDamage {
  /// Where the truth is written.
  public static let truthFile = "truth/damage.json"

  /// Writes a damaged copy of a downlink, with what was done to it in `truth/damage.json`.
  ///
  /// `downlink.yaml` is written last, so a folder that has one is complete. The same downlink,
  /// settings and seed give the same bytes. Frames, the rig and the files that the rig names are
  /// copied.
  ///
  /// - Parameters:
  ///   - source: the folder of an intact downlink.
  ///   - folder: where everything goes; made when missing.
  ///   - settings: how much of what.
  ///   - seed: where all decisions come from.
  ///   - progress: is told what has been written.
  /// - Returns: what was damaged and written.
  /// - Throws: what is wrong with the downlink or the settings, or what cannot be written; a
  ///   downlink that is damaged already, and a folder that holds another downlink, are refused.
  public static func run(
    _ source: String, into folder: String, settings: DamageSettings, seed: Int,
    progress: @escaping (String) -> Void = { _ in }
  ) throws(Failure) -> DamageReport {
    let damage = try DownlinkDamage(settings, seed: seed)
    let downlink = try DownlinkFolder.load(source)
    try checkTarget(folder, source: source)
    Files.remove(DownlinkFolder.fileName, in: folder)
    var writer = DownlinkWriter(folder: folder, progress: progress)
    let rig = downlink.description.rig
    let path = try SafePath(rig).resolved(in: source)
    // A downlink without its flats can be decoded all the same, and so can its copy.
    let files = (downlink.rig.modelFiles + downlink.rig.calibrationFiles).filter {
      Files.exists(Files.join(Files.folder(of: path), $0))
    }
    try writer.copy(rig: path, to: rig, with: files)
    var copy = DamagedCopy(of: downlink, damage, writer)
    try copy.writeFrames()
    return try copy.finish(seed: seed)
  }

  private static func checkTarget(_ folder: String, source: String) throws(Failure) {
    if Files.isSame(folder, source) {
      throw Failure(
        "the damaged copy would replace the downlink itself", at: .file(folder),
        remedy: "choose another folder", category: .usage)
    }
    let listing = Files.join(folder, DownlinkFolder.fileName)
    if Files.exists(listing), !Files.exists(Files.join(folder, truthFile)) {
      throw Failure(
        "a downlink stands here that is no damaged copy", at: .file(listing),
        remedy: "choose another folder", category: .cannotWrite)
    }
  }
}
