import Diagnostics
import Raster
import Rig
import Settings
import TestSupport
import Testing

@testable import Pipeline

/// What is known of frames follows them port by port.
@Suite struct OriginTests {
  private static let catalogue = StageCatalogue([
    Source.self, Exchange.self, Blur.self, Signature.self,
  ])

  private func run(_ stages: String) throws -> Outcome {
    let text = """
      version: 1
      name: toy
      over: pair
      stages:
        - {id: one, use: source, with: {camera: one}}
        - {id: two, use: source, with: {camera: two}}
      \(stages)
      """
    let plan = try Plan(yaml: text, file: "toy.yaml", catalogue: Self.catalogue)
    let frames = ["one", "two"].map { name in
      var camera = Camera()
      camera.name = name
      return Origin(frameID: "frame-\(name)", file: "\(name).bin", camera: camera)
    }
    var execution = Execution(
      try ItemPlan(plan, for: Item(id: "i", group: "g", frames: frames)), engine: .fast(threads: 2),
      provenance: { Provenance(frame: $0.frameID, pipeline: nil, isSimulated: false) },
      read: { _ throws(Failure) in [1, 2, 3] })
    return try execution.run()
  }

  private func sources(_ outcome: Outcome) -> [String] {
    outcome.files.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  @Test func everyOutputHasTheOriginThatTheStageGivesIt() throws {
    let outcome = try run(
      """
        - {id: both, use: exchange, inputs: {a: one, b: two}}
        - {id: soft, use: blur, inputs: both.b}
        - {id: first, use: signature, inputs: both.a}
        - {id: second, use: signature, inputs: soft}
      """)
    #expect(sources(outcome) == ["frame-two", "frame-one"])
  }

  @Test func aStageIsToldWhereEachInputComesFrom() throws {
    let outcome = try run(
      """
        - {id: both, use: exchange, inputs: {a: two, b: one}}
        - {id: first, use: signature, inputs: both.a}
      """)
    let stage = try #require(outcome.stages[2].stage as? Exchange)
    #expect(stage.cameras == "two and one")
  }

  @Test func stagesOfOneInputKnowItsOrigin() throws {
    let outcome = try run("  - {id: only, use: signature, inputs: two}")
    #expect(sources(outcome) == ["frame-two"])
  }
}

/// Gives each input at the other's port, origin and all.
private struct Exchange: FrameStage {
  var cameras = ""
  static let name = "exchange"
  static let summary = "Exchanges two pictures."
  static let table = Table<Exchange>([.text("cameras", \.cameras, "Whose pictures they are.")])
  static let inputs = [
    InputPort(LinearGray.self, name: "a", summary: "light"),
    InputPort(LinearGray.self, name: "b", summary: "light"),
  ]
  var outputs: [OutputPort] {
    [
      OutputPort(LinearGray.self, name: "a", summary: "the other"),
      OutputPort(LinearGray.self, name: "b", summary: "the one"),
    ]
  }
  var reach: Reach { .wholeFrame }

  func resolved(forEach origins: [String: Origin]) throws(Failure) -> Exchange {
    var result = self
    result.cameras = ["a", "b"].map { origins[$0]?.camera?.name ?? "?" }.joined(separator: " and ")
    return result
  }

  func described(each origins: [String: Origin]) -> [String: Origin] {
    var result: [String: Origin] = [:]
    (result["a"], result["b"]) = (origins["b"], origins["a"])
    return result
  }

  func process(_ inputs: [String: any AnyFrame], threads: Int) throws(Failure) -> [String:
    any AnyFrame]
  {
    var result: [String: any AnyFrame] = [:]
    (result["a"], result["b"]) = (inputs["b"], inputs["a"])
    return result
  }
}

/// Writes which frame a picture was made of.
private struct Signature: SinkStage {
  static let name = "signature"
  static let summary = "Writes where a picture comes from."
  static let table = Table<Signature>([])
  static let inputs = [InputPort(LinearGray.self, summary: "light")]
  var outputs: [OutputPort] { [] }
  var reach: Reach { .wholeFrame }
  var fileEnding: String { "txt" }

  func encode(
    _ inputs: [String: any AnyFrame], provenance: Provenance
  ) throws(Failure) -> [UInt8] {
    Array((provenance.entries.first { $0.key == "Source" }?.value ?? "").utf8)
  }
}
