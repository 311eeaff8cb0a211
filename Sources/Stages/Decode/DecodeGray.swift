import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Reads a frame of a camera without colour filters from its file, as light.
public struct DecodeGray: CodeSource {
  /// The camera whose frame is read; needed where an item has frames of several.
  public var camera: String?
  /// The role of the frame that is read; needed where an item has several of one camera.
  public var role: String?
  /// Whether all frames that fit are read.
  public var each = false
  /// What to do with a damaged file.
  public var damage = Decode.Damage.refuse
  /// The share of pixels that may be missing.
  public var mostMissing = 0.5

  /// The only frame of the item.
  public init() {}

  /// `decode-gray`.
  public static let name = "decode-gray"
  /// What it does.
  public static let summary =
    "Reads a frame of a camera without colour filters as light: codes decompanded, black at 0, "
    + "white at 1, saturated pixels marked."
  /// The parameters.
  public static let table = Table<DecodeGray>(ParameterEntry.selection)
  /// Light leaves.
  public var outputs: [OutputPort] { [OutputPort(LinearGray.self, summary: "Light, 0 to 1.")] }

  /// Light of all the colours that the sensor sees.
  ///
  /// The bits are those that `decompand` and `black-level` would give codes of a mosaic with the
  /// same levels at all sites.
  public func maker(
    for origin: Origin
  ) throws(Failure) -> (SensorCodes) throws(Failure) -> any AnyFrame {
    if let pattern = origin.pattern {
      let camera = origin.camera.map { "camera \"\($0.name)\"" } ?? "the sensor"
      throw Failure(
        "\(camera) has colour filters (\(pattern.rawValue))", at: .file(origin.file),
        remedy: "use \(Decode.name)")
    }
    return { codes throws(Failure) in
      let decompand = Decompand(codes.levels.companding)
      var path = LightPath(levels: decompand.linear(codes.levels))
      path.curve = try decompand.codeCurve()(codes.levels)
      let rows = 0..<codes.samples.height
      let result = path.light(
        from: codes.samples, validity: codes.validity,
        window: RowWindow(height: rows.count, held: rows, wanted: rows))
      return Frame<LinearGray>(
        result.light, validity: result.validity, properties: LinearProperties())
    }
  }
}
