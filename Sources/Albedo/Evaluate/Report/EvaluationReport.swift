import Diagnostics
import Files
import Settings
import Simulator

/// What a verdict is worth, from the lines of an evaluation.
///
/// The same lines give the same bytes, in whatever order and files they came. Judged are the
/// reporting families, to which nothing was fitted; where there are none, all families.
public struct EvaluationReport: Sendable {
  let source: EvaluationLines
  /// Those that the goals are of.
  let judged: [EvaluationLine]
  /// Those of the fitting families, where others are judged.
  let fitted: [EvaluationLine]

  /// The report of some lines.
  public init(_ lines: EvaluationLines) {
    source = lines
    let reported = lines.lines.filter { $0.sweep.recipe.family == .report }
    judged = reported.isEmpty ? lines.lines : reported
    fitted = reported.isEmpty ? [] : lines.lines.filter { $0.sweep.recipe.family == .fit }
  }

  /// Those of the judged that nobody attacked and nothing disturbed.
  var plain: [EvaluationLine] { judged.filter(\.isPlain) }

  /// The judged families by name.
  var families: String {
    let all = SweepFamily.allCases.filter { family in
      judged.contains { $0.sweep.recipe.family == family }
    }
    return all.map(\.rawValue).joined(separator: ", ")
  }

  /// Figures beside their goals, of the judged families.
  public var goals: [GoalRow] {
    let rows = Goals(judged).rows
    return fitted.isEmpty ? rows : rows + Goals.differences(Goals(fitted), Goals(judged))
  }

  /// Whether a figure with cases enough misses its floor.
  public var missesFloor: Bool { goals.contains { $0.standing == .missed } }

  /// The report for programs.
  public var json: JSONValue {
    .object([
      ("type", "evaluation"), ("code", .string(source.code)), ("families", .string(families)),
      ("collections", .integer(judged.count)), ("fitting", .integer(fitted.count)),
      ("linesLeftOut", .integer(source.leftOut)), ("goals", .array(goals.map(\.json))),
      ("goalsOfFitting", .array(Goals(fitted).rows.map(\.json))),
      ("risks", .array(curves.map(\.json))),
      ("reliability", Reliability(near)?.json ?? .null),
      ("strata", .array(tables.map(\.json))),
      ("reasons", ReasonTable(plain).json), ("mistakes", MistakeList(source.lines).json),
    ])
  }

  /// How verdicts fall out in each part of what is known of the collections.
  var tables: [StrataTable] { StrataTable.all(plain) + StrataTable.disturbed(judged) }

  /// Forecasts near the threshold.
  private var near: [Forecast] {
    plain.filter { $0.sweep.recipe.plan == .threshold }.map(\.forecast)
  }

  /// How risk grows with the share that is decided, plan by plan.
  var curves: [RiskCurve] {
    [.threshold, .general].compactMap { plan in
      RiskCurve(plan, plain.filter { $0.sweep.recipe.plan == plan })
    }
  }

  /// The plots that there are cases for.
  public var plots: [Plot] {
    [
      OutcomePlot(plain).plot, RiskPlot(curves).plot, ReliabilityPlot(near).plot,
      FillPlot(plain.filter { $0.sweep.recipe.plan == .fills }).plot,
    ].compactMap { $0 }
  }

  /// Writes report.md, report.json and the plots.
  ///
  /// - Parameter folder: where they go.
  /// - Returns: their paths.
  /// - Throws: what cannot be written.
  public func write(to folder: String) throws(Failure) -> [String] {
    let files =
      plots.map { ($0.file, $0.svg) }
      + [("report.json", json.prettyText + "\n"), ("report.md", markdown)]
    for (name, text) in files { try Files.write(text, to: Files.join(folder, name)) }
    return files.map { Files.join(folder, $0.0) }
  }
}
