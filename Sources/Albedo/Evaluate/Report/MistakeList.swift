import Settings

/// Every wrong verdict, with what makes its frames again.
struct MistakeList {
  /// As many stand in the page; the file for programs has all.
  static let shown = 200
  /// The lines whose verdicts are wrong, by kind of mistake.
  let lines: [(mistake: Mistake, line: EvaluationLine)]

  init(_ lines: [EvaluationLine]) {
    let wrong = lines.compactMap { line in line.mistake.map { (mistake: $0, line: line) } }
    self.lines = Mistake.allCases.flatMap { kind in wrong.filter { $0.mistake == kind } }
  }

  /// The list as Markdown.
  var markdown: String {
    if lines.isEmpty { return "There is none.\n" }
    var text = "| mistake | n |\n|---|---:|\n"
    for kind in Mistake.allCases {
      text += "| \(kind.rawValue) | \(lines.count { $0.mistake == kind }) |\n"
    }
    text += "\n| mistake | content | fill, mass | said | reasons | how to make it again |\n"
    text += "|---|---|---|---|---|---|\n"
    for (mistake, line) in lines.prefix(Self.shown) {
      text += "| " + Self.cells(mistake, line).joined(separator: " | ") + " |\n"
    }
    if lines.count > Self.shown {
      text += "\n\(lines.count - Self.shown) more stand in report.json.\n"
    }
    return text
  }

  private static func cells(_ mistake: Mistake, _ line: EvaluationLine) -> [String] {
    let (truth, verdict) = (line.truth, line.verdict)
    let fill = verdict.fill.map { "fill \(FigureUnit.percent.text($0.low...$0.high)), " } ?? ""
    return [
      mistake.rawValue, MarkdownText.cell(line.contentText),
      "\(FigureUnit.percent.text(truth.fill)), \(ReportNumber.text(truth.mass, 1)) g",
      "\(fill)p = \(FigureUnit.plain.text(verdict.probability))",
      MarkdownText.cell(verdict.reasons.map(\.code).joined(separator: ", ")),
      "`\(line.sweep.command(number: line.number, folder: "again"))`",
    ]
  }

  /// The list for programs.
  var json: JSONValue {
    .array(
      lines.map { mistake, line in
        .object([
          ("mistake", .string(mistake.rawValue)),
          ("again", .string(line.sweep.command(number: line.number, folder: "again"))),
          ("line", line.json),
        ])
      })
  }
}
