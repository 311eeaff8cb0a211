import ExactMath

/// How likely masses are: those of volumes, times a density that is not known for certain.
///
/// The density is normally distributed; it is gone through in steps up to three standard deviations
/// from its mean.
public struct MassDistribution: Sendable {
  private let volume: VolumeDistribution
  /// Kilograms per cubic metre, and the share of each.
  private let densities: [(density: Double, share: Double)]

  /// A distribution.
  ///
  /// - Parameters:
  ///   - volume: of volumes.
  ///   - density: of loose regolith, in kilograms per cubic metre, above 0.
  ///   - deviation: its standard deviation.
  public init(_ volume: VolumeDistribution, density: Double, deviation: Double) {
    self.volume = volume
    let steps = (-Self.steps...Self.steps).map { Double($0) * 3 / Double(Self.steps) }
    let weights = steps.map { Exact.exp(-$0 * $0 / 2) }
    let sum = weights.reduce(0, +)
    densities = zip(steps, weights).map {
      (max(density / 10, density + $0 * deviation), $1 / sum)
    }
  }

  /// Steps to either side of the mean.
  private static let steps = 15

  /// The probability of at least so many kilograms.
  public func probability(ofAtLeast mass: Double) -> Double {
    densities.reduce(0) { sum, step in
      sum + step.share * volume.probability(ofAtLeast: mass / step.density)
    }
  }

  /// The mass that the truth is below with a probability, in kilograms.
  public func quantile(_ probability: Double) -> Double {
    var (low, high) = (0.0, volume.quantile(1) * (densities.last?.density ?? 0))
    for _ in 0..<60 {
      let middle = (low + high) / 2
      if 1 - self.probability(ofAtLeast: middle) < probability {
        low = middle
      } else {
        high = middle
      }
    }
    return (low + high) / 2
  }
}
