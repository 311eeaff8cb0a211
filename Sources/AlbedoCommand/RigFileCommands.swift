import Albedo
import ArgumentParser

/// The command `albedo rig init`.
struct RigInitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Write a first rig.yaml, valid and with comments.",
    usage: """
      albedo rig init -o rig.yaml --size 1920x1080 --fov 65 [--baseline 0.12]
      albedo rig init -o rig.yaml --from CALIBRATION...
      """,
    discussion: """
      What is assumed is called so in the file. With --from, the geometry comes from calibration \
      files in any format that albedo rig convert reads.
      """)

  @Option(name: [.customShort("o"), .long], help: "The file to write.")
  var output: String

  @Option(name: .long, parsing: .upToNextOption, help: "Calibration files of the cameras.")
  var from: [String] = []

  @Option(name: .long, help: "Field of view across, in degrees.")
  var fov: Double?

  @Option(name: .long, help: "Distance of two cameras beside each other, in metres.")
  var baseline: Double?

  @Option(name: .long, help: "Name of the rig.")
  var rigName = "rover"

  @OptionGroup var known: CalibrationOptions

  @OptionGroup var assumed: SensorOptions

  func validate() throws {
    if from.isEmpty {
      guard known.size != nil, fov != nil else {
        throw ValidationError("Give --size and --fov, or calibration files with --from.")
      }
      if !known.name.isEmpty { throw ValidationError("--name belongs to --from.") }
    } else if fov != nil || baseline != nil {
      throw ValidationError("--fov and --baseline do not go with --from.")
    }
  }

  func run() throws {
    guard !Files.exists(output) else {
      throw Failure(
        "there is a file already, and a rig is work", at: .file(output),
        remedy: "name another file, or remove this one", category: .usage)
    }
    var cameras: [CalibratedCamera]
    var summary = "Assumed cameras; replace their numbers by measured ones."
    if from.isEmpty {
      cameras = try RigStart.cameras(
        size: known.size?.size ?? Size(1, 1), view: fov ?? 0, baseline: baseline)
    } else {
      let input = try CalibrationInput(from, known.options)
      for camera in input.cameras { _ = try camera.knownSize() }
      cameras = input.cameras
      summary = "Cameras from \(input.format.rawValue)."
    }
    let template = RigTemplate(
      name: rigName, summary: summary, cameras: cameras, sensor: assumed.sensor)
    try Files.write(template.text(), to: output)
    print(output)
  }
}

/// The command `albedo rig convert`.
struct RigConvertCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "convert", abstract: "Turn calibration files into another format.",
    usage: "albedo rig convert IN... -o OUT [--to opencv|ros|kalibr|tsai|rig] [options]",
    discussion: """
      Read are OpenCV's YAML, ROS camera_info, Kalibr's camchain, .tsai of the Ames Stereo \
      Pipeline, labels of PDS3 frames (CAHV, CAHVOR, CAHVORE) and rigs; the format is known by \
      what a file holds. Several files of one camera each make several cameras, and in the \
      formats of one camera a file OUT becomes a folder. What a format cannot hold is refused, \
      unless --fit allows the nearest lens that it can hold: then the largest distance and the \
      RMS over the picture are told.
      """)

  @Argument(help: "Calibration files of one format.")
  var inputs: [String]

  @Option(name: [.customShort("o"), .long], help: "The file to write, or a folder.")
  var output: String

  @Option(name: .long, help: "Format to write; rig when absent.")
  var to: CalibrationFormat = .rig

  @Option(
    name: .long,
    help: "Lens model to write: \(CameraForm.named.map(\.name).joined(separator: ", "))."
  )
  var model: String?

  @Flag(name: .long, help: "Take the nearest lens where none is the same.")
  var fit = false

  @Option(name: .long, parsing: .upToNextOption, help: "Cameras to write; all when absent.")
  var camera: [String] = []

  @OptionGroup var known: CalibrationOptions

  @OptionGroup var assumed: SensorOptions

  @OptionGroup var talk: OutputOptions

  func run() throws {
    var request = RigConversion.Request(format: to)
    request.form = try form()
    (request.mayFit, request.cameras, request.sensor) = (fit, camera, assumed.sensor)
    let input = try CalibrationInput(inputs, known.options)
    let conversion = try RigConversion(input, request, axes: known.axes)
    for file in conversion.files {
      if file.name.isEmpty {
        try Files.write(file.text, to: output)
      } else {
        try Files.makeFolder(output)
        try Files.write(file.text, to: Files.join(output, file.name))
      }
    }
    if talk.json {
      print(conversion.json.text)
    } else {
      for line in conversion.lines { print(line) }
    }
  }

  private func form() throws(Failure) -> CameraForm? {
    guard let model else { return nil }
    if let known = CameraForm.named.first(where: { $0.name == model }) { return known.form }
    throw Failure(
      "there is no lens model \"\(model)\"", at: .argument("--model"),
      remedy: Suggestion.remedy(for: model, among: CameraForm.named.map(\.name)),
      category: .usage)
  }
}

/// The command `albedo rig show`.
struct RigShowCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Say what cameras see, and how they stand to each other.",
    usage: "albedo rig show FILE... [--json]",
    discussion: """
      FILE is a rig, or calibration files in any format that albedo rig convert reads.
      """)

  @Argument(help: "A rig, or calibration files of one format.")
  var files: [String]

  @OptionGroup var known: CalibrationOptions

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let report = RigReport(try CalibrationInput(files, known.options).cameras)
    print(talk.json ? report.json.text : report.text)
  }
}
