import Raster

/// A bilateral filter.
public struct BilateralFilter: PlaneFilter {
  /// Of the circle, in pixels.
  public let radius: Int
  /// The standard deviation of distances, in pixels.
  public let sigmaSpace: Double
  /// That of differences, in the unit of the samples.
  public let sigmaRange: Double

  /// A bilateral filter.
  ///
  /// - Precondition: the radius is 1 to 31, and both deviations are above 0.
  public init(radius: Int, sigmaSpace: Double, sigmaRange: Double) {
    precondition((1...31).contains(radius), "a radius of 1 to 31")
    precondition(sigmaSpace > 0 && sigmaRange > 0, "a deviation is above 0")
    self.radius = radius
    self.sigmaSpace = sigmaSpace
    self.sigmaRange = sigmaRange
  }

  /// The radius.
  public var reach: Int { radius }
  /// See ``Bilateral``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    func filtered(_ plane: Plane<UInt8>) -> Plane<UInt8> {
      Bilateral.filtered(
        plane, radius: radius, sigmaSpace: sigmaSpace, sigmaRange: sigmaRange, in: context)
    }
    func filtered(_ plane: Plane<UInt16>) -> Plane<UInt16> {
      Bilateral.filtered(
        plane, radius: radius, sigmaSpace: sigmaSpace, sigmaRange: sigmaRange, in: context)
    }
    func filtered(_ plane: Plane<Float>) -> Plane<Float> {
      Bilateral.filtered(
        plane, radius: radius, sigmaSpace: sigmaSpace, sigmaRange: sigmaRange, in: context)
    }
    return plane.byKind(filtered, filtered, filtered)
  }
  /// A mean of what is known around a known pixel; a known float that is not a number has no
  /// weight either.
  public func appliedToKnown<S: FilterSample>(
    _ plane: Plane<S>, missing: Plane<UInt8>, in context: FilterContext
  ) -> MaskedResult<S> {
    // What is not a number has no weight.
    let isa = context.isa
    let unknown = missing.wanted(context)
    let floats = plane.floats(isa).blanked(where: missing, by: .nan, isa)
    let result = Plane<S>.nearest(
      to: Bilateral.filteredNumbers(
        floats, radius: radius, sigmaSpace: sigmaSpace, sigmaRange: sigmaRange,
        in: context.with(constantOf: S.self)), isa)
    return MaskedResult(plane: result.blanked(where: unknown, isa), unknown: unknown)
  }
}
