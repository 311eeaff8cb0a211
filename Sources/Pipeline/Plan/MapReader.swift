import Diagnostics
import Settings

/// Reads the keys of a map whose values differ too much in kind for a table.
struct MapReader {
  private let node: YamlNode
  private let pairs: [(key: String, value: YamlNode)]

  /// Opens a map and complains about unknown keys.
  init?(_ node: YamlNode, keys: [String], what: String, findings: inout Findings) {
    guard case .map(let entries) = node.content else {
      findings.add(
        node.diagnostic(
          "\(what) is a map of keys and values",
          remedy: "use the keys " + keys.joined(separator: ", ")))
      return nil
    }
    self.node = node
    var pairs: [(key: String, value: YamlNode)] = []
    for (key, value) in entries {
      guard case .scalar(let text, _) = key.content, keys.contains(text) else {
        let text = if case .scalar(let text, _) = key.content { text } else { "…" }
        findings.add(
          key.diagnostic(
            "\(what) has no key \"\(text)\"", remedy: Suggestion.remedy(for: text, among: keys)))
        continue
      }
      pairs.append((text, value))
    }
    self.pairs = pairs
  }

  subscript(key: String) -> YamlNode? {
    pairs.first { $0.key == key }?.value
  }

  func text(_ key: String, required: Bool, _ findings: inout Findings) -> String? {
    guard let value = self[key] else {
      if required {
        findings.add(
          node.diagnostic("\"\(key)\" is missing", remedy: "add \"\(key): …\""))
      }
      return nil
    }
    guard case .scalar(let text, _) = value.content else {
      findings.add(value.diagnostic("\"\(key)\" is text", remedy: "write one word or sentence"))
      return nil
    }
    return text
  }

  func flag(_ key: String, _ findings: inout Findings) -> Bool? {
    guard let value = self[key] else { return nil }
    if case .scalar(let text, isQuoted: false) = value.content, let flag = Bool(text) {
      return flag
    }
    findings.add(value.diagnostic("\"\(key)\" is true or false", remedy: "write true or false"))
    return nil
  }

  func checkVersion(_ findings: inout Findings) {
    guard let value = self["version"] else {
      findings.add(node.diagnostic("\"version\" is missing", remedy: "add \"version: 1\""))
      return
    }
    if case .scalar("1", isQuoted: false) = value.content { return }
    findings.add(
      value.diagnostic("this version of the format is not known", remedy: "write \"version: 1\""))
  }
}
