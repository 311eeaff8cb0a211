import Diagnostics
import Files
import Raster
import Rig
import Settings

/// Cameras of one format, written in another: what `albedo rig convert` does.
public struct RigConversion: Sendable {
  /// What is wanted.
  public struct Request: Sendable {
    /// The format to write.
    public var format: CalibrationFormat
    /// The lens model to write; nil takes the first that holds each camera.
    public var form: CameraForm?
    /// Whether the nearest model will do where none is the same.
    public var mayFit = false
    /// The cameras to write, by name; all where there are none.
    public var cameras: [String] = []
    /// The name of a new rig.
    public var name = "rig"
    /// What is said of the sensors of a new rig.
    public var sensor = RigTemplate.Sensor()

    /// What is wanted of a camera; nil leaves it as it is.
    fileprivate var wanted: CameraForm? {
      get throws(Failure) {
        if format == .rig { return form }
        guard let form else { return .lenses(format.lenses) }
        guard case .lenses(let wanted) = form else {
          throw Failure(
            "\(format.rawValue) has no CAHV vectors", at: .argument("--model"),
            remedy: "write a rig, or another model", category: .usage)
        }
        return .lenses(format.lenses.filter { lens in wanted.contains { $0.model == lens.model } })
      }
    }

    /// All cameras in a format, exactly.
    public init(format: CalibrationFormat) {
      self.format = format
    }
  }

  /// A camera that was written, and how far it is from what was read.
  public struct Outcome: Sendable {
    /// The camera as it was written.
    public let camera: CalibratedCamera
    /// The model that it had.
    public let given: String
    /// How far off it is; nil where it stayed as it was.
    public let residual: PictureResidual?
  }

  /// The cameras.
  public let outcomes: [Outcome]
  /// What of the cameras the format has no place for.
  public let notes: [String]
  /// The files: a path behind the output's own, empty where that is the file, with a text.
  public let files: [(name: String, text: String)]

  /// Converts cameras.
  ///
  /// - Parameters:
  ///   - input: what was read.
  ///   - request: what is wanted.
  ///   - axes: how the world of `.tsai` files lies.
  /// - Throws: a failure that says what the format cannot hold.
  public init(
    _ input: CalibrationInput, _ request: Request, axes: WorldAxes = .forwardLeftUp
  ) throws(Failure) {
    guard request.format != .pds else {
      throw Failure(
        "labels of frames are read and not written", at: .argument("--to"),
        remedy: "write one of opencv, ros, kalibr, tsai and rig", category: .usage)
    }
    var outcomes: [Outcome] = []
    for camera in try input.cameras(named: request.cameras) {
      outcomes.append(try Self.converted(camera, request))
    }
    self.outcomes = outcomes
    let cameras = outcomes.map(\.camera)
    notes = Self.notes(cameras, request.format)
    guard request.format != .rig else {
      files = [("", try Self.rig(cameras, input, request))]
      return
    }
    let texts = try request.format.texts(of: cameras, axes: axes)
    files =
      texts.count == 1
      ? [("", texts[0])]
      : zip(cameras, texts).map { ("\($0.name).\(request.format.fileEnding)", $1) }
  }

  private static func notes(
    _ cameras: [CalibratedCamera], _ format: CalibrationFormat
  ) -> [String] {
    guard !format.hasWorld, let first = cameras.first, first.geometry.pose != Pose() else {
      return []
    }
    return [
      "\(format.rawValue) has no rover frame: where \(first.name) stands and looks is left out"
    ]
  }

  private static func converted(
    _ camera: CalibratedCamera, _ request: Request
  ) throws(Failure) -> Outcome {
    let given = camera.geometry.summary
    let form = try request.wanted
    guard let form, !form.holds(camera.geometry) else {
      return Outcome(camera: camera, given: given, residual: nil)
    }
    let size = try camera.knownSize()
    var converted = camera
    do throws(Failure) {
      let conversion = try CameraConversion(
        camera.geometry, to: form, size: size, mayFit: request.mayFit)
      converted.geometry = conversion.geometry
      return Outcome(camera: converted, given: given, residual: conversion.residual)
    } catch {
      throw error.within("camera \(camera.name)")
    }
  }

  /// A rig keeps all that it says; of other formats, a template is made.
  private static func rig(
    _ cameras: [CalibratedCamera], _ input: CalibrationInput, _ request: Request
  ) throws(Failure) -> String {
    if var rig = input.rig {
      rig.cameras = cameras.compactMap { camera in
        var known = rig[camera: camera.name]
        known?.geometry = camera.geometry
        return known
      }
      return ConfigurationText(rig).text
    }
    for camera in cameras { _ = try camera.knownSize() }
    return try RigTemplate(
      name: request.name, summary: "Cameras from \(input.format.rawValue).", cameras: cameras,
      sensor: request.sensor
    ).text()
  }

  /// What was done to each camera, a line each.
  public var lines: [String] {
    outcomes.map { outcome in
      let name = outcome.camera.name
      guard let residual = outcome.residual else {
        return "\(name): \(outcome.given), as it was"
      }
      let done = "\(name): \(outcome.given) became \(outcome.camera.geometry.summary)"
      if residual.isExact { return done + ", the same to the last digits" }
      let (x, y) = (Int(residual.place.x.rounded()), Int(residual.place.y.rounded()))
      return done + ": at most \(Self.digits(residual.largest)) px off (at \(x), \(y)), RMS "
        + "\(Self.digits(residual.rms)) px over the picture"
    } + notes
  }

  private static func digits(_ number: Double) -> String {
    "\((number * 1e4).rounded() / 1e4)"
  }

  /// The same for programs.
  public var json: JSONValue {
    .object([
      ("type", "conversion"),
      (
        "cameras",
        .array(
          outcomes.map { outcome in
            .object([
              ("name", .string(outcome.camera.name)), ("from", .string(outcome.given)),
              ("to", .string(outcome.camera.geometry.summary)),
              ("largest", Self.pixels(outcome.residual?.largest ?? 0)),
              ("rms", Self.pixels(outcome.residual?.rms ?? 0)),
            ])
          })
      ), ("notes", .array(notes.map { .string($0) })),
    ])
  }

  private static func pixels(_ number: Double) -> JSONValue {
    .object([("value", .number(number)), ("unit", "px")])
  }
}
