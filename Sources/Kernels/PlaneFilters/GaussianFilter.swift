import Raster

/// A Gaussian filter in one pass.
public struct GaussianFilter: PlaneFilter {
  /// Its width.
  public let gaussian: Gaussian
  /// The weights.
  private let weights: TapWeights

  /// A Gaussian filter.
  ///
  /// - Precondition: sigma is at most ``Gaussian/largestInOnePass``.
  public init(_ gaussian: Gaussian) {
    precondition(gaussian.passes.count == 1, "one pass")
    self.gaussian = gaussian
    weights = gaussian.weights()
  }

  /// Half the taps.
  public var reach: Int { weights.radius }
  /// See ``Convolution/gaussian(_:_:taps:in:)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    Convolution.separable(plane, rows: weights, columns: weights, in: context)
  }
  /// A mean of what is known.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    meanOfKnown(plane, missing: missing, in: context)
  }
}
