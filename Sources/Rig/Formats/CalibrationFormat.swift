import Diagnostics
import Settings

/// The formats of calibration files.
public enum CalibrationFormat: String, Sendable, CaseIterable {
  /// OpenCV's FileStorage as YAML: one camera, or a stereo pair.
  case opencv
  /// ROS `camera_info`: a camera a file; two of them may be a stereo pair.
  case ros
  /// Kalibr's `camchain.yaml`.
  case kalibr
  /// A pinhole of the Ames Stereo Pipeline: a camera a file.
  case tsai
  /// A rig of this program.
  case rig
  /// The label of a PDS3 frame; read, never written.
  case pds

  /// The format that a text is in, by what stands in it.
  ///
  /// - Parameters:
  ///   - text: the whole file.
  ///   - file: its name, for messages.
  /// - Returns: the format; nil where it is none of them.
  /// - Throws: what is wrong with a text that is YAML but cannot be read.
  public static func of(_ text: String, file: String) throws(Failure) -> CalibrationFormat? {
    if text.hasPrefix("PDS_VERSION_ID") || text.hasPrefix("ODL_VERSION_ID") { return .pds }
    if text.hasPrefix("%YAML") { return .opencv }
    let first = text.split(whereSeparator: \.isNewline).first { $0.contains { $0 != " " } } ?? ""
    if first.hasPrefix("VERSION_") || TsaiCamera.statement(first)?.key == "fu" { return .tsai }
    let root = try Yaml.parse(text: text, file: file, dialect: .openCV)
    if root["cameras"] != nil, root["version"] != nil { return .rig }
    if root["cam0"] != nil { return .kalibr }
    if root["distortion_model"] != nil || root["projection_matrix"] != nil { return .ros }
    let isOpenCV = OpenCVCalibration.signs.contains { root[$0] != nil }
    return isOpenCV ? .opencv : nil
  }

  /// What its files of one camera end in.
  public var fileEnding: String { self == .tsai ? "tsai" : self == .opencv ? "yml" : "yaml" }

  /// Whether a file holds one camera, so that several become several files.
  public var isOfOneCamera: Bool { self == .ros || self == .tsai }

  /// Whether it says where cameras stand in the world, and not only to each other.
  public var hasWorld: Bool { self == .tsai || self == .rig || self == .pds }

  /// The lens models that it can hold; the first that holds a lens is taken.
  public var lenses: [LensForm] {
    switch self {
    case .opencv: [.radialTangential, .plumbBob, .rational, .fisheye]
    case .ros: [.plumbBob, .rational, .fisheye]
    case .kalibr: [.radialTangential, .fisheye]
    case .tsai: [.plumbBob, .fisheye]
    case .rig, .pds: [.rational, .fisheye]
    }
  }

  /// The first form that holds a camera's geometry as it is.
  func lens(of camera: CalibratedCamera) throws(Failure) -> LensForm {
    if case .pinhole(_, let lens, _) = camera.geometry,
      let form = lenses.first(where: { $0.holds(lens) })
    {
      return form
    }
    throw Failure(
      "\(rawValue) cannot hold \(camera.geometry.summary) of the camera \"\(camera.name)\"",
      remedy: "take the nearest one that it can hold: --fit", category: .usage)
  }
}

extension CameraGeometry {
  /// The model in words, with the coefficients that are not 0.
  public var summary: String {
    switch self {
    case .pinhole(_, let lens, _):
      lens.used.isEmpty && lens.model == .brownConrady
        ? "a pinhole without distortion"
        : "a \(lens.model.rawValue) lens"
          + (lens.used.isEmpty ? "" : " of \(lens.used.map(\.rawValue).joined(separator: ", "))")
    case .cahvore(let vectors):
      switch vectors.lens {
      case .none: "CAHV vectors"
      case .radial: "CAHVOR vectors"
      case .pupil: "CAHVORE vectors"
      }
    }
  }
}
