import Raster

/// A dense filter.
public struct DenseFilter: PlaneFilter {
  /// Its weights.
  public let weights: WeightMatrix

  /// A dense filter of some weights.
  public init(_ weights: WeightMatrix) { self.weights = weights }

  /// Half the longer side.
  public var reach: Int { max(weights.width, weights.height) / 2 }
  /// Whether no weight is negative and some are not 0.
  private var isMean: Bool {
    weights.weights.allSatisfy { $0 >= 0 } && weights.weights.contains { $0 > 0 }
  }
  /// See ``Convolution/dense(_:_:in:)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    Convolution.dense(plane, weights, in: context)
  }
  /// A mean where it is one, else what is known where all is.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    isMean
      ? meanOfKnown(plane, missing: missing, in: context)
      : whereAllIsKnown(plane, missing: missing, in: context)
  }
}
