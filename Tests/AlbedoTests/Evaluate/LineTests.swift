import Foundation
import Testing

@testable import Albedo

@Suite struct LineTests {
  static let verdict: JSONValue = [
    "outcome": "confirmed",
    "fill": ["value": 40, "low": 35, "high": 46, "unit": "%"], "volume": .null,
    "mass": ["value": 120.5, "low": 100, "high": 140, "unit": "g"], "probability": 0.98,
    "someRegolith": ["outcome": "confirmed", "probability": 1],
    "reasons": [["code": "fill-line", "sentence": "Seen."]], "advice": ["Look again."],
    "rejectedFrames": 1, "frames": 4,
  ]

  static func line(_ number: Int, code: String = "abc") throws(Failure) -> EvaluationLine {
    try EvaluationLine(
      code: code, sweep: .of(.report, .fills, seed: 7), number: number,
      strata: ["content": "partial"],
      truth: EvaluationTruth(fill: 0.42, volume: 250, mass: 362.5, litShare: 0.9, cameras: 2),
      verdict: verdict)
  }

  @Test func aLineSurvivesItsFile() throws {
    let line = try Self.line(3)
    let again = try EvaluationLine(JSONValue.parse(line.json.text), at: .file("x"))
    #expect(again == line)
    #expect(again.sweep == .of(.report, .fills, seed: 7))
    #expect(again.verdict.fill == Estimate(0.4, low: 0.35, high: 0.46))
    #expect(again.verdict.volume == nil)
    #expect(again.truth.mass == 362.5)
    #expect(again.mistake == nil)
  }

  /// What is broken in a file, and what is said of it.
  static let broken: [(from: String, to: String, message: String)] = [
    ("\"probability\":0.98,", "", "verdict.probability is missing"),
    ("0.98", "1.5", "verdict.probability is no number from 0.0 to 1.0"),
    ("\"unit\":\"g\"", "\"unit\":\"kg\"", "verdict.mass.unit is \"kg\", not g"),
    ("\"low\":100", "\"low\":150", "verdict.mass.low lies above high"),
    ("\"family\":\"report\"", "\"family\":\"reprot\"", "did you mean \"report\"?"),
    ("\"rejectedFrames\":1", "\"rejectedFrames\":5", "rejectedFrames is more than the 4 frames"),
    ("\"reasons\":[{", "\"reasons\":[3,{", "verdict.reasons[0] is not an object"),
    ("\"number\":2", "\"number\":0", "number is no whole number from 1 on"),
    ("\"strata\":{", "\"strata\":{{", "expected a name in quotes"),
    ("\"code\":\"abc\",", "", "code is missing"),
  ]

  @Test(arguments: broken)
  func aBrokenLineIsToldWithItsPlace(from: String, to: String, message: String) throws {
    let folder = TemporaryFolder()
    let texts = try [1, 2, 3].map { try Self.line($0).json.text }
    let bad = texts[1].replacing(from, with: to)
    #expect(bad != texts[1])
    try folder.write([texts[0], bad, texts[2]].joined(separator: "\n"), to: "shard-x.jsonl")
    let failure = #expect(throws: Failure.self) {
      try EvaluationLines(folder: folder.path, code: "abc")
    }
    let told = (failure?.diagnostics ?? []).map { $0.rendered() }.joined(separator: "\n")
    #expect(told.contains("shard-x.jsonl:2:"), "\(told)")
    #expect(told.contains(message), "\(told)")
  }

  @Test func linesOfOtherCodeAreCountedWhateverTheySay() throws {
    let folder = TemporaryFolder()
    let texts = try [5, 1].map { try Self.line($0).json.text }
    try folder.write(texts.joined(separator: "\n") + "\n", to: "shard-b.jsonl")
    try folder.write("{\"code\":\"old\",\"verdict\":\"yes\"}\n", to: "shard-a.jsonl")
    try folder.write("no line at all", to: "notes.txt")
    let lines = try EvaluationLines(folder: folder.path, code: "abc")
    #expect(lines.lines.map(\.number) == [1, 5])
    #expect(lines.leftOut == 1)
    let failure = #expect(throws: Failure.self) {
      try EvaluationLines(folder: folder.path, code: "new")
    }
    let told = failure?.diagnostics[0].rendered() ?? ""
    #expect(told.contains("no line is of the code new"))
    #expect(told.contains("abc: 2 lines, old: 1 line"))
  }

  @Test func aCollectionThatWasJudgedTwiceCountsOnceAndMustBeTheSame() throws {
    let place = Place.file("x")
    let line = try Self.line(1)
    #expect(try EvaluationLines(code: "abc", [(line, place), (line, place)]).lines.count == 1)
    let other = try EvaluationLine(
      JSONValue.parse(line.json.text.replacing("0.98", with: "0.97")), at: place)
    #expect(throws: Failure.self) {
      try EvaluationLines(code: "abc", [(line, place), (other, place)])
    }
  }

  @Test func theTruthOfASimulationIsWhatWasCollected() throws {
    func truth(collected: Double, lit: String = "0.7") throws -> EvaluationTruth {
      let text = """
        {"shovels": [{"litShare": 0.9}, {"fill": 0.5, "volumeCm3": 300, "litShare": \(lit)}],
          "collections": [{"collectedGrams": \(collected)}]}
        """
      return try EvaluationTruth(
        simulated: JSONValue.parse(text), ["cameras": 2], at: .file("truth.json"))
    }
    let full = try truth(collected: 420)
    #expect((full.fill, full.volume, full.mass) == (0.5, 300, 420))
    #expect((full.litShare, full.cameras) == (0.7, 2))
    // The shovel was full before.
    let replayed = try truth(collected: 0)
    #expect((replayed.fill, replayed.volume, replayed.mass) == (0, 0, 0))
    #expect(throws: Failure.self) { try truth(collected: 420, lit: "null") }
  }
}
