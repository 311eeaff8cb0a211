import Codecs
import Diagnostics
import Downlink
import Files
import Pipeline
import Raster
import Settings

/// A stage that reads frames of an item from their files: one, or each.
public protocol CodeSource: SourceStage {
  /// The camera whose frame is read; needed where an item has frames of several.
  var camera: String? { get set }
  /// The role of the frame that is read; needed where an item has several of one camera.
  var role: String? { get set }
  /// Whether all frames that fit are read.
  var each: Bool { get set }
  /// What to do with a damaged file.
  var damage: Decode.Damage { get set }
  /// The share of pixels that may be missing.
  var mostMissing: Double { get set }
  /// How frames are made of codes, once it is known that they can be.
  ///
  /// - Parameter origin: the frame that was selected.
  /// - Returns: makes a frame of what its file held.
  /// - Throws: a failure where the camera takes frames of another kind.
  func maker(for origin: Origin) throws(Failure) -> (SensorCodes) throws(Failure) -> any AnyFrame
}

extension ParameterEntry where Owner: CodeSource {
  /// Which frame is read, and how much must be left of it.
  static var selection: [Self] {
    [
      .text("camera", \.camera, absent: "the only one", "The camera whose frame is read."),
      .text("role", \.role, absent: "the only one", "The role of the frame that is read."),
      .flag(
        "each", \.each,
        "Reads all frames of the item that fit camera and role, one after the other; what follows "
          + "is done for each until a stage takes many."),
      .choice("damage", \.damage, "What to do with a damaged file."),
      .number(
        "mostMissing", \.mostMissing, range: 0...1,
        "Share of pixels that a salvaged frame may lack; beyond it the frame fails."),
    ]
  }
}

extension CodeSource {
  /// Nothing arrives.
  public static var inputs: [InputPort] { [] }
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
      "\(fitting.count) frames fit \(wanted.isEmpty ? "\(Self.name) without camera" : wanted)",
      remedy: "set camera and role so that \(each ? "a" : "one") frame fits"
        + "\(fitting.isEmpty ? "" : ", or each: true to read all"); there are: "
        + there.joined(separator: "; "))
  }

  /// The pixels of a PDS3 label that stands alone (`.LBL`).
  public func sideFiles(for origin: Origin) -> [String] {
    guard Files.ending(of: origin.file).lowercased() == "lbl",
      let bytes = try? Files.read(origin.file),
      let name = try? Codec.companionName(of: bytes, file: origin.file),
      let path = try? origin.beside(name)
    else { return [] }
    return [path]
  }

  /// Reads the file as the frame's origin declares it.
  public func decode(_ bytes: [UInt8], of origin: Origin) throws(Failure) -> Decoded {
    let frame = try maker(for: origin)
    let reading = CodeReading(origin)
    switch damage {
    case .refuse: return try sound(bytes, of: origin, reading, frame)
    case .salvage: return try salvaged(bytes, of: origin, reading, frame)
    case .blank:
      do throws(Failure) { return try salvaged(bytes, of: origin, reading, frame) } catch {
        guard let blank = reading.blank else { throw error }
        let reason = error.diagnostics.first?.message ?? "nothing can be had of it"
        return Decoded(
          frame: try frame(blank), warnings: [reason],
          findings: [
            FrameFinding(frame: origin.frameID, mark: .unreadable, reason: reason)
          ])
      }
    }
  }

  private typealias Maker = (SensorCodes) throws(Failure) -> any AnyFrame

  /// The frame, where nothing is the matter with its file.
  private func sound(
    _ bytes: [UInt8], of origin: Origin, _ reading: CodeReading, _ frame: Maker
  ) throws(Failure) -> Decoded {
    if !origin.gaps.isEmpty {
      throw Failure(
        "\(origin.gaps.map(\.count).reduce(0, +)) bytes of the file were lost on the way",
        at: .file(origin.file),
        remedy: "ask for the frame again, or keep what is left of it: damage: salvage")
    }
    guard origin.isReceived(bytes) else {
      throw Failure(
        "the file is not the one that arrived: its SHA-256 differs from the receipt's",
        at: .file(origin.file),
        remedy: "fetch it again from the ground station, or look at it all the same: damage: "
          + "salvage")
    }
    let (codes, warnings) = try reading.codes(bytes, companion: origin.companion)
    return Decoded(frame: try frame(codes), warnings: warnings)
  }

  /// What is left of the frame.
  private func salvaged(
    _ bytes: [UInt8], of origin: Origin, _ reading: CodeReading, _ frame: Maker
  ) throws(Failure) -> Decoded {
    let (codes, warnings, isChecked) = try reading.salvaged(
      bytes, gaps: origin.gaps, companion: origin.companion)
    let missing = Double(codes.validity.count(of: .lost)) / Double(max(1, codes.samples.size.area))
    if missing > mostMissing {
      let percent = (missing * 1000).rounded() / 10
      throw Failure(
        "\(percent) % of the frame is missing: \(warnings.joined(separator: "; "))",
        at: .file(origin.file),
        remedy: "ask for the frame again, or raise mostMissing (now \(mostMissing))")
    }
    let findings =
      origin.isReceived(bytes) || isChecked
      ? []
      : [
        FrameFinding(
          frame: origin.frameID, mark: .unlocalisedDamage,
          reason: "the file is not the one that arrived: its SHA-256 differs from the receipt's")
      ]
    return Decoded(frame: try frame(codes), warnings: warnings, findings: findings)
  }
}

extension CodeReading {
  /// Reads the file of a frame as what is known of it says.
  fileprivate init(_ origin: Origin) {
    self.init(file: origin.file, levels: origin.levels)
    layout = origin.layout
    isInRGB = origin.isMosaicInRGB
    sensorSize = origin.camera?.sensor.size
  }

  /// A frame in which all is missing; nil where nobody says how large frames are.
  fileprivate var blank: SensorCodes? {
    guard let sensorSize, let levels else { return nil }
    return SensorCodes(
      samples: Plane(size: sensorSize, repeating: 0),
      validity: Validity(Plane(size: sensorSize, repeating: Defects.lost.rawValue)),
      levels: levels)
  }
}

extension Origin {
  /// Whether a file is the one that arrived, as far as anybody took note.
  fileprivate func isReceived(_ bytes: [UInt8]) -> Bool {
    receiptDigest.map { $0 == Digest(of: bytes) } ?? true
  }

  /// Reads what stands beside the frame's file.
  fileprivate var companion: Codec.Companion {
    { name throws(Failure) in
      let path = try beside(name)
      return try sideFiles.value(of: path, as: "pixels") { bytes throws(Failure) in bytes }
    }
  }
}

extension Origin {
  /// The path of a file in the folder of the frame's own.
  fileprivate func beside(_ name: String) throws(Failure) -> String {
    try SafePath(name).resolved(in: Files.folder(of: file))
  }
}
