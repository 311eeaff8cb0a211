import Diagnostics
import Files
import Raster
import TestSupport
import Testing

@testable import Pipeline

@Suite struct EngineTests {
  static let stages = """
    version: 1
    name: toy
    over: frame
    stages:
      - {id: raw, use: source}
      - {id: soft, use: blur, inputs: raw, with: {radius: 2}}
      - {id: more, use: add, inputs: soft}
      - {id: softer, use: blur, inputs: more, checkpoint: true}
      - {id: levelled, use: level, inputs: softer}
      - {id: last, use: blur, inputs: levelled, with: {radius: 3}}
      - {id: both, use: pair, inputs: {a: last, b: raw}}
      - {id: sum, use: sink, inputs: both.sum}
      - {id: difference, use: sink, inputs: both.difference}
    """

  func run(_ engine: Engine, bytes: [UInt8]) throws -> Outcome {
    let plan = try Plan(yaml: Self.stages, file: "toy.yaml", catalogue: toys)
    let origin = Origin(frameID: "f", file: "f.bin")
    var execution = Execution(
      try ItemPlan(plan, for: Item(id: "f", group: "g", frames: [origin])), engine: engine,
      provenance: { Provenance(frame: $0.frameID, pipeline: nil, isSimulated: false) },
      read: { _ throws(Failure) in bytes })
    return try execution.run()
  }

  @Test(arguments: [
    Engine.banded(threads: 1, bandHeight: 1), .banded(threads: 2, bandHeight: 3),
    .banded(threads: 2, bandHeight: 4), .banded(threads: 3, bandHeight: 100), .fast(threads: 2),
  ])
  func everyEngineGivesTheSameBits(engine: Engine) throws {
    var generator = SeededGenerator(seed: 1)
    let bytes = (0..<143).map { _ in UInt8.random(in: 0...255, using: &generator) }
    let plain = try run(.plain, bytes: bytes)
    let other = try run(engine, bytes: bytes)
    #expect(plain.files.map(\.bytes) == other.files.map(\.bytes))
    #expect(plain.files.map(\.name) == ["sum.bin", "difference.bin"])
    let digests = [plain, other].map { $0.stages[3].digests.map(\.digest) }
    #expect(digests[0] == digests[1] && digests[0].count == 1)
  }

  @Test func failuresNameStageAndFrame() {
    #expect {
      try run(.plain, bytes: [])
    } throws: { error in
      "\(error)".contains("stage raw: frame f: empty file")
    }
  }

  @Test func concurrentAnswersComeInOrder() {
    for threads in [1, 2, 7] {
      #expect(concurrentMap(count: 100, threads: threads) { $0 * $0 } == (0..<100).map { $0 * $0 })
    }
    #expect(concurrentMap(count: 0, threads: 2) { $0 }.isEmpty)
  }
}
