/// How findings look on a terminal, in a log and in a test.
extension Diagnostic {
  /// Which parts of a finding can be given a colour.
  public enum Emphasis: Sendable {
    /// The place.
    case place
    /// The word `error`.
    case error
    /// The word `warning`.
    case warning
    /// The caret line.
    case caret
    /// The word `remedy`.
    case remedy
  }

  /// The finding as text of one to four lines, without a line end.
  ///
  ///     pipelines/a.yaml:7:12: error: unknown stage "debayr"
  ///       7 |   - {use: debayr}
  ///         |           ^~~~~~
  ///       remedy: did you mean "debayer"?
  ///
  /// - Parameter emphasise: wraps a part in colour; the default leaves it plain.
  /// - Returns: the text.
  public func rendered(emphasise: (String, Emphasis) -> String = { text, _ in text }) -> String {
    var head = place.map { emphasise("\($0):", .place) + " " } ?? ""
    head += emphasise("\(severity.rawValue):", severity == .error ? .error : .warning) + " "
    head += (context + [message]).joined(separator: ": ")
    var lines = [head]
    if let excerpt, case .text(_, let line, let column)? = place {
      let number = String(line)
      let gutter = String(repeating: " ", count: number.count)
      let shown = excerpt.line.map { $0 == "\t" ? " " : String($0) }.joined()
      lines.append("  \(number) | \(shown)")
      let indent = String(repeating: " ", count: max(0, column - 1))
      let tail = String(repeating: "~", count: excerpt.length - 1)
      lines.append("  \(gutter) | \(indent)" + emphasise("^" + tail, .caret))
    }
    if let remedy {
      lines.append("  " + emphasise("remedy:", .remedy) + " " + remedy)
    }
    return lines.joined(separator: "\n")
  }
}

extension Failure: CustomStringConvertible {
  /// All findings, without colour.
  public var description: String {
    diagnostics.map { $0.rendered() }.joined(separator: "\n")
  }
}
