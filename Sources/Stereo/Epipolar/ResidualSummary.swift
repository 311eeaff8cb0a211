/// How large some differences are, in pixels.
public struct ResidualSummary: Sendable, Hashable {
  /// How many there are.
  public let count: Int
  /// Their mean, with signs.
  public let mean: Double
  /// The root of the mean of their squares.
  public let rms: Double
  /// What half of them do not exceed, without signs.
  public let median: Double
  /// What 95 % of them do not exceed, without signs.
  public let share95: Double

  /// The summary of some differences; all figures are 0 where there are none.
  public init(_ differences: [Double]) {
    count = differences.count
    let number = Double(max(1, count))
    mean = differences.reduce(0, +) / number
    rms = (differences.reduce(0) { $0 + $1 * $1 } / number).squareRoot()
    let sizes = differences.map(\.magnitude).sorted()
    func below(_ share: Double) -> Double {
      sizes.isEmpty ? 0 : sizes[max(0, Int((share * number).rounded(.up)) - 1)]
    }
    (median, share95) = (below(0.5), below(0.95))
  }
}
