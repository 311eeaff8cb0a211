import Diagnostics

/// A value of a YAML file that is not yet typed, with its place.
public struct YamlNode: Sendable {
  /// What stands at the place.
  public enum Content: Sendable {
    /// One word or text; `isQuoted` says that it can only be text.
    case scalar(String, isQuoted: Bool)
    /// Values in order.
    case list([YamlNode])
    /// Keys with their values, in order, each key once.
    case map([(key: YamlNode, value: YamlNode)])
  }

  /// Where it begins.
  public var place: Place
  /// The line it begins on.
  public var excerpt: Excerpt?
  /// What it is.
  public var content: Content

  /// A value from its parts.
  public init(_ content: Content, at place: Place, excerpt: Excerpt? = nil) {
    self.content = content
    self.place = place
    self.excerpt = excerpt
  }

  /// The text of a scalar, or nil.
  public var text: String? {
    guard case .scalar(let text, _) = content else { return nil }
    return text
  }

  /// The elements of a list; none where it is something else.
  public var elements: [YamlNode] {
    guard case .list(let elements) = content else { return [] }
    return elements
  }

  /// The pairs of a map; none where it is something else.
  public var pairs: [(key: YamlNode, value: YamlNode)] {
    guard case .map(let pairs) = content else { return [] }
    return pairs
  }

  /// The value of a key, or nil where this is no map or has no such key.
  public subscript(_ key: String) -> YamlNode? {
    pairs.first { $0.key.text == key }?.value
  }

  /// A finding that points here.
  ///
  /// - Parameters:
  ///   - message: what is wrong, without a full stop.
  ///   - remedy: what to do about it, without a full stop.
  /// - Returns: the finding, with place and excerpt.
  public func diagnostic(_ message: String, remedy: String) -> Diagnostic {
    Diagnostic(message, at: place, remedy: remedy, excerpt: excerpt)
  }

  /// What it is, for messages: `a list`, `a map`, `"7"`.
  var shown: String {
    switch content {
    case .scalar("", isQuoted: false): "nothing"
    case .scalar(let text, let isQuoted):
      isQuoted ? "the text \"\(text.prefix(60))\"" : "\"\(text.prefix(60))\""
    case .list: "a list"
    case .map: "a map of keys"
    }
  }
}
