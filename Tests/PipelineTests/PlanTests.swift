import Diagnostics
import Settings
import Testing

@testable import Pipeline

@Suite struct PlanTests {
  func plan(_ stages: String, _ overrides: [String] = []) throws -> Plan {
    let head = "version: 1\nname: toy\nover: frame\nstages:\n"
    return try Plan(
      yaml: head + stages, file: "toy.yaml", catalogue: toys,
      overrides: try overrides.map { try Override($0) })
  }

  func complaints(_ stages: String, _ overrides: [String] = []) -> [String] {
    do {
      _ = try plan(stages, overrides)
      return []
    } catch let failure as Failure {
      return failure.diagnostics.map { $0.rendered() }
    } catch {
      return ["\(error)"]
    }
  }

  @Test func portsAreWiredByNameOrAlone() throws {
    let plan = try plan(
      """
        - {id: raw, use: source}
        - {id: soft, use: blur, inputs: raw, with: {radius: 2}}
        - {id: both, use: pair, inputs: {a: raw, b: soft}}
        - {id: out, use: sink, inputs: both.difference, checkpoint: true}
      """)
    #expect(
      plan.nodes[2].inputs == [
        Plan.Wire(port: "a", source: .init(node: 0, port: "frame")),
        Plan.Wire(port: "b", source: .init(node: 1, port: "frame")),
      ])
    #expect(plan.nodes[3].inputs.map(\.source) == [.init(node: 2, port: "difference")])
    #expect(plan.nodes[3].isCheckpoint)
    #expect((plan.nodes[1].stage as? Blur)?.radius == 2)
    #expect(plan.consumers(of: 0) == [1, 2])
  }

  @Test func overridesReplaceParameters() throws {
    let stages = """
        - {id: raw, use: source}
        - {id: soft, use: blur, inputs: raw, with: {radius: 2}}
        - {id: out, use: sink, inputs: soft}
      """
    let changed = try plan(stages, ["soft.radius=4"])
    #expect((changed.nodes[1].stage as? Blur)?.radius == 4)
    #expect(changed.digest != (try plan(stages)).digest)
    #expect(complaints(stages, ["sof.radius=4"])[0].contains("did you mean \"soft\"?"))
    #expect(complaints(stages, ["soft.radus=4"])[0].contains("did you mean \"radius\"?"))
    #expect(complaints(stages, ["soft.radius=40"])[0].contains("error"))
    #expect(throws: Failure.self) { try Override("nonsense") }
  }

  @Test func fiveMistakesGetFiveMessagesEachWithItsPlaceAndARemedy() throws {
    let found = complaints(
      """
        - {id: raw, use: sorce}
        - {id: grey, use: source}
        - {id: soft, use: blur, inputs: gray, with: {radius: 2}}
        - {id: wide, use: blur, inputs: grey, with: {radus: 2}}
        - {id: much, use: add, inputs: grey, with: {value: 99}}
        - {id: both, use: pair, inputs: {a: grey, c: grey}}
        - {id: out, use: sink, inputs: both.sum}
      """)
    #expect(found.count == 6)
    let expected = [
      ("toy.yaml:5:20", "there is no stage \"sorce\"", "did you mean \"source\"?"),
      ("toy.yaml:7:35", "no stage has the id \"gray\"", "did you mean \"grey\"?"),
      ("toy.yaml:8:", "unknown key \"radus\"", "did you mean \"radius\"?"),
      ("toy.yaml:9:", "99", "remedy:"),
      ("toy.yaml:10:", "input \"b\" of pair is not wired", "add \"inputs: {b: SOURCE}\""),
      ("toy.yaml:10:", "pair has no input port \"c\"", "remedy:"),
    ]
    for (text, (place, message, remedy)) in zip(found, expected) {
      #expect(text.hasPrefix(place), "\(text)")
      #expect(text.contains(message), "\(text)")
      #expect(text.contains(remedy), "\(text)")
      #expect(text.contains("^"), "\(text)")
    }
  }

  @Test(arguments: [
    ("  - {id: a, use: source}\n  - {id: a, use: source}", "another stage has the id \"a\""),
    ("  - {id: s, use: sink, inputs: late}\n  - {id: late, use: source}", "stands further down"),
    ("  - {id: a, use: source}", "this pipeline writes nothing"),
    ("  - {id: a, use: source, inputs: b}", "source has 0 input ports"),
    ("  - {id: a, use: source}\n  - {id: s, use: sink}", "is not wired"),
    ("  - {id: a, use: source}\n  - {id: s, use: sink, inputs: a.x}", "no output port \"x\""),
    (
      "  - {id: a, use: source}\n  - {id: s, use: sink, inputs: [a]}",
      "\"frame\" of sink has one source"
    ),
    ("  - {id: a b, use: source}", "holds a character that a name cannot have"),
    ("  - {id: a.b, use: source}", "a stage's id has no dot"),
  ])
  func eachMistakeIsNamed(stages: String, message: String) {
    let found = complaints(stages)
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  @Test func graphsShowEveryStageAndWire() throws {
    let plan = try plan(
      """
        - {id: raw, use: source}
        - {id: soft, use: blur, inputs: raw}
        - {id: out, use: sink, inputs: soft}
      """)
    for format in GraphFormat.allCases {
      let text = plan.graph(format)
      for word in ["raw", "soft", "out", "blur", "LinearGray"] { #expect(text.contains(word)) }
    }
  }
}
