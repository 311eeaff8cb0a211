import Albedo
import Testing

@Suite struct ReportTests {
  /// The lines of a made-up judge on some sweeps.
  static func lines(
    _ sweeps: [(EvaluationSweep, Int)], _ judge: MadeUpJudge = MadeUpJudge()
  ) throws -> [EvaluationLine] {
    let folder = TemporaryFolder()
    let run = EvaluationRun(
      judge: judge, source: MadeUpCollections(), folder: folder.path, jobs: 2, keepsFrames: false)
    for (sweep, count) in sweeps {
      let shard = EvaluationShard(sweep, 1..<count + 1)
      #expect(run.judge(shard, isStopped: { false }, step: {}).name == "done")
    }
    return try EvaluationLines(folder: folder.path, code: run.code).lines
  }

  static func report(_ lines: [EvaluationLine]) throws -> EvaluationReport {
    EvaluationReport(
      try EvaluationLines(code: lines[0].code, lines.map { ($0, .file("made up")) }))
  }

  private static let everything: [(EvaluationSweep, Int)] = [
    (.of(.report, .empty), 60), (.of(.report, .general), 60), (.of(.report, .threshold), 60),
    (.of(.report, .fills), 60), (.of(.report, .lit), 30), (.of(.report, .general, .glint), 20),
    (.of(.report, .general, .none, .arm), 20), (.of(.fit, .general), 90),
  ]

  @Test func theSameLinesGiveTheSameBytesInAnyOrder() throws {
    let lines = try Self.lines(Self.everything)
    let forwards = try Self.report(lines)
    var shuffled = lines
    var draws = Draws(seed: 5)
    for k in stride(from: lines.count - 1, to: 0, by: -1) {
      shuffled.swapAt(k, Int(draws.next() * Double(k + 1)))
    }
    let backwards = try Self.report(shuffled)
    #expect(forwards.markdown == backwards.markdown)
    #expect(forwards.json == backwards.json)
    #expect(forwards.plots == backwards.plots)
    #expect(forwards.plots.count == 4)
  }

  @Test func everyGoalHasItsCases() throws {
    let rows = try Self.report(Self.lines(Self.everything)).goals
    func row(_ beginning: String) throws -> GoalRow {
      try #require(rows.first { $0.title.hasPrefix(beginning) }, "\(beginning)")
    }
    // The plan `empty`, and what is empty of the general one.
    let empty = try row("False confirmations: empty")
    #expect(empty.cases > 60 && empty.cases < 100 && empty.standing == .tooFew)
    #expect(empty.figure == 0)
    #expect(try row("False confirmations: glint").cases == 20)
    #expect(try row("False confirmations: replay").figure == nil)
    #expect(try row("Wrong verdicts: arm").cases == 20)
    #expect(try row("Wrong verdicts: shift").standing == .tooFew)
    #expect(try row("Calibration error").cases == 60)
    let views = try (row("Mean error of the fill, two"), row("Mean error of the fill, one"))
    #expect(views.0.cases + views.1.cases <= 60)
    #expect((views.0.figure ?? 1) < (views.1.figure ?? 0) && views.0.standing == .tooFew)
    #expect(try row("90 % intervals that hold the fill").cases == views.0.cases + views.1.cases)
    #expect(rows.filter { $0.title.hasSuffix("families apart") }.count == 2)
    #expect(Set(rows.map(\.title)).count == rows.count)
  }

  @Test func aJudgeThatIsFooledIsFound() throws {
    let sweeps: [(EvaluationSweep, Int)] = [
      (.of(.report, .empty), 2000), (.of(.report, .general, .glint), 150),
      (.of(.report, .general, .none, .shift, seed: 3), 60),
    ]
    let report = try Self.report(Self.lines(sweeps, MadeUpJudge(isFooled: true)))
    let missed = report.goals.filter { $0.standing == .missed }
    #expect(
      missed.map(\.title).prefix(2) == [
        "False confirmations: empty and dusty", "False confirmations: glint",
      ])
    #expect(missed.map(\.title).contains("Wrong verdicts: shift"))
    #expect(report.missesFloor)
    let mistakes = try #require(report.json["mistakes"]?.elements)
    #expect(mistakes.count > 2150)
    let calls = mistakes.compactMap { $0["again"]?.stringValue }
    #expect(
      calls.contains(
        "albedo simulate --sweep 1 --first 2000 --seed 1 --family report --plan empty -o again"))
    #expect(report.markdown.contains("more stand in report.json"))
    let right = try Self.report(Self.lines(Array(sweeps.prefix(1))))
    #expect(right.goals[0].standing == .met)
    #expect(!right.missesFloor)
  }

  @Test func plotsHoldNoScriptAndEveryElementIsClosed() throws {
    for plot in try Self.report(Self.lines(Self.everything)).plots {
      #expect(plot.svg.hasPrefix("<svg xmlns"))
      #expect(!plot.svg.contains("script") && !plot.svg.contains("nan"))
      for element in ["svg", "text", "title"] {
        #expect(
          plot.svg.ranges(of: "<\(element)").count == plot.svg.ranges(of: "</\(element)>").count,
          "\(plot.file): \(element)")
      }
    }
  }

  @Test func textOfOthersStaysInItsCell() throws {
    let page = try Self.report(Self.lines(Self.everything)).markdown
    #expect(page.contains("Most of the floor \\| lies in &lt;shadow>."))
  }
}
