import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
import Raster

/// A derivative of floats; codes are limited to what they can hold.
public struct GradientFilter: PlaneFilter {
  /// Which derivative.
  public enum Kind: Sendable {
    /// Sobel's, along an axis.
    case sobel(Axis)
    /// Scharr's, along an axis.
    case scharr(Axis)
    /// The length of Sobel's.
    case sobelMagnitude
    /// The length of Scharr's.
    case scharrMagnitude
    /// The sum of second derivatives.
    case laplacian(LaplacianNeighbours)
  }
  /// Which derivative.
  public let kind: Kind

  /// A derivative.
  public init(_ kind: Kind) { self.kind = kind }

  /// One pixel.
  public var reach: Int { 1 }
  /// See ``Gradient``; a length is `√(x·x + y·y)`.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.throughFloats(context) { plane, context in
      switch kind {
      case .sobel(let axis): Gradient.sobel(plane, axis: axis, in: context)
      case .scharr(let axis): Gradient.scharr(plane, axis: axis, in: context)
      case .laplacian(let pixels): Gradient.laplacian(plane, neighbours: pixels, in: context)
      case .sobelMagnitude:
        length(
          Gradient.sobel(plane, axis: .x, in: context),
          Gradient.sobel(plane, axis: .y, in: context), context.isa)
      case .scharrMagnitude:
        length(
          Gradient.scharr(plane, axis: .x, in: context),
          Gradient.scharr(plane, axis: .y, in: context), context.isa)
      }
    }
  }

  private func length(
    _ x: Plane<Float>, _ y: Plane<Float>, _ isa: InstructionSet
  ) -> Plane<Float> {
    let kernel = unsafe isa.select(
      KernelsBaseline.lengthRow, KernelsAVX2.lengthRow, KernelsAVX512.lengthRow)
    return unsafe mapRows(x, y) { x, y, width, target in unsafe kernel(x, y, width, target) }
  }
}
