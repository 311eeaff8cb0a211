import Rig
import Settings
import Stereo

/// A correction as a report shows it: degrees, percent, or pixels.
struct ParameterText {
  private let parameter: PoseRefinement.Parameter
  private let name: String
  private let scale: Double
  private let unit: String
  private let digits: Int

  /// A correction of two cameras.
  init(
    _ parameter: PoseRefinement.Parameter,
    _ cameras: (first: CalibratedCamera, second: CalibratedCamera)
  ) {
    self.parameter = parameter
    switch parameter.kind {
    case .pitch, .vergence, .roll, .climb, .advance: name = parameter.kind.rawValue
    case .firstFocal: name = "focal length of \(cameras.first.name)"
    case .secondFocal: name = "focal length of \(cameras.second.name)"
    case .firstRow: name = "row of the principal point of \(cameras.first.name)"
    case .secondRow: name = "row of the principal point of \(cameras.second.name)"
    }
    switch parameter.kind {
    case .pitch, .vergence, .roll, .climb, .advance:
      (scale, unit, digits) = (180 / .pi, "°", 4)
    case .firstFocal, .secondFocal: (scale, unit, digits) = (100, " %", 3)
    case .firstRow, .secondRow: (scale, unit, digits) = (1, " px", 2)
    }
  }

  /// Name and value.
  var short: String { "\(name) \(signed)\(unit)" }

  /// Name, value, standard deviation, and whether the pictures say anything of it.
  var line: String {
    let deviation = ReportNumber.text(parameter.deviation * scale, digits)
    let doubt = parameter.isObservable ? "" : "; not observable: these pictures say little of it"
    return "\(short) ± \(deviation)\(unit)\(doubt)"
  }

  private var signed: String {
    let text = ReportNumber.text(parameter.value * scale, digits)
    return parameter.value > 0 && text != "0" ? "+" + text : text
  }

  /// The same for programs, in radians, parts of one, or pixels.
  var json: JSONValue {
    let unit: JSONValue
    switch parameter.kind {
    case .pitch, .vergence, .roll, .climb, .advance: unit = "rad"
    case .firstFocal, .secondFocal: unit = "1"
    case .firstRow, .secondRow: unit = "px"
    }
    return .object([
      ("name", .string(parameter.kind.rawValue)), ("value", .number(parameter.value)),
      ("deviation", .number(parameter.deviation)), ("unit", unit),
      ("observable", .bool(parameter.isObservable)),
    ])
  }
}
