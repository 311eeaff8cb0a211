/// A probability that was stated, and whether it happened.
public struct Forecast: Sendable, Equatable {
  /// The probability, 0 to 1.
  public let probability: Double
  /// Whether it happened.
  public let happened: Bool

  /// A forecast from its parts.
  public init(_ probability: Double, happened: Bool) {
    (self.probability, self.happened) = (probability, happened)
  }

  /// 1 where it happened, else 0.
  var outcome: Double { happened ? 1 : 0 }

  /// The runs of equal values of some forecasts that stand in order of that value.
  static func ties(
    _ forecasts: [Forecast], by value: (Forecast) -> Double
  ) -> [ArraySlice<Forecast>] {
    var runs: [ArraySlice<Forecast>] = []
    var start = 0
    for index in forecasts.indices
    where index + 1 == forecasts.count || value(forecasts[index + 1]) != value(forecasts[index]) {
      runs.append(forecasts[start...index])
      start = index + 1
    }
    return runs
  }
}
