import Diagnostics
import Testing

@testable import Settings

/// What OpenCV's FileStorage writes is let through in its own dialect, and nothing else is.
@Suite struct YamlDialectTests {
  private func complaints(_ text: String, _ dialect: Yaml.Dialect) -> [String] {
    var findings = Findings()
    _ = Yaml.parse(text: text, file: "f", dialect: dialect, &findings)
    return findings.diagnostics.map { ($0.place?.description ?? "") + " " + $0.message }
  }

  @Test(arguments: ["%YAML:1.0\n---\n", "%YAML 1.2\n---\n", ""])
  func matricesKeepTheirPlaces(head: String) throws {
    let text = head + "M: !!opencv-matrix\n   rows: 1\n   data: [ 1., 2.,\n       3. ]\nT: 2\n"
    let root = try Yaml.parse(text: text, file: "f", dialect: .openCV)
    let lines = head.isEmpty ? 0 : 2
    #expect(root["M"]?["data"]?.elements.map(\.text) == ["1.", "2.", "3."])
    #expect(root["M"]?["data"]?.elements.last?.place.description == "f:\(lines + 4):8")
    #expect(root["T"]?.text == "2")
  }

  @Test(arguments: [
    ("%YAML:1.0\n---\na: !!opencv-nd-matrix 1\n", "f:3:4 tags are not read"),
    ("%YAML:1.0\n---\na: !!opencv-matrix2 1\n", "f:3:4 tags are not read"),
    ("%TAG ! x\n---\na: 1\n", "f:1:1 directives are not read"),
    ("a: 1\n%YAML:1.0\n", "f:2:1 directives are not read"),
    ("%YAML:1.0\n---\na: &b 1\n", "f:3:4 anchors are not read"),
    ("%YAML:1.0\n---\na: 1\n---\nb: 1\n", "f:4:1 a second document begins here"),
  ])
  func nothingElseIsLetThrough(text: String, wanted: String) {
    #expect(complaints(text, .openCV) == [wanted])
  }

  @Test func configurationsStayAsTheyWere() {
    #expect(
      complaints("%YAML:1.0\n---\na: 1\n", .configuration) == ["f:1:1 directives are not read"])
    #expect(complaints("a: !!opencv-matrix 1\n", .configuration) == ["f:1:4 tags are not read"])
  }
}
