import Albedo
import ArgumentParser

/// The command `albedo bench`.
struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench", abstract: "Take the time of filters and stages on synthetic frames.")

  @Argument(help: "Cases, or the beginnings of their names; all when absent.")
  var cases: [String] = []

  @Option(name: .long, help: "Threads.")
  var threads = 1

  @Option(name: .long, help: "Size of the frames; digests are recorded for 1920x1080.")
  var size = "1920x1080"

  @Flag(name: .long, help: "Only list the cases.")
  var list = false

  @Option(
    name: .long, help: "Write input, work and result of each case to this folder; take no times.")
  var keep: String?

  @OptionGroup var talk: OutputOptions

  func run() throws {
    let size = try parsedSize()
    var wrong: [String] = []
    for one in try chosenCases() {
      if list {
        let line = JSONValue.object([("type", "case"), ("case", .string(one.name))])
        print(talk.json ? line.text : one.name)
      } else if let keep {
        try one.keep(in: keep, size: size)
      } else {
        let result = try one.measured(size: size, threads: threads)
        print(talk.json ? result.json.text : result.text)
        if !result.isRight { wrong.append(one.name) }
      }
    }
    if !wrong.isEmpty {
      throw Failure(
        "other bits than recorded: \(wrong.joined(separator: ", "))",
        remedy: "find out which change altered the result before trusting the times",
        category: .differs)
    }
  }

  private func chosenCases() throws(Failure) -> [BenchCase] {
    let all = BenchCase.all
    let chosen = all.filter { one in
      cases.isEmpty || cases.contains { one.name.hasPrefix($0) }
    }
    guard !chosen.isEmpty else {
      throw Failure(
        "there is no case \(cases.joined(separator: ", "))", at: .argument("bench"),
        remedy: Suggestion.remedy(for: cases[0], among: all.map(\.name)), category: .usage)
    }
    return chosen
  }

  private func parsedSize() throws(Failure) -> Size {
    let sides = size.split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
    guard sides.count == 2, sides.allSatisfy({ (16...16384).contains($0) }) else {
      throw Failure(
        "\(size) is not a size", at: .argument("--size"),
        remedy: "write width and height, 16 to 16384 each: 1920x1080", category: .usage)
    }
    return Size(sides[0], sides[1])
  }
}
