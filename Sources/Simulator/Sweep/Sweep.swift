import Diagnostics
import Downlink
import Files
import Settings
import Synchronization

/// Random collections, spread evenly over what there may be.
public struct Sweep: Sendable {
  /// Where all random numbers come from.
  public let seed: Int
  /// How much work goes into frames.
  public let quality: SceneDescription.Quality
  /// What collections are drawn from, and what is done to them.
  public let recipe: SweepRecipe

  /// A sweep.
  ///
  /// - Parameters:
  ///   - seed: where all random numbers come from.
  ///   - quality: how much work goes into frames.
  ///   - recipe: what collections are drawn from, and what is done to them.
  /// - Throws: a failure where the recipe makes no sense.
  public init(
    seed: Int, quality: SceneDescription.Quality, recipe: SweepRecipe = .init()
  ) throws(Failure) {
    try recipe.check()
    (self.seed, self.quality, self.recipe) = (seed, quality, recipe)
  }

  /// A collection of it, the same however many are made.
  ///
  /// - Parameter number: from 0 on.
  /// - Returns: the collection, not yet made.
  /// - Throws: a failure where no Sun can be found that lights the floor as the recipe asks.
  public func collection(_ number: Int) throws(Failure) -> SweepCollection {
    try SweepCollection(number, seed: seed, quality: quality, recipe: recipe)
  }

  /// Makes some collections, each as a downlink of its own.
  ///
  /// - Parameters:
  ///   - numbers: of collections, from 0 on.
  ///   - folder: each goes to a folder of its name below this one.
  ///   - threads: how many are made at a time.
  ///   - report: is told of each, in the order in which they are done; on one thread at a time.
  /// - Throws: what cannot be written, of all of them.
  public func make(
    _ numbers: Range<Int>, into folder: String, threads: Int,
    report: @escaping @Sendable (SweepCollection, _ isNew: Bool) -> Void
  ) throws(Failure) {
    let gate = Mutex(())
    let failures = forEachBand(rows: numbers.count, height: 1, threads: threads) {
      rows -> Failure? in
      do throws(Failure) {
        let done = try make(numbers.lowerBound + rows.lowerBound, into: folder, threads: 1)
        gate.withLock { _ in report(done.collection, done.isNew) }
        return nil
      } catch { return error }
    }
    var findings = Findings()
    for failure in failures.compactMap({ $0 }) { findings.add(failure) }
    try findings.throwIfAny()
  }

  /// Makes a collection as a downlink of its own.
  ///
  /// A folder that is complete and holds this very collection is left as it is.
  ///
  /// - Parameters:
  ///   - number: of the collection, from 0 on.
  ///   - folder: it goes to a folder of its name below this one.
  ///   - threads: how many threads work.
  /// - Returns: the collection, and whether it was made now.
  /// - Throws: what cannot be drawn or written.
  public func make(
    _ number: Int, into folder: String, threads: Int
  ) throws(Failure) -> (collection: SweepCollection, isNew: Bool) {
    let collection = try collection(number)
    let place = Files.join(folder, collection.name)
    let scenePath = Files.join(place, "scene.yaml")
    let text = ConfigurationText(collection.scene).text
    if Files.exists(Files.join(place, DownlinkFolder.fileName)), Files.exists(scenePath),
      try Files.readText(scenePath, limit: Yaml.sizeLimit) == text
    {
      return (collection, false)
    }
    try Files.write(text, to: scenePath)
    try Files.write(ConfigurationText(collection.rig).text, to: Files.join(place, "rig.yaml"))
    let strata = JSONValue.object([
      ("version", 1), ("simulated", true), ("seed", .integer(seed)),
      ("number", .integer(number + 1)), ("strata", collection.json),
    ])
    try Files.write(strata.prettyText, to: Files.join(place, "truth/strata.json"))
    _ = try Simulation.run(scene: scenePath, into: place, threads: threads)
    return (collection, true)
  }
}
