import KernelsAVX2
import KernelsAVX512
import KernelsBaseline
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
