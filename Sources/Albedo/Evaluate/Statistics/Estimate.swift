/// A measured quantity with its interval of 90 %.
public struct Estimate: Sendable, Equatable {
  /// The likeliest value.
  public let value: Double
  /// The lower end of the interval.
  public let low: Double
  /// The upper end of the interval.
  public let high: Double

  /// An estimate from its parts.
  public init(_ value: Double, low: Double, high: Double) {
    (self.value, self.low, self.high) = (value, low, high)
  }
}
