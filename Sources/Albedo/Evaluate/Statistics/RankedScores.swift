/// How well scores tell two classes apart: the area under the curve of hits over false alarms.
///
/// The area is the probability that a positive scores higher than a negative, ties counting half
/// (H. Mann and D. Whitney, "On a Test of Whether One of Two Random Variables Is Stochastically
/// Larger than the Other", Annals of Mathematical Statistics 18, 1947). Its standard error is that
/// of E. DeLong, D. DeLong and D. Clarke-Pearson, "Comparing the Areas under Two or More Correlated
/// Receiver Operating Characteristic Curves" (Biometrics 44, 1988): the spread of the share of the
/// other class that each member beats.
public struct RankedScores: Sendable, Equatable {
  /// The area under the curve, 0 to 1; 0.5 says nothing, 1 parts the classes.
  public let area: Double
  /// The standard error of the area.
  public let standardError: Double
  /// How many positives there are.
  public let positives: Int
  /// How many negatives there are.
  public let negatives: Int

  /// The area of some scores, in any order; nil where a class is empty.
  public init?(positives: [Double], negatives: [Double]) {
    guard !positives.isEmpty, !negatives.isEmpty else { return nil }
    let (above, below) = (positives.sorted(), negatives.sorted())
    let beaten = Self.shares(of: above, over: below)
    let beating = Self.shares(of: below, over: above)
    area = beaten.reduce(0, +) / Double(above.count)
    standardError = (Self.variance(beaten) + Self.variance(beating)).squareRoot()
    (self.positives, self.negatives) = (above.count, below.count)
  }

  /// Of each score the share of others that it exceeds, ties counting half; both ascend.
  private static func shares(of scores: [Double], over others: [Double]) -> [Double] {
    var (less, upTo) = (0, 0)
    return scores.map { score in
      while less < others.count, others[less] < score { less += 1 }
      upTo = max(upTo, less)
      while upTo < others.count, others[upTo] == score { upTo += 1 }
      return (Double(less) + Double(upTo - less) / 2) / Double(others.count)
    }
  }

  /// The variance of a mean; 0 of a single value.
  private static func variance(_ values: [Double]) -> Double {
    guard values.count > 1 else { return 0 }
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return squares / (count - 1) / count
  }
}
