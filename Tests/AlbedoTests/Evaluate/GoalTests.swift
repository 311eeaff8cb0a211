import Albedo
import Testing

/// Goals of collections written by hand, whose figures can be counted on fingers.
@Suite struct GoalTests {
  /// A collection, a verdict on it, and what a goal may ask for.
  struct Case {
    var plan = SweepPlan.general
    var perturbation = SweepPerturbation.none
    var family = SweepFamily.report
    var fill = 0.5
    var mass = 300.0
    var lit = 0.9
    var cameras = 2
    var outcome = "confirmed"
    var probability = 0.9
    var some = 0.9
    var measured: (value: Double, low: Double, high: Double)?
    var rejected = 0

    func line(_ number: Int) throws(Failure) -> EvaluationLine {
      let fill: JSONValue =
        measured.map {
          [
            "value": .number($0.value), "low": .number($0.low), "high": .number($0.high),
            "unit": "1",
          ]
        } ?? .null
      return try EvaluationLine(
        code: "abc", sweep: .of(family, plan, .none, perturbation), number: number,
        strata: ["content": "partial"],
        truth: EvaluationTruth(
          fill: self.fill, volume: 0, mass: mass, litShare: lit, cameras: cameras),
        verdict: [
          "outcome": .string(outcome), "fill": fill, "volume": .null, "mass": .null,
          "probability": .number(probability),
          "someRegolith": ["outcome": "inconclusive", "probability": .number(some)],
          "reasons": [], "advice": [], "rejectedFrames": .integer(rejected), "frames": 4,
        ])
    }
  }

  private static func row(_ title: String, _ cases: [Case]) throws -> GoalRow {
    let lines = try cases.enumerated().map { try $1.line($0 + 1) }
    return try #require(
      ReportTests.report(lines).goals.first { $0.title.hasPrefix(title) }, "\(title)")
  }

  @Test func onlyLitOnesWithMassToSpareMustBeConfirmed() throws {
    let row = try Self.row(
      "Confirmed of lit",
      [
        Case(mass: 75), Case(mass: 80), Case(mass: 90, outcome: "inconclusive"),
        Case(mass: 74.9, outcome: "inconclusive"), Case(lit: 0.49, outcome: "inconclusive"),
        Case(perturbation: .arm, outcome: "inconclusive"),
      ])
    #expect(row.cases == 3)
    #expect(((row.figure ?? 0) - 2.0 / 3).magnitude < 1e-15)
  }

  @Test func absentIsWrongFromFourPercentOn() throws {
    let cases = [
      Case(fill: 0.04, mass: 20, outcome: "absent"), Case(fill: 0.039, mass: 20, outcome: "absent"),
      Case(fill: 0.9), Case(fill: 0.5), Case(fill: 0.2),
    ]
    let row = try Self.row("Called absent", cases)
    #expect(row.cases == 4 && row.figure == 0.25)
    #expect(
      try cases.map { try $0.line(1).mistake } == [.absentRegolith, nil, nil, nil, nil])
  }

  @Test func mistakesAreNamed() throws {
    func mistake(_ one: Case) throws -> Mistake? { try one.line(1).mistake }
    #expect(try mistake(Case(fill: 0, mass: 0)) == .confirmedNothing)
    #expect(try mistake(Case(fill: 0.1, mass: 49.9)) == .confirmedTooLittle)
    #expect(try mistake(Case(fill: 0.1, mass: 50)) == nil)
    #expect(try mistake(Case(fill: 0.03, mass: 50, outcome: "absent")) == .absentRegolith)
    #expect(try mistake(Case(fill: 0, mass: 0, outcome: "absent")) == nil)
    #expect(try mistake(Case(outcome: "inconclusive")) == nil)
  }

  @Test func areasPartFillsFromWhatIsEmptyInTheSameLight() throws {
    let empty = [Case(fill: 0, mass: 0, some: 0.3), Case(fill: 0, mass: 0, some: 0.5)]
    let dark = [Case(fill: 0, mass: 0, lit: 0.1, some: 1), Case(lit: 0.1, some: 0)]
    let low = [Case(fill: 0.1, some: 0.4), Case(fill: 0.19, some: 0.5)]
    let high = [Case(fill: 0.2, some: 0.6)]
    let cases = empty + dark + low + high
    // 0.4 beats one of two, 0.5 beats one and ties with the other.
    #expect(try Self.row("Area under the curve, lit, fill from 4", cases).figure == 0.625)
    #expect(try Self.row("Area under the curve, lit, fill from 20", cases).figure == 1)
    let fit =
      empty.map { Case(family: .fit, fill: 0, mass: 0, some: $0.some) }
      + low.map { Case(family: .fit, fill: $0.fill, some: 1) }
    let lines = try (cases + fit).enumerated().map { try $1.line($0 + 1) }
    let apart = try ReportTests.report(lines).goals.filter { $0.title.hasSuffix("apart") }
    #expect(apart.map(\.figure) == [nil, 0.375])
  }

  @Test func fillsAreThoseOfTheirPlanAndViews() throws {
    let cases = [
      Case(plan: .fills, fill: 0.5, measured: (0.52, 0.4, 0.6)),
      Case(plan: .fills, fill: 0.5, measured: (0.46, 0.4, 0.49)), Case(plan: .fills, fill: 0.4),
      Case(plan: .fills, fill: 0.04, measured: (0.9, 0.8, 1)),
      Case(plan: .general, fill: 0.5, measured: (0.9, 0.8, 1)),
      Case(plan: .fills, fill: 0.3, cameras: 1, measured: (0.4, 0.3, 0.5)),
    ]
    let two = try Self.row("Mean error of the fill, two", cases)
    #expect(two.cases == 2 && ((two.figure ?? 0) - 0.03).magnitude < 1e-15)
    let one = try Self.row("Mean error of the fill, one", cases)
    #expect(one.cases == 1 && ((one.figure ?? 0) - 0.1).magnitude < 1e-15)
    let held = try Self.row("90 % intervals that hold the fill", cases)
    #expect(held.cases == 3 && ((held.figure ?? 0) - 2.0 / 3).magnitude < 1e-15)
    #expect(try Self.row("90 % intervals that hold the mass", cases).figure == nil)
  }

  @Test func calibrationIsThatOfThePlanThreshold() throws {
    let cases = [
      Case(plan: .threshold, mass: 60, probability: 0.75),
      Case(plan: .threshold, mass: 40, probability: 0.25), Case(mass: 60, probability: 0),
    ]
    let row = try Self.row("Calibration error", cases)
    #expect(row.cases == 2 && row.figure == 0.25)
  }

  @Test func rejectedFramesAreCountedInSoundCollections() throws {
    let cases = [Case(rejected: 1), Case(), Case(perturbation: .lostRows, rejected: 4)]
    let row = try Self.row("Sound frames", cases)
    #expect(row.cases == 8 && row.figure == 0.125)
  }
}
