import Diagnostics
import Testing

@Suite struct RenderingTests {
  @Test func aFindingShowsItsLineWithACaret() {
    let finding = Diagnostic(
      "there is no stage \"debayr\"", at: .text(file: "p.yaml", line: 12, column: 9),
      remedy: "did you mean \"debayer\"?", context: ["frame L1"],
      excerpt: Excerpt(line: "  - use: debayr", length: 6))
    #expect(
      finding.rendered() == """
        p.yaml:12:9: error: frame L1: there is no stage "debayr"
          12 |   - use: debayr
             |         ^~~~~~
          remedy: did you mean "debayer"?
        """)
  }

  @Test func placesReadAsCompilersWriteThem() {
    #expect(
      Diagnostic("cut", at: .byte(file: "a.png", offset: 7)).rendered()
        == "a.png: byte 7: error: cut")
    #expect(
      Diagnostic("cut", at: .row(file: "a.png", row: 7), severity: .warning).rendered()
        == "a.png: row 7: warning: cut")
    #expect(Failure("no", at: .argument("--set"), category: .usage).exitStatus == 64)
  }

  @Test(arguments: [
    ("debayr", "debayer"), ("balck-level", "black-level"), ("Tone", "tone"), ("x", nil),
    ("whitebalance", "white-balance"), ("encoder", "encode"), ("quite-different", nil),
  ])
  func mistypedWordsFindTheirNeighbour(word: String, expected: String?) {
    let words = ["decode", "black-level", "debayer", "white-balance", "tone", "encode"]
    #expect(Suggestion.nearest(to: word, among: words) == expected)
  }

  @Test func aRemedyListsTheChoicesWhenNothingIsNear() {
    #expect(Suggestion.remedy(for: "zzz", among: ["aa", "bb"]) == "use one of: aa, bb")
  }
}
