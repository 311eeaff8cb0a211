/// How far estimates with intervals are from the truth.
public struct Measurements: Sendable, Equatable {
  /// The mean distance of the estimates from the truth; nil where nothing was measured.
  public let meanError: Double?
  /// The standard error of that mean.
  public let standardError: Double
  /// How many intervals hold the truth, of those that were measured.
  public let held: BinomialShare
  /// How many cases were not measured at all.
  public let unmeasured: Int

  /// What some estimates are worth.
  ///
  /// An interval holds its ends. A case without an estimate neither holds nor misses: it is counted
  /// apart, and ``heldOfAll`` takes it as one that does not hold.
  ///
  /// - Parameter cases: truth and estimate of each case, nil where nothing was measured, in a fixed
  ///   order.
  public init(_ cases: [(truth: Double, estimate: Estimate?)]) {
    let measured = cases.compactMap { truth, estimate in estimate.map { (truth, $0) } }
    let errors = measured.map { truth, estimate in (estimate.value - truth).magnitude }
    let count = Double(errors.count)
    let mean = errors.reduce(0, +) / max(1, count)
    let squares = errors.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    meanError = errors.isEmpty ? nil : mean
    standardError = errors.count < 2 ? 0 : (squares / (count - 1) / count).squareRoot()
    held = BinomialShare(
      measured.count { truth, estimate in estimate.low <= truth && truth <= estimate.high },
      of: measured.count)
    unmeasured = cases.count - measured.count
  }

  /// How many intervals hold the truth, of all cases.
  public var heldOfAll: BinomialShare {
    BinomialShare(held.successes, of: held.trials + unmeasured)
  }
}
