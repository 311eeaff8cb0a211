import Albedo
import ArgumentParser

/// The command `albedo evaluate`.
struct EvaluateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evaluate",
    abstract: "Judge random collections of known truth, and tell what the verdict is worth.",
    usage: """
      albedo evaluate -o DIR --family report --plan empty --seed 1 --count 2000 [options]
      albedo evaluate --report DIR [-o DIR] [--code HASH]
      """,
    discussion: """
      Collections are made as albedo simulate --sweep makes them, judged, and thrown away; a line \
      of each stands in DIR/shard-FAMILY-PLAN-ATTACK-PERTURB-SEED-FIRST.jsonl. A shard is written \
      when it is complete. One that the same code wrote is not made again, so that a call which \
      was interrupted goes on where it stopped. The report is made of all shards of a folder that \
      this program's code wrote; status 1 where a figure misses its floor.
      """)

  @Option(name: [.customShort("o"), .long], help: "The folder that shards, or the report, go to.")
  var output: String?

  @Option(name: .long, help: "Make the report of a folder of shards.")
  var report: String?

  @Option(name: .long, help: "Report lines of this code rather than of this program.")
  var code: String?

  @Option(name: .long, help: "Which shapes, heaps, soils and suns there are.")
  var family: SweepFamily = .mixed

  @Option(name: .long, help: "Which contents the shovel has.")
  var plan: SweepPlan = .general

  @Option(name: .long, help: "What makes an empty shovel look filled.")
  var attack: SweepAttack = .none

  @Option(name: .long, help: "What disturbs the collections.")
  var perturb: SweepPerturbation = .none

  @Option(name: .long, help: "Where the random numbers come from.")
  var seed = 1

  @Option(name: .long, help: "Number of the first collection.")
  var first = 1

  @Option(name: .long, help: "How many collections are judged.")
  var count: Int?

  @Option(name: .long, help: "Collections of a shard.")
  var shardSize = 50

  @Option(name: .long, help: "Collections at a time; as many as processors when absent.")
  var jobs: Int?

  @Flag(name: .long, help: "Keep the frames, in DIR/frames.")
  var keep = false

  @OptionGroup var talk: OutputOptions

  @Option(name: .long, help: "The pipeline that decides.")
  var pipeline = "Pipelines/collection-evidence.yaml"

  func validate() throws {
    if report != nil {
      if count != nil { throw ValidationError("Give --report, or --count to judge more.") }
      return
    }
    if code != nil { throw ValidationError("--code belongs to --report.") }
    if output == nil { throw ValidationError("Give -o with the folder that shards go to.") }
    guard let count, count >= 1 else {
      throw ValidationError("--count takes a number from 1 on.")
    }
    if first < 1 { throw ValidationError("--first takes a number from 1 on.") }
    if seed < 0 { throw ValidationError("--seed takes a number from 0 on.") }
    if shardSize < 1 { throw ValidationError("--shard-size takes a number from 1 on.") }
    if let jobs, jobs < 1 { throw ValidationError("--jobs takes a number from 1 on.") }
  }

  func run() throws {
    if let report { return try write(reportOf: report) }
    var recipe = SweepRecipe()
    (recipe.family, recipe.plan) = (family, plan)
    (recipe.attack, recipe.perturbation) = (attack, perturb)
    try recipe.check()
    let shards = EvaluationShard.shards(
      of: EvaluationSweep(recipe, seed: seed), first..<first + (count ?? 0), size: shardSize)
    let run = EvaluationRun(
      judge: try PipelineJudge(file: pipeline), source: SimulatedCollections(),
      folder: output ?? ".", jobs: jobs ?? Machine.processors, keepsFrames: keep)
    try EvaluationWork(run: run, shards: shards, folder: output ?? ".", isJSON: talk.json)
      .judgeAll()
  }

  private func write(reportOf folder: String) throws {
    let code = try code ?? EvaluationCode.current(PipelineJudge(file: pipeline))
    let report = EvaluationReport(try EvaluationLines(folder: folder, code: code))
    for file in try report.write(to: output ?? folder) where !talk.json { print(file) }
    if talk.json { print(report.json.text) }
    if report.missesFloor { throw ExitCode(FailureCategory.differs.exitStatus) }
  }
}
