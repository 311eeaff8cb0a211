import Diagnostics
import Testing

@testable import Settings

struct Lens: Configurable {
  var focal = 12.5
  var name = ""
  var notes: String?
  static let table = Table<Lens>([
    .number("focal", \.focal, unit: "mm", above: 0, "Focal length."),
    .text("name", \.name, required: true, "What it is called."),
    .text("notes", \.notes, "Anything else."),
  ])
}

struct Device: ConfigurationFile {
  enum Mode: String, CaseIterable, Sendable { case slow, fast }
  var gamma = 2.2
  var count = 3
  var isOn = true
  var mode = Mode.fast
  var weights = [1.0, 0, -0.5]
  var limit: Double?
  var lens = Lens()
  var spares: [Lens] = []
  var least = 0
  var most = 10

  static let kind = "device"
  static let summary = "A device."
  static let table = Table<Device>([
    .number("gamma", \.gamma, unit: "1", range: 0.1...10, "Exponent of the tone curve."),
    .integer("count", \.count, range: 1...Int.max, "How many."),
    .flag("isOn", \.isOn, "Whether it runs."),
    .choice("mode", \.mode, "How it runs."),
    .numbers("weights", \.weights, range: -1...1, count: 3...3, "Weights."),
    .number("limit", \.limit, range: 0...(.infinity), absent: "from the rig", "Limit."),
    .record("lens", \.lens, "Its lens."),
    .list("spares", \.spares, "More lenses."),
    .integer("least", \.least, "Lower end."),
    .integer("most", \.most, "Upper end."),
  ])

  func check(_ node: YamlNode, _ findings: inout Findings) {
    guard findings.areClean(node["least"], node["most"]), least > most else { return }
    let place = node["least"] ?? node
    findings.add(place.diagnostic("least lies above most", remedy: "swap them"))
  }
}

private func findings(_ text: String) -> [String] {
  do throws(Failure) {
    _ = try Yaml.load(Device.self, text: text, file: "d.yaml")
    return []
  } catch {
    return error.diagnostics.map {
      "\($0.place?.description.dropFirst(7) ?? "") \($0.message); \($0.remedy ?? "")"
    }
  }
}

@Suite struct TableTests {
  @Test func valuesAreTypedByTheTable() throws {
    let text = """
      version: 1
      gamma: 1.8
      count: 7
      isOn: false
      mode: slow
      weights: [1, 0.5, -1e-1]
      limit: 0
      lens: {focal: 8, name: 010, notes: on}
      spares:
        - name: "null"
        - {name: 1.10}
      """
    let device = try Yaml.load(Device.self, text: text, file: "d.yaml")
    #expect(device.gamma == 1.8 && device.count == 7 && !device.isOn && device.mode == .slow)
    #expect(device.weights == [1, 0.5, -0.1] && device.limit == 0)
    #expect(device.lens.focal == 8 && device.lens.name == "010" && device.lens.notes == "on")
    #expect(device.spares.map(\.name) == ["null", "1.10"])
    #expect(device.spares[0].focal == 12.5)
  }

  @Test func allMistakesAreToldAtOnceInOrder() {
    let text = """
      version: 1
      gama: 1
      count: 0
      isOn: on
      mode: fsat
      weights: [1, 2]
      limit: -1
      lens: {focal: 0, name: ~}
      spares: [{focal: x}, 3]
      least: 11
      """
    #expect(
      findings(text) == [
        "2:1 unknown key \"gama\"; did you mean \"gamma\"?",
        "3:8 0 is out of range; use a value at least 1",
        "4:7 expected true or false, found \"on\"; write true",
        "5:7 unknown choice \"fsat\"; did you mean \"fast\"?",
        "6:10 expected 3 values, found 2; add what is missing",
        "6:14 2 is out of range; use a value from -1 to 1",
        "7:8 -1 is out of range; use a value at least 0",
        "8:15 0 is out of range; use a value above 0 mm",
        "8:24 expected a text, found \"~\"; give a value, or remove the key",
        "9:10 the key \"name\" is missing; add name: What it is called",
        "9:18 expected a number, found \"x\"; write digits, such as 12, -0.5 or 1e-3",
        "9:22 expected keys with values, found \"3\"; use the keys: focal, name, notes",
        "10:8 least lies above most; swap them",
      ])
  }

  @Test func refusedTextDoesNotHideOtherMistakes() {
    let text = """
      version: 1
      gamma: *g
      count: 0
      count: 5
      mode: !m slow
      lens: {name: x, focl: 1}
      """
    #expect(
      findings(text).map { $0.split(separator: ";")[0] } == [
        "2:8 aliases are not read", "3:8 0 is out of range",
        "4:1 the key \"count\" stands here a second time", "5:7 tags are not read",
        "6:17 unknown key \"focl\"",
      ])
  }

  @Test(arguments: [
    ("", "1:1 the file does not state its version"),
    ("version: 2\n", "1:10 this program reads version 1 of a device file, found \"2\""),
    (
      "version: \"1\"\n", "1:10 this program reads version 1 of a device file, found the text \"1\""
    ),
    ("version: 1.0\n", "1:10 this program reads version 1 of a device file, found \"1.0\""),
  ])
  func theVersionIsChecked(head: String, complaint: String) {
    let found = findings(head + "lens: {name: x}\n")
    #expect(found.map { String($0.split(separator: ";")[0]) } == [complaint])
  }

  @Test(arguments: [
    ("010", "write 10: it may mean two things"), ("+1", "write 1: it may mean two things"),
    ("1_000", "write 1000"), ("0x10", "write digits"), ("0o7", "write digits"), (".5", "write 0.5"),
    ("1.", "write 1.0"), ("1,5", "write 1.5"), (".inf", "write digits"), (".nan", "write digits"),
    ("1:30", "write digits"), ("\"1\"", "remove the quotes"), ("1e999", "use a smaller number"),
    ("true", "write digits"), ("", "give a value"), ("[1]", "write one value"),
    ("1 2", "write digits"), ("--1", "write digits"), ("1e", "write digits"), ("-.5", "write -0.5"),
  ])
  func numbersHaveOneForm(text: String, remedy: String) {
    let found = findings("version: 1\ngamma: \(text)\nlens: {name: x}\n")
    #expect(found.count == 1)
    #expect(found.first?.split(separator: ";").last?.hasPrefix(" " + remedy) == true, "\(found)")
  }

  @Test func wholeNumbersHaveNoFraction() {
    #expect(findings("version: 1\ncount: 2.0\nlens: {name: x}\n").count == 1)
    #expect(findings("version: 1\ncount: 1e3\nlens: {name: x}\n").count == 1)
    #expect(findings("version: 1\ncount: 99999999999999999999\nlens: {name: x}\n").count == 1)
  }

  @Test func wordsOfTheCommandLineAreSetByName() {
    var device = Device()
    var findings = Findings()
    let place = Place.argument("--set")
    let words = [
      ("gamma", "1.5"), ("mode", "slow"), ("weights", "1, 0,1"), ("lens.name", "null"),
      ("limit", "4"), ("isOn", "false"),
    ]
    for (name, text) in words {
      Device.table.set(name, to: text, at: place, in: &device, &findings)
    }
    #expect(findings.isEmpty)
    #expect(device.gamma == 1.5 && device.mode == .slow && device.weights == [1, 0, 1])
    #expect(device.lens.name == "null" && device.limit == 4 && !device.isOn)
    for (name, text) in [("gamm", "1"), ("gamma", "010"), ("lens", "x"), ("spares", "x")] {
      Device.table.set(name, to: text, at: place, in: &device, &findings)
    }
    #expect(findings.diagnostics.count == 4)
    #expect(findings.diagnostics[0].remedy == "did you mean \"gamma\"?")
  }

  @Test func resolvedValuesAreCanonical() {
    #expect(
      Device.table.resolved(Device()).text
        == #"{"gamma":2.2,"count":3,"isOn":true,"mode":"fast","weights":[1.0,0.0,-0.5],"#
        + #""limit":null,"lens":{"focal":12.5,"name":"","notes":null},"#
        + #""spares":[],"least":0,"most":10}"#)
  }

  @Test func descriptionsFollowFromTheTable() {
    let all = Device.table.parameters
    #expect(all.map(\.name).first == "gamma")
    #expect(all[0].range == "0.1 to 10" && all[0].defaultText == "2.2" && all[0].unit == "1")
    #expect(all[4].kind == "list of numbers" && all[4].defaultText == "[1, 0, -0.5]")
    #expect(all[4].range == "3 values, each -1 to 1")
    #expect(all[5].defaultText == "from the rig" && all[5].range == "at least 0")
    #expect(all[3].choices == ["slow", "fast"])
    #expect(all[6].fields.map(\.name) == ["focal", "name", "notes"])
    #expect(all[6].fields[1].defaultText == nil && all[6].fields[1].isRequired)
  }

  @Test func theSchemaFollowsFromTheTable() throws {
    let schema = Device.jsonSchema
    #expect(schema["$schema"]?.stringValue == "http://json-schema.org/draft-07/schema#")
    #expect(schema["additionalProperties"] == false)
    #expect(schema["required"] == ["version"])
    let gamma: JSONValue = [
      "description": "Exponent of the tone curve. Unit: 1.", "type": "number", "minimum": 0.1,
      "maximum": 10.0, "default": 2.2,
    ]
    #expect(schema["properties"]?["gamma"] == gamma)
    let lens = try #require(schema["properties"]?["lens"])
    #expect(lens["properties"]?["focal"]?["exclusiveMinimum"] == 0.0)
    #expect(lens["required"] == ["name"])
    #expect(schema["properties"]?["mode"]?["enum"] == ["slow", "fast"])
    #expect(try JSONValue.parse(schema.prettyText) == schema)
  }
}
