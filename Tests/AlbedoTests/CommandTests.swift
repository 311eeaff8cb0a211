import Albedo
import Foundation
import TestSupport
import Testing

@Suite struct CommandTests {
  @Test func fivePlantedMistakesAreAllToldWithLineCaretAndRemedy() throws {
    let folder = TemporaryFolder()
    let path = try folder.write(
      """
      version: 1
      name: five
      over: fram
      stages:
        - {id: raw, use: decode}
        - {id: light, use: balck-level, inputs: raw}
        - {id: color, use: debayer, inputs: raw, with: {method: malvar}}
        - {id: toned, use: tone, inputs: color, with: {gama: 2.2}}
        - {id: picture, use: encode, inputs: tonned, with: {format: png}}
      """, to: "five.yaml")
    let result = try Program.run("check", path)
    #expect(result.status == 65)
    for line in [
      "five.yaml:3:7: error", "did you mean \"frame\"?",
      "five.yaml:6:22: error: there is no stage \"balck-level\"", "did you mean \"black-level\"?",
      "five.yaml:7:39: error: raw gives Mosaic, but debayer takes Radiance",
      "put the stage \"black-level\" between them",
      "five.yaml:8:50: error: unknown key \"gama\"", "did you mean \"gamma\"?",
      "five.yaml:9:40: error: no stage has the id \"tonned\"", "did you mean \"toned\"?",
      "5 errors",
    ] {
      #expect(result.talk.contains(line), "\(line) is missing in\n\(result.talk)")
    }
    #expect(result.talk.components(separatedBy: "^").count == 6)
    #expect(result.output.isEmpty)
  }

  @Test func everyPipelineOfTheRepositoryIsInOrder() throws {
    let folder = Places.package + "/Pipelines"
    let files = try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".yaml") }.map { folder + "/" + $0 }
    #expect(files.count >= 3)
    #expect(try Program.run(["check"] + files).status == 0)
    let sample = Places.package + "/SampleFrames"
    let parts = ["", "/downlink.yaml", "/rig.yaml", "/scene.yaml"].map { sample + $0 }
    #expect(try Program.run(["check"] + parts).status == 0)
  }

  static let wrongCalls: [(words: [String], status: Int32)] = [
    (["simulate", "-o", "x"], 64), (["simulate", "--sweep", "0", "-o", "x"], 64),
    (["simulate", "scene.yaml", "--sweep", "3", "-o", "x"], 64),
    (["simulate", "scene.yaml", "--seed", "3", "-o", "x"], 64),
    (["simulate", "--sweep", "3", "--quality", "best", "-o", "x"], 64),
    (["simulate", "scene.yaml", "--attack", "glint", "-o", "x"], 64),
    (["simulate", "--sweep", "3", "--family", "other", "-o", "x"], 64),
    (["simulate", "--sweep", "3", "--attack", "glint", "--plan", "lit", "-o", "x"], 64),
    (["simulate", "--sweep", "3", "--attack", "glint", "--perturb", "arm", "-o", "x"], 64),
    (["simulate", "missing.yaml", "-o", "x"], 66),
    (["run"], 64), (["nonsense"], 64), (["stages", "debayr"], 64), (["schema", "rigg"], 64),
    (["check", "/no/such/file.yaml"], 66), (["info", "/no/such/file.png"], 66),
    (["apply", "encode", "/no/such.png", "-o", "/tmp/x.png"], 66), (["bench", "nonsense"], 64),
    (["run", "Pipelines/develop.yaml", "x", "-o", "y", "--jobs", "0"], 64),
    (["rig", "colors", "x.png", "--corners", "1,2", "3"], 64),
    (["rig", "colors", "/no/such.png", "--corners", "1,2", "9,2", "9,9", "1,9"], 66),
    (["damage", "/no/such", "-o", "/tmp/x"], 64),
    (["damage", "/no/such", "-o", "x", "--seed", "1"], 66),
    (["damage", "x", "-o", "y", "--seed", "1", "--blockLoss", "1.5"], 64),
    (["damage", "x", "-o", "y", "--seed", "1", "--blokLoss", "0.5"], 64),
    (["damage", "x", "z", "-o", "y", "--seed", "1"], 64),
  ]

  @Test(arguments: wrongCalls)
  func wrongCallsEndWithTheirStatus(words: [String], status: Int32) throws {
    let result = try Program.run(words)
    #expect(result.status == status, "\(result.talk)")
    #expect(result.output.isEmpty)
  }

  @Test func theVersionNamesEverythingThatDecidesBits() throws {
    let json = try JSONValue.parse(try Program.run("--version", "--json").output)
    for key in ["version", "commit", "toolchain", "libpng", "libjpeg", "isaActive"] {
      #expect(json[key]?.stringValue?.isEmpty == false, "\(key)")
    }
    #expect(try Program.run("--version").output == "albedo \(ProgramVersion.current)\n")
  }

  @Test func aMisspeltInstructionSetIsNotTakenForAll() throws {
    let result = try Program.run("stages", environment: ["ALBEDO_ISA": "avx"])
    #expect(result.status == 64)
    #expect(result.talk.contains("did you mean \"avx2\"?"))
  }

  @Test func stagesDescribeThemselves() throws {
    for name in StageCatalogue.standard.names {
      let json = try JSONValue.parse(try Program.run("stages", name, "--json").output)
      #expect(json["name"]?.stringValue == name)
      #expect(try Program.run("stages", name).output.contains("reach:"))
    }
  }

  @Test func differencesAreFoundAndEndWithStatusOne() throws {
    let folder = TemporaryFolder()
    var codes = [UInt8](repeating: 7, count: 12)
    func picture(_ name: String) throws -> String {
      try folder.write(Data("P5 4 3 255\n".utf8) + Data(codes), to: name)
    }
    let a = try picture("a.pgm")
    codes[6] = 9
    let b = try picture("b.pgm")
    #expect(try Program.run("diff", a, a).status == 0)
    let result = try Program.run("diff", a, b)
    #expect(result.status == 1)
    #expect(result.output.contains("1 of 12 samples differ, at most by 2.0"))
    #expect(result.output.contains("column 2, row 1"))
  }

  @Test func damageSaysWhatItDid() throws {
    let downlink = try TinyDownlink()
    let output = TemporaryFolder()
    let call = [
      "damage", downlink.path, "-o", output.path + "/out", "--seed", "4", "--json",
      "--truncation", "1", "--duplicates=1",
    ]
    let result = try Program.run(call)
    #expect(result.status == 0, "\(result.talk)")
    let json = try JSONValue.parse(result.output)
    #expect(json["type"]?.stringValue == "damage" && json["cuts"]?.integerValue == 3)
    #expect(json["frames"]?.integerValue == 6 && json["duplicates"]?.integerValue == 3)
    let files = (json["files"]?.elements ?? []).compactMap(\.stringValue)
    #expect(files.contains("frames/L1-again.png") && files.last == "downlink.yaml")
    #expect(files.contains("flat.png") && files.contains("bad-pixels.yaml"))
    #expect(try Program.run("check", output.path + "/out").status == 0)
    #expect(try Program.run("damage", "--help").output.contains("blockLoss: Share of blocks"))
  }

  @Test func helpIsThereForEveryCommand() throws {
    for name in [
      "run", "check", "stages", "apply", "schema", "graph", "info", "diff", "simulate", "damage",
      "bench",
    ] {
      let result = try Program.run(name, "--help")
      #expect(result.status == 0 && result.output.contains("USAGE:"))
    }
    #expect(try Program.run("--generate-completion-script", "bash").output.contains("albedo"))
  }
}
