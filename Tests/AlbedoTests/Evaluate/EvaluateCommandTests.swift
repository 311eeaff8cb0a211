import Albedo
import Foundation
import Testing

@Suite struct EvaluateCommandTests {
  static let wrongCalls: [(words: [String], status: Int32)] = [
    (["evaluate"], 64), (["evaluate", "-o", "x"], 64), (["evaluate", "--count", "5"], 64),
    (["evaluate", "-o", "x", "--count", "0"], 64),
    (["evaluate", "-o", "x", "--count", "5", "--family", "fits"], 64),
    (["evaluate", "-o", "x", "--count", "5", "--shard-size", "0"], 64),
    (["evaluate", "-o", "x", "--count", "5", "--plan", "lit", "--attack", "glint"], 64),
    (["evaluate", "-o", "x", "--count", "5", "--code", "abc"], 64),
    (["evaluate", "--report", "x", "--count", "5"], 64),
    (["evaluate", "--report", "/no/such", "--code", "abc"], 66),
  ]

  @Test(arguments: wrongCalls)
  func wrongCallsEndWithTheirStatus(words: [String], status: Int32) throws {
    let result = try Program.run(words)
    #expect(result.status == status, "\(result.talk)")
    #expect(result.output.isEmpty)
  }

  /// The lines of a made-up judge in a file.
  private static func shard(_ lines: [EvaluationLine]) throws -> TemporaryFolder {
    let folder = TemporaryFolder()
    try folder.write(lines.map { $0.json.text + "\n" }.joined(), to: "shard-a.jsonl")
    return folder
  }

  @Test func theReportIsWrittenAndTold() throws {
    let lines = try ReportTests.lines([(.of(.report, .general), 40)])
    let folder = try Self.shard(lines.filter { $0.mistake == nil })
    let output = folder.path + "/report"
    let call = ["evaluate", "--report", folder.path, "--code", lines[0].code, "-o", output]
    let result = try Program.run(call)
    #expect(result.status == 0, "\(result.talk)")
    let files = result.output.split(separator: "\n").map(String.init)
    #expect(files.map { Files.name(of: $0) }.suffix(2) == ["report.json", "report.md"])
    for file in files { #expect(FileManager.default.fileExists(atPath: file)) }
    let json = try JSONValue.parse(try Program.run(call + ["--json"]).output)
    #expect(json["type"]?.stringValue == "evaluation")
    #expect(try JSONValue.parse(Files.readText(output + "/report.json", limit: 1 << 22)) == json)
  }

  @Test func aMissedFloorAndABrokenLineHaveTheirStatus() throws {
    let lines = try ReportTests.lines(
      [(.of(.report, .general, .glint), 150)], MadeUpJudge(isFooled: true))
    let folder = try Self.shard(lines)
    let call = ["evaluate", "--report", folder.path, "--code", lines[0].code]
    #expect(try Program.run(call).status == 1)
    try folder.write("{\"code\": 3}\n", to: "shard-b.jsonl")
    let result = try Program.run(call)
    #expect(result.status == 65)
    #expect(result.talk.contains("shard-b.jsonl:1:1: error: code is no text"), "\(result.talk)")
  }
}
