import Simulator

/// The figures of a verdict that somebody may rest on.
///
/// Attacks and perturbations are judged by themselves; all other figures are of plain collections.
/// Plans mix where a goal speaks of all scenes; intervals and fills are those of the plan `fills`,
/// calibration that of the plan `threshold`, as these are drawn evenly over what is asked.
struct Goals {
  /// All lines.
  let lines: [EvaluationLine]
  /// Those that nobody attacked and nothing disturbed.
  let plain: [EvaluationLine]

  init(_ lines: [EvaluationLine]) {
    self.lines = lines
    plain = lines.filter(\.isPlain)
  }

  /// All of them, in the order of reports.
  var rows: [GoalRow] {
    falseConfirmations + decisions + separation + measurements + perturbations
  }

  /// Nothing must be taken for regolith.
  private var falseConfirmations: [GoalRow] {
    let empty = plain.filter(\.isEmpty)
    let attacks = SweepAttack.allCases.filter { $0 != .none }
    return [
      GoalRow.none("False confirmations: empty and dusty", confirmed(empty), needed: 2000)
    ]
      + attacks.map { attack in
        GoalRow.none(
          "False confirmations: \(attack.rawValue)",
          confirmed(
            lines.filter {
              $0.sweep.recipe.attack == attack && $0.sweep.recipe.perturbation == .none
            }),
          needed: 150)
      }
  }

  private func confirmed(_ lines: [EvaluationLine]) -> BinomialShare {
    BinomialShare(lines.count { $0.verdict.outcome == .confirmed }, of: lines.count)
  }

  /// Regolith must be found, and frames be used.
  private var decisions: [GoalRow] {
    let clear = plain.filter { $0.isLit && $0.truth.mass >= 1.5 * EvaluationLine.threshold }
    let filled = plain.filter { $0.truth.fill >= 0.04 }
    let absent = BinomialShare(
      filled.count { $0.verdict.outcome == .absent }, of: filled.count)
    let rejected = BinomialShare(
      plain.reduce(0) { $0 + $1.verdict.rejectedFrames },
      of: plain.reduce(0) { $0 + $1.verdict.frames })
    return [
      .share(
        "Confirmed of lit ones with at least 1.5 times the threshold",
        .atLeast(0.8, floor: 0.6, .percent), confirmed(clear)),
      .share("Called absent of fills from 4 % on", .atMost(0.005, .percent, needed: 600), absent),
      .share("Sound frames that are rejected", .atMost(0.05, .percent), rejected),
    ]
  }

  /// The probability of some regolith must part the filled from the empty.
  private var separation: [GoalRow] {
    [
      area(
        "Area under the curve, lit, fill from 20 % on", scores(0.2...Double.infinity),
        goal: 0.995, floor: 0.97),
      area(
        "Area under the curve, lit, fill from 4 to 20 %", scores(0.04...(0.2).nextDown),
        goal: 0.97, floor: 0.9),
    ]
  }

  private func area(
    _ title: String, _ scores: RankedScores?, goal: Double, floor: Double
  ) -> GoalRow {
    GoalRow(
      title, .atLeast(goal, floor: floor, .plain), scores?.area,
      cases: scores.map { $0.positives + $0.negatives } ?? 0,
      interval: scores.map {
        max(
          0, $0.area - 1.96 * $0.standardError)...min(
            1, $0.area + 1.96 * $0.standardError)
      },
      details: scores.map {
        [
          .init("filled", Double($0.positives), .count),
          .init("empty", Double($0.negatives), .count),
        ]
      } ?? [])
  }

  /// How well lit collections of some fills are told from empty and dusty ones.
  func scores(_ fills: ClosedRange<Double>) -> RankedScores? {
    let lit = plain.filter(\.isLit)
    return RankedScores(
      positives: lit.filter { fills.contains($0.truth.fill) }.map(\.verdict.someProbability),
      negatives: lit.filter(\.isEmpty).map(\.verdict.someProbability))
  }
}
