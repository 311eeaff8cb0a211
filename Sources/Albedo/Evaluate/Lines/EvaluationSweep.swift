import Diagnostics
import Simulator

/// Which random collections are judged: a sweep of the simulator.
public struct EvaluationSweep: Sendable, Hashable {
  /// What its collections are drawn from, and what is done to them.
  public let recipe: SweepRecipe
  /// Where all random numbers come from, from 0 on.
  public let seed: Int

  /// A sweep from its parts.
  public init(_ recipe: SweepRecipe, seed: Int) { (self.recipe, self.seed) = (recipe, seed) }

  /// The words joined by hyphens, as files of shards are named: `report-empty-none-none-1`.
  public var name: String { (words.map(\.word) + [String(seed)]).joined(separator: "-") }

  /// The words that choose it, as `albedo simulate --sweep` takes them.
  private var words: [(option: String, word: String)] {
    [
      ("family", recipe.family.rawValue), ("plan", recipe.plan.rawValue),
      ("attack", recipe.attack.rawValue), ("perturb", recipe.perturbation.rawValue),
    ]
  }

  /// The call that makes one of its collections again.
  ///
  /// - Parameters:
  ///   - number: of the collection, from 1 on.
  ///   - folder: where it goes.
  /// - Returns: a line for a shell.
  public func command(number: Int, folder: String) -> String {
    let options = words.filter { $0.word != "none" }.map { " --\($0.option) \($0.word)" }
    return "albedo simulate --sweep 1 --first \(number) --seed \(seed)\(options.joined())"
      + " -o \(folder)"
  }

  /// The sweep that a line names.
  init(_ fields: LineFields) throws(Failure) {
    var recipe = SweepRecipe()
    recipe.family = try fields.word("family", SweepFamily.self)
    recipe.plan = try fields.word("plan", SweepPlan.self)
    recipe.attack = try fields.word("attack", SweepAttack.self)
    recipe.perturbation = try fields.word("perturb", SweepPerturbation.self)
    self.init(recipe, seed: try fields.integer("seed", 0...Int.max))
  }

  /// The place in the order of reports: of each word where it is declared, then the seed.
  var order: [Int] {
    [
      Self.place(recipe.family), Self.place(recipe.plan), Self.place(recipe.attack),
      Self.place(recipe.perturbation), seed,
    ]
  }

  private static func place<Word: CaseIterable & Equatable>(_ word: Word) -> Int {
    Array(Word.allCases).firstIndex(of: word) ?? 0
  }
}
