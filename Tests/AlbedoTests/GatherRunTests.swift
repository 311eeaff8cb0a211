import Albedo
import Foundation
import TestSupport
import Testing

/// Runs over collections, frame by frame up to a stage that takes many.
@Suite struct GatherRunTests {
  let downlink: TinyDownlink
  let output = TemporaryFolder()
  var folder: String { output.path + "/tiny-pass/C1" }

  init() throws { downlink = try TinyDownlink() }

  static let pipeline = """
    version: 1
    name: all
    over: collection
    stages:
      - {id: raw, use: decode, with: {each: true}}
      - {id: light, use: black-level, inputs: raw}
      - {id: flat, use: flat, inputs: light}
      - {id: color, use: debayer, inputs: flat}
      - {id: shown, use: tone, inputs: color}
      - {id: each, use: encode, inputs: shown}
      - {id: all, use: brightest, inputs: shown}
      - {id: picture, use: encode, inputs: all.frame}
      - {id: facts, use: encode, inputs: all.report, with: {format: json}}
    """

  func run(
    _ pipeline: String = Self.pipeline, engine: Engine = .fast(threads: 2)
  ) throws -> ItemResult {
    let catalogue = StageCatalogue(
      StageCatalogue.standard.stages + [Brightest.self as any Stage.Type])
    let plan = try Plan(yaml: pipeline, file: "all.yaml", catalogue: catalogue)
    let runner = Runner(
      plan: plan, downlink: try DownlinkFolder.load(downlink.path), output: output.path,
      engine: engine, program: .current)
    return runner.run(try #require(try runner.items().first))
  }

  func status(_ pipeline: String = Self.pipeline) throws -> String {
    switch try run(pipeline).status {
    case .done: "done"
    case .cached: "cached"
    case .failed(let failure): "\(failure)"
    }
  }

  func files() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
  }

  @Test func filesAndRecordsAreAsDocumented() throws {
    let record = try #require(try run().record).json
    let pictures = ["each-L1.png", "each-L2.png", "each-R1.png"]
    #expect(try files() == pictures + ["facts.json", "picture.png", "run.json"])
    let stages = record["stages"]?.elements?.compactMap { $0["id"]?.stringValue } ?? []
    let each = ["raw", "light", "flat", "color", "shown", "each"]
    #expect(
      stages == ["L1", "R1", "L2"].flatMap { frame in each.map { "\($0)@\(frame)" } }
        + ["all", "picture", "facts"])
    let inputs = record["inputs"]?.elements?.compactMap { $0["frame"]?.stringValue }
    #expect(inputs == ["L1", "R1", "L2"])
    let facts = try JSONValue.parse(try Files.readText(folder + "/facts.json", limit: 10_000))
    #expect(facts["cameras"]?.elements?.compactMap(\.stringValue) == ["left", "right", "left"])
    #expect(facts["provenance"]?["Pipeline"]?.stringValue == record["pipelineDigest"]?.stringValue)
    let picture = try Codec.decode(try Files.read(folder + "/each-R1.png"), file: "each-R1.png")
    #expect(picture.texts.contains { $0.key == "Source" && $0.value == "R1" })
  }

  @Test func bothEnginesWriteTheSameFiles() throws {
    _ = try run()
    let fast = try TinyDownlink.products(output.path)
    try FileManager.default.removeItem(atPath: folder)
    _ = try run(engine: .plain)
    #expect(try TinyDownlink.products(output.path) == fast && fast.count == 5)
  }

  @Test func whatStandsThereIsKeptUntilSomethingChanges() throws {
    #expect(try status() == "done")
    #expect(try status() == "cached")
    try Data("torn".utf8).write(to: URL(filePath: folder + "/each-L2.png"))
    #expect(try status() == "done")
    try downlink.writeFlat(30000)
    #expect(try status() == "done")
    #expect(try status() == "cached")
    // The same frames in another order.
    let lines = TinyDownlink.downlink.split(separator: "\n").map(String.init)
    let frames = lines.filter { $0.contains("id:") }
    let turned = lines.filter { !$0.contains("id:") } + frames.dropFirst() + frames.prefix(1)
    try downlink.folder.write(turned.joined(separator: "\n"), to: "downlink/downlink.yaml")
    #expect(try status() == "done")
    #expect(try status() == "cached")
  }

  /// The pixels of a PDS3 label that stands alone lie in a file that only the label names.
  @Test func whatStandsBesideAFrameIsReadAgainWhenItChanges() throws {
    let lines = [
      "PDS_VERSION_ID = PDS3", "RECORD_TYPE = UNDEFINED", "^IMAGE = (\"late.dat\", 1 <BYTES>)",
      "OBJECT = IMAGE", "  LINES = 45", "  LINE_SAMPLES = 67", "  SAMPLE_BITS = 16",
      "  SAMPLE_TYPE = MSB_UNSIGNED_INTEGER", "  SAMPLE_BIT_MASK = 2#0000111111111111#",
      "END_OBJECT = IMAGE", "END", "",
    ]
    try downlink.folder.write(lines.joined(separator: "\r\n"), to: "downlink/frames/late.LBL")
    let listed = TinyDownlink.downlink.replacing("late.png", with: "late.LBL")
    try downlink.folder.write(listed, to: "downlink/downlink.yaml")
    for code in [UInt8(9), 10] {
      let pixels = Data(repeating: code, count: 67 * 45 * 2)
      try downlink.folder.write(pixels, to: "downlink/frames/late.dat")
      #expect(try status() == "done")
      #expect(try status() == "cached")
    }
  }

  @Test func filesOfFramesThatAreGoneAreRemoved() throws {
    #expect(try status() == "done")
    #expect(
      try status(Self.pipeline.replacing("each: true", with: "each: true, role: before")) == "done")
    #expect(
      try files() == ["each-L1.png", "each-R1.png", "facts.json", "picture.png", "run.json"])
  }

  @Test func theProgramWritesAFileOfEachFrame() throws {
    let kept = Self.pipeline.split(separator: "\n").filter { !$0.contains("all") }
    let path = try output.write(
      (kept + ["name: each"]).joined(separator: "\n"), to: "each.yaml")
    #expect(try Program.run("check", path).status == 0)
    let result = try Program.run("run", path, downlink.path, "-o", output.path)
    #expect(result.status == 0, "\(result.talk)")
    #expect(try files() == ["each-L1.png", "each-L2.png", "each-R1.png", "run.json"])
    let graph = try Program.run("graph", path, "--format", "mermaid")
    #expect(graph.output.contains("each Mosaic") && !graph.output.contains("L1"))
  }
}
