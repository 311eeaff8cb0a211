import Settings
import Simulator

/// How verdicts fall out in each part of a quantity of the collections.
struct StrataTable {
  /// One part.
  struct Row {
    let name: String
    let lines: [EvaluationLine]

    /// How many have an outcome.
    func count(_ outcome: EvaluationVerdict.Outcome) -> BinomialShare {
      BinomialShare(lines.count { $0.verdict.outcome == outcome }, of: lines.count)
    }

    /// How many verdicts are wrong.
    var mistakes: Int { lines.count { $0.mistake != nil } }

    /// What the fill's estimates are worth where there is regolith.
    var fills: Measurements {
      Measurements(lines.filter { !$0.isEmpty }.map { ($0.truth.fill, $0.verdict.fill) })
    }

    /// How well fills from 4 % on are told from empty and dusty ones.
    var scores: RankedScores? {
      RankedScores(
        positives: lines.filter { $0.truth.fill >= 0.04 }.map(\.verdict.someProbability),
        negatives: lines.filter(\.isEmpty).map(\.verdict.someProbability))
    }
  }

  /// What the parts are parts of.
  let title: String
  /// The parts that have any collections.
  let rows: [Row]

  private init(
    _ title: String, _ lines: [EvaluationLine], order: [String] = [],
    _ part: (EvaluationLine) -> String
  ) {
    self.title = title
    let groups = Dictionary(grouping: lines, by: part)
    let names =
      order.filter { groups[$0] != nil }
      + groups.keys.filter { !order.contains($0) }
      .sorted()
    rows = names.map { Row(name: $0, lines: groups[$0] ?? []) }
  }

  /// All tables of some collections that nobody attacked and nothing disturbed.
  static func all(_ lines: [EvaluationLine]) -> [StrataTable] {
    let contents = ["empty", "dust", "trace", "low", "partial", "level", "heaped"]
    return [
      StrataTable("Plan", lines, order: SweepPlan.allCases.map(\.rawValue)) {
        $0.sweep.recipe.plan.rawValue
      },
      StrataTable("Content", lines, order: contents) { $0.stratum("content") },
      StrataTable("Light on the floor", lines, order: ["lit", "unlit"]) {
        $0.isLit ? "lit" : "unlit"
      },
      StrataTable("Height of the Sun", lines, order: heights.map(\.name)) { line in
        line.quantity("sunElevation").flatMap { sun in
          heights.first { sun < $0.below }?.name
        } ?? "?"
      },
      StrataTable("Sun, seen from the lip", lines, order: sides) { line in
        // Quarters of the circle, the first one about the direction of the lip.
        line.quantity("sunFromLip").map { sides[Int(($0 + 45) / 90) % 4] } ?? "?"
      },
      StrataTable("Shape of the shovel", lines) { $0.stratum("shape") },
      StrataTable("Finish of the shovel", lines) { $0.stratum("finish") },
      StrataTable("Heap", lines.filter { !$0.isEmpty }) { $0.stratum("heap") },
      StrataTable("Cameras", lines) { String($0.truth.cameras) },
      StrataTable("Bits of a pixel", lines, order: ["8", "12"]) { $0.stratum("bits") },
    ]
  }

  /// The tables of all others.
  static func disturbed(_ lines: [EvaluationLine]) -> [StrataTable] {
    [
      StrataTable("Attacks", lines.filter { $0.sweep.recipe.attack != .none }) { $0.contentText },
      StrataTable("Disturbances", lines.filter { $0.sweep.recipe.perturbation != .none }) {
        $0.sweep.recipe.perturbation.rawValue
      },
    ].filter { !$0.rows.isEmpty }
  }

  private static let heights: [(name: String, below: Double)] = [
    ("below 14°", 14), ("14 to 26°", 26), ("26 to 40°", 40), ("from 40° on", .infinity),
  ]
  private static let sides = ["ahead", "right", "behind", "left"]
}

extension StrataTable {
  /// The table as Markdown, under its title.
  var markdown: String {
    var text = "### \(title)\n\n"
    text +=
      "|  | n | confirmed | absent | inconclusive | wrong | fill off by | 90 % hold | area |\n"
    text += "|---|---:|---:|---:|---:|---:|---:|---:|---:|\n"
    for row in rows {
      let fills = row.fills
      let shares = EvaluationVerdict.Outcome.allCases.map { row.count($0).value }
      let cells =
        [row.name, String(row.lines.count)] + shares.map { Self.cell($0, .percent) }
        + [
          String(row.mistakes), Self.cell(fills.meanError, .percent),
          Self.cell(fills.held.value, .percent), Self.cell(row.scores?.area, .plain),
        ]
      text += "| " + cells.joined(separator: " | ") + " |\n"
    }
    return text
  }

  private static func cell(_ value: Double?, _ unit: FigureUnit) -> String {
    value.map(unit.text) ?? "–"
  }

  /// The table for programs; shares are of 1.
  var json: JSONValue {
    func number(_ value: Double?) -> JSONValue { value.map { .number($0) } ?? .null }
    let parts = rows.map { row -> JSONValue in
      let fills = row.fills
      let outcomes = EvaluationVerdict.Outcome.allCases.map {
        ($0.rawValue, JSONValue.integer(row.count($0).successes))
      }
      return .object(
        [("part", .string(row.name)), ("n", .integer(row.lines.count))] + outcomes + [
          ("wrong", .integer(row.mistakes)), ("fillError", number(fills.meanError)),
          ("intervalsHold", number(fills.held.value)),
          ("fillsMeasured", .integer(fills.held.trials)),
          ("fillsNotMeasured", .integer(fills.unmeasured)),
          ("area", number(row.scores?.area)),
        ])
    }
    return .object([("quantity", .string(title)), ("parts", .array(parts))])
  }
}
