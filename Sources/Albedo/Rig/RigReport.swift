import Diagnostics
import Raster
import Rig
import Settings

/// What there is to know about cameras: what `albedo rig show` prints.
public struct RigReport: Sendable {
  /// The facts, for programs.
  public let json: JSONValue
  /// The facts, for people.
  public let text: String

  /// Describes cameras.
  ///
  /// - Parameter cameras: of one rig.
  public init(_ cameras: [CalibratedCamera]) {
    let facts = cameras.map(CameraFacts.init)
    var pairs: [CameraPairFacts] = []
    for (index, first) in cameras.enumerated() {
      for second in cameras[(index + 1)...] { pairs.append(CameraPairFacts(first, second)) }
    }
    json = .object([
      ("type", "cameras"), ("cameras", .array(facts.map(\.json))),
      ("pairs", .array(pairs.map(\.json))),
    ])
    text = (facts.map(\.text) + pairs.map(\.text)).joined(separator: "\n\n")
  }
}

/// Numbers as a report shows them.
enum ReportNumber {
  /// A number of at most so many digits behind the point, without zeros at its end.
  static func text(_ number: Double, _ digits: Int) -> String {
    let scale = [1, 10, 100, 1000, 1e4, 1e5][digits]
    let text = "\((number * scale).rounded() / scale)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A number with its unit, or null.
  static func json(_ number: Double?, _ unit: String) -> JSONValue {
    guard let number else { return .null }
    return .object([("value", .number(number)), ("unit", .string(unit))])
  }

  /// A vector with its unit, or null.
  static func json(_ vector: Vector3?, _ unit: String) -> JSONValue {
    guard let v = vector else { return .null }
    let numbers: [JSONValue] = [.number(v.x), .number(v.y), .number(v.z)]
    return .object([("value", .array(numbers)), ("unit", .string(unit))])
  }
}

/// One camera.
private struct CameraFacts {
  let json: JSONValue
  let text: String

  init(_ camera: CalibratedCamera) {
    let pinhole = camera.geometry.intrinsics
    let place = camera.geometry.pose.position
    let view = camera.size.map { CameraView(camera.geometry, size: $0) }
    let (across, down, diagonal) = (view?.across, view?.down, view?.diagonal)
    let ahead =
      view?.direction ?? camera.geometry.pose.rotation.matrix * Vector3(0, 0, 1)
    json = .object([
      ("name", .string(camera.name)),
      ("width", ReportNumber.json(camera.size.map { Double($0.width) }, "px")),
      ("height", ReportNumber.json(camera.size.map { Double($0.height) }, "px")),
      ("model", .string(camera.geometry.summary)),
      ("focalX", ReportNumber.json(pinhole.focalX, "px")),
      ("focalY", ReportNumber.json(pinhole.focalY, "px")),
      ("centreX", ReportNumber.json(pinhole.centreX, "px")),
      ("centreY", ReportNumber.json(pinhole.centreY, "px")),
      ("across", ReportNumber.json(across, "deg")), ("down", ReportNumber.json(down, "deg")),
      ("diagonal", ReportNumber.json(diagonal, "deg")),
      ("position", ReportNumber.json(place, "m")), ("direction", ReportNumber.json(ahead, "1")),
      ("remarks", .array(camera.remarks.map { .string($0) })),
    ])
    func angle(_ value: Double?) -> String {
      value.map { ReportNumber.text($0, 2) + "°" } ?? "unknown"
    }
    let n = ReportNumber.text
    var lines = [
      "\(camera.name): \(camera.geometry.summary)",
      "  size        " + (camera.size.map { "\($0.width) × \($0.height) px" } ?? "unknown"),
      "  focal       \(n(pinhole.focalX, 2)) × \(n(pinhole.focalY, 2)) px, centre "
        + "\(n(pinhole.centreX, 2)), \(n(pinhole.centreY, 2))",
      "  view        \(angle(across)) across, \(angle(down)) down, \(angle(diagonal)) diagonal",
      "  position    \(n(place.x, 4)), \(n(place.y, 4)), \(n(place.z, 4)) m",
      "  looks       \(Self.words(ahead))",
    ]
    lines += camera.remarks.map { "  note        \($0)" }
    text = lines.joined(separator: "\n")
  }

  /// A direction of the rover frame in words.
  private static func words(_ direction: Vector3) -> String {
    func side(_ angle: Double, _ above: String, _ below: String) -> String {
      ReportNumber.text(angle.magnitude, 2) + "° " + (angle < 0 ? below : above)
    }
    return side(direction.azimuth, "left", "right") + " of ahead, "
      + side(direction.elevation, "up", "down")
  }
}

/// Two cameras.
private struct CameraPairFacts {
  let json: JSONValue
  let text: String

  init(_ first: CalibratedCamera, _ second: CalibratedCamera) {
    let motion = RigidMotion(from: second.geometry.pose, to: first.geometry.pose)
    let (baseline, turn) = (motion.translation, motion.turn * (180 / .pi))
    var overlap: (Double, Double)?
    if let a = first.size, let b = second.size {
      let (one, other) = (
        CameraView(first.geometry, size: a), CameraView(second.geometry, size: b)
      )
      overlap = (one.overlap(with: other), other.overlap(with: one))
    }
    json = .object([
      ("first", .string(first.name)), ("second", .string(second.name)),
      ("baseline", ReportNumber.json(baseline.length, "m")),
      ("translation", ReportNumber.json(baseline, "m")),
      ("rotation", ReportNumber.json(turn, "deg")),
      ("overlapOfFirst", ReportNumber.json(overlap?.0, "1")),
      ("overlapOfSecond", ReportNumber.json(overlap?.1, "1")),
    ])
    let n = ReportNumber.text
    let shared =
      overlap.map {
        "\(n($0.0 * 100, 1)) % of \(first.name), \(n($0.1 * 100, 1)) % of \(second.name)"
      } ?? "unknown"
    text = """
      \(first.name) – \(second.name)
        baseline    \(n(baseline.length, 4)) m; \(second.name) is at \(n(baseline.x, 4)), \
      \(n(baseline.y, 4)), \(n(baseline.z, 4)) m of \(first.name)'s frame
        turned by   \(n(turn.length, 3))°, about x, y, z: \(n(turn.x, 3))°, \(n(turn.y, 3))°, \
      \(n(turn.z, 3))°
        far away    both see \(shared)
      """
  }
}
