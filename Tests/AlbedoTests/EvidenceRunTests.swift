import Albedo
import Foundation
import TestSupport
import Testing

/// The pipeline that decides, on the sample frames and on simulated collections.
@Suite struct EvidenceRunTests {
  static let pipeline = Places.package + "/Pipelines/collection-evidence.yaml"

  /// The sample's shovel is 42 % full.
  @Test func theSampleIsConfirmedWhateverRunsIt() throws {
    var reference: [String: Data]?
    for setting in [("plain", "1"), ("fast", "1"), ("fast", "2"), ("fast:33", "2")] {
      let output = TemporaryFolder()
      let result = try Program.run(
        "run", Self.pipeline, Places.package + "/SampleFrames", "-o", output.path, "--json",
        "--engine", setting.0, "--jobs", setting.1)
      #expect(result.status == 0, "\(result.talk)")
      let lines = try result.output.split(separator: "\n").map { try JSONValue.parse(String($0)) }
      let verdict = try #require(lines.first)
      #expect(verdict["type"]?.stringValue == "collection")
      #expect(verdict["outcome"]?.stringValue == "confirmed")
      #expect(verdict["someRegolith"]?["outcome"]?.stringValue == "confirmed")
      #expect(verdict["fill"]?["unit"]?.stringValue == "1")
      let low = try #require(verdict["fill"]?["low"]?.doubleValue)
      let high = try #require(verdict["fill"]?["high"]?.doubleValue)
      #expect(low <= 0.42 && high >= 0.42 && low > 0.2, "\(low)...\(high)")
      #expect(verdict["mass"]?["unit"]?.stringValue == "g")
      #expect(verdict["reasons"]?.elements?.isEmpty == false)
      #expect(verdict["advice"]?.elements?.isEmpty == true)
      let products = try TinyDownlink.products(output.path)
      if let reference { #expect(products == reference, "\(setting)") }
      reference = reference ?? products
    }
  }

  /// What cannot be read is refused, and the other camera's frames still tell something.
  @Test func unreadableFramesAreRefusedAndSaidSo() throws {
    let folder = TemporaryFolder()
    let copy = folder.path + "/copy"
    try FileManager.default.copyItem(atPath: Places.package + "/SampleFrames", toPath: copy)
    try Files.write("no picture", to: copy + "/frames/right-after.png")
    let result = try Program.run("run", Self.pipeline, copy, "-o", folder.path + "/out", "--json")
    #expect(result.status == 0, "\(result.talk)")
    let line = try #require(result.output.split(separator: "\n").first)
    let verdict = try JSONValue.parse(String(line))
    #expect(verdict["outcome"]?.stringValue == "inconclusive")
    #expect(verdict["rejectedFrames"]?.integerValue == 1)
    let codes = (verdict["reasons"]?.elements ?? []).compactMap { $0["code"]?.stringValue }
    #expect(codes.contains("frames-rejected"), "\(codes)")
    #expect(result.talk.contains("unreadable"), "\(result.talk)")
  }

  @Test func aRigWithoutAShovelIsRefusedWithARemedy() throws {
    let downlink = try TinyDownlink()
    let result = try Program.run("run", Self.pipeline, downlink.path, "-o", downlink.path + "/out")
    #expect(result.status == 3)
    #expect(result.talk.contains("describe the shovel in the rig"), "\(result.talk)")
  }

  /// Forty collections of all kinds: none is confirmed that holds less than the threshold, none is
  /// absent that holds more than a trace, and of the lit and well filled ones half are confirmed.
  @Test(.timeLimit(.minutes(10))) func verdictsOnSimulatedCollectionsAreNeverWrong() throws {
    let folder = TemporaryFolder()
    let judge = try PipelineJudge(file: Self.pipeline)
    let run = EvaluationRun(
      judge: judge, source: SimulatedCollections(), folder: folder.path, jobs: 2,
      keepsFrames: false)
    var lines: [EvaluationLine] = []
    for (plan, attack, count) in [
      (SweepPlan.general, SweepAttack.none, 12), (.empty, .none, 8), (.lit, .none, 8),
      (.general, .paintedFloor, 3), (.general, .glint, 3), (.general, .behind, 3),
      (.general, .replay, 3),
    ] {
      let sweep = EvaluationSweep.of(.mixed, plan, attack, seed: 77)
      let shard = try #require(
        EvaluationShard.shards(of: sweep, 1..<1 + count, size: count).first)
      let status = run.judge(shard, isStopped: { false }, step: {})
      #expect(status.name == "done", "\(status)")
      let text = try Files.readText(Files.join(folder.path, shard.file), limit: 1 << 22)
      for row in text.split(separator: "\n") {
        lines.append(try EvaluationLine(try JSONValue.parse(String(row)), at: .argument("line")))
      }
    }
    #expect(lines.count == 40)
    for line in lines { #expect(line.mistake == nil, "\(line.json.text)") }
    let filled = lines.filter { $0.sweep.recipe.plan == .lit }
    let confirmed = filled.filter { $0.verdict.outcome == .confirmed }
    #expect(2 * confirmed.count >= filled.count, "\(confirmed.count) of \(filled.count)")
  }
}
