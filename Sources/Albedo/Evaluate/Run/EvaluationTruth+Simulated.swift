import Diagnostics
import Settings

extension EvaluationTruth {
  /// What a collection of the simulator brought.
  ///
  /// Regolith that was in the shovel before, or that only frames of another time show, was not
  /// collected: then all of it is zero.
  ///
  /// - Parameters:
  ///   - truth: `truth/truth.json`.
  ///   - strata: what the collection is made of.
  ///   - place: where the truth stands.
  /// - Throws: a failure that names what is missing.
  init(simulated truth: JSONValue, _ strata: JSONValue, at place: Place) throws(Failure) {
    let fields = try LineFields(truth, at: place)
    let (shovels, collections) = (try fields.objects("shovels"), try fields.objects("collections"))
    guard let after = shovels.last, let collection = collections.first, collections.count == 1
    else { throw fields.failure("collections", "is not one, with a shovel") }
    var lit = 1.0
    for shovel in shovels { lit = min(lit, try shovel.number("litShare", 0...1)) }
    let mass = try collection.amount("collectedGrams")
    self.init(
      fill: mass > 0 ? try after.amount("fill") : 0,
      volume: mass > 0 ? try after.amount("volumeCm3") : 0, mass: mass, litShare: lit,
      cameras: try LineFields(strata, at: place).integer("cameras", 1...99))
  }
}
