import Albedo
import ArgumentParser

/// The command `albedo rig check`.
struct RigCheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Hold the calibration of two cameras against a picture of each.",
    usage: """
      albedo rig check CALIBRATION... FIRST SECOND [--camera NAME --camera NAME] [options]
      albedo rig check CALIBRATION... FIRST SECOND --refine pose -o refined.yaml
      """,
    discussion: """
      CALIBRATION is a rig, or calibration files in any format that albedo rig convert reads. \
      FIRST and SECOND are pictures that both cameras took at the same moment, neither cut nor \
      rectified: PNG, JPEG, PGM, PPM, PFM, PDS3, or a mosaic with --cfa, which becomes grey as \
      (R + 2 G + B) / 4. Whatever both see must appear in the same row of the rectified pair; \
      told is by how many pixels it does not. Nothing is changed: what would fit better is told \
      with --refine, and written with -o as a new rig. Status 1 where the calibration, as it was \
      given, is off by more than the limit.
      """)

  @Argument(help: "Calibration files of one format, then the pictures of both cameras.")
  var files: [String]

  @Option(
    name: .long, help: "The cameras of both pictures, in their order; give it twice.")
  var camera: [String] = []

  @Option(
    name: .long,
    help: """
      What to correct: pose, or pose and focal lengths (focal), or pose and rows of principal \
      points (rows).
      """)
  var refine: RigCheck.Refinement?

  @Option(name: [.customShort("o"), .long], help: "The refined rig to write; a new file.")
  var output: String?

  @Option(name: .long, help: "Row error in pixels, RMS, up to which the calibration is in order.")
  var limit = 1.0

  @Option(name: .long, help: "Threads; all processors when absent.")
  var jobs: Int?

  @OptionGroup var known: CalibrationOptions

  @OptionGroup var declared: DeclarationOptions

  @OptionGroup var talk: OutputOptions

  func validate() throws {
    if files.count < 3 {
      throw ValidationError("Give a calibration and the pictures of both cameras.")
    }
    if output != nil, refine == nil {
      throw ValidationError("-o writes what was refined: add --refine pose.")
    }
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
  }

  func run() throws {
    if let output, Files.exists(output) {
      throw Failure(
        "there is a file already, and a rig is work", at: .file(output),
        remedy: "name another file, or remove this one", category: .usage)
    }
    let input = try CalibrationInput(Array(files.dropLast(2)), known.options)
    var request = RigCheck.Request(first: files[files.count - 2], second: files[files.count - 1])
    (request.cameras, request.declaration) = (camera, declared.declaration)
    (request.refinement, request.limit) = (refine, limit)
    request.threads = jobs ?? Machine.processors
    let check = try RigCheck(input, request)
    print(talk.json ? check.json.text : check.text)
    if let output {
      try Files.write(try check.refinedRig(input), to: output)
      Terminal.say("written: \(output)")
    }
    if !check.isWithinLimit { throw ExitCode(FailureCategory.differs.exitStatus) }
  }
}

extension RigCheck.Refinement: ExpressibleByArgument {}
