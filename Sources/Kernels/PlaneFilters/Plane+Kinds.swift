import Raster

extension Plane where S: FilterSample {
  /// The plane through the function for its kind of sample.
  ///
  /// - Parameters:
  ///   - eight: for codes of 8 bits.
  ///   - sixteen: for codes of 16 bits.
  ///   - floats: for floats.
  /// - Returns: what the function returned.
  public func byKind(
    _ eight: (Plane<UInt8>) -> Plane<UInt8>, _ sixteen: (Plane<UInt16>) -> Plane<UInt16>,
    _ floats: (Plane<Float>) -> Plane<Float>
  ) -> Plane<S> {
    let result: Any =
      switch self {
      case let plane as Plane<UInt8>: eight(plane)
      case let plane as Plane<UInt16>: sixteen(plane)
      case let plane as Plane<Float>: floats(plane)
      default: preconditionFailure("samples of 8 or 16 bits, or floats")
      }
    guard let plane = result as? Plane<S> else { preconditionFailure("the kind is kept") }
    return plane
  }

  /// The plane through a function of floats.
  func throughFloats(
    _ context: FilterContext, _ filter: (Plane<Float>, FilterContext) -> Plane<Float>
  ) -> Plane<S> {
    let result = filter(floats(context.isa), context.with(constantOf: S.self))
    return Plane.nearest(to: result, context.isa)
  }
}
