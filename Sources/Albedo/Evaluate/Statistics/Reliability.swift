/// How far stated probabilities are from what happened.
///
/// Forecasts in order of their probability are parted into bins of equal mass; the expected
/// calibration error is the mean over forecasts of the distance between their bin's mean
/// probability and its share of events (M. Pakdaman Naeini, G. Cooper and M. Hauskrecht, "Obtaining
/// Well Calibrated Probabilities Using Bayesian Binning", AAAI 2015). Equal probabilities share the
/// bin in which the middle one of them falls, so that the order of forecasts decides nothing.
public struct Reliability: Sendable, Equatable {
  /// Forecasts of similar probability.
  public struct Bin: Sendable, Equatable {
    /// How many there are.
    public let count: Int
    /// The mean of their probabilities.
    public let probability: Double
    /// How many of them happened.
    public let happened: Int

    /// How often they happened.
    public var share: BinomialShare { BinomialShare(happened, of: count) }
  }

  /// The bins that hold anything, in order of probability.
  public let bins: [Bin]
  /// The expected calibration error, 0 to 1.
  public let error: Double
  /// The calibration error to expect by chance of a judge whose probabilities are right.
  ///
  /// Each bin's share scatters about its mean probability with the variance Σ p (1 − p) / n²; the
  /// mean distance of a normal deviate from its mean is √(2 / π) of its spread.
  public let errorByChance: Double

  /// The bins of some forecasts; nil of none.
  public init?(_ forecasts: [Forecast], bins count: Int = 15) {
    guard !forecasts.isEmpty, count > 0 else { return nil }
    let sorted = forecasts.sorted { $0.probability < $1.probability }
    var members = [[ArraySlice<Forecast>]](repeating: [], count: count)
    for tie in Forecast.ties(sorted, by: \.probability) {
      let middle = tie.startIndex + tie.endIndex - 1
      members[middle * count / (2 * sorted.count)].append(tie)
    }
    var bins: [Bin] = []
    var (error, byChance) = (0.0, 0.0)
    for ties in members where !ties.isEmpty {
      let (bin, variance) = Self.bin(ties)
      let weight = Double(bin.count) / Double(sorted.count)
      let distance = Double(bin.happened) / Double(bin.count) - bin.probability
      error += weight * distance.magnitude
      byChance += weight * (2 / Double.pi * variance).squareRoot()
      bins.append(bin)
    }
    (self.bins, self.error, errorByChance) = (bins, error, byChance)
  }

  /// A bin, and the variance of its share if all its probabilities are right.
  private static func bin(_ ties: [ArraySlice<Forecast>]) -> (Bin, variance: Double) {
    var (count, happened, sum, variance) = (0, 0, 0.0, 0.0)
    for tie in ties {
      let probability = tie[tie.startIndex].probability
      count += tie.count
      happened += tie.count { $0.happened }
      sum += Double(tie.count) * probability
      variance += Double(tie.count) * probability * (1 - probability)
    }
    let bin = Bin(count: count, probability: sum / Double(count), happened: happened)
    return (bin, variance / Double(count * count))
  }
}
