import Foundation
import Settings
import Testing

/// A page of documentation, whose examples and tables the tests keep true.
struct Page {
  let path: String
  let text: String

  init(_ name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    path = root.appendingPathComponent("Documentation/Formats/\(name)").path
    text = try String(contentsOfFile: path, encoding: .utf8)
  }

  /// The YAML blocks in order.
  var examples: [String] {
    text.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  /// Compares the table of fields; with `ALBEDO_UPDATE_PAGES` set, writes it instead.
  func checkFields(_ parameters: [ParameterDescription]) throws {
    let (start, end) = ("<!-- fields -->\n", "<!-- end of fields -->")
    let parts = text.components(separatedBy: start)
    let tail = try #require(parts.last?.components(separatedBy: end))
    let wanted = ParameterDescription.markdown(parameters) + "\n"
    if ProcessInfo.processInfo.environment["ALBEDO_UPDATE_PAGES"] != nil {
      let page = parts[0] + start + wanted + end + tail[1]
      try page.write(toFile: path, atomically: true, encoding: .utf8)
    } else {
      #expect(tail[0] == wanted, "run the tests once with ALBEDO_UPDATE_PAGES=1")
    }
  }
}
