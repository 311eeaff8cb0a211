import Settings

/// How a figure of a report is written.
public enum FigureUnit: String, Sendable {
  /// A whole number.
  case count
  /// A share, written in percent with one digit, below 1 % with two.
  case percent
  /// A number of three digits behind the point.
  case plain

  /// The figure, without its unit.
  func digits(_ value: Double) -> String {
    switch self {
    case .count: ReportNumber.text(value, 0)
    case .percent: ReportNumber.text(value * 100, value.magnitude < 0.01 ? 2 : 1)
    case .plain: ReportNumber.text(value, 3)
    }
  }

  /// The figure with its unit.
  func text(_ value: Double) -> String { digits(value) + suffix }

  /// Both ends with the unit once.
  func text(_ range: ClosedRange<Double>) -> String {
    "\(digits(range.lowerBound))–\(digits(range.upperBound))\(suffix)"
  }

  private var suffix: String { self == .percent ? " %" : "" }
}

/// What a figure should be, and what it must be.
public struct Aim: Sendable, Equatable {
  /// What it should be.
  public let goal: ClosedRange<Double>
  /// What it must be.
  public let floor: ClosedRange<Double>
  /// How it is written.
  public let unit: FigureUnit
  /// How many cases are needed before the figure counts.
  public let needed: Int

  /// Fewer cases than this say little of any figure.
  private static let enough = 100

  /// At least so much.
  static func atLeast(
    _ goal: Double, floor: Double, _ unit: FigureUnit, needed: Int = enough
  ) -> Aim {
    Aim(
      goal: goal...Double.infinity, floor: floor...Double.infinity, unit: unit, needed: needed)
  }

  /// At most so much.
  static func atMost(
    _ goal: Double, floor: Double? = nil, _ unit: FigureUnit, needed: Int = enough
  ) -> Aim {
    Aim(goal: 0...goal, floor: 0...(floor ?? goal), unit: unit, needed: needed)
  }

  /// Between two figures.
  static func within(
    _ goal: ClosedRange<Double>, _ unit: FigureUnit, needed: Int = enough
  ) -> Aim {
    Aim(goal: goal, floor: goal, unit: unit, needed: needed)
  }

  /// One of its ranges in words: `≥ 80 %`, `≤ 3 %`, `88–92 %`, `0`.
  func text(_ range: ClosedRange<Double>) -> String {
    if range.upperBound == .infinity { return "≥ " + unit.text(range.lowerBound) }
    if range.upperBound == 0 { return unit.text(0) }
    return range.lowerBound == 0 ? "≤ " + unit.text(range.upperBound) : unit.text(range)
  }
}
