import Albedo
import Synchronization

/// Collections without frames, whose truth stands in a file of their folder.
struct MadeUpCollections: CollectionSource {
  func make(
    _ number: Int, of sweep: EvaluationSweep, into folder: String
  ) throws(Failure) -> (downlink: String, strata: JSONValue, truth: EvaluationTruth) {
    var draws = Draws(sweep: sweep, number: number)
    let isMono = draws.next() < 0.25
    let capacity = 300 + 600 * draws.next()
    let fill = Self.fill(sweep, capacity, &draws)
    let truth = EvaluationTruth(
      fill: fill, volume: fill * capacity, mass: fill * capacity * 1.45,
      litShare: sweep.recipe.plan == .lit ? 0.8 : (draws.next() * 100).rounded() / 100,
      cameras: isMono && sweep.recipe.plan != .lit ? 1 : 2)
    let strata: JSONValue = [
      "content": fill == 0 ? (draws.next() < 0.5 ? "empty" : "dust") : "partial",
      "sunElevation": .number(6 + 52 * draws.next()), "sunFromLip": .number(360 * draws.next()),
      "shape": draws.next() < 0.5 ? "trough" : "bucket",
      "finish": draws.next() < 0.6 ? "metal" : "paint",
      "heap": draws.next() < 0.5 ? "scooped" : "dragged", "bits": draws.next() < 0.4 ? 8 : 12,
    ]
    let place = Files.join(folder, "c\(number)")
    try Files.write(truth.json.text, to: Files.join(place, "truth.json"))
    return (place, strata, truth)
  }

  private static func fill(
    _ sweep: EvaluationSweep, _ capacity: Double, _ draws: inout Draws
  ) -> Double {
    let draw = draws.next()
    if sweep.recipe.attack != .none { return 0 }
    let fill =
      switch sweep.recipe.plan {
      case .empty: 0.0
      case .threshold: (25 + 75 * draw) / 1.45 / capacity
      case .fills: 0.05 + 0.9 * draw
      case .lit: 0.3 + 0.6 * draw
      case .general: draw < 0.3 ? 0 : (draw - 0.3) / 0.6
      }
    return (fill * 10_000).rounded() / 10_000
  }
}

/// A judge that looks up the truth and errs a little, in a way that depends on the truth alone.
struct MadeUpJudge: CollectionJudge {
  var configuration = "made up"
  /// Whether everything is confirmed.
  var isFooled = false
  /// Told of each verdict.
  var onVerdict: @Sendable () throws(Failure) -> Void = {}

  func verdict(on downlink: String) throws(Failure) -> JSONValue {
    try onVerdict()
    let file = Files.join(downlink, "truth.json")
    let json = try JSONValue.parse(Files.readText(file, limit: 4096), file: file)
    let fill = json["fill"]?.doubleValue ?? 0
    let isMono = json["cameras"]?.integerValue == 1
    var draws = Draws(
      seed: Digest(of: json.text).bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
    let spread = isMono ? 0.06 : 0.025
    let seen = max(0, fill + spread * draws.normal())
    let capacity = (json["volumeCm3"]?.doubleValue ?? 0) / max(fill, 1e-9)
    let guess = seen * (capacity > 0 ? capacity * 1.45 : 500)
    let room = 1.645 * spread
    let p = min(1, max(0, 0.5 + (guess - 50) / 40))
    let isLit = (json["litShare"]?.doubleValue ?? 0) >= 0.4
    let outcome =
      isFooled || (p > 0.95 && isLit) ? "confirmed" : p < 0.05 && isLit ? "absent" : "inconclusive"
    func quantity(_ scale: Double, _ unit: String) -> JSONValue {
      if !isLit && draws.next() < 0.1 { return .null }
      return [
        "value": .number(seen * scale), "low": .number(max(0, seen - room) * scale),
        "high": .number((seen + room) * scale), "unit": .string(unit),
      ]
    }
    let reason: JSONValue =
      isLit
      ? ["code": "fill-line", "sentence": "The fill line is seen on two walls."]
      : ["code": "dark-floor", "sentence": "Most of the floor | lies in <shadow>."]
    return [
      "outcome": .string(outcome), "fill": quantity(1, "1"), "volume": quantity(capacity, "cm3"),
      "mass": quantity(capacity * 1.45, "g"), "probability": .number(p),
      "someRegolith": [
        "outcome": .string(outcome), "probability": .number(min(1, max(0, 0.3 + seen * 4))),
      ],
      "reasons": [reason], "advice": [], "rejectedFrames": draws.next() < 0.05 ? 1 : 0,
      "frames": isMono ? 2 : 4,
    ]
  }
}

/// Random numbers of a collection, the same each time.
struct Draws {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  init(sweep: EvaluationSweep, number: Int) {
    let bytes = Digest(of: "\(sweep.name) \(number)").bytes
    self.init(seed: bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) })
  }

  /// From 0 to 1 (SplitMix64).
  mutating func next() -> Double {
    state &+= 0x9E37_79B9_7F4A_7C15
    var bits = state
    bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
    bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
    return Double((bits ^ (bits >> 31)) >> 11) * 0x1p-53
  }

  /// Nearly a normal deviate: the sum of twelve even ones.
  mutating func normal() -> Double { (0..<12).reduce(-6) { sum, _ in sum + next() } }
}

extension EvaluationSweep {
  /// A sweep from its words.
  static func of(
    _ family: SweepFamily, _ plan: SweepPlan, _ attack: SweepAttack = .none,
    _ perturbation: SweepPerturbation = .none, seed: Int = 1
  ) -> EvaluationSweep {
    var recipe = SweepRecipe()
    (recipe.family, recipe.plan) = (family, plan)
    (recipe.attack, recipe.perturbation) = (attack, perturbation)
    return EvaluationSweep(recipe, seed: seed)
  }
}
