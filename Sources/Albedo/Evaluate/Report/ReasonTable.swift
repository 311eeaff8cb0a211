import Settings

/// How often each reason is given, the most frequent first.
struct ReasonTable {
  /// A reason.
  struct Row {
    let code: String
    /// How it was put to people the first time.
    let sentence: String
    /// How many verdicts of each outcome name it, in the order of ``EvaluationVerdict/Outcome``.
    let counts: [Int]

    var total: Int { counts.reduce(0, +) }
  }

  /// The reasons.
  let rows: [Row]

  /// The reasons of some verdicts; one that a verdict names twice counts once.
  init(_ lines: [EvaluationLine]) {
    var found: [String: (sentence: String, counts: [Int])] = [:]
    for line in lines {
      let index = EvaluationVerdict.Outcome.allCases.firstIndex(of: line.verdict.outcome) ?? 0
      var seen: Set<String> = []
      for reason in line.verdict.reasons where seen.insert(reason.code).inserted {
        found[reason.code, default: (reason.sentence, [0, 0, 0])].counts[index] += 1
      }
    }
    rows = found.map { Row(code: $0.key, sentence: $0.value.sentence, counts: $0.value.counts) }
      .sorted { ($1.total, $0.code) < ($0.total, $1.code) }
  }

  /// The table as Markdown.
  var markdown: String {
    var text = "| reason | confirmed | absent | inconclusive | for example |\n"
    text += "|---|---:|---:|---:|---|\n"
    for row in rows {
      let counts = row.counts.map(String.init).joined(separator: " | ")
      text += "| \(row.code) | \(counts) | \(MarkdownText.cell(row.sentence)) |\n"
    }
    return text
  }

  /// The table for programs.
  var json: JSONValue {
    .array(
      rows.map { row in
        let counts = zip(EvaluationVerdict.Outcome.allCases, row.counts).map {
          ($0.rawValue, JSONValue.integer($1))
        }
        return .object(
          [("code", .string(row.code)), ("example", .string(row.sentence))] + counts)
      })
  }
}

/// Text of others within Markdown.
enum MarkdownText {
  /// The text as a cell of a table: on one line, without marks that end the cell or begin a tag.
  static func cell(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
      .replacing("|", with: "\\|").replacing("<", with: "&lt;")
  }
}
