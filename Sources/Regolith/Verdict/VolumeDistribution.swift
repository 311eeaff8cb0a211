/// How likely volumes are, given what was measured of a shovel's content.
///
/// How far the truth lies from the likeliest volume depends on how that came about; it was found
/// out on collections of known content. Positions tell how far, in steps: a step up is the
/// geometric mean of the way to the upper bound and the standard deviation, and a slack; so down.
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
  ///   - deviation: the standard deviation of the likeliest volume, in cubic metres.
  ///   - slack: the least step, in cubic metres.
  ///   - positions: as many as ``probabilities``, none below the one before it.
  public init(
    _ bounds: (low: Double, likeliest: Double, high: Double), deviation: Double, slack: Double,
    positions: [Double]
  ) {
    precondition(positions.count == Self.probabilities.count, "a position for each probability")
    func step(_ way: Double) -> Double { slack + (max(0, way) * deviation).squareRoot() }
    let up = step(bounds.high - bounds.likeliest)
    let down = step(bounds.likeliest - bounds.low)
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
