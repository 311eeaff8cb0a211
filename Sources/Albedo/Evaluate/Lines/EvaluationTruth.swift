import Diagnostics
import Settings

/// What a simulated collection really brought.
public struct EvaluationTruth: Sendable, Equatable {
  /// What was collected, as a share of the shovel's struck capacity.
  public let fill: Double
  /// Its volume in cubic centimetres.
  public let volume: Double
  /// Its mass in grams.
  public let mass: Double
  /// The share of the shovel's floor in direct sunlight, of that moment which has the least.
  public let litShare: Double
  /// How many cameras see the shovel.
  public let cameras: Int

  /// A truth from its parts.
  public init(fill: Double, volume: Double, mass: Double, litShare: Double, cameras: Int) {
    (self.fill, self.volume, self.mass) = (fill, volume, mass)
    (self.litShare, self.cameras) = (litShare, cameras)
  }

  init(_ fields: LineFields) throws(Failure) {
    fill = try fields.amount("fill")
    volume = try fields.amount("volumeCm3")
    mass = try fields.amount("massGrams")
    litShare = try fields.number("litShare", 0...1)
    cameras = try fields.integer("cameras", 1...99)
  }

  /// The truth as a line states it.
  public var json: JSONValue {
    [
      "fill": .number(fill), "volumeCm3": .number(volume), "massGrams": .number(mass),
      "litShare": .number(litShare), "cameras": .integer(cameras),
    ]
  }
}
