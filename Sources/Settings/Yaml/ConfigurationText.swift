/// The text of a configuration file: what a value says, as YAML.
///
/// A key a line; lists of records a record at a time. What says nothing (unknown, no, none) and
/// need not be said is left out.
public struct ConfigurationText<Value: ConfigurationFile> {
  /// The text.
  public let text: String

  /// The text of a value.
  ///
  /// - Parameters:
  ///   - value: what it says.
  ///   - note: a comment of one line above it; nil for none.
  public init(_ value: Value, note: String? = nil) {
    let table = Value.table
    let required = Set(table.parameters.filter(\.isRequired).map(\.name))
    var lines = (note.map { ["# \($0)"] } ?? []) + ["version: \(Value.version)"]
    for (key, value) in Self.members(table.resolved(value)) {
      switch value {
      case .object:
        let fields = Self.fields(value, indent: "  ")
        if !fields.isEmpty { lines += ["\(key):"] + fields }
      case .array(let elements) where elements.contains(where: { !Self.members($0).isEmpty }):
        lines.append("\(key):")
        for element in elements {
          var fields = Self.fields(element, indent: "    ")
          if fields.isEmpty { fields = ["    {}"] }
          fields[0] = "  - " + fields[0].dropFirst(4)
          lines += fields
        }
      default:
        if required.contains(key) || Self.said(value) != nil {
          lines.append("\(key): \(value.text)")
        }
      }
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// The members that say something, a line each.
  private static func fields(_ value: JSONValue, indent: String) -> [String] {
    members(value).compactMap { key, value in
      said(value).map { "\(indent)\(key): \($0.text)" }
    }
  }

  /// What a value says; nil for nothing.
  private static func said(_ value: JSONValue) -> JSONValue? {
    switch value {
    case .null, .array([]), .bool(false): return nil
    case .object(let members):
      let rest = members.compactMap { key, value in said(value).map { (key, $0) } }
      return rest.isEmpty ? nil : .object(rest)
    case .array(let elements): return .array(elements.map { said($0) ?? $0 })
    default: return value
    }
  }

  private static func members(_ value: JSONValue) -> [(String, JSONValue)] {
    guard case .object(let members) = value else { return [] }
    return members
  }
}
