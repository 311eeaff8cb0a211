import Diagnostics
import Settings
import Testing

@testable import Pipeline

/// Ports that take many, and what is done for each frame: how plans are checked.
@Suite struct GatherPlanTests {
  func plan(_ stages: String, _ overrides: [String] = []) throws -> Plan {
    let head = "version: 1\nname: toy\nover: collection\nstages:\n"
    return try Plan(
      yaml: head + stages, file: "toy.yaml", catalogue: toys,
      overrides: try overrides.map { try Override($0) })
  }

  static let sources = """
      - {id: raw, use: source, with: {each: true}}
      - {id: one, use: source}
      - {id: more, use: source, with: {each: true}}
      - {id: codes, use: gray, inputs: one}

    """

  @Test(arguments: [
    ("[one, raw.frame, one]", [1, 0, 1]), ("{frames: [more, raw]}", [2, 0]), ("one", [1]),
    ("{frames: one}", [1]),
  ])
  func listsKeepTheirOrder(inputs: String, nodes: [Int]) throws {
    let plan = try plan(
      Self.sources + """
          - {id: mean, use: mean, inputs: \(inputs)}
          - {id: rest, use: mean, inputs: [raw, more]}
          - {id: out, use: sink, inputs: mean}
        """)
    #expect(plan.nodes[4].inputs.map(\.source.node) == nodes)
    #expect(plan.nodes[4].inputs.allSatisfy { $0.port == "frames" })
    #expect(plan.nodes[4].outputs.map(\.domain) == ["LinearGray", "Report"])
    #expect(plan.nodes.map(\.fanOut) == [0, nil, 2, nil, nil, nil, nil])
  }

  @Test func theOrderOfAListDecidesTheDigest() throws {
    func digest(_ inputs: String) throws -> String {
      let stages =
        "  - {id: mean, use: mean, inputs: \(inputs)}\n  - {id: o, use: sink, inputs: mean}"
      return "\(try plan(Self.sources + "  - {id: r, use: mean, inputs: more}\n" + stages).digest)"
    }
    #expect(try digest("[raw, one]") != digest("[one, raw]"))
    #expect(try digest("[raw, one]") == digest("{frames: [raw.frame, one]}"))
  }

  /// What stands behind the sources, where the finding points, what it says, and the remedy.
  private static let refused: [(stages: String, place: String, message: String, remedy: String)] = [
    (
      "  - {id: m, use: mean, inputs: [one, codes]}", "9:38",
      "codes gives DisplayGray, but one LinearGray", "give mean frames of one kind"
    ),
    (
      "  - {id: m, use: mean, inputs: []}", "9:32", "\"frames\" of mean has one source or more",
      "write them as [stage, stage.port, …]"
    ),
    (
      "  - {id: m, use: mean, inputs: {frames: [one, [raw]]}}", "9:47",
      "\"frames\" of mean has one source or more", "write them as"
    ),
    (
      "  - {id: m, use: mean, inputs: [one, on]}", "9:38", "no stage has the id \"on\"",
      "did you mean \"one\"?"
    ),
    (
      "  - {id: m, use: mean, inputs: {a: one}}", "9:33", "mean has no input port \"a\"",
      "use one of: frames"
    ),
    (
      "  - {id: p, use: pair, inputs: [one, one]}", "9:32", "pair has 2 input ports",
      "name the port: a: …, b: …"
    ),
    (
      "  - {id: p, use: pair, inputs: {a: [one], b: one}}", "9:36", "\"a\" of pair has one source",
      "without brackets"
    ),
    (
      "  - {id: p, use: pair, inputs: {a: raw, b: one}}", "9:44",
      "\"one\" comes once, but \"raw\" for each frame of raw", "set each: false in raw"
    ),
    (
      "  - {id: p, use: pair, inputs: {a: one, b: raw}}", "9:44",
      "\"raw\" comes for each frame of raw, but \"one\" once", "set each: false in raw"
    ),
    (
      "  - {id: p, use: pair, inputs: {a: raw, b: more}}", "9:44",
      "\"more\" comes for each frame of more, but \"raw\" for each frame of raw",
      "set each: false in raw and more"
    ),
    (
      "  - {id: n, use: note, inputs: one, with: {ending: txt}}", "9:52", "no report", "wire one"
    ),
  ]

  @Test(arguments: refused.indices)
  func whatCannotBeIsRefusedWithItsPlace(number: Int) throws {
    let (stages, place, message, remedy) = Self.refused[number]
    let used =
      "\n  - {id: all, use: mean, inputs: [raw, more]}\n  - {id: o, use: sink, inputs: one}"
    let failure = #expect(throws: Failure.self) { try plan(Self.sources + stages + used) }
    let found = try #require(failure).diagnostics.map { $0.rendered() }
    #expect(found.count == 1, "\(found)")
    let text = try #require(found.first)
    #expect(text.hasPrefix("toy.yaml:\(place)"), "\(text)")
    #expect(text.contains(message) && text.contains(remedy), "\(text)")
  }

  @Test func theRecordOfTheRunIsNoProduct() throws {
    let stages = """
        - {id: raw, use: source}
        - {id: mean, use: mean, inputs: raw}
        - {id: run, use: note, inputs: mean.report, with: {ending: json}}
      """
    #expect { try plan(stages) } throws: { "\($0)".contains("run.json is the record of the run") }
    _ = try plan(stages.replacing("json", with: "txt"))
  }

  @Test func eachFrameMustBeUsed() throws {
    let unused = """
        - {id: raw, use: source, with: {each: true}}
        - {id: soft, use: blur, inputs: raw}
        - {id: one, use: source}
        - {id: out, use: sink, inputs: one}

      """
    let failure = #expect(throws: Failure.self) { try plan(unused) }
    let text = try #require(failure).diagnostics.map { $0.rendered() }.joined()
    #expect(text.hasPrefix("toy.yaml:5:20"), "\(text)")
    #expect(text.contains("nothing comes of the frames of \"raw\""))
    #expect(text.contains("a stage that takes many frames"))
    _ = try plan(unused, ["raw.each=false"])
    _ = try plan(unused + "  - {id: files, use: sink, inputs: soft}")
    _ = try plan(unused + "  - {id: mean, use: mean, inputs: soft}")
  }

  @Test func graphsAreOfTheUnexpandedPlan() throws {
    let plan = try plan(
      """
        - {id: raw, use: source, with: {each: true}}
        - {id: mean, use: mean, inputs: raw}
        - {id: out, use: sink, inputs: mean}
      """)
    for format in GraphFormat.allCases { #expect(plan.graph(format).contains("each LinearGray")) }
    #expect(plan.graph(.mermaid).contains("n1 -- LinearGray --> n2"))
  }
}
