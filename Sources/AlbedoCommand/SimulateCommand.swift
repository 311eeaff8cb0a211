import Albedo
import ArgumentParser

/// The command `albedo simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate", abstract: "Make a downlink with known truth from a scene file.",
    discussion: "The same scene and rig give the same pixels on every machine.")

  @Argument(help: "The scene file; its rig is named relative to it.")
  var scene: String

  @Option(name: [.customShort("o"), .long], help: "The folder that the downlink goes to.")
  var output: String

  @Option(name: .long, help: "Threads; all processors when absent.")
  var jobs: Int?

  @OptionGroup var talk: OutputOptions

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
  }

  func run() throws {
    let report = try Simulation.run(
      scene: scene, into: output, threads: jobs ?? Machine.processors,
      progress: { Terminal.say($0) })
    if talk.json {
      print(
        JSONValue.object([
          ("type", "simulate"), ("folder", .string(report.folder)),
          ("exposure", .object([("value", .number(report.exposure)), ("unit", "s")])),
          ("files", .array(report.files.map { .string($0) })),
        ]).text)
    } else {
      for file in report.files { print(Files.join(report.folder, file)) }
    }
  }
}
