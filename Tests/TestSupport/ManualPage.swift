import Foundation

/// A page of the manual, whose examples and generated tables the tests keep true.
public struct ManualPage {
  private static let start = "<!-- fields -->\n"
  private static let end = "<!-- end of fields -->"

  private let path: String
  private let text: String

  /// A page below `Documentation`.
  ///
  /// - Parameter name: its path there, such as `Formats/Rig.md`.
  /// - Throws: an error when it is not there.
  public init(_ name: String) throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    path = root.appendingPathComponent("Documentation/\(name)").path
    text = try String(contentsOfFile: path, encoding: .utf8)
  }

  /// The YAML blocks in order.
  public var examples: [String] {
    text.components(separatedBy: "```yaml\n").dropFirst().map {
      $0.components(separatedBy: "```")[0]
    }
  }

  /// What stands between the marks of the generated table.
  ///
  /// - Parameter wanted: what should stand there; with `ALBEDO_UPDATE_PAGES` set, it is written.
  /// - Returns: what stood there before.
  /// - Throws: an error when the page cannot be written.
  public func fields(wanted: String) throws -> String {
    let parts = text.components(separatedBy: Self.start)
    let tail = (parts.last ?? "").components(separatedBy: Self.end)
    if ProcessInfo.processInfo.environment["ALBEDO_UPDATE_PAGES"] != nil, tail.count == 2 {
      let page = parts[0] + Self.start + wanted + Self.end + tail[1]
      try page.write(toFile: path, atomically: true, encoding: .utf8)
      return wanted
    }
    return tail[0]
  }
}
