import Diagnostics
import Files
import Settings
import Simulator

/// Collections of sweeps, as `albedo simulate --sweep` makes them.
public struct SimulatedCollections: CollectionSource {
  /// Collections of half HD, as sweeps have them.
  public init() {}

  /// Makes a collection; one that stands there completely stays.
  ///
  /// - Parameters:
  ///   - number: its number in the sweep, from 1 on.
  ///   - sweep: what it is drawn from.
  ///   - folder: it goes to a folder of its own below this one.
  /// - Returns: that folder, what the collection is made of, and what it holds.
  /// - Throws: what cannot be made or written.
  public func make(
    _ number: Int, of sweep: EvaluationSweep, into folder: String
  ) throws(Failure) -> (downlink: String, strata: JSONValue, truth: EvaluationTruth) {
    let drawn = try Sweep(seed: sweep.seed, quality: .sweep, recipe: sweep.recipe)
    let made = try drawn.make(number - 1, into: folder, threads: 1).collection
    let downlink = Files.join(folder, made.name)
    let file = Files.join(downlink, "truth/truth.json")
    let truth = try JSONValue.parse(Files.readText(file, limit: 1 << 24), file: file)
    return (downlink, made.json, try EvaluationTruth(simulated: truth, made.json, at: .file(file)))
  }
}
