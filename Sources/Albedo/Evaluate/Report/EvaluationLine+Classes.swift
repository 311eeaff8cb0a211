import Settings
import Simulator

/// What a verdict got wrong.
public enum Mistake: String, Sendable, CaseIterable {
  /// The threshold's mass is confirmed where nothing was collected.
  case confirmedNothing = "confirmed, but nothing was collected"
  /// It is confirmed where some was collected, but less.
  case confirmedTooLittle = "confirmed, but less was collected"
  /// Regolith is called absent where the threshold's mass, or 4 % of the capacity, was collected.
  case absentRegolith = "absent, but regolith was collected"
}

/// The classes of collections that goals speak of.
extension EvaluationLine {
  /// The mass in grams that a collection claims to have.
  public static let threshold = 50.0

  /// Whether nobody attacked and nothing disturbed it.
  var isPlain: Bool { sweep.recipe.attack == .none && sweep.recipe.perturbation == .none }

  /// Whether nothing was collected; a film of dust is nothing.
  var isEmpty: Bool { truth.fill == 0 }

  /// Whether at least half of the shovel's floor is in sunlight in every frame.
  var isLit: Bool { truth.litShare >= 0.5 }

  /// Whether what it claims is true.
  var isEnough: Bool { truth.mass >= Self.threshold }

  /// What the verdict got wrong, if anything.
  public var mistake: Mistake? {
    switch verdict.outcome {
    case .confirmed where isEmpty: .confirmedNothing
    case .confirmed where !isEnough: .confirmedTooLittle
    case .absent where isEnough || truth.fill >= 0.04: .absentRegolith
    default: nil
    }
  }

  /// The probability of the claim, and whether it is true.
  var forecast: Forecast { Forecast(verdict.probability, happened: isEnough) }

  /// One of the strata as text; a missing one is `?`.
  func stratum(_ name: String) -> String {
    switch strata[name] {
    case .string(let text)?: text
    case .integer(let number)?: String(number)
    default: "?"
    }
  }

  /// The class of content, of an attack with its variant.
  var contentText: String {
    let variant = strata["variant"]?.stringValue.map { ": \($0)" } ?? ""
    let attack = sweep.recipe.attack
    return attack == .none ? stratum("content") : attack.rawValue + variant
  }

  /// One of the strata as a number.
  func quantity(_ name: String) -> Double? { strata[name]?.doubleValue }
}
