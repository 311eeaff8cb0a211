import Albedo
import Foundation
import TestSupport
import Testing

@Suite struct RunTests {
  static let pipelines = [
    "develop", "quicklook", "firstlook", "develop-pair", "calibrate", "rectify-pair",
    "depth-pair",
  ]

  func pipeline(_ name: String) -> String { Places.package + "/Pipelines/\(name).yaml" }

  @Test(arguments: pipelines)
  func everyEngineThreadCountBandAndInstructionSetGivesTheSameFiles(name: String) throws {
    let downlink = try TinyDownlink()
    let settings: [(engine: String, jobs: String, isa: String)] =
      InstructionSet.supported.map { ("plain", "1", $0.rawValue) }
      + InstructionSet.supported.map { ("fast", "2", $0.rawValue) }
      + ["fast:1", "fast:7", "fast:16", "fast:1000"].map { ($0, "2", "avx512") }
      + [("fast", "1", "avx512")]
    var reference: [String: Data]?
    for setting in settings {
      let output = TemporaryFolder()
      let result = try Program.run(
        "run", pipeline(name), downlink.path, "-o", output.path, "--engine", setting.engine,
        "--jobs", setting.jobs, environment: ["ALBEDO_ISA": setting.isa])
      #expect(result.status == 0, "\(result.talk)")
      let products = try TinyDownlink.products(output.path)
      #expect(!products.isEmpty)
      if let reference { #expect(products == reference, "\(setting)") }
      reference = reference ?? products
    }
  }

  @Test func layoutRecordAndProvenanceAreAsDocumented() throws {
    let downlink = try TinyDownlink()
    let output = TemporaryFolder()
    let result = try Program.run(
      "run", pipeline("develop"), downlink.path, "-o", output.path, "--json")
    #expect(result.status == 0, "\(result.talk)")
    let lines = try result.output.split(separator: "\n").map { try JSONValue.parse(String($0)) }
    #expect(lines.compactMap { $0["type"]?.stringValue } == ["frame", "frame", "frame", "summary"])
    let folder = output.path + "/C1/L1"
    let picture = try Codec.decode(try Files.read(folder + "/picture.png"), file: "picture.png")
    let texts = Dictionary(uniqueKeysWithValues: picture.texts.map { ($0.key, $0.value) })
    #expect(texts["Source"] == "L1")
    #expect(texts["Disclaimer"]?.contains("simulated") == true)
    let record = try JSONValue.parse(try Files.readText(folder + "/run.json", limit: 1 << 20))
    #expect(record["pipelineDigest"]?.stringValue == texts["Pipeline"])
    let input = try #require(record["inputs"]?.elements?.first)
    let bytes = try Files.read(downlink.path + "/frames/left.png")
    #expect(input["sha256"]?.stringValue == "\(Digest(of: bytes))")
    let stages = try #require(record["stages"]?.elements)
    let balance = try #require(stages.first { $0["id"]?.stringValue == "balanced" })
    #expect(balance["with"]?["gains"]?.elements?.compactMap(\.doubleValue) == [1.9, 1, 1.6])
    #expect(stages.contains { $0["digests"]?["frame"] != nil })
  }

  @Test func whatStandsThereIsNotMadeAgainUnlessSomethingChanged() throws {
    let downlink = try TinyDownlink()
    let output = TemporaryFolder()
    func statuses(_ more: String...) throws -> [String] {
      let words = ["run", pipeline("develop"), downlink.path, "-o", output.path, "--json"] + more
      let result = try Program.run(words)
      #expect(result.status == 0, "\(result.talk)")
      return try result.output.split(separator: "\n").dropLast().map {
        try JSONValue.parse(String($0))["status"]?.stringValue ?? ""
      }
    }
    #expect(try statuses() == ["done", "done", "done"])
    #expect(try statuses() == ["cached", "cached", "cached"])
    #expect(try statuses("--fresh") == ["done", "done", "done"])
    #expect(try statuses("--set", "toned.exposure=1") == ["done", "done", "done"])
    #expect(try statuses() == ["done", "done", "done"])
    try Data("torn".utf8).write(to: URL(filePath: output.path + "/C1/L1/picture.png"))
    #expect(try statuses() == ["done", "cached", "cached"])
  }

  @Test func framesAreMadeAgainWhenACalibrationFileChanges() throws {
    let downlink = try TinyDownlink()
    let output = TemporaryFolder()
    func run(_ name: String) throws -> (status: Int32, statuses: [String]) {
      let result = try Program.run(
        "run", pipeline(name), downlink.path, "-o", output.path + "/" + name, "--json")
      let lines = result.output.split(separator: "\n").dropLast()
      return (
        result.status,
        try lines.map { try JSONValue.parse(String($0))["status"]?.stringValue ?? "" }
      )
    }
    for name in ["calibrate", "develop"] { #expect(try run(name).status == 0) }
    #expect(try run("calibrate").statuses == ["cached", "cached", "cached"])
    try downlink.writeFlat(30000)
    #expect(try run("calibrate").statuses == ["done", "done", "done"])
    #expect(try run("develop").statuses == ["cached", "cached", "cached"])
    try FileManager.default.removeItem(atPath: downlink.path + "/flat.png")
    let missing = try run("calibrate")
    #expect(missing.status == 3 && missing.statuses == ["failed", "failed", "failed"])
  }

  @Test func aFailingFrameDoesNotStopTheOthers() throws {
    let downlink = try TinyDownlink()
    try downlink.folder.write("not a picture", to: "downlink/frames/left.png")
    let output = TemporaryFolder()
    let result = try Program.run("run", pipeline("develop"), downlink.path, "-o", output.path)
    #expect(result.status == 3)
    #expect(result.talk.contains("frame L1: stage raw: frame L1"), "\(result.talk)")
    #expect(result.talk.contains("2 done, 0 already there, 1 failed"))
    #expect(!Files.exists(output.path + "/C1/L1"))
    #expect(Files.exists(output.path + "/C1/L2/picture.png"))
  }

  @Test func aCutFrameIsSalvagedAndItsRowsAreListed() throws {
    let downlink = try TinyDownlink()
    let path = URL(filePath: downlink.path + "/frames/left.png")
    let whole = try Data(contentsOf: path)
    try whole.prefix(whole.count * 3 / 4).write(to: path)
    let output = TemporaryFolder()
    func status(_ more: [String]) throws -> Int32 {
      try Program.run(["run", pipeline("develop"), downlink.path, "-o", output.path] + more).status
    }
    #expect(try status([]) == 3)
    #expect(try status(["--set", "raw.damage=salvage"]) == 0)
    let record = try JSONValue.parse(
      try Files.readText(output.path + "/C1/L1/run.json", limit: 1 << 20))
    let input = try #require(record["inputs"]?.elements?.first)
    let lost = try #require(input["lostRows"]?.elements?.first?.elements)
    let rows = lost.compactMap(\.integerValue)
    #expect(rows.count == 2 && rows[1] == 44, "\(rows)")
    #expect((30..<36).contains(rows[0]), "\(rows)")
    #expect(input["defects"]?["lost"]?.integerValue == (45 - rows[0]) * 67)
    #expect(input["warnings"]?.elements?.isEmpty == false)
  }

  @Test func aFolderThatCannotBeWrittenEndsWithItsStatus() throws {
    let downlink = try TinyDownlink()
    let blocked = try downlink.folder.write("in the way", to: "blocked")
    let result = try Program.run("run", pipeline("develop"), downlink.path, "-o", blocked)
    #expect(result.status == 73)
    #expect(result.talk.contains("cannot make the folder"))
  }

  /// Damage that only the receipt proves: refused, or shown with its mark and never more.
  @Test func aFileThatIsNotTheOneThatArrivedIsNoEvidence() throws {
    let downlink = try TinyDownlink()
    let text = TinyDownlink.downlink.replacingOccurrences(
      of: "clock: 20.0", with: "clock: 20.0, sha256: \(String(repeating: "ab", count: 32))")
    try downlink.folder.write(text, to: "downlink/downlink.yaml")
    let output = TemporaryFolder()
    func run(_ more: String...) throws -> Program.Result {
      try Program.run(["run", pipeline("develop"), downlink.path, "-o", output.path] + more)
    }
    let refused = try run()
    #expect(refused.status == 3)
    #expect(refused.talk.contains("frame L2: the file is not the one that arrived"))
    #expect(refused.talk.contains("damage: salvage"))
    let shown = try run("--set", "raw.damage=salvage")
    #expect(shown.status == 0)
    #expect(shown.talk.contains("warning: frame L2: unlocalised-damage: the file is not"))
    let record = try JSONValue.parse(
      try Files.readText(output.path + "/C1/L2/run.json", limit: 1 << 20))
    let marks = record["inputs"]?.elements?.first?["marks"]?.elements
    #expect(marks?.first?["mark"]?.stringValue == "unlocalised-damage")
    let picture = try Codec.decode(
      try Files.read(output.path + "/C1/L2/picture.png"), file: "picture.png")
    #expect(picture.texts.contains { $0.key == "Warning" && $0.value == "unlocalised-damage" })
  }

  @Test func framesThatArriveTwiceOrLateAreToldOf() throws {
    let downlink = try TinyDownlink()
    try FileManager.default.copyItem(
      atPath: downlink.path + "/frames/left.png", toPath: downlink.path + "/frames/again.png")
    let text = TinyDownlink.downlink.replacingOccurrences(
      of: "frames/late.png", with: "frames/again.png")
    try downlink.folder.write(text, to: "downlink/downlink.yaml")
    let info = try Program.run("info", downlink.path)
    #expect(info.output.contains("L2  duplicate: its file equals that of frame L1"))
    let output = TemporaryFolder()
    let result = try Program.run("run", pipeline("develop"), downlink.path, "-o", output.path)
    #expect(result.talk.contains("warning: frame L2: duplicate"), "\(result.talk)")
  }
}
