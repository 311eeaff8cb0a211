/// A value that remembers where it was written.
public struct Located<Value: Sendable>: Sendable {
  /// The value.
  public var value: Value
  /// Where it was written; nil for a default.
  public var node: YamlNode?

  /// A value with its place.
  public init(_ value: Value, at node: YamlNode? = nil) {
    self.value = value
    self.node = node
  }
}

extension ValueKind {
  /// The same kind, remembering where each value was written.
  public var located: ValueKind<Located<Value>> {
    mapped({ value, node, _ in Located(value, at: node) }, back: \.value)
  }
}

extension ValueKind<YamlNode> {
  /// A value that is read later, when it is known what it must be.
  ///
  /// - Parameter schema: the members of its JSON Schema.
  /// - Returns: the kind.
  public static func untyped(schema: [(String, JSONValue)] = []) -> Self {
    ValueKind(name: "any", schema: schema, read: { node, _ in node }, json: { $0.asJSON })
  }
}

extension YamlNode {
  /// The text of the node as JSON, every scalar as a string.
  var asJSON: JSONValue {
    switch content {
    case .scalar(let text, _): .string(text)
    case .list(let elements): .array(elements.map(\.asJSON))
    case .map(let pairs): .object(pairs.map { ($0.key.text ?? "", $0.value.asJSON) })
    }
  }
}
