import Albedo
import ArgumentParser

/// The command `albedo bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Take the time of stages on a synthetic HD frame.")

  @Argument(help: "Cases, or the beginnings of their names; all when absent.")
  var cases: [String] = []

  @Option(name: .long, help: "Threads.")
  var threads = 1

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let size = Size(1920, 1080)
    let all = try BenchCase.all(size: size)
    let chosen = all.filter { one in
      cases.isEmpty || cases.contains { one.name.hasPrefix($0) }
    }
    guard !chosen.isEmpty else {
      throw Failure(
        "there is no case \(cases.joined(separator: ", "))", at: .argument("bench"),
        remedy: Suggestion.remedy(for: cases[0], among: all.map(\.name)), category: .usage)
    }
    var wrong: [String] = []
    for one in chosen {
      let result = try one.measured(size: size, threads: threads)
      print(talk.json ? result.json.text : result.text)
      if !result.isRight { wrong.append(one.name) }
    }
    if !wrong.isEmpty {
      throw Failure(
        "other bits than recorded: \(wrong.joined(separator: ", "))",
        remedy: "find out which change altered the result before trusting the times",
        category: .differs)
    }
  }
}
