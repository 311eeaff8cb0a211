import Diagnostics
import Settings

/// One collection that was judged: what it was, what it held, what the verdict was.
public struct EvaluationLine: Sendable, Equatable {
  /// The code that made and judged it; see ``EvaluationCode``.
  public let code: String
  /// The sweep that it belongs to.
  public let sweep: EvaluationSweep
  /// Its number in the sweep, from 1 on.
  public let number: Int
  /// What it is made of, as the simulator's `truth/strata.json` states it.
  public let strata: JSONValue
  /// What it held.
  public let truth: EvaluationTruth
  /// What the judge says.
  public let verdict: EvaluationVerdict
  /// All of it, as it stands in a file.
  public let json: JSONValue

  /// A line from its parts.
  ///
  /// - Parameters:
  ///   - code: the code that made and judged the collection.
  ///   - sweep: what it was drawn from.
  ///   - number: its number, from 1 on.
  ///   - strata: what it is made of.
  ///   - truth: what it held.
  ///   - verdict: the judge's words, which are kept as they are.
  /// - Throws: a failure that names what is wrong with the verdict.
  public init(
    code: String, sweep: EvaluationSweep, number: Int, strata: JSONValue, truth: EvaluationTruth,
    verdict: JSONValue
  ) throws(Failure) {
    let json: JSONValue = [
      "code": .string(code), "family": .string(sweep.recipe.family.rawValue),
      "plan": .string(sweep.recipe.plan.rawValue), "attack": .string(sweep.recipe.attack.rawValue),
      "perturb": .string(sweep.recipe.perturbation.rawValue), "seed": .integer(sweep.seed),
      "number": .integer(number), "strata": strata, "truth": truth.json, "verdict": verdict,
    ]
    try self.init(json, at: .argument("the verdict on \(sweep.name) \(number)"))
  }

  /// A line as it stands in a file.
  ///
  /// - Parameters:
  ///   - json: the object.
  ///   - place: where it stands.
  /// - Throws: a failure that names the member which is missing or wrong.
  public init(_ json: JSONValue, at place: Place) throws(Failure) {
    let fields = try LineFields(json, at: place)
    code = try fields.text("code")
    sweep = try EvaluationSweep(fields)
    number = try fields.integer("number", 1...Int.max)
    _ = try fields.object("strata")
    strata = try fields.member("strata")
    truth = try EvaluationTruth(fields.object("truth"))
    verdict = try EvaluationVerdict(fields.object("verdict"))
    self.json = json
  }

  /// The place in the order of reports, whatever the order of files.
  var order: [Int] { sweep.order + [number] }
}
