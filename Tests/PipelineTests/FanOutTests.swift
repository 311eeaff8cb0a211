import Diagnostics
import Files
import Raster
import Rig
import Settings
import TestSupport
import Testing

@testable import Pipeline

/// What is done for each frame of an item.
@Suite struct FanOutTests {
  static let stages = """
    version: 1
    name: toy
    over: collection
    stages:
      - {id: raw, use: source, with: {each: true}}
      - {id: soft, use: blur, inputs: raw, checkpoint: true}
      - {id: more, use: add, inputs: soft}
      - {id: softer, use: blur, inputs: more, with: {radius: 2}}
      - {id: both, use: pair, inputs: {a: softer, b: raw}}
      - {id: one, use: source, with: {camera: two}}
      - {id: mean, use: mean, inputs: [both.difference, one]}
      - {id: level, use: level, inputs: mean, checkpoint: true}
      - {id: out, use: sink, inputs: level}
      - {id: each, use: sink, inputs: softer}
      - {id: facts, use: note, inputs: mean.report}
    """

  static let cameras = ["one", "two", "three"]

  static let item = Item(
    id: "i", group: "g",
    frames: cameras.map { name in
      var camera = Camera()
      camera.name = name
      return Origin(frameID: "F-\(name)", file: "\(name).bin", camera: camera)
    })

  /// Bytes that tell frames from each other.
  static func bytes(_ origin: Origin) -> [UInt8] {
    let seed = cameras.firstIndex(of: origin.camera?.name ?? "") ?? 9
    var generator = SeededGenerator(seed: UInt64(seed))
    return (0..<143).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }

  func run(_ engine: Engine, _ stages: String = Self.stages) throws -> Outcome {
    let plan = try Plan(yaml: stages, file: "toy.yaml", catalogue: toys)
    var execution = Execution(
      try ItemPlan(plan, for: Self.item), engine: engine,
      provenance: { Provenance(frame: $0.frameID, pipeline: nil, isSimulated: false) },
      read: { origin throws(Failure) in Self.bytes(origin) })
    return try execution.run()
  }

  @Test(arguments: [
    Engine.banded(threads: 1, bandHeight: 1), .banded(threads: 2, bandHeight: 4),
    .fast(threads: 2),
  ])
  func everyEngineGivesTheSameBits(engine: Engine) throws {
    let (plain, other) = (try run(.plain), try run(engine))
    #expect(plain.files.map(\.bytes) == other.files.map(\.bytes))
    #expect(Set(plain.files.map(\.bytes)).count == plain.files.count)
    let digests = [plain, other].map { $0.stages.map { $0.digests.map(\.digest) } }
    #expect(digests[0] == digests[1] && digests[0].joined().count == 4)
  }

  @Test func filesAndStagesAreNamedAfterTheFrame() throws {
    let outcome = try run(.fast(threads: 2))
    #expect(
      outcome.files.map(\.name) == [
        "each-F-one.bin", "each-F-two.bin", "each-F-three.bin", "out.bin", "facts.txt",
      ])
    #expect(outcome.files[0].stage == "each@F-one")
    #expect(
      outcome.stages.map(\.id) == Self.cameras.flatMap { name in
        ["raw", "soft", "more", "softer", "both", "each"].map { "\($0)@F-\(name)" }
      } + ["one", "mean", "level", "out", "facts"])
    #expect(outcome.inputs.map(\.origin.frameID) == ["F-one", "F-two", "F-three", "F-two"])
  }

  @Test func aStageThatGathersIsToldOfAllFramesInOrder() throws {
    let outcome = try run(.plain)
    let facts = String(decoding: try #require(outcome.files.last).bytes, as: UTF8.self)
    #expect(facts == #"{"cameras":"one and two and three and two","frames":4}"#)
  }

  /// What is done for each is what would be done for it alone.
  @Test func eachIsAsAlone() throws {
    let outcome = try run(.fast(threads: 2))
    for (index, name) in Self.cameras.enumerated() {
      let alone = Self.stages.replacing("each: true", with: "camera: \(name)")
      #expect(
        try run(.plain, alone).files.first { $0.name == "each.bin" }?.bytes
          == outcome.files[index].bytes)
    }
  }

  @Test func failuresNameStageAndFrame() throws {
    let plan = try Plan(yaml: Self.stages, file: "toy.yaml", catalogue: toys)
    var execution = Execution(
      try ItemPlan(plan, for: Self.item), engine: .plain,
      provenance: { Provenance(frame: $0.frameID, pipeline: nil, isSimulated: false) },
      read: { origin throws(Failure) in origin.frameID == "F-two" ? [] : [1] })
    #expect { try execution.run() } throws: {
      "\($0)".contains("stage raw@F-two: frame F-two: empty file")
    }
    let missing = Self.stages.replacing("camera: two", with: "camera: four")
    #expect { try run(.plain, missing) } throws: { "\($0)".contains("stage one: no frame of") }
  }

  @Test func twoFilesOfOneNameAreRefused() throws {
    let stages = Self.stages.replacing("id: out", with: "id: each-F-two")
    #expect { try run(.plain, stages) } throws: {
      "\($0)".contains("each@F-two and each-F-two would both write each-F-two.bin")
    }
  }

  @Test func marksOfAllFramesStay() {
    var origins = Self.item.frames
    origins[1].isSimulated = true
    origins[2].findings = [.init(frame: "F-three", mark: .clockJump, reason: "it jumped")]
    let known = Mean().described(all: origins)
    #expect(known.keys.sorted() == ["frame", "report"])
    #expect(known["frame"]?.frameID == "F-one" && known["frame"]?.isSimulated == true)
    #expect(known["report"]?.findings.map(\.mark) == [.clockJump])
  }

  // MARK: - memory

  @Test(arguments: [Engine.plain, .fast(threads: 2)])
  func framesAreLetGoBeforeAStageGathersThem(engine: Engine) throws {
    let text = """
      version: 1
      name: toy
      over: collection
      stages:
        - {id: raw, use: marked, with: {each: true}}
        - {id: count, use: count, inputs: raw}
        - {id: unused, use: count, inputs: [raw, raw]}
        - {id: facts, use: note, inputs: count.report}
      """
    let catalogue = StageCatalogue([MarkedSource.self, Count.self, Note.self])
    for (stages, living) in [
      (text, "[3,3,3]"),
      (
        text.split(separator: "\n").filter { !$0.contains("unused") }
          .joined(separator: "\n"), "[2,1,0]"
      ),
    ] {
      var item = Self.item
      let file = "\(engine) \(living)"
      for index in item.frames.indices { item.frames[index].file = file }
      let plan = try Plan(yaml: stages, file: "toy.yaml", catalogue: catalogue)
      var execution = Execution(
        try ItemPlan(plan, for: item), engine: engine,
        provenance: { Provenance(frame: $0.frameID, pipeline: nil, isSimulated: false) },
        read: { _ throws(Failure) in [1] })
      let facts = try #require(try execution.run().files.first).bytes
      #expect(String(decoding: facts, as: UTF8.self) == #"{"living":\#(living)}"#)
    }
  }
}
