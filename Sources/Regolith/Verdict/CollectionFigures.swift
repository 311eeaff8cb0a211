/// What is known of a collection: everything a verdict goes by.
public struct CollectionFigures: Sendable, Hashable {
  /// A frame of before or after.
  public struct Frame: Sendable, Hashable {
    /// Its id.
    public var name: String
    /// When it was taken.
    public var role: ShovelFrame.Role
    /// The camera's name.
    public var camera: String
    /// The spacecraft clock, in seconds.
    public var clock: Double?
    /// Why it was not looked at.
    public var refusal: FrameGate.Refusal?

    /// A frame from its parts.
    public init(
      name: String, role: ShovelFrame.Role, camera: String, clock: Double?,
      refusal: FrameGate.Refusal?
    ) {
      (self.name, self.role, self.camera) = (name, role, camera)
      (self.clock, self.refusal) = (clock, refusal)
    }
  }

  /// Bounds of what the shovel holds.
  public struct Content: Sendable, Hashable {
    /// At least, likeliest, and at most, in cubic metres.
    public var low, likeliest, high: Double
    /// The standard deviation of what is likeliest, in cubic metres.
    public var deviation: Double
    /// What was measured alone.
    public var seen: ContentMeasurement.Seen
    /// See ``ContentMeasurement/Result/empty``.
    public var empty: Double?
    /// See ``ContentMeasurement/Result/measured``.
    public var measured: Double
    /// See ``ContentMeasurement/Result/bare``.
    public var bare: Double
    /// See ``ContentMeasurement/Result/changed``.
    public var changed: [Double?]

    /// Bounds from their parts.
    public init(
      low: Double, likeliest: Double, high: Double, deviation: Double,
      seen: ContentMeasurement.Seen, empty: Double?, measured: Double, bare: Double,
      changed: [Double?]
    ) {
      (self.low, self.likeliest, self.high) = (low, likeliest, high)
      self.deviation = deviation
      (self.seen, self.empty, self.measured) = (seen, empty, measured)
      (self.bare, self.changed) = (bare, changed)
    }
  }

  /// What the shovel holds when struck level, in cubic metres.
  public var capacity: Double
  /// The frames of before and after.
  public var frames: [Frame]
  /// The share of the ground that is found again; nil where nobody can tell.
  public var sameGround: Double?
  /// What the shovel holds; nil where it was not measured.
  public var content: Content?

  /// Figures from their parts.
  public init(capacity: Double, frames: [Frame], sameGround: Double?, content: Content?) {
    (self.capacity, self.frames) = (capacity, frames)
    (self.sameGround, self.content) = (sameGround, content)
  }
}
