/// What a file that comes with a camera states of its sensor; nil where it says nothing.
public struct StatedSensor: Sendable, Hashable {
  /// A fact with its source, for the comment beside it.
  public struct Fact<Value: Sendable & Hashable>: Sendable, Hashable {
    /// What is stated.
    public var value: Value
    /// Where it stands, and what follows it from.
    public var source: String

    /// A fact from its parts.
    public init(_ value: Value, source: String) {
      (self.value, self.source) = (value, source)
    }
  }

  /// What stands before the pixels.
  public var filters: Fact<ColorFilters>?
  /// Low bits of a code that carry information.
  public var validBits: Fact<Int>?
  /// The code of no light.
  public var black: Fact<Int>?

  /// Nothing is stated.
  public init() {}
}
