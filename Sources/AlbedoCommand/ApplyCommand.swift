import Albedo
import ArgumentParser

/// The command `albedo apply`.
struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply", abstract: "Run one stage on plain files.",
    usage: "albedo apply STAGE IN... -o OUT [options] [--PARAMETER VALUE ...]",
    discussion: """
      Parameters of the stage are flags: albedo apply debayer in.png -o out.png --cfa RGGB \
      --method malvar. What a stage understands: albedo stages STAGE. An 8-bit file gives an \
      8-bit file and codes are kept, unless --full-scale. A stage that takes many frames takes any \
      number of files: albedo apply stitch a.png b.png -o out.png --report out.json.
      """)

  @Argument(help: "The stage.")
  var stage: String

  @Option(name: [.customShort("o"), .long], help: "The output file; its ending says the format.")
  var output: String

  @Option(name: .long, help: "The JSON file that the stage's report goes to.")
  var report: String?

  @OptionGroup var declared: DeclarationOptions

  @Option(name: .long, help: "The rig that the cameras of the input files belong to.")
  var rig: String?

  @Option(name: .long, help: "The camera of an input file; once for each, in their order.")
  var camera: [String] = []

  @Flag(name: .long, help: "Write light so that white is the largest code.")
  var fullScale = false

  @Option(name: .long, help: "Threads; all processors when absent.")
  var jobs: Int?

  @OptionGroup var talk: OutputOptions

  @Argument(parsing: .allUnrecognized, help: "Input files, and parameters of the stage.")
  var rest: [String] = []

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
  }

  func run() throws {
    let words = try ParameterWords(
      rest, of: StageCatalogue.standard[stage]?.parameterDescriptions ?? [])
    var request = ApplyRequest(stage: stage, inputs: words.others, output: output)
    request.parameters = words.parameters
    request.declaration = declared.declaration
    request.isFullScale = fullScale
    request.report = report
    request.rig = rig
    request.cameras = camera
    let threads = jobs ?? Machine.processors
    for path in try Apply(request, engine: .fast(threads: threads)).run() {
      print(
        talk.json
          ? JSONValue.object([
            ("type", "apply"), ("stage", .string(stage)), ("output", .string(path)),
          ]).text : path)
    }
  }
}
