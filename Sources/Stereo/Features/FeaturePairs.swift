import Kernels
import Raster

/// Features of two pictures that look alike.
public struct FeaturePairs: Sendable {
  /// How many features each picture has.
  public let counts: (first: Int, second: Int)
  /// Where those stand that look alike.
  public let pairs: [PointPair]

  /// Finds them.
  ///
  /// - Parameters:
  ///   - first: a picture; light or codes, white at about 1.
  ///   - second: the other picture.
  ///   - validity: what of both is data.
  ///   - detector: how features are found.
  ///   - matcher: how they are matched.
  ///   - context: threads and instruction set.
  public init(
    _ first: Plane<Float>, _ second: Plane<Float>, validity: (first: Validity, second: Validity),
    detector: FeatureDetector, matcher: FeatureMatcher, context: FilterContext
  ) {
    let one = detector.features(in: first, validity: validity.first, context: context)
    let other = detector.features(in: second, validity: validity.second, context: context)
    counts = (one.count, other.count)
    pairs = matcher.matches(one, other, isa: context.isa).map {
      PointPair(one.features[$0.first].position, other.features[$0.second].position)
    }
  }
}
