import Raster

/// A mean over a square.
public struct BoxFilter: PlaneFilter {
  /// Pixels from the middle to the sides.
  public let radius: Int

  /// A box.
  ///
  /// - Precondition: the radius is 1 to ``Convolution/largestBoxRadius16``.
  public init(radius: Int) {
    precondition((1...Convolution.largestBoxRadius16).contains(radius), "a radius of 1 to 90")
    self.radius = radius
  }

  /// The radius.
  public var reach: Int { radius }
  /// See ``Convolution/box(_:radius:in:)-(Plane<Float>,_,_)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.byKind(
      { Convolution.box($0, radius: radius, in: context) },
      { Convolution.box($0, radius: radius, in: context) },
      { Convolution.box($0, radius: radius, in: context) })
  }
  /// A mean of what is known.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    meanOfKnown(plane, missing: missing, in: context)
  }
}
