import Codecs
import Diagnostics
import Downlink
import Files
import Pipeline
import Raster
import Settings

/// Reads the mosaic of a frame from its file.
public struct Decode: SourceStage {
  /// What to do with a damaged file.
  public enum Damage: String, Sendable, CaseIterable {
    /// The frame fails.
    case refuse
    /// What can be trusted is kept; what is missing is marked.
    case salvage
  }

  /// The camera whose frame is read; needed where an item has frames of several.
  public var camera: String?
  /// The role of the frame that is read; needed where an item has several of one camera.
  public var role: String?
  /// Whether all frames that fit are read.
  public var each = false
  /// What to do with a damaged file.
  public var damage = Damage.refuse
  /// The share of pixels that may be missing.
  public var mostMissing = 0.5

  /// The only frame of the item.
  public init() {}

  /// `decode`.
  public static let name = "decode"
  /// What it does.
  public static let summary = "Reads a frame's sensor codes from PNG, JPEG, PGM, PDS3 or raw files."
  /// The parameters.
  public static let table = Table<Decode>([
    .text("camera", \.camera, absent: "the only one", "The camera whose frame is read."),
    .text("role", \.role, absent: "the only one", "The role of the frame that is read."),
    .flag(
      "each", \.each,
      "Reads all frames of the item that fit camera and role, one after the other; what follows is"
        + " done for each until a stage takes many."),
    .choice("damage", \.damage, "What to do with a damaged file."),
    .number(
      "mostMissing", \.mostMissing, range: 0...1,
      "Share of pixels that a salvaged frame may lack; beyond it the frame fails."),
  ])
  /// Nothing arrives.
  public static let inputs: [InputPort] = []
  /// Codes leave.
  public var outputs: [OutputPort] { [OutputPort(Mosaic.self, summary: "Sensor codes.")] }
  /// A file is read as a whole.
  public var reach: Reach { .wholeFrame }

  /// As ``each`` says.
  public var bringsEach: Bool { each }

  /// The only frame that fits camera and role, or each.
  public func select(from item: Item) throws(Failure) -> [Origin] {
    let fitting = item.frames.filter { frame in
      (camera == nil || frame.camera?.name == camera) && (role == nil || frame.role == role)
    }
    if fitting.count == 1 || each && !fitting.isEmpty { return fitting }
    let wanted = [camera.map { "camera \($0)" }, role.map { "role \($0)" }]
      .compactMap { $0 }.joined(separator: " and ")
    let there = item.frames.map { frame in
      let facts = [frame.camera?.name, frame.role].compactMap { $0 }.joined(separator: ", ")
      return "\(frame.frameID) (\(facts))"
    }
    throw Failure(
      "\(fitting.count) frames fit \(wanted.isEmpty ? "decode without camera" : wanted)",
      remedy: "set camera and role so that \(each ? "a" : "one") frame fits"
        + "\(fitting.isEmpty ? "" : ", or each: true to read all"); there are: "
        + there.joined(separator: "; "))
  }

  /// The pixels of a PDS3 label that stands alone (`.LBL`).
  public func sideFiles(for origin: Origin) -> [String] {
    guard Files.ending(of: origin.file).lowercased() == "lbl",
      let bytes = try? Files.read(origin.file),
      let name = try? Codec.companionName(of: bytes, file: origin.file),
      let path = try? Self.beside(origin, name)
    else { return [] }
    return [path]
  }

  /// The path of a file in the folder of the frame's own.
  private static func beside(_ origin: Origin, _ name: String) throws(Failure) -> String {
    try SafePath(name).resolved(in: Files.folder(of: origin.file))
  }

  /// Reads the file as the frame's origin declares it.
  public func decode(_ bytes: [UInt8], of origin: Origin) throws(Failure) -> Decoded {
    if damage == .refuse, !origin.gaps.isEmpty {
      throw Failure(
        "\(origin.gaps.map(\.count).reduce(0, +)) bytes of the file were lost on the way",
        at: .file(origin.file),
        remedy: "ask for the frame again, or keep what is left of it: damage: salvage")
    }
    guard let pattern = origin.pattern else {
      throw Failure(
        "nobody says which colour stands where", at: .file(origin.file),
        remedy: "give the camera a pattern in the rig, or --cfa here")
    }
    var reading = MosaicReading(file: origin.file, pattern: pattern, levels: origin.levels)
    reading.layout = origin.layout
    reading.isInRGB = origin.isMosaicInRGB
    reading.sensorSize = origin.camera?.sensor.size
    let companion: Codec.Companion = { name throws(Failure) in
      let path = try Self.beside(origin, name)
      return try origin.sideFiles.value(of: path, as: "pixels") { bytes throws(Failure) in bytes }
    }
    let isAsReceived = origin.receiptDigest.map { $0 == Digest(of: bytes) } ?? true
    if damage == .refuse {
      guard isAsReceived else {
        throw Failure(
          "the file is not the one that arrived: its SHA-256 differs from the receipt's",
          at: .file(origin.file),
          remedy: "fetch it again from the ground station, or look at it all the same: damage: "
            + "salvage")
      }
      let (frame, warnings) = try reading.frame(bytes, companion: companion)
      return Decoded(frame: frame, warnings: warnings)
    }
    let (frame, warnings, isChecked) = try reading.salvaged(
      bytes, gaps: origin.gaps, companion: companion)
    let missing = Double(frame.validity.count(of: .lost)) / Double(max(1, frame.size.area))
    if missing > mostMissing {
      let percent = (missing * 1000).rounded() / 10
      throw Failure(
        "\(percent) % of the frame is missing: \(warnings.joined(separator: "; "))",
        at: .file(origin.file),
        remedy: "ask for the frame again, or raise mostMissing (now \(mostMissing))")
    }
    let findings =
      isAsReceived || isChecked
      ? []
      : [
        FrameFinding(
          frame: origin.frameID, mark: .unlocalisedDamage,
          reason: "the file is not the one that arrived: its SHA-256 differs from the receipt's")
      ]
    return Decoded(frame: frame, warnings: warnings, findings: findings)
  }
}
