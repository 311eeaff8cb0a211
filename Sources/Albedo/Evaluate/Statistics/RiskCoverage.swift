/// How often a judge errs that decides only where it is surest.
///
/// A forecast decides for what it calls likelier, with the confidence max(p, 1 − p). Of the share
/// of cases that are decided first (the coverage), the share that is decided wrongly is the risk;
/// the area under that curve is the mean risk over all coverages 1/n, 2/n … 1 (Y. Geifman, G. Uziel
/// and R. El-Yaniv, "Bias-Reduced Uncertainty Estimation for Deep Neural Classifiers", ICLR 2019).
/// Within equal confidences errors are taken to be spread evenly, so that the order of forecasts
/// decides nothing. A probability of one half decides for the event.
public struct RiskCoverage: Sendable, Equatable {
  /// A point of the curve: the end of a run of equal confidences.
  public struct Point: Sendable, Equatable {
    /// The share of cases that are decided.
    public let coverage: Double
    /// The share of those that are decided wrongly.
    public let risk: Double
  }

  /// The curve, by rising coverage.
  public let points: [Point]
  /// The area under the curve: the mean risk.
  public let area: Double

  /// The curve of some forecasts; nil of none.
  public init?(_ forecasts: [Forecast]) {
    guard !forecasts.isEmpty else { return nil }
    func confidence(_ forecast: Forecast) -> Double {
      max(forecast.probability, 1 - forecast.probability)
    }
    let sorted = forecasts.sorted { confidence($0) > confidence($1) }
    var (points, sum) = ([Point](), 0.0)
    var (decided, errors) = (0, 0)
    for tie in Forecast.ties(sorted, by: confidence) {
      let wrong = tie.count { ($0.probability >= 0.5) != $0.happened }
      let rate = Double(wrong) / Double(tie.count)
      for k in 1...tie.count {
        sum += (Double(errors) + rate * Double(k)) / Double(decided + k)
      }
      decided += tie.count
      errors += wrong
      points.append(
        Point(
          coverage: Double(decided) / Double(sorted.count),
          risk: Double(errors) / Double(decided)))
    }
    (self.points, area) = (points, sum / Double(sorted.count))
  }
}
