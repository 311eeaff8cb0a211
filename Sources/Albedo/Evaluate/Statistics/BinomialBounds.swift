/// What `successes` of `trials` say of the share that is behind them.
///
/// Bounds of C. Clopper and E. Pearson, "The Use of Confidence or Fiducial Limits Illustrated in
/// the Case of the Binomial" (Biometrika 26, 1934): the shares at which as few, or as many,
/// successes would be seen with just the probability that is allowed for error. They are found by
/// bisection on sums of binomial probabilities, each taken relative to the largest one, so that
/// nothing but + − × ÷ is needed.
public struct BinomialShare: Sendable, Equatable {
  /// How often it happened.
  public let successes: Int
  /// How often it could have happened.
  public let trials: Int

  /// A share; `successes` is 0 to `trials`.
  public init(_ successes: Int, of trials: Int) {
    precondition((0...max(0, trials)).contains(successes), "no more successes than trials")
    (self.successes, self.trials) = (successes, trials)
  }

  /// The share that was seen, or nil of no trials.
  public var value: Double? { trials == 0 ? nil : Double(successes) / Double(trials) }

  /// The one-sided upper bound of 95 % confidence; 1 of no trials.
  ///
  /// Of no success it is 3 / trials (the rule of three; the exact bound is a trifle lower).
  public var upperBound: Double {
    successes == 0 ? min(1, 3 / Double(max(1, trials))) : upperBound(error: 0.05)
  }

  /// The two-sided interval of 95 % confidence; 0 to 1 of no trials.
  public var interval: ClosedRange<Double> { lowerBound(error: 0.025)...upperBound(error: 0.025) }

  /// The share at which at most as many successes have the probability `error`.
  func upperBound(error: Double) -> Double {
    guard successes < trials else { return 1 }
    return Self.crossing { atMost(successes, share: $0) > error }
  }

  /// The share at which at least as many successes have the probability `error`.
  func lowerBound(error: Double) -> Double {
    guard successes > 0 else { return 0 }
    return Self.crossing { 1 - atMost(successes - 1, share: $0) < error }
  }

  /// The probability of at most `count` successes where a trial succeeds with the probability
  /// `share`, between 0 and 1.
  func atMost(_ count: Int, share: Double) -> Double {
    let odds = share / (1 - share)
    let mode = min(trials, Int(Double(trials + 1) * share))
    var (below, above) = (0.0, 0.0)
    var term = 1.0
    for k in stride(from: mode, through: 0, by: -1) where term > 0 {
      if k <= count { below += term } else { above += term }
      term *= Double(k) / (Double(trials - k + 1) * odds)
    }
    term = 1
    for k in mode..<trials where term > 0 {
      term *= Double(trials - k) / Double(k + 1) * odds
      if k + 1 <= count { below += term } else { above += term }
    }
    return below / (below + above)
  }

  /// Where between 0 and 1 a condition ceases to hold.
  private static func crossing(_ holds: (Double) -> Bool) -> Double {
    var (low, high) = (0.0, 1.0)
    while true {
      let middle = (low + high) / 2
      if middle <= low || middle >= high { return middle }
      if holds(middle) { low = middle } else { high = middle }
    }
  }
}
