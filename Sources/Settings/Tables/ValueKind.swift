import Diagnostics

/// How one kind of value is read, written and described.
public struct ValueKind<Value: Sendable>: Sendable {
  /// What it is called in documentation.
  let name: String
  /// The unit, for documentation.
  var unit: String?
  /// What is allowed, in words.
  var range: String?
  /// The words to choose from.
  var choices: [String] = []
  /// The parameters within.
  var fields: [ParameterDescription] = []
  /// The members of its JSON Schema beside description and default.
  let schema: [(String, JSONValue)]
  /// The value of a node, or nil after a finding.
  let read: @Sendable (YamlNode, inout Findings) -> Value?
  /// The value as JSON.
  let json: @Sendable (Value) -> JSONValue
  /// What a word of the command line means before it is read.
  var node: @Sendable (String, Place) -> YamlNode = { text, place in
    YamlNode(.scalar(text, isQuoted: false), at: place)
  }

  /// A kind of another type, made from this one.
  ///
  /// - Parameters:
  ///   - make: the other value; nil says that it was refused (a finding was added).
  ///   - back: the value it was made from.
  /// - Returns: the kind.
  public func mapped<Other: Sendable>(
    _ make: @escaping @Sendable (Value, YamlNode, inout Findings) -> Other?,
    back: @escaping @Sendable (Other) -> Value
  ) -> ValueKind<Other> {
    let (read, json) = (read, json)
    return ValueKind<Other>(
      name: name, unit: unit, range: range, choices: choices, fields: fields, schema: schema,
      read: { node, findings in
        guard let value = read(node, &findings) else { return nil }
        return make(value, node, &findings)
      },
      json: { json(back($0)) }, node: node)
  }

  /// A kind of another type, made from this one, where every value has its counterpart.
  ///
  /// - Parameters:
  ///   - make: the other value.
  ///   - back: the value it was made from.
  /// - Returns: the kind.
  public func mapped<Other: Sendable>(
    _ make: @escaping @Sendable (Value) -> Other, back: @escaping @Sendable (Other) -> Value
  ) -> ValueKind<Other> {
    mapped({ value, _, _ in make(value) }, back: back)
  }

  /// The word of a scalar that is not in quotes, or nil after a finding.
  static func word(
    _ node: YamlNode, wanted: String, _ findings: inout Findings
  ) -> String? {
    guard case .scalar(let text, let isQuoted) = node.content else {
      findings.add(
        node.diagnostic("expected \(wanted), found \(node.shown)", remedy: "write one value"))
      return nil
    }
    guard !isQuoted else {
      findings.add(
        node.diagnostic(
          "expected \(wanted), found \(node.shown)", remedy: "remove the quotes"))
      return nil
    }
    return isMissing(text, node, wanted: wanted, &findings) ? nil : text
  }

  /// Whether a word stands for nothing; then a finding was added.
  static func isMissing(
    _ text: String, _ node: YamlNode, wanted: String, _ findings: inout Findings
  ) -> Bool {
    guard ["", "~", "null", "Null", "NULL"].contains(text) else { return false }
    let found = text.isEmpty ? "nothing" : "\"\(text)\""
    findings.add(
      node.diagnostic(
        "expected \(wanted), found \(found)", remedy: "give a value, or remove the key"))
    return true
  }
}
