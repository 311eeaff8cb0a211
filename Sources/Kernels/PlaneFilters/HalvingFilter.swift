import Raster

/// A level of a Gaussian pyramid from the one above: half as large, rounded up.
///
/// Of the wanted rows, every second one has a row of the result, from row 0.
public struct HalvingFilter: PlaneFilter {
  /// The filter.
  public init() {}

  /// Two pixels.
  public var reach: Int { 2 }
  /// See ``Pyramid/down(_:rows:in:)-(Plane<UInt8>,_,_)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    let window = context.window ?? RowWindow(whole: plane.height)
    let rows = (window.wanted.lowerBound + 1) / 2..<(window.wanted.upperBound + 1) / 2
    return plane.byKind(
      { Pyramid.down($0, rows: rows, in: context) }, { Pyramid.down($0, rows: rows, in: context) },
      { Pyramid.down($0, rows: rows, in: context) })
  }
  /// A mean of what is known.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    meanOfKnown(plane, missing: missing, in: context)
  }
}
