import Albedo
import ArgumentParser

/// The command line: reads words, calls the library, prints.
@main struct AlbedoProgram: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "albedo",
    abstract: "Turns what a rover's cameras sent down into pictures that people can trust.",
    discussion: """
      Exit status: 0 done · 1 a comparison failed · 3 done, some frames failed · 64 usage · \
      65 bad input or configuration · 66 missing input · 70 our bug · 73 cannot write · \
      75 try again · 130/143 interrupted.
      """,
    subcommands: [
      RunCommand.self, CheckCommand.self, StagesCommand.self, ApplyCommand.self,
      SchemaCommand.self, GraphCommand.self, InfoCommand.self, DiffCommand.self,
      RigCommand.self, SimulateCommand.self, DamageCommand.self, EvaluateCommand.self,
      BenchCommand.self,
    ])

  @Flag(name: .long, help: "Print the version; with --json also commit, toolchain and libraries.")
  var version = false

  @OptionGroup var output: OutputOptions

  func run() throws {
    guard version else { throw CleanExit.helpRequest(self) }
    let report = VersionReport()
    print(output.json ? report.json.text : report.text)
  }

  /// Runs the command and turns failures into messages and an exit status.
  static func main() {
    do {
      try checkEnvironment()
      var command = try parseAsRoot()
      try command.run()
    } catch let failure as Failure {
      Terminal.report(failure)
      exit(withError: ExitCode(failure.exitStatus))
    } catch {
      exit(withError: error)
    }
  }
}

extension AlbedoProgram {
  /// A misspelt limit would silently be none.
  private static func checkEnvironment() throws(Failure) {
    guard let wanted = Machine.environment["ALBEDO_ISA"],
      InstructionSet(rawValue: wanted) == nil
    else { return }
    let known = InstructionSet.allCases.map(\.rawValue)
    throw Failure(
      "there is no instruction set \"\(wanted)\"", at: .argument("ALBEDO_ISA"),
      remedy: Suggestion.remedy(for: wanted, among: known), category: .usage)
  }
}

/// What every command that prints data understands.
struct OutputOptions: ParsableArguments {
  @Flag(name: .long, help: "Print JSON Lines on the standard output.")
  var json = false
}
