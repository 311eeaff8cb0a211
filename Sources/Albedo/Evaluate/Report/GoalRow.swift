import Settings

/// A figure beside what it should be.
public struct GoalRow: Sendable, Equatable {
  /// Whether a figure is what it should be.
  public enum Standing: String, Sendable {
    /// The goal is reached.
    case met
    /// The goal is missed, the floor is held.
    case floor
    /// The floor is missed.
    case missed
    /// There are fewer cases than needed, whatever the figure.
    case tooFew = "too-few"
  }

  /// A number that explains a figure, such as a bound.
  public struct Detail: Sendable, Equatable {
    let name: String
    let value: Double
    let unit: FigureUnit

    init(_ name: String, _ value: Double, _ unit: FigureUnit) {
      (self.name, self.value, self.unit) = (name, value, unit)
    }
  }

  /// What is counted or measured.
  public let title: String
  /// What it should be.
  public let aim: Aim
  /// What it is; nil where there is no case.
  public let figure: Double?
  /// How many cases there are.
  public let cases: Int
  /// The interval of 95 % confidence, where there is one.
  public var interval: ClosedRange<Double>?
  /// What else explains the figure.
  public var details: [Detail] = []

  /// A row from its parts.
  init(
    _ title: String, _ aim: Aim, _ figure: Double?, cases: Int,
    interval: ClosedRange<Double>? = nil, details: [Detail] = []
  ) {
    (self.title, self.aim, self.figure, self.cases) = (title, aim, figure, cases)
    (self.interval, self.details) = (interval, details)
  }

  /// How many of some cases: none of them should be.
  static func none(_ title: String, _ share: BinomialShare, needed: Int) -> GoalRow {
    GoalRow(
      title, .atMost(0, .count, needed: needed),
      share.trials == 0 ? nil : Double(share.successes), cases: share.trials,
      details: [Detail("upper 95 % bound", share.upperBound, .percent)])
  }

  /// The share of some cases.
  static func share(_ title: String, _ aim: Aim, _ share: BinomialShare) -> GoalRow {
    GoalRow(title, aim, share.value, cases: share.trials, interval: share.interval)
  }

  /// Whether the figure is what it should be.
  public var standing: Standing {
    guard let figure, cases >= aim.needed else { return .tooFew }
    if aim.goal.contains(figure) { return .met }
    return aim.floor.contains(figure) ? .floor : .missed
  }

  /// The figure with its interval and details.
  var figureText: String {
    guard let figure else { return "–" }
    let interval = interval.map { " (\(aim.unit.text($0)))" } ?? ""
    let notes = details.map { "; \($0.name) \($0.unit.text($0.value))" }.joined()
    return aim.unit.text(figure) + interval + notes
  }

  /// The standing in words.
  var standingText: String {
    switch standing {
    case .met: "yes"
    case .floor: "floor only"
    case .missed: "**no**"
    case .tooFew: cases == 0 ? "no cases" : "too few: \(cases) of \(aim.needed)"
    }
  }

  /// The row for programs; shares are of 1.
  var json: JSONValue {
    func ends(_ range: ClosedRange<Double>) -> JSONValue {
      [.number(range.lowerBound), .number(range.upperBound)]
    }
    return .object([
      ("what", .string(title)), ("unit", .string(aim.unit.rawValue)), ("goal", ends(aim.goal)),
      ("floor", ends(aim.floor)), ("figure", figure.map { .number($0) } ?? .null),
      ("interval", interval.map(ends) ?? .null), ("cases", .integer(cases)),
      ("casesNeeded", .integer(aim.needed)), ("standing", .string(standing.rawValue)),
      ("details", .object(details.map { ($0.name, .number($0.value)) })),
    ])
  }
}
