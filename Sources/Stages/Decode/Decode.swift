import Diagnostics
import Pipeline
import Raster
import Settings

/// Reads the mosaic of a frame from its file.
public struct Decode: CodeSource {
  /// What to do with a damaged file.
  public enum Damage: String, Sendable, CaseIterable {
    /// The frame fails.
    case refuse
    /// What can be trusted is kept; what is missing is marked.
    case salvage
    /// As ``salvage``; a frame of which too little can be had is one in which all is missing.
    case blank
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
  public static let table = Table<Decode>(ParameterEntry.selection)
  /// Codes leave.
  public var outputs: [OutputPort] { [OutputPort(Mosaic.self, summary: "Sensor codes.")] }

  /// Codes behind the colour filters of the camera.
  public func maker(
    for origin: Origin
  ) throws(Failure) -> (SensorCodes) throws(Failure) -> any AnyFrame {
    if let pattern = origin.pattern { return { codes in codes.mosaic(pattern) } }
    if let camera = origin.camera {
      throw Failure(
        "camera \"\(camera.name)\" has no colour filters", at: .file(origin.file),
        remedy: "use \(DecodeGray.name)")
    }
    throw Failure(
      "nobody says which colour stands where", at: .file(origin.file),
      remedy: "give the camera a pattern in the rig, or --cfa here")
  }
}
