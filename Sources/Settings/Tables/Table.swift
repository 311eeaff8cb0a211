import Diagnostics

/// All parameters of a type: the one place where they are named.
public struct Table<Owner: Configurable>: Sendable {
  let entries: [ParameterEntry<Owner>]
  /// What is known of each parameter, in order.
  public let parameters: [ParameterDescription]

  /// A table of parameters; the defaults are those of a new owner.
  ///
  /// - Precondition: every name once.
  public init(_ entries: [ParameterEntry<Owner>]) {
    let names = entries.map(\.description.name)
    precondition(Set(names).count == names.count, "a table names each parameter once")
    let defaults = Owner()
    self.entries = entries
    parameters = entries.map { entry in
      var description = entry.description
      if !description.isRequired {
        description.defaultText =
          entry.json(defaults).map(Self.shown) ?? entry.absent ?? "none"
      }
      return description
    }
  }

  /// A value as a sentence shows it.
  private static func shown(_ value: JSONValue) -> String {
    switch value {
    case .number(let number): trimmed("\(number)")
    case .string(""): "empty"
    case .string(let text): text
    case .array([]): "none"
    case .array(let elements): "[" + elements.map(shown).joined(separator: ", ") + "]"
    case .object: "its own defaults"
    case .null, .bool, .integer: value.text
    }
  }

  /// The value of a map, or nil after findings.
  ///
  /// - Parameters:
  ///   - node: the map.
  ///   - findings: takes in unknown and missing keys, wrong types and ranges, all of them.
  /// - Returns: the value, if nothing was found.
  public func decode(_ node: YamlNode, _ findings: inout Findings) -> Owner? {
    let before = findings.diagnostics.count
    guard let owner = ValueKind<Owner>.record.read(node, &findings),
      findings.diagnostics.count == before
    else { return nil }
    return owner
  }

  /// The value of a map, with defaults where something was found.
  func fill(
    _ node: YamlNode, also known: [String] = [], _ findings: inout Findings
  ) -> Owner {
    var owner = Owner()
    let names = entries.map(\.description.name)
    for (key, value) in node.pairs {
      guard let name = key.text else {
        findings.add(key.diagnostic("a key must be a word", remedy: "write key: value"))
        continue
      }
      if let index = names.firstIndex(of: name) {
        entries[index].decode(value, &owner, &findings)
      } else {
        findings.add(
          key.diagnostic(
            "unknown key \"\(name.prefix(60))\"",
            remedy: Suggestion.remedy(for: name, among: known + names)))
      }
    }
    for entry in entries where entry.description.isRequired {
      let name = entry.description.name
      guard node[name] == nil else { continue }
      findings.add(
        node.diagnostic(
          "the key \"\(name)\" is missing",
          remedy: "add \(name): \(entry.description.prose)"
            .trimmingFullStop))
    }
    owner.check(node, &findings)
    return owner
  }

  /// Sets one parameter to a word of the command line.
  ///
  /// - Parameters:
  ///   - name: its key; `sensor.white` reaches into a record.
  ///   - text: the value; a list is written with commas.
  ///   - place: where it was said.
  ///   - owner: what is changed.
  ///   - findings: takes in what is wrong.
  public func set(
    _ name: String, to text: String, at place: Place, in owner: inout Owner,
    _ findings: inout Findings
  ) {
    let parts = name.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let first = parts.first.map(String.init) ?? ""
    guard let entry = entries.first(where: { $0.description.name == first }) else {
      findings.add(
        Diagnostic(
          "unknown parameter \"\(name)\"", at: place,
          remedy: Suggestion.remedy(for: first, among: parameters.map(\.name)), category: .usage))
      return
    }
    var found = Findings()
    entry.set(parts.count > 1 ? parts[1] : nil, text, place, &owner, &found)
    for var diagnostic in found.diagnostics {
      if case .argument = place { diagnostic.category = .usage }
      findings.add(diagnostic)
    }
  }

  /// Every value of an owner, in the order of the table, for records and cache keys.
  public func resolved(_ owner: Owner) -> JSONValue {
    .object(entries.map { ($0.description.name, $0.json(owner) ?? .null) })
  }
}

extension String {
  fileprivate var trimmingFullStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
