import Diagnostics

/// One parameter of a table: its description, and how it gets into its owner and out of it.
///
/// Made by the factories below; `.value` takes any ``ValueKind``.
public struct ParameterEntry<Owner: Sendable>: Sendable {
  /// Its description without the default.
  let description: ParameterDescription
  /// Puts the value of a node into the owner.
  let decode: @Sendable (YamlNode, inout Owner, inout Findings) -> Void
  /// Puts a word of the command line into the owner.
  let set: @Sendable (_ below: Substring?, String, Place, inout Owner, inout Findings) -> Void
  /// The value in the owner; nil where there is none.
  let json: @Sendable (Owner) -> JSONValue?
  /// The members of its JSON Schema beside description and default.
  let schema: [(String, JSONValue)]
  /// What to say of a default that is no value, such as `from the rig`.
  let absent: String?

  /// The path to a property that may be shared between threads.
  public typealias Path<Value> = any WritableKeyPath<Owner, Value> & Sendable

  private init<Value>(
    _ name: String, _ kind: ValueKind<Value>, required: Bool, absent: String?, _ prose: String,
    json: @escaping @Sendable (Owner) -> JSONValue?,
    store: @escaping @Sendable (Value, inout Owner) -> Void,
    setBelow: (@Sendable (Substring, String, Place, inout Owner, inout Findings) -> Void)? = nil
  ) {
    description = ParameterDescription(
      name: name, kind: kind.name, unit: kind.unit, range: kind.range, defaultText: nil,
      prose: prose, isRequired: required, choices: kind.choices, fields: kind.fields)
    self.absent = absent
    self.json = json
    schema = kind.schema
    decode = { node, owner, findings in
      if let value = kind.read(node, &findings) { store(value, &owner) }
    }
    set = { below, text, place, owner, findings in
      if let below, let setBelow { return setBelow(below, text, place, &owner, &findings) }
      guard below == nil, kind.fields.isEmpty else {
        findings.add(
          Diagnostic(
            "\"\(name)\" cannot be set here", at: place, remedy: "write it in the file",
            category: .usage))
        return
      }
      if let value = kind.read(kind.node(text, place), &findings) { store(value, &owner) }
    }
  }

  /// A parameter of any kind.
  public static func value<Value>(
    _ name: String, _ path: Path<Value>, _ kind: ValueKind<Value>, required: Bool = false,
    _ prose: String
  ) -> Self {
    Self(
      name, kind, required: required, absent: nil, prose,
      json: { kind.json($0[keyPath: path]) }, store: { $1[keyPath: path] = $0 })
  }

  /// A parameter of any kind that may be absent and then stays nil.
  public static func value<Value>(
    _ name: String, _ path: Path<Value?>, _ kind: ValueKind<Value>, required: Bool = false,
    absent: String = "none", _ prose: String
  ) -> Self {
    Self(
      name, kind, required: required, absent: absent, prose,
      json: { $0[keyPath: path].map(kind.json) }, store: { $1[keyPath: path] = $0 })
  }

  /// Named values of their own table.
  public static func record<Value: Configurable>(
    _ name: String, _ path: Path<Value>, required: Bool = false, _ prose: String
  ) -> Self {
    let kind = ValueKind<Value>.record
    return Self(
      name, kind, required: required, absent: nil, prose,
      json: { kind.json($0[keyPath: path]) }, store: { $1[keyPath: path] = $0 },
      setBelow: { below, text, place, owner, findings in
        Value.table.set(String(below), to: text, at: place, in: &owner[keyPath: path], &findings)
      })
  }
}
