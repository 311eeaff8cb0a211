extension ParameterDescription {
  /// A Markdown table of parameters, records opened up, without a line end after the last row.
  ///
  /// - Parameter parameters: of one table.
  /// - Returns: a row for each parameter: name, kind, unit, what is allowed, default, prose.
  public static func markdown(_ parameters: [ParameterDescription]) -> String {
    let head = [
      "| Key | Kind | Unit | Allowed | Default | Meaning |", "|---|---|---|---|---|---|",
    ]
    return (head + parameters.flatMap { $0.rows(below: "") }).joined(separator: "\n")
  }

  private func rows(below path: String) -> [String] {
    let isList = kind.hasPrefix("list") && !fields.isEmpty
    let key = path + name + (isList ? "[]" : "")
    let allowed = choices.isEmpty ? range ?? "" : choices.map { "`\($0)`" }.joined(separator: ", ")
    let cells = [
      "`\(key)`", kind, unit == "1" ? "" : unit ?? "", allowed,
      isRequired ? "**required**" : defaultText ?? "", prose,
    ]
    let row = "| " + cells.map(Self.cell).joined(separator: " | ") + " |"
    return [row] + fields.flatMap { $0.rows(below: key + ".") }
  }

  private static func cell(_ text: String) -> String {
    text.map { $0 == "|" ? "\\|" : String($0) }.joined()
  }
}
