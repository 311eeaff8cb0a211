/// One finding: where, what, and what to do about it.
public struct Diagnostic: Error, Sendable, Hashable {
  /// How much a finding weighs.
  public enum Severity: String, Sendable, Hashable {
    /// The work cannot be done.
    case error
    /// The work is done, and somebody should look.
    case warning
  }

  /// How much the finding weighs.
  public var severity: Severity
  /// What kind of failure it is; decides the exit status.
  public var category: FailureCategory
  /// Where it points.
  public var place: Place?
  /// What the program was busy with, outermost first: `frame L0042`, `stage debayer`.
  public var context: [String]
  /// What is wrong, in one sentence without a full stop.
  public var message: String
  /// What to do about it, in one sentence without a full stop.
  public var remedy: String?
  /// The line of text that the place points at.
  public var excerpt: Excerpt?

  /// A finding from its parts.
  public init(
    _ message: String, at place: Place? = nil, remedy: String? = nil,
    category: FailureCategory = .badInput, severity: Severity = .error, context: [String] = [],
    excerpt: Excerpt? = nil
  ) {
    self.message = message
    self.place = place
    self.remedy = remedy
    self.category = category
    self.severity = severity
    self.context = context
    self.excerpt = excerpt
  }

  /// The same finding, seen from one step further out.
  public func within(_ outer: String) -> Diagnostic {
    var result = self
    result.context.insert(outer, at: 0)
    return result
  }
}

/// A line of a text file with the part that a finding points at.
public struct Excerpt: Sendable, Hashable {
  /// The line, without its end.
  public var line: String
  /// How many characters are underlined, at least one, from the column of the place on.
  public var length: Int

  /// An excerpt from its parts.
  public init(line: String, length: Int) {
    self.line = line
    self.length = max(1, length)
  }
}
