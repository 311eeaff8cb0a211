extension EvaluationReport {
  /// The report as a page in Markdown.
  public var markdown: String {
    """
    # What the verdict is worth

    \(introduction)

    ## Goals

    \(Self.table(goals))
    \(plots.map { "![\($0.title)](\($0.file))\n" }.joined(separator: "\n"))
    \(fittingPart)## Decided where it is surest

    \(risks)
    ## By what the collections are

    Of the judged families; attacks and disturbances stand by themselves. `fill off by` and
    `90 % hold` are of those with regolith; `area` is that under the curve of fills from 4 % on
    against empty and dusty ones.

    \(tables.map(\.markdown).joined(separator: "\n"))
    ## Reasons

    \(ReasonTable(plain).markdown)
    ## Wrong verdicts

    Of all families, attacks and disturbances.

    \(MistakeList(source.lines).markdown)
    """
  }

  private var introduction: String {
    let fitting =
      fitted.isEmpty ? "" : ", \(fitted.count) of the fitting families stand beside them"
    let others = source.leftOut == 0 ? "" : "; \(source.leftOut) lines of other code are left out"
    return "Code \(source.code): \(judged.count) collections of the families \(families) are "
      + "judged\(fitting)\(others). How to read this: Documentation/Guides/Evaluate.md."
  }

  private var fittingPart: String {
    if fitted.isEmpty { return "" }
    let rows = Goals(fitted).rows.filter { $0.cases > 0 }
    return "## The same of the fitting families\n\n\(Self.table(rows))\n"
  }

  private var risks: String {
    """
    The share of wrong answers to "at least \(Int(EvaluationLine.threshold)) g" where only the
    surest are answered, and what the verdict itself decides.

    | plan | n | mean risk | decided | of those wrong |
    |---|---:|---:|---:|---:|
    \(curves.map(\.markdown).joined())
    """
  }

  private static func table(_ rows: [GoalRow]) -> String {
    var text = "| what | goal | floor | figure | n | met? |\n|---|---:|---:|---:|---:|---|\n"
    for row in rows {
      let aims = [row.aim.goal, row.aim.floor].map(row.aim.text)
      text += "| \(row.title) | \(aims[0]) | \(aims[1]) | \(row.figureText) | \(row.cases) | "
      text += "\(row.standingText) |\n"
    }
    return text
  }
}
