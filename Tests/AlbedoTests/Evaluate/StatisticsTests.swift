import Albedo
import TestSupport
import Testing

/// The statistics against what `Scripts/statistics-reference.py` wrote.
@Suite struct StatisticsTests {
  private static func reference(_ name: String) throws -> [JSONValue] {
    let path = Places.package + "/Tests/Reference/Evaluate/statistics.json"
    let json = try JSONValue.parse(Files.readText(path, limit: 1 << 20), file: path)
    return try #require(json[name]?.elements)
  }

  private static func numbers(_ json: JSONValue, _ name: String) throws -> [Double] {
    try #require(json[name]?.elements).compactMap(\.doubleValue)
  }

  private static func number(_ json: JSONValue, _ name: String) throws -> Double {
    try #require(json[name]?.doubleValue)
  }

  @Test func boundsAreThoseOfClopperAndPearson() throws {
    for one in try Self.reference("binomial") {
      let share = BinomialShare(
        try #require(one["successes"]?.integerValue), of: try #require(one["trials"]?.integerValue))
      let ends = try Self.numbers(one, "interval")
      #expect((share.interval.lowerBound - ends[0]).magnitude < 1e-9, "\(share)")
      #expect((share.interval.upperBound - ends[1]).magnitude < 1e-9, "\(share)")
      if share.successes > 0 {
        #expect((share.upperBound - (try Self.number(one, "upper"))).magnitude < 1e-9, "\(share)")
      }
    }
  }

  @Test func ofNoSuccessTheBoundIsThreeOfTheTrials() {
    #expect(BinomialShare(0, of: 2000).upperBound == 0.0015)
    #expect(BinomialShare(0, of: 0).upperBound == 1)
    #expect(BinomialShare(0, of: 0).interval == 0...1)
    #expect(BinomialShare(0, of: 0).value == nil)
  }

  @Test func areasAndTheirErrorsAreThoseOfTheDefinition() throws {
    for one in try Self.reference("ranked") {
      let (positives, negatives) = (
        try Self.numbers(one, "positives"), try Self.numbers(one, "negatives")
      )
      let scores = try #require(RankedScores(positives: positives, negatives: negatives))
      #expect((scores.area - (try Self.number(one, "area"))).magnitude < 1e-12)
      #expect((scores.standardError - (try Self.number(one, "standardError"))).magnitude < 1e-12)
      let turned = RankedScores(
        positives: positives.reversed(), negatives: negatives.reversed())
      #expect(turned == scores)
    }
    #expect(RankedScores(positives: [], negatives: [1]) == nil)
    #expect(RankedScores(positives: [1, 1], negatives: [1])?.area == 0.5)
  }

  private static func forecasts(_ json: JSONValue) throws -> [Forecast] {
    let happened = try #require(json["happened"]?.elements)
    return zip(try numbers(json, "probabilities"), happened).map {
      Forecast($0, happened: $1 == .bool(true))
    }
  }

  @Test func calibrationIsThatOfTheDefinition() throws {
    for one in try Self.reference("forecasts") {
      let forecasts = try Self.forecasts(one)
      let reliability = try #require(Reliability(forecasts))
      #expect((reliability.error - (try Self.number(one, "error"))).magnitude < 1e-12)
      // The reference is a mean of 400 draws.
      let byChance = try Self.number(one, "errorByChance")
      #expect((reliability.errorByChance / byChance - 1).magnitude < 0.06)
      #expect(reliability.bins.reduce(0) { $0 + $1.count } == forecasts.count)
      #expect(Reliability(forecasts.reversed()) == reliability)
    }
    #expect(Reliability([]) == nil)
  }

  @Test func riskOverCoverageIsThatOfTheDefinition() throws {
    for one in try Self.reference("forecasts") {
      let forecasts = try Self.forecasts(one)
      let curve = try #require(RiskCoverage(forecasts))
      // The reference is a mean of 400 orders of ties.
      #expect((curve.area / (try Self.number(one, "riskArea")) - 1).magnitude < 0.01)
      #expect(curve.points.last?.coverage == 1)
      #expect(RiskCoverage(forecasts.reversed()) == curve)
    }
    let perfect = [Forecast(0.9, happened: true), Forecast(0.2, happened: false)]
    #expect(RiskCoverage(perfect)?.area == 0)
    // Surest first: right, wrong, so risks of 0 and 1/2.
    let half = [Forecast(0.9, happened: true), Forecast(0.6, happened: false)]
    #expect(RiskCoverage(half)?.area == 0.25)
  }

  @Test func whatIsNotMeasuredNeitherHoldsNorErrs() {
    let values = Measurements([
      (truth: 0.5, estimate: Estimate(0.4, low: 0.3, high: 0.5)),
      (truth: 0.2, estimate: Estimate(0.5, low: 0.3, high: 0.7)), (truth: 0.1, estimate: nil),
    ])
    #expect(((values.meanError ?? 0) - 0.2).magnitude < 1e-15)
    #expect(values.held == BinomialShare(1, of: 2))
    #expect(values.heldOfAll == BinomialShare(1, of: 3))
    #expect(values.unmeasured == 1)
    #expect(Measurements([(truth: 1, estimate: nil)]).meanError == nil)
  }
}
