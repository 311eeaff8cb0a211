import Kernels
import Raster

/// The directions of features, from histograms of slopes.
///
/// Source: D. G. Lowe, "Distinctive image features from scale-invariant keypoints" (2004),
/// section 5.
enum FeatureDirections {
  /// The width of the weights around a feature, in its scale.
  static let window = 1.5
  /// What part of the highest peak another one must reach to count as well.
  static let share: Float = 0.8

  /// Directions in parts of a turn: those of peaks, each refined by a parabola.
  ///
  /// Bins are smoothed by 1 4 6 4 1 around the circle first.
  ///
  /// - Parameter bins: sums for equal steps of a turn.
  /// - Returns: directions from 0 to 1 in the order of bins; none where all sums are 0.
  static func peaks(_ bins: Span<Float>) -> [Double] {
    let count = bins.count
    func bin(_ index: Int) -> Float { bins[(index + count) % count] }
    let smooth = (0..<count).map { b in
      (bin(b - 2) + bin(b + 2)) / 16 + (bin(b - 1) + bin(b + 1)) / 4 + bin(b) * 0.375
    }
    let top = smooth.reduce(0) { max($0, $1) }
    guard top > 0 else { return [] }
    return (0..<count).compactMap { b in
      let (left, right) = (smooth[(b + count - 1) % count], smooth[(b + 1) % count])
      guard smooth[b] >= share * top, smooth[b] > left, smooth[b] >= right else { return nil }
      let (l, m, r) = (Double(left), Double(smooth[b]), Double(right))
      let turn = (Double(b) + 0.5 * (l - r) / (l - 2 * m + r)) / Double(count)
      return turn < 0 ? turn + 1 : turn >= 1 ? turn - 1 : turn
    }
  }
}
