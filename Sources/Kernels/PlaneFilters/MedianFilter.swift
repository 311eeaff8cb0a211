import Raster

/// A median over a square.
public struct MedianFilter: PlaneFilter {
  /// The square.
  public let size: MedianSize

  /// A median.
  public init(_ size: MedianSize) { self.size = size }

  /// Half the square.
  public var reach: Int { size.rawValue / 2 }
  /// See ``Median/filtered(_:size:in:)-(Plane<UInt8>,_,_)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.byKind(
      { Median.filtered($0, size: size, in: context) },
      { Median.filtered($0, size: size, in: context) },
      { Median.filtered($0, size: size, in: context) })
  }
  /// The median of what is known around a known pixel; of an even number the lower one in the
  /// middle.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    let unknown = missing.wanted(context)
    let medians = plane.byKind(
      {
        Median.ofKnown(
          $0, size: size, missing: missing, in: context,
          plain: Median.filtered($0, size: size, in: context))
      },
      {
        Median.ofKnown(
          $0, size: size, missing: missing, in: context,
          plain: Median.filtered($0, size: size, in: context))
      },
      {
        Median.ofKnown(
          $0, size: size, missing: missing, in: context,
          plain: Median.filtered($0, size: size, in: context),
          ordered: { $0.isNaN ? .infinity : $0 + 0 })
      })
    return MaskedResult(plane: medians, unknown: unknown)
  }
}
