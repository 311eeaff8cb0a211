import Diagnostics

extension ValueKind<Bool> {
  /// `true` or `false`.
  public static var flag: Self {
    ValueKind(
      name: "flag", schema: [("type", "boolean")],
      read: { node, findings in
        guard let text = word(node, wanted: "true or false", &findings) else { return nil }
        if text == "true" { return true }
        if text == "false" { return false }
        let truths = ["true", "yes", "on", "y"]
        let falsehoods = ["false", "no", "off", "n"]
        let remedy =
          truths.contains(text.lowercased())
          ? "write true" : falsehoods.contains(text.lowercased()) ? "write false" : nil
        findings.add(
          node.diagnostic(
            "expected true or false, found \"\(text.prefix(60))\"",
            remedy: remedy ?? "write true or false"))
        return nil
      },
      json: { .bool($0) })
  }
}

extension ValueKind<String> {
  /// Text, taken as it is written, with or without quotes.
  ///
  /// - Parameters:
  ///   - form: what it must look like, in words, such as `a relative path`.
  ///   - pattern: the same as a regular expression (ECMA 262), for the JSON Schema.
  ///   - problem: what is wrong with a text, as the rest of a sentence that begins with it; nil
  ///     where it is fine.
  /// - Returns: the kind.
  public static func text(
    form: String? = nil, pattern: String? = nil,
    problem: @escaping @Sendable (String) -> String? = { _ in nil }
  ) -> Self {
    var schema: [(String, JSONValue)] = [("type", "string")]
    if let pattern { schema.append(("pattern", .string(pattern))) }
    return ValueKind(
      name: "text", range: form, schema: schema,
      read: { node, findings in
        guard case .scalar(let text, let isQuoted) = node.content else {
          findings.add(
            node.diagnostic("expected a text, found \(node.shown)", remedy: "write one text"))
          return nil
        }
        if !isQuoted, isMissing(text, node, wanted: "a text", &findings) { return nil }
        guard let problem = problem(text) else { return text }
        findings.add(
          node.diagnostic(
            "\"\(text.prefix(80))\" \(problem)", remedy: "write \(form ?? "another text")"))
        return nil
      },
      json: { .string($0) },
      node: { YamlNode(.scalar($0, isQuoted: true), at: $1) })
  }
}

extension ValueKind<String> {
  /// A path to a file below the folder of the configuration file that names it.
  ///
  /// Paths come from outside: absolute ones, `..`, empty components and NUL are refused before
  /// anything is opened.
  public static var path: Self {
    text(
      form: "a relative path without ..", pattern: #"^(?!/)(?!(.*/)?\.\.(/|$))(?!.*//)(?!.*/$).+$"#
    ) { text in
      if text.isEmpty { return "is empty" }
      if text.utf8.contains(0) { return "holds a NUL character" }
      if text.hasPrefix("/") { return "is absolute" }
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      if parts.contains("..") { return "leaves its folder" }
      return parts.contains("") ? "has an empty part" : nil
    }
  }

  /// A name that can be part of a file name on every system.
  public static var identifier: Self {
    text(
      form: "1 to 64 of a-z A-Z 0-9 - _ . and no dot first",
      pattern: #"^[A-Za-z0-9_-][A-Za-z0-9._-]{0,63}$"#
    ) { text in
      let isKnown = text.utf8.allSatisfy { byte in
        switch byte {
        case 48...57, 65...90, 97...122, 45, 46, 95: true
        default: false
        }
      }
      guard isKnown else { return "holds a character that a name cannot have" }
      if text.isEmpty || text.utf8.count > 64 { return "has not 1 to 64 characters" }
      return text.hasPrefix(".") ? "begins with a dot" : nil
    }
  }
}

extension ValueKind where Value: RawRepresentable<String> & CaseIterable {
  /// One of the words that a type knows.
  public static var choice: Self {
    let words = Value.allCases.map(\.rawValue)
    let wanted = words.count == 1 ? words[0] : "one of " + words.joined(separator: ", ")
    return ValueKind(
      name: "choice", choices: words,
      schema: [("type", "string"), ("enum", .array(words.map { .string($0) }))],
      read: { node, findings in
        guard case .scalar(let text, let isQuoted) = node.content else {
          findings.add(
            node.diagnostic("expected \(wanted), found \(node.shown)", remedy: "write one word"))
          return nil
        }
        if !isQuoted, isMissing(text, node, wanted: wanted, &findings) { return nil }
        if let value = Value(rawValue: text) { return value }
        findings.add(
          node.diagnostic(
            "unknown choice \"\(text.prefix(60))\"",
            remedy: Suggestion.remedy(for: text, among: words)))
        return nil
      },
      json: { .string($0.rawValue) },
      node: { YamlNode(.scalar($0, isQuoted: true), at: $1) })
  }
}
