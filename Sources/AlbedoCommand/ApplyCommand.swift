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
      8-bit file and codes are kept, unless --full-scale.
      """)

  @Argument(help: "The stage.")
  var stage: String

  @Option(name: [.customShort("o"), .long], help: "The output file; its ending says the format.")
  var output: String

  @OptionGroup var declared: DeclarationOptions

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
    let (inputs, parameters) = try separated()
    var request = ApplyRequest(stage: stage, inputs: inputs, output: output)
    request.parameters = parameters
    request.declaration = declared.declaration
    request.isFullScale = fullScale
    let threads = jobs ?? Machine.processors
    for path in try Apply(request, engine: .fast(threads: threads)).run() {
      print(
        talk.json
          ? JSONValue.object([
            ("type", "apply"), ("stage", .string(stage)), ("output", .string(path)),
          ]).text : path)
    }
  }

  /// Input files and `--name value` or `--name=value`.
  private func separated() throws -> ([String], [(name: String, value: String)]) {
    var inputs: [String] = []
    var parameters: [(name: String, value: String)] = []
    var words = rest[...]
    while let word = words.popFirst() {
      guard word.hasPrefix("--") else {
        inputs.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
      guard let name = parts.first else { continue }
      guard let value = parts.count == 2 ? parts[1] : words.popFirst() else {
        throw Failure(
          "--\(name) is given without a value", at: .argument(word),
          remedy: "write --\(name) VALUE", category: .usage)
      }
      parameters.append((name, value))
    }
    return (inputs, parameters)
  }
}
