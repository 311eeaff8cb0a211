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
  /// It is.
  public var isMean: Bool { true }
  /// See ``Convolution/box(_:radius:in:)-(Plane<Float>,_,_)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.byKind(
      { Convolution.box($0, radius: radius, in: context) },
      { Convolution.box($0, radius: radius, in: context) },
      { Convolution.box($0, radius: radius, in: context) })
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
  /// It is not linear.
  public var isMean: Bool { false }
  /// See ``Median/filtered(_:size:in:)-(Plane<UInt8>,_,_)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.byKind(
      { Median.filtered($0, size: size, in: context) },
      { Median.filtered($0, size: size, in: context) },
      { Median.filtered($0, size: size, in: context) })
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

  /// A bilateral filter; for the ranges see ``Bilateral``.
  public init(radius: Int, sigmaSpace: Double, sigmaRange: Double) {
    self.radius = radius
    self.sigmaSpace = sigmaSpace
    self.sigmaRange = sigmaRange
  }

  /// The radius.
  public var reach: Int { radius }
  /// It is not linear.
  public var isMean: Bool { false }
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
}

/// A guided filter; the picture guides itself.
public struct GuidedFilter: PlaneFilter {
  /// Pixels from the middle of a square to its sides.
  public let radius: Int
  /// The variance below which the picture counts as flat.
  public let epsilon: Float

  /// A guided filter; for the ranges see ``Guided``.
  public init(radius: Int, epsilon: Float) {
    self.radius = radius
    self.epsilon = epsilon
  }

  /// Twice the radius: means of means.
  public var reach: Int { 2 * radius }
  /// It is not linear.
  public var isMean: Bool { false }
  /// See ``Guided``; codes are filtered as floats.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.asFloats { Guided.filtered($0, radius: radius, epsilon: epsilon, in: context) }
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
  /// It has negative weights.
  public var isMean: Bool { false }
  /// See ``Gradient``; a length is `√(x·x + y·y)`.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    plane.asFloats { plane in
      switch kind {
      case .sobel(let axis): Gradient.sobel(plane, axis: axis, in: context)
      case .scharr(let axis): Gradient.scharr(plane, axis: axis, in: context)
      case .laplacian(let pixels): Gradient.laplacian(plane, neighbours: pixels, in: context)
      case .sobelMagnitude:
        length(
          Gradient.sobel(plane, axis: .x, in: context),
          Gradient.sobel(plane, axis: .y, in: context))
      case .scharrMagnitude:
        length(
          Gradient.scharr(plane, axis: .x, in: context),
          Gradient.scharr(plane, axis: .y, in: context))
      }
    }
  }

  private func length(_ x: Plane<Float>, _ y: Plane<Float>) -> Plane<Float> {
    Plane(size: x.size) { line, row in
      let (across, down) = (x.row(line), y.row(line))
      for at in row.indices {
        row[at] = (across[at] * across[at] + down[at] * down[at]).squareRoot()
      }
    }
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
  func asFloats(_ filter: (Plane<Float>) -> Plane<Float>) -> Plane<S> {
    if let floats = self as? Plane<Float>, let result = filter(floats) as? Plane<S> {
      return result
    }
    let numbers = Plane<Float>(size: size) { y, row in
      let samples = self.row(y)
      for x in row.indices { row[x] = samples[x].number }
    }
    let result = filter(numbers)
    return Plane(size: result.size) { y, row in
      let values = result.row(y)
      for x in row.indices { row[x] = S(nearest: values[x]) }
    }
  }
}
