import ExactMath
import Rig

/// A model that many pairs agree on, and how sure that is.
public struct RobustFit<Model: PairModel>: Sendable {
  /// The least squares fit to the pairs that agree.
  public let model: Model
  /// Which pairs agree, in rising order.
  public let inliers: [Int]
  /// How many samples were drawn.
  public let trials: Int
  /// The root of the mean square of the distances of the pairs that agree, in pixels.
  public let rms: Double
  /// How likely it is that no sample was without a wrong pair: `(1 − shareⁿ)^trials`.
  public let missProbability: Double
  /// The decimal logarithm of the number of models as good that random pairs would give.
  ///
  /// `choices · (n − m) · C(n, k) · C(k, m) · α^(k − m)` for `k` of `n` pairs that agree, samples
  /// of `m`, and the chance `α` that a random position is as near; below 0 the result means
  /// something, below −10 it is beyond doubt. Source: L. Moisan, B. Stival, "A probabilistic
  /// criterion to detect rigid point matches between two images" (2004).
  public let logFalseAlarms: Double

  init(model: Model, inliers: [Int], pairs: [PointPair], trials: Int, threshold: Double) {
    (self.model, self.inliers, self.trials) = (model, inliers, trials)
    let squares = inliers.reduce(0.0) {
      let distance = model.distance(pairs[$1])
      return $0 + distance * distance
    }
    rms = inliers.isEmpty ? 0 : (squares / Double(inliers.count)).squareRoot()
    let share = Double(inliers.count) / Double(max(1, pairs.count))
    let good = (0..<Model.sampleSize).reduce(1.0) { product, _ in product * share }
    missProbability = good >= 1 ? 0 : Exact.exp(Double(trials) * Exact.log(1 - good))
    logFalseAlarms = Self.logFalseAlarms(inliers.count, pairs, threshold)
  }

  private static func logFalseAlarms(
    _ agreeing: Int, _ pairs: [PointPair], _ threshold: Double
  ) -> Double {
    let (n, k, m) = (pairs.count, agreeing, Model.sampleSize)
    guard k > m, n > m else { return 0 }
    let (xs, ys) = (pairs.map(\.second.x), pairs.map(\.second.y))
    let (width, height) = ((xs.max() ?? 0) - (xs.min() ?? 0), (ys.max() ?? 0) - (ys.min() ?? 0))
    guard width > 0, height > 0 else { return 0 }
    let chance = Model.chance(of: threshold, width: width, height: height)
    let sum =
      Exact.log(Double(Model.choices * (n - m))) + logBinomial(n, k) + logBinomial(k, m)
      + Double(k - m) * Exact.log(chance)
    return sum / Exact.log(10)
  }

  /// The logarithm of `n` over `k`.
  private static func logBinomial(_ n: Int, _ k: Int) -> Double {
    (0..<min(k, n - k)).reduce(0.0) { $0 + Exact.log(Double(n - $1) / Double($1 + 1)) }
  }
}
