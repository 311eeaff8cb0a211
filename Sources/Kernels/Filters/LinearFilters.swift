import Raster

/// A dense filter.
public struct DenseFilter: PlaneFilter {
  /// Its weights.
  public let weights: WeightMatrix

  /// A dense filter of some weights.
  public init(_ weights: WeightMatrix) { self.weights = weights }

  /// Half the longer side.
  public var reach: Int { max(weights.width, weights.height) / 2 }
  /// Where no weight is negative and some are not 0.
  public var isMean: Bool {
    weights.weights.allSatisfy { $0 >= 0 } && weights.weights.contains { $0 > 0 }
  }
  /// See ``Convolution/dense(_:_:in:)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    Convolution.dense(plane, weights, in: context)
  }
}

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
  /// It is.
  public var isMean: Bool { true }
  /// See ``Convolution/gaussian(_:_:taps:in:)``.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    Convolution.separable(plane, rows: weights, columns: weights, in: context)
  }
}

/// An unsharp mask: what a Gaussian takes away is added once more.
public struct UnsharpMask: PlaneFilter {
  /// How far details reach.
  public let gaussian: Gaussian
  /// How much of the details is added.
  public let amount: Float
  /// Details smaller than this are left alone; in units of the sample.
  public let threshold: Float

  /// An unsharp mask.
  ///
  /// - Precondition: as for ``GaussianFilter``; the threshold is not negative.
  public init(_ gaussian: Gaussian, amount: Float, threshold: Float = 0) {
    precondition(gaussian.passes.count == 1 && threshold >= 0, "one pass, a threshold from 0 on")
    self.gaussian = gaussian
    self.amount = amount
    self.threshold = threshold
  }

  /// Half the taps of the Gaussian.
  public var reach: Int { gaussian.taps / 2 }
  /// It has negative weights.
  public var isMean: Bool { false }

  /// `x + amount · d` with `d = x − gaussian(x)` where `|d|` is at least the threshold, else `x`.
  ///
  /// The Gaussian of codes is a code; the rest is computed in floats.
  public func applied<S: FilterSample>(to plane: Plane<S>, in context: FilterContext) -> Plane<S> {
    let window = context.checkedWindow(of: plane.size, halo: reach)
    let smooth = Convolution.gaussian(plane, gaussian, in: context)
    let offset = window.wanted.lowerBound - window.held.lowerBound
    return Plane(size: smooth.size) { y, row in
      let (sharp, blurred) = (plane.row(offset + y), smooth.row(y))
      for x in row.indices {
        let value = sharp[x].number
        let detail = value - blurred[x].number
        let isDetail = abs(detail) >= threshold
        row[x] = isDetail ? S(nearest: value + amount * detail) : sharp[x]
      }
    }
  }
}
