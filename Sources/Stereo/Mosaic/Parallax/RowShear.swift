import ExactMath
import Rig

/// Moves what the second of two rectified pictures shows along its rows, so that the plane that
/// most pairs lie in has no disparity.
///
/// A plane's disparity is a linear function of column and row, whatever the cameras: x becomes
/// `a·x + b·y + c`. A pair that is r off counts `r² / (1 + (r / s)²)`, so that what stands out of
/// the plane weighs little.
struct RowShear: Sendable {
  private let a: Double
  private let b: Double
  private let c: Double

  /// s, one after the other, in pixels.
  private static let scales = [64.0, 16, 4]
  /// By how much the second picture may be stretched.
  private static let stretch = 0.25...4.0

  /// - Parameter pairs: where both rectified pictures show the same things.
  init(_ pairs: [PointPair]) {
    let offsets = pairs.map { $0.first.x - $0.second.x }.sorted()
    guard offsets.count >= 6 else {
      (a, b, c) = (1, 0, offsets.isEmpty ? 0 : offsets[offsets.count / 2])
      return
    }
    // In thousands of pixels, as derivatives are taken in steps of one size.
    var found = [1, 0, offsets[offsets.count / 2] / 1000]
    for scale in Self.scales {
      found = LeastSquares.fitted(from: found, rounds: 20) { p in
        pairs.map { pair in
          let off = p[0] * pair.second.x + p[1] * pair.second.y + p[2] * 1000 - pair.first.x
          return off / (1 + off * off / (scale * scale)).squareRoot()
        }
      }
    }
    guard Self.stretch.contains(found[0]) else {
      (a, b, c) = (1, 0, offsets[offsets.count / 2])
      return
    }
    (a, b, c) = (found[0], found[1], found[2] * 1000)
  }

  /// Where a position of the second picture comes to lie.
  func moved(_ place: ImagePoint) -> ImagePoint {
    ImagePoint(a * place.x + b * place.y + c, place.y)
  }

  /// Where what comes to lie at a position was.
  func unmoved(_ place: ImagePoint) -> ImagePoint {
    ImagePoint((place.x - b * place.y - c) / a, place.y)
  }
}
