import ExactMath
import Rig

/// Finds what most pairs agree on, where some pairs are wrong.
///
/// RANSAC: models through few pairs that are drawn at random are held against all pairs. A pair
/// counts the square of its distance, limited to that of the threshold (MSAC). Each model that is
/// better than all before is fitted again to the pairs that agree with it (LO-RANSAC). Draws follow
/// from the seed and the number of the trial alone. Sources: M. Fischler, R. Bolles, "Random sample
/// consensus" (1981); P. Torr, A. Zisserman, "MLESAC" (2000); O. Chum, J. Matas, J. Kittler,
/// "Locally optimized RANSAC" (2003).
public struct RobustEstimator: Sendable, Hashable {
  /// How far off a pair may be that agrees, in pixels.
  public var threshold = 1.0
  /// How sure it is to be that a sample of pairs that all agree was drawn.
  public var confidence = 0.9999
  /// Trials at most, whatever the confidence.
  public var mostTrials = 20_000
  /// From which all draws follow.
  public var seed: UInt64 = 0

  /// Settings that suit most pictures.
  public init() {}

  /// The model that most pairs agree on.
  ///
  /// - Parameters:
  ///   - kind: which kind of model.
  ///   - pairs: in any order, which matters for the draws.
  /// - Returns: nil where there are no more pairs than determine a model, or none is determined.
  public func fitted<Model: PairModel>(_ kind: Model.Type, to pairs: [PointPair])
    -> RobustFit<Model>?
  {
    guard pairs.count > Model.sampleSize else { return nil }
    var best: (model: Model, cost: Double)?
    var (trial, needed) = (0, mostTrials)
    while trial < needed {
      let sample = draw(Model.sampleSize, of: pairs.count, trial)
      trial += 1
      for model in Model.through(sample.map { pairs[$0] }) {
        let cost = cost(of: model, pairs)
        guard cost < best?.cost ?? .infinity else { continue }
        let polished = polished(model, cost, pairs)
        best = polished
        let share = Double(agreeing(with: polished.model, pairs).count) / Double(pairs.count)
        needed = min(mostTrials, Self.trials(share, Model.sampleSize, confidence))
      }
    }
    guard let best else { return nil }
    return finished(best.model, pairs, trials: trial)
  }

  /// How many trials find a sample without a wrong pair with a given confidence:
  /// `log(1 − confidence) / log(1 − shareⁿ)`.
  ///
  /// - Parameters:
  ///   - share: of pairs that are right, 0 to 1.
  ///   - size: pairs of a sample.
  ///   - confidence: 0 to 1.
  /// - Returns: at least 1.
  public static func trials(_ share: Double, _ size: Int, _ confidence: Double) -> Int {
    let good = (0..<size).reduce(1.0) { product, _ in product * share }
    if good >= 1 || confidence <= 0 { return 1 }
    if good < 1e-12 || confidence >= 1 { return .max }
    let count = Exact.log(1 - confidence) / Exact.log(1 - good)
    return count < 1e15 ? max(1, Int(count.rounded(.up))) : .max
  }

  /// Different numbers below `count`, for one trial.
  private func draw(_ size: Int, of count: Int, _ trial: Int) -> [Int] {
    let source = Philox(seed: seed)
    var (sample, index): ([Int], UInt32) = ([], 0)
    while sample.count < size {
      let draws = source.uniforms(x: trial, y: 0, stream: 0, index: index)
      index += 1
      for lane in 0..<4 where sample.count < size {
        let next = min(count - 1, Int(draws[lane] * Double(count)))
        if !sample.contains(next) { sample.append(next) }
      }
    }
    return sample
  }

  private func cost<Model: PairModel>(of model: Model, _ pairs: [PointPair]) -> Double {
    let most = threshold * threshold
    var sum = 0.0
    for pair in pairs {
      let distance = model.distance(pair)
      let square = distance * distance
      sum += square < most ? square : most
    }
    return sum
  }

  private func agreeing<Model: PairModel>(with model: Model, _ pairs: [PointPair]) -> [Int] {
    pairs.indices.filter { model.distance(pairs[$0]) <= threshold }
  }

  /// Fits a model to the pairs that agree with it, as long as that makes it better.
  private func polished<Model: PairModel>(
    _ model: Model, _ cost: Double, _ pairs: [PointPair]
  ) -> (model: Model, cost: Double) {
    var best = (model: model, cost: cost)
    for _ in 0..<5 {
      let agreeing = agreeing(with: best.model, pairs)
      guard let next = Model.linear(agreeing.map { pairs[$0] }) else { break }
      let cost = self.cost(of: next, pairs)
      guard cost < best.cost else { break }
      best = (next, cost)
    }
    return best
  }

  /// The least squares fit to all pairs that agree.
  private func finished<Model: PairModel>(
    _ model: Model, _ pairs: [PointPair], trials: Int
  ) -> RobustFit<Model> {
    var model = model
    var inliers = agreeing(with: model, pairs)
    for _ in 0..<10 {
      let next = model.refined(on: inliers.map { pairs[$0] })
      let agreeing = agreeing(with: next, pairs)
      guard agreeing.count >= Model.sampleSize else { break }
      model = next
      if agreeing == inliers { break }
      inliers = agreeing
    }
    return RobustFit(
      model: model, inliers: inliers, pairs: pairs, trials: trials, threshold: threshold)
  }
}
