/// How likely volumes are, given what was measured of a shovel's content.
///
/// Where the truth lies between bounds depends on how they came about; that was found out on
/// collections of known content. Positions are measured from the likeliest volume: 1 is the upper
/// bound, −1 the lower one, both widened by a slack.
public struct VolumeDistribution: Sendable, Hashable {
  /// How bounds came about.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// Content was measured.
    case measured
    /// Nothing was measured, but the inner surface looks otherwise than before.
    case changed
    /// Nothing was measured, and the inner surface looks as before.
    case unchanged
  }

  /// The probabilities that the truth lies below the positions.
  public static let probabilities = [0, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 1]

  /// Volumes at ``probabilities``, in cubic metres; they do not fall.
  private let volumes: [Double]

  /// A distribution.
  ///
  /// - Parameters:
  ///   - bounds: the lower bound, the likeliest volume and the upper bound, in cubic metres.
  ///   - slack: by how much bounds are widened, in cubic metres.
  ///   - positions: as many as ``probabilities``, none below the one before it.
  public init(
    _ bounds: (low: Double, likeliest: Double, high: Double), slack: Double, positions: [Double]
  ) {
    precondition(positions.count == Self.probabilities.count, "a position for each probability")
    let (up, down) = (
      max(0, bounds.high - bounds.likeliest) + slack, max(0, bounds.likeliest - bounds.low) + slack
    )
    volumes = positions.map { max(0, bounds.likeliest + $0 * ($0 < 0 ? down : up)) }
  }

  /// The probability of at least a volume.
  public func probability(ofAtLeast volume: Double) -> Double {
    guard volume > 0, let above = volumes.firstIndex(where: { $0 >= volume }) else {
      return volume > 0 ? 0 : 1
    }
    guard above > 0 else { return 1 }
    let (low, high) = (volumes[above - 1], volumes[above])
    let (first, last) = (Self.probabilities[above - 1], Self.probabilities[above])
    return 1 - (first + (last - first) * (volume - low) / (high - low))
  }

  /// The volume that the truth is below with a probability.
  public func quantile(_ probability: Double) -> Double {
    let probabilities = Self.probabilities
    guard let above = probabilities.firstIndex(where: { $0 >= probability }), above > 0 else {
      return probability <= 0 ? volumes[0] : volumes[volumes.count - 1]
    }
    let share =
      (probability - probabilities[above - 1]) / (probabilities[above] - probabilities[above - 1])
    return volumes[above - 1] + share * (volumes[above] - volumes[above - 1])
  }
}
