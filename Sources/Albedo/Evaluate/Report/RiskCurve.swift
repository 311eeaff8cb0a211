import Settings
import Simulator

/// How risk grows with the share that is decided, beside what the verdicts of a plan decide.
struct RiskCurve {
  /// What the collections are drawn from.
  let plan: SweepPlan
  /// How many there are.
  let count: Int
  /// Risk against coverage, by the probability of the claim.
  let curve: RiskCoverage
  /// How many of all are confirmed or called absent.
  let decided: BinomialShare
  /// How many of those are decided wrongly: confirmed below the threshold, or absent above it.
  let wrong: BinomialShare

  /// The curve of some collections; nil of none.
  init?(_ plan: SweepPlan, _ lines: [EvaluationLine]) {
    guard let curve = RiskCoverage(lines.map(\.forecast)) else { return nil }
    let firm = lines.filter { $0.verdict.outcome != .inconclusive }
    (self.plan, count, self.curve) = (plan, lines.count, curve)
    decided = BinomialShare(firm.count, of: lines.count)
    wrong = BinomialShare(
      firm.count { ($0.verdict.outcome == .confirmed) != $0.isEnough }, of: firm.count)
  }

  /// The area under the curve, in percent.
  var areaText: String { FigureUnit.percent.text(curve.area) }

  /// A row of the table.
  var markdown: String {
    let cells = [decided.value, wrong.value].map { $0.map(FigureUnit.percent.text) ?? "–" }
    return "| \(plan.rawValue) | \(count) | \(areaText) | "
      + "\(cells[0]) | \(cells[1]) |\n"
  }

  /// The curve for programs; shares are of 1.
  var json: JSONValue {
    .object([
      ("plan", .string(plan.rawValue)), ("n", .integer(count)),
      ("meanRisk", .number(curve.area)), ("decided", .integer(decided.successes)),
      ("decidedWrongly", .integer(wrong.successes)),
      (
        "points",
        .array(curve.points.map { .array([.number($0.coverage), .number($0.risk)]) })
      ),
    ])
  }
}

extension Reliability {
  /// The bins for programs.
  var json: JSONValue {
    .object([
      ("error", .number(error)), ("errorByChance", .number(errorByChance)),
      (
        "bins",
        .array(
          bins.map { bin in
            .object([
              ("probability", .number(bin.probability)), ("n", .integer(bin.count)),
              ("happened", .integer(bin.happened)),
            ])
          })
      ),
    ])
  }
}
