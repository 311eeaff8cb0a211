import Codecs
import Diagnostics
import Raster
import Rig

extension CalibratedCamera {
  /// The camera model of a PDS3 label, CAHV, CAHVOR or CAHVORE of a Mars rover, and what it states
  /// of the sensor.
  ///
  /// The vectors are in a frame of x forward, y right, z down (`ROVER_FRAME`, `ROVER_NAV_FRAME`),
  /// and are turned into the rover frame of a rig; a site's frame, which is north, east and down,
  /// becomes north, west and up. Whole numbers are centres of pixels, the first of them (0, 0):
  /// NAIF's instrument kernels, made of the same models, number them so (the middle of 1024 is
  /// 511.5). MODEL_COMPONENT_ID says which component is which vector; T, the type of CAHVORE, is 1
  /// for perspective, 2 for a fisheye, and 3 where P is the linearity.
  ///
  /// Source: the labels' own GEOMETRIC_CM.TXT, and the camera interface specifications of Mars
  /// Exploration Rover and Mars Science Laboratory.
  ///
  /// - Parameters:
  ///   - bytes: a label, or a file that begins with one.
  ///   - file: its name, for messages.
  /// - Throws: a failure where there is no model, or it lacks something.
  public init(label bytes: [UInt8], file: String) throws(Failure) {
    let root = try PDSLabel(parsing: bytes, file: file).root
    let names = ["GEOMETRIC_CAMERA_MODEL", "GEOMETRIC_CAMERA_MODEL_PARMS"]
    guard let group = names.lazy.flatMap({ root.blocks(named: $0) }).first else {
      throw Failure(
        "the label has no camera model", at: .file(file),
        remedy: "give the label of a frame, with GEOMETRIC_CAMERA_MODEL in it")
    }
    let components = PDSCameraComponents(group: group, file: file)
    let turn = WorldAxes.forwardRightDown.toRover
    var model = try components.model()
    model = model.turned(by: turn, to: turn * model.centre)
    guard model.horizontal.cross(model.vertical).dot(model.axis) > 0 else {
      throw Failure(
        "the camera model of the label is no right-handed camera", at: .file(file),
        remedy: "check the label's vectors H, V and A")
    }
    let image = root.blocks(named: "IMAGE").first
    var size: Size?
    if let width = image?["LINE_SAMPLES"]?.scalar?.integer,
      let height = image?["LINES"]?.scalar?.integer, width > 0, height > 0
    {
      size = Size(width, height)
    }
    let instrument = root.firstValue(of: "INSTRUMENT_ID")?.scalar?.text ?? "camera"
    let frame = group["REFERENCE_COORD_SYSTEM_NAME"]?.description ?? "an unnamed frame"
    let index = group["REFERENCE_COORD_SYSTEM_INDEX"].map { " \($0)" } ?? ""
    let place = "vectors of the label in \(frame)\(index), turned to x forward, y left, z up"
    self.init(
      name: instrument.lowercased(), size: size, geometry: .cahvore(model),
      sensor: StatedSensor(label: root),
      remarks: [place] + [StatedSensor.remark(label: root)].compactMap(\.self))
  }
}

/// The components of a label's camera model, by their letters.
private struct PDSCameraComponents {
  let group: PDSBlock
  let file: String

  private func failure(_ key: String, _ message: String) -> Failure {
    let place = group.entry(key).map { Place.text(file: file, line: $0.line, column: $0.column) }
    return Failure(
      "the label's camera model: \(key) \(message)", at: place ?? .file(file),
      remedy: "fetch the label again")
  }

  private func key(_ letter: String) throws(Failure) -> String {
    let ids = group["MODEL_COMPONENT_ID"]?.members.map { $0.scalar?.text } ?? []
    guard let index = ids.firstIndex(of: letter) else {
      throw failure("MODEL_COMPONENT_ID", "does not name the component \(letter)")
    }
    return "MODEL_COMPONENT_\(index + 1)"
  }

  private func numbers(_ letter: String, count: Int) throws(Failure) -> [Double] {
    let key = try key(letter)
    guard let numbers = group[key]?.reals, numbers.count == count,
      numbers.allSatisfy(\.isFinite)
    else { throw failure(key, "is not \(count == 1 ? "a number" : "\(count) numbers")") }
    return numbers
  }

  private func vector(_ letter: String) throws(Failure) -> Vector3 {
    let numbers = try numbers(letter, count: 3)
    return Vector3(numbers[0], numbers[1], numbers[2])
  }

  func model() throws(Failure) -> CAHVORE {
    var model = CAHVORE(
      centre: try vector("C"), axis: try vector("A"), horizontal: try vector("H"),
      vertical: try vector("V"))
    switch group["MODEL_TYPE"]?.scalar?.text.uppercased() {
    case "CAHV": break
    case "CAHVOR": model.lens = .radial(axis: try vector("O"), try vector("R"))
    case "CAHVORE":
      model.lens = .pupil(
        axis: try vector("O"), try vector("R"), moving: try vector("E"),
        linearity: try linearity())
    default:
      throw failure("MODEL_TYPE", "is none of CAHV, CAHVOR and CAHVORE")
    }
    return model
  }

  private func linearity() throws(Failure) -> Double {
    switch try numbers("T", count: 1)[0] {
    case 1: return 1
    case 2: return 0
    case 3:
      let linearity = try numbers("P", count: 1)[0]
      guard (-1...1).contains(linearity) else {
        throw failure(try key("P"), "is \(linearity), not from -1 to 1")
      }
      return linearity
    default: throw failure(try key("T"), "is none of 1, 2 and 3")
    }
  }
}
