import Diagnostics
import Settings

/// What a judge says of a collection.
public struct EvaluationVerdict: Sendable, Equatable {
  /// The answer to a claim.
  public enum Outcome: String, Sendable, CaseIterable {
    /// The claim holds.
    case confirmed
    /// It does not hold.
    case absent
    /// Nobody can tell from these frames.
    case inconclusive
  }

  /// Why it is as it is.
  public struct Reason: Sendable, Equatable {
    /// A word that stays the same.
    public let code: String
    /// The same for people.
    public let sentence: String
  }

  /// The answer to "at least the threshold's mass of regolith".
  public let outcome: Outcome
  /// The probability of that, 0 to 1.
  public let probability: Double
  /// The answer to "some regolith".
  public let someOutcome: Outcome
  /// The probability of that, 0 to 1.
  public let someProbability: Double
  /// The share of the struck capacity; nil where nothing was measured.
  public let fill: Estimate?
  /// Cubic centimetres; nil where nothing was measured.
  public let volume: Estimate?
  /// Grams; nil where nothing was measured.
  public let mass: Estimate?
  /// Why it is so, weightiest first.
  public let reasons: [Reason]
  /// Frames that were too bad to be used.
  public let rejectedFrames: Int
  /// All frames that arrived.
  public let frames: Int

  init(_ fields: LineFields) throws(Failure) {
    outcome = try fields.word("outcome", Outcome.self)
    probability = try fields.number("probability", 0...1)
    let some = try fields.object("someRegolith")
    someOutcome = try some.word("outcome", Outcome.self)
    someProbability = try some.number("probability", 0...1)
    fill = try Estimate(fields, "fill", units: [("1", 1), ("%", 100)])
    volume = try Estimate(fields, "volume", units: [("cm3", 1)])
    mass = try Estimate(fields, "mass", units: [("g", 1)])
    var reasons: [Reason] = []
    for reason in try fields.objects("reasons") {
      reasons.append(Reason(code: try reason.text("code"), sentence: try reason.text("sentence")))
    }
    self.reasons = reasons
    guard try fields.member("advice").elements != nil else {
      throw fields.failure("advice", "is no array")
    }
    frames = try fields.integer("frames", 0...1_000_000)
    rejectedFrames = try fields.integer("rejectedFrames", 0...1_000_000)
    guard rejectedFrames <= frames else {
      throw fields.failure("rejectedFrames", "is more than the \(frames) frames")
    }
  }
}

extension Estimate {
  /// The quantity of a name in the first unit, of which others are parts; nil where null stands.
  init?(
    _ fields: LineFields, _ name: String, units: [(name: String, parts: Double)]
  ) throws(Failure) {
    guard let quantity = try fields.optionalObject(name) else { return nil }
    let word = try quantity.text("unit")
    guard let unit = units.first(where: { $0.name == word }) else {
      throw quantity.failure(
        "unit", "is \"\(word)\", not " + units.map(\.name).joined(separator: " or "))
    }
    self.init(
      try quantity.amount("value") / unit.parts, low: try quantity.amount("low") / unit.parts,
      high: try quantity.amount("high") / unit.parts)
    guard low <= high else { throw quantity.failure("low", "lies above high") }
  }
}
