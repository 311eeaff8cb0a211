import Codecs
import Diagnostics
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
  /// What to do with a damaged file.
  public var damage = Damage.refuse

  /// The only frame of the item.
  public init() {}

  /// `decode`.
  public static let name = "decode"
  /// What it does.
  public static let summary = "Reads a frame's sensor codes from PNG, JPEG, PGM or raw files."
  /// The parameters.
  public static let table = Table<Decode>([
    .text("camera", \.camera, absent: "the only one", "The camera whose frame is read."),
    .text("role", \.role, absent: "the only one", "The role of the frame that is read."),
    .choice("damage", \.damage, "What to do with a damaged file."),
  ])
  /// Nothing arrives.
  public static let inputs: [InputPort] = []
  /// Codes leave.
  public var outputs: [OutputPort] { [OutputPort(Mosaic.self, summary: "Sensor codes.")] }
  /// A file is read as a whole.
  public var reach: Reach { .wholeFrame }

  /// The only frame that fits camera and role.
  public func select(from item: Item) throws(Failure) -> Origin {
    let fitting = item.frames.filter { frame in
      (camera == nil || frame.camera?.name == camera) && (role == nil || frame.role == role)
    }
    if fitting.count == 1 { return fitting[0] }
    let wanted = [camera.map { "camera \($0)" }, role.map { "role \($0)" }]
      .compactMap { $0 }.joined(separator: " and ")
    let there = item.frames.map { frame in
      let facts = [frame.camera?.name, frame.role].compactMap { $0 }.joined(separator: ", ")
      return "\(frame.frameID) (\(facts))"
    }
    throw Failure(
      "\(fitting.count) frames fit \(wanted.isEmpty ? "decode without camera" : wanted)",
      remedy: "set camera and role so that one frame fits; there are: "
        + there.joined(separator: "; "))
  }

  /// Reads the file as the frame's origin declares it.
  public func decode(_ bytes: [UInt8], of origin: Origin) throws(Failure) -> Decoded {
    guard damage == .refuse else {
      throw Failure(
        "salvage of damaged files is not part of this version", at: .file(origin.file),
        remedy: "use damage: refuse")
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
    let (frame, warnings) = try reading.frame(bytes)
    return Decoded(frame: frame, warnings: warnings)
  }
}
