import Albedo
import ArgumentParser

/// The command `albedo run`.
struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "Run a pipeline over one or more downlinks.",
    discussion: "What stands there already, made from the same inputs, is not made again.")

  @Argument(help: "The pipeline file.")
  var pipeline: String

  @Argument(help: "Folders that hold a downlink.yaml.")
  var downlinks: [String]

  @Option(name: [.customShort("o"), .long], help: "The folder that the products go to.")
  var output: String

  @Option(name: .long, help: "Set a parameter: stage.parameter=value.")
  var set: [String] = []

  @Option(name: .long, help: "Threads; all processors when absent.")
  var jobs: Int?

  @Flag(name: .long, help: "Make everything again.")
  var fresh = false

  @Flag(name: .long, help: "Say what would be done, and do nothing.")
  var dryRun = false

  @Option(name: .long, help: "plain, fast, or fast:ROWS for bands of so many rows.")
  var engine = "fast"

  @OptionGroup var talk: OutputOptions

  func validate() throws {
    if downlinks.isEmpty { throw ValidationError("Name at least one downlink folder.") }
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
    _ = try parsedEngine()
  }

  func run() throws {
    let plan = try Plan(file: pipeline, overrides: set.map { try Override($0) })
    var summary = RunSummary(plan: plan)
    let loaded = try downlinks.map { try DownlinkFolder.load($0) }
    let runners = try loaded.map { downlink in
      Runner(
        plan: plan, downlink: downlink, output: output, engine: try parsedEngine(),
        program: .current, isFresh: fresh)
    }
    let work = try runners.map { (runner: $0, items: try $0.items()) }
    let total = work.reduce(0) { $0 + $1.items.count }
    var progress = Progress(total: total, unit: plan.over.rawValue)
    for (runner, items) in work {
      for item in items {
        if dryRun {
          print(talk.json ? summary.plannedLine(item).text : runner.folder(of: item))
          continue
        }
        let result = runner.run(item)
        summary.add(result)
        progress.clear()
        report(result)
        progress.step()
      }
    }
    progress.clear()
    if dryRun { return }
    if talk.json { print(summary.json.text) } else { Terminal.say(summary.text) }
    if summary.exitStatus != 0 { throw ExitCode(summary.exitStatus) }
  }

  private func report(_ result: ItemResult) {
    if talk.json { print(result.json.text) } else { print(result.text, terminator: "") }
    for warning in result.warnings { Terminal.say(Terminal.text(of: warning)) }
    if case .failed(let failure) = result.status { Terminal.report(failure) }
  }

  private func parsedEngine() throws -> Engine {
    let threads = jobs ?? Machine.processors
    switch engine {
    case "plain": return .plain
    case "fast": return .fast(threads: threads)
    default:
      guard engine.hasPrefix("fast:"), let rows = Int(engine.dropFirst(5)), rows > 0 else {
        throw ValidationError("--engine takes plain, fast or fast:ROWS.")
      }
      return .banded(threads: threads, bandHeight: rows)
    }
  }
}
