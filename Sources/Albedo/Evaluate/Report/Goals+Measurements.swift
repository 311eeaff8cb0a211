import Simulator

extension Goals {
  /// Fills must be right, intervals hold, probabilities mean what they say.
  var measurements: [GoalRow] {
    let even = plain.filter {
      $0.sweep.recipe.plan == .fills && (0.05...0.95).contains($0.truth.fill)
    }
    let near = plain.filter { $0.sweep.recipe.plan == .threshold }.map(\.forecast)
    let reliability = Reliability(near)
    return [
      fillError("two views", even.filter { $0.truth.cameras >= 2 }, goal: 0.03, floor: 0.05),
      fillError("one view", even.filter { $0.truth.cameras == 1 }, goal: 0.065, floor: 0.09),
      coverage("fill", Measurements(even.map { ($0.truth.fill, $0.verdict.fill) })),
      coverage("volume", Measurements(even.map { ($0.truth.volume, $0.verdict.volume) })),
      coverage("mass", Measurements(even.map { ($0.truth.mass, $0.verdict.mass) })),
      GoalRow(
        "Calibration error of the probability, 0.5 to 2 times the threshold",
        .atMost(0.02, .plain, needed: 1500), reliability?.error, cases: near.count,
        details: reliability.map {
          [.init("by chance alone", $0.errorByChance, .plain)]
        } ?? []),
    ]
  }

  private func fillError(
    _ views: String, _ lines: [EvaluationLine], goal: Double, floor: Double
  ) -> GoalRow {
    let fills = Measurements(lines.map { ($0.truth.fill, $0.verdict.fill) })
    let room = 1.96 * fills.standardError
    return GoalRow(
      "Mean error of the fill, \(views), of the capacity",
      .atMost(goal, floor: floor, .percent), fills.meanError, cases: fills.held.trials,
      interval: fills.meanError.map { max(0, $0 - room)...($0 + room) },
      details: unmeasured(fills))
  }

  private func coverage(_ quantity: String, _ values: Measurements) -> GoalRow {
    var row = GoalRow.share(
      "90 % intervals that hold the \(quantity), fills from 5 to 95 %",
      .within(0.88...0.92, .percent, needed: 1500), values.held)
    row.details = unmeasured(values)
    if values.unmeasured > 0, let share = values.heldOfAll.value {
      row.details.append(.init("held of all", share, .percent))
    }
    return row
  }

  private func unmeasured(_ values: Measurements) -> [GoalRow.Detail] {
    let count = values.held.trials + values.unmeasured
    guard count > 0 else { return [] }
    return [.init("not measured", Double(values.unmeasured) / Double(count), .percent)]
  }

  /// What disturbs a collection may cost the decision, and must not turn it.
  var perturbations: [GoalRow] {
    SweepPerturbation.allCases.filter { $0 != .none }.map { perturbation in
      let disturbed = lines.filter {
        $0.sweep.recipe.perturbation == perturbation && $0.sweep.recipe.attack == .none
      }
      var row = GoalRow.none(
        "Wrong verdicts: \(perturbation.rawValue)",
        BinomialShare(disturbed.count { $0.mistake != nil }, of: disturbed.count), needed: 60)
      let open = disturbed.count { $0.verdict.outcome == .inconclusive }
      row.details.append(
        .init("inconclusive", Double(open) / Double(max(1, disturbed.count)), .percent))
      return row
    }
  }

  /// How far the areas under the curve of two families are apart.
  static func differences(_ fitting: Goals, _ reporting: Goals) -> [GoalRow] {
    let parts = [
      ("fill from 20 % on", 0.2...Double.infinity), ("fill from 4 to 20 %", 0.04...(0.2).nextDown),
    ]
    return parts.map { name, fills in
      let (a, b) = (fitting.scores(fills), reporting.scores(fills))
      let difference = a.flatMap { a in b.map { (a.area - $0.area).magnitude } }
      return GoalRow(
        "Area under the curve, lit, \(name): fitting and reporting families apart",
        .atMost(0.02, .plain), difference,
        cases: [a, b].reduce(0) { $0 + ($1.map { $0.positives + $0.negatives } ?? 0) })
    }
  }
}
