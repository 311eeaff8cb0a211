import Raster

/// A guided filter; the picture guides itself.
public struct GuidedFilter: PlaneFilter {
  /// Pixels from the middle of a square to its sides.
  public let radius: Int
  /// The variance below which the picture counts as flat.
  public let epsilon: Float

  /// A guided filter.
  ///
  /// - Precondition: the radius is 1 to ``Convolution/largestBoxRadius16``, and epsilon above 0.
  public init(radius: Int, epsilon: Float) {
    precondition((1...Convolution.largestBoxRadius16).contains(radius), "a radius of 1 to 90")
    precondition(epsilon > 0, "epsilon keeps a division from going wrong")
    self.radius = radius
    self.epsilon = epsilon
  }

  /// Twice the radius: means of means.
  public var reach: Int { 2 * radius }
  /// See ``Guided``; codes are filtered as floats.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.throughFloats(context) {
      Guided.filtered($0, radius: radius, epsilon: epsilon, in: $1)
    }
  }
  /// Means are those of what is known.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    let unknown = missing.wanted(context)
    let result = plane.throughFloats(context) {
      Guided.filtered($0, missing: missing, radius: radius, epsilon: epsilon, in: $1)
    }
    return MaskedResult(plane: result.blanked(where: unknown, context.isa), unknown: unknown)
  }
}
