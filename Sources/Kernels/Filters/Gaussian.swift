import ExactMath
import Raster

/// A Gaussian: its standard deviation and how much of it is kept.
public struct Gaussian: Sendable, Hashable {
  /// The standard deviation in pixels; above 0.
  public let sigma: Double
  /// The largest standard deviation that is filtered in one pass.
  public static let largestInOnePass = 64.0

  /// A Gaussian.
  ///
  /// - Precondition: `sigma` is a number above 0.
  public init(sigma: Double) {
    precondition(sigma > 0 && sigma.isFinite, "a standard deviation above 0")
    self.sigma = sigma
  }

  /// How many taps hold all but 0.0003 of its weight: `2 ⌈3.7 σ⌉ + 1`.
  ///
  /// 31 taps reach to σ = 4.05.
  public var taps: Int { 2 * max(1, Int((3.7 * sigma).rounded(.up))) + 1 }

  /// `exp(−k² / 2σ²)` at whole pixels, divided by their sum.
  ///
  /// - Parameter taps: how many; odd, 3 to 511; nil for as many as it needs, where that is no more.
  /// - Returns: weights whose sum is 1 but for rounding to floats.
  public func weights(taps: Int? = nil) -> TapWeights {
    precondition(taps.map { $0 % 2 == 1 } ?? true, "an odd number of taps")
    let radius = (taps ?? self.taps) / 2
    let values = (-radius...radius).map { k in
      Exact.exp(-Double(k * k) / (2 * sigma * sigma))
    }
    let total = values.reduce(0, +)
    return TapWeights(values.map { Float($0 / total) })
  }

  /// The equal Gaussians that it is a cascade of: one up to ``largestInOnePass``, more above.
  ///
  /// Gaussians in a row add their variances.
  public var passes: [Gaussian] {
    let count = max(
      1,
      Int(
        (sigma * sigma / (Self.largestInOnePass * Self.largestInOnePass))
          .rounded(.up)))
    return Array(repeating: Gaussian(sigma: sigma / Double(count).squareRoot()), count: count)
  }
}

extension Convolution {
  /// A Gaussian filter; separable, see ``separable(_:rows:columns:in:)``.
  ///
  /// The sampled Gaussian is taken as it is, cut off where less than 0.0003 of its weight is left,
  /// whatever sigma is: that is the error beside the rounding of sums. The cost grows with sigma.
  /// Above ``Gaussian/largestInOnePass`` it is a cascade of equal passes, which needs a whole
  /// picture; each rounds to samples.
  ///
  /// - Parameters:
  ///   - source: the picture, or the rows of it that the context's window holds.
  ///   - gaussian: the Gaussian.
  ///   - taps: how many taps are kept, odd, 3 to 511; nil for as many as the Gaussian needs.
  ///   - context: border, channels, rows wanted, threads, instruction set.
  /// - Returns: the wanted rows.
  public static func gaussian<S: FilterSample>(
    _ source: Plane<S>, _ gaussian: Gaussian, taps: Int? = nil,
    in context: FilterContext = FilterContext()
  ) -> Plane<S> {
    let passes = taps == nil ? gaussian.passes : [gaussian]
    precondition(passes.count == 1 || context.window == nil, "a cascade takes a whole picture")
    return passes.reduce(source) { picture, pass in
      let weights = pass.weights(taps: taps)
      return separable(picture, rows: weights, columns: weights, in: context)
    }
  }
}
