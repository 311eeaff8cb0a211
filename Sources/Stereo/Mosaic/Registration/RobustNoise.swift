/// What is robust against residuals that do not belong.
enum RobustNoise {
  /// The standard deviation of normal errors whose magnitudes have the same median; 0 of none.
  static func deviation(of residuals: some Sequence<Double>) -> Double {
    let sorted = residuals.map(\.magnitude).sorted()
    return sorted.isEmpty ? 0 : 1.4826 * sorted[sorted.count / 2]
  }

  /// The weight of a residual: half of it is left at about 1.3 standard deviations.
  ///
  /// `1 / (1 + (r / 2s)²)²`, after S. Geman, D. McClure, "Statistical Methods for Tomographic Image
  /// Reconstruction" (1987).
  static func weight(of residual: Double, _ deviation: Double) -> Double {
    let ratio = residual / (2 * deviation)
    let share = 1 / (1 + ratio * ratio)
    return share * share
  }
}
