import Albedo
import ArgumentParser

/// The command `albedo simulate`.
struct SimulateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Make downlinks with known truth, from a scene file or as a sweep of collections.",
    discussion: """
      The same scene and rig give the same pixels on every machine. A sweep makes a downlink of each
      collection, with its strata in truth/strata.json; what a folder holds completely stays.

      --family fit and report share no shape, heap, soil law, colour or height of the Sun. --plan
      says what shovels hold: all classes, nothing and dust, 0.5 to 2 times 50 g (threshold), 5 to
      95 % (fills), or at least 75 g in a lit shovel before two cameras (lit). --attack makes
      collections of nothing that look like some, and --perturb frames with a defect; an attack
      goes with any family, a perturbation with any family and plan.
      """)

  @Argument(help: "The scene file; its rig is named relative to it. Not with --sweep.")
  var scene: String?

  @Option(name: [.customShort("o"), .long], help: "The folder that the downlink goes to.")
  var output: String

  @Option(name: .long, help: "How many random collections are made instead of a scene.")
  var sweep: Int?

  @Option(name: .long, help: "Number of the first collection of a sweep (default: 1).")
  var first: Int?

  @Option(name: .long, help: "Where the random numbers of a sweep come from (default: 1).")
  var seed: Int?

  @Option(name: .long, help: "Quality of a sweep (default: sweep).")
  var quality: SceneDescription.Quality?

  @Option(name: .long, help: "What a sweep is drawn from (default: mixed).")
  var family: SweepFamily?

  @Option(name: .long, help: "What the shovels of a sweep hold (default: general).")
  var plan: SweepPlan?

  @Option(name: .long, help: "What a sweep pretends (default: none).")
  var attack: SweepAttack?

  @Option(name: .long, help: "What goes wrong in a sweep (default: none).")
  var perturb: SweepPerturbation?

  @Option(name: .long, help: "Threads; all processors when absent.")
  var jobs: Int?

  @OptionGroup var talk: OutputOptions

  /// What a sweep is drawn from, and what is done to its collections.
  private var recipe: SweepRecipe {
    var recipe = SweepRecipe()
    (recipe.family, recipe.plan) = (family ?? .mixed, plan ?? .general)
    (recipe.attack, recipe.perturbation) = (attack ?? .none, perturb ?? .none)
    return recipe
  }

  func validate() throws {
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
    if let sweep {
      if sweep < 1 { throw ValidationError("--sweep takes a number from 1 on.") }
      if let first, first < 1 { throw ValidationError("--first takes a number from 1 on.") }
      if let seed, seed < 0 { throw ValidationError("--seed takes a number from 0 on.") }
      if scene != nil { throw ValidationError("Give a scene file or --sweep, not both.") }
    } else {
      if scene == nil { throw ValidationError("Give a scene file, or --sweep with a number.") }
      if first != nil || seed != nil || quality != nil || recipe != SweepRecipe() {
        throw ValidationError(
          "--first, --seed, --quality, --family, --plan, --attack and --perturb belong to --sweep; "
            + "a scene file states its own.")
      }
    }
  }

  func run() throws {
    let threads = jobs ?? Machine.processors
    if let sweep { return try run(sweep: sweep, threads: threads) }
    let report = try Simulation.run(
      scene: scene ?? "", into: output, threads: threads, progress: { Terminal.say($0) })
    if talk.json {
      print(
        JSONValue.object([
          ("type", "simulate"), ("folder", .string(report.folder)),
          ("exposure", .object([("value", .number(report.exposure)), ("unit", "s")])),
          ("files", .array(report.files.map { .string($0) })),
        ]).text)
    } else {
      for file in report.files { print(Files.join(report.folder, file)) }
    }
  }

  private func run(sweep count: Int, threads: Int) throws {
    let sweep = try Sweep(seed: seed ?? 1, quality: quality ?? .sweep, recipe: recipe)
    let start = (first ?? 1) - 1
    let (output, isJSON) = (output, talk.json)
    try sweep.make(start..<start + count, into: output, threads: threads) { collection, isNew in
      let folder = Files.join(output, collection.name)
      if isJSON {
        print(
          JSONValue.object([
            ("type", "simulate"), ("collection", .string(collection.name)),
            ("folder", .string(folder)), ("isNew", .bool(isNew)),
            ("strata", collection.json),
          ]).text)
      } else {
        print(folder)
      }
    }
  }
}

extension SceneDescription.Quality: ExpressibleByArgument {}
extension SweepFamily: ExpressibleByArgument {}
extension SweepPlan: ExpressibleByArgument {}
extension SweepAttack: ExpressibleByArgument {}
extension SweepPerturbation: ExpressibleByArgument {}
