import Albedo
import Foundation
import Synchronization
import Testing

@Suite struct ShardTests {
  private static func run(
    _ judge: MadeUpJudge, _ folder: TemporaryFolder, jobs: Int = 2, keeps: Bool = false
  ) -> EvaluationRun {
    EvaluationRun(
      judge: judge, source: MadeUpCollections(), folder: folder.path, jobs: jobs,
      keepsFrames: keeps)
  }

  private static func judge(
    _ run: EvaluationRun, _ shard: EvaluationShard, stop: @escaping @Sendable () -> Bool = { false }
  ) -> String {
    run.isDone(shard) ? "cached" : run.judge(shard, isStopped: stop, step: {}).name
  }

  private static func names(_ folder: TemporaryFolder) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  @Test func shardsPartTheNumbers() {
    let shards = EvaluationShard.shards(of: .of(.fit, .lit, seed: 3), 101..<126, size: 10)
    #expect(shards.map(\.numbers) == [101..<111, 111..<121, 121..<126])
    #expect(shards[1].file == "shard-fit-lit-none-none-3-111.jsonl")
    #expect(
      shards[0].sweep.command(number: 7, folder: "x")
        == "albedo simulate --sweep 1 --first 7 --seed 3 --family fit --plan lit -o x")
  }

  @Test func aCompleteShardStaysUnlessTheCodeIsAnother() throws {
    let folder = TemporaryFolder()
    let shard = EvaluationShard(.of(.report, .general), 1..<9)
    #expect(Self.judge(Self.run(MadeUpJudge(), folder), shard) == "done")
    #expect(try Self.names(folder) == [shard.file])
    #expect(Self.judge(Self.run(MadeUpJudge(), folder), shard) == "cached")
    let other = MadeUpJudge(configuration: "another")
    #expect(EvaluationCode.current(other) != EvaluationCode.current(MadeUpJudge()))
    #expect(Self.judge(Self.run(other, folder), shard) == "done")
    #expect(
      try EvaluationLines(folder: folder.path, code: EvaluationCode.current(other)).leftOut == 0)
    // One of the same beginning with more collections is made again.
    let longer = EvaluationShard(shard.sweep, 1..<12)
    #expect(Self.judge(Self.run(other, folder), longer) == "done")
    try folder.write("{", to: shard.file)
    #expect(Self.judge(Self.run(other, folder), longer) == "done")
  }

  @Test func linesAreTheSameForAnyNumberOfJobsAndShards() throws {
    let (one, two) = (TemporaryFolder(), TemporaryFolder())
    let code = EvaluationCode.current(MadeUpJudge())
    for (folder, jobs, size) in [(one, 1, 30), (two, 4, 7)] {
      for shard in EvaluationShard.shards(of: .of(.fit, .general), 1..<31, size: size) {
        #expect(Self.judge(Self.run(MadeUpJudge(), folder, jobs: jobs), shard) == "done")
      }
    }
    let lines = try EvaluationLines(folder: one.path, code: code).lines
    #expect(lines == (try EvaluationLines(folder: two.path, code: code).lines))
    #expect(lines.map(\.number) == Array(1...30))
  }

  @Test func framesStayWhereTheyAreWanted() throws {
    let folder = TemporaryFolder()
    let shard = EvaluationShard(.of(.fit, .empty, seed: 4), 3..<5)
    #expect(Self.judge(Self.run(MadeUpJudge(), folder, keeps: true), shard) == "done")
    let kept = folder.path + "/frames/fit-empty-none-none-4"
    #expect(try FileManager.default.contentsOfDirectory(atPath: kept).sorted() == ["c3", "c4"])
  }

  @Test func whatIsStoppedLeavesNothing() throws {
    let folder = TemporaryFolder()
    let shard = EvaluationShard(.of(.report, .general), 1..<20)
    let asked = Atomic(0)
    let status = Self.judge(Self.run(MadeUpJudge(), folder), shard) {
      asked.wrappingAdd(1, ordering: .relaxed).newValue > 5
    }
    #expect(status == "stopped")
    #expect(try Self.names(folder).isEmpty)
  }

  @Test func aFailureNamesTheCollectionAndLeavesNothing() throws {
    let folder = TemporaryFolder()
    let judge = MadeUpJudge { () throws(Failure) in throw Failure("no floor") }
    let shard = EvaluationShard(.of(.report, .general), 1..<4)
    let status = Self.run(judge, folder).judge(shard, isStopped: { false }, step: {})
    guard case .failed(let failure) = status else {
      Issue.record("\(status)")
      return
    }
    #expect(failure.diagnostics.count == 3)
    #expect(failure.diagnostics[0].context == ["collection 1 of report-general-none-none-1"])
    #expect(try Self.names(folder).isEmpty)
  }
}
