/// One or more findings that stopped the work; the error type of everything above the kernels.
///
/// Configuration is judged as a whole: all findings of one file arrive together.
public struct Failure: Error, Sendable, Hashable {
  /// The findings, at least one, in the order of their places.
  public let diagnostics: [Diagnostic]

  /// A failure of several findings.
  ///
  /// - Precondition: `diagnostics` is not empty.
  public init(_ diagnostics: [Diagnostic]) {
    precondition(!diagnostics.isEmpty, "a failure has at least one finding")
    self.diagnostics = diagnostics
  }

  /// A failure of one finding.
  public init(_ diagnostic: Diagnostic) {
    self.init([diagnostic])
  }

  /// A failure of one finding, from its parts.
  public init(
    _ message: String, at place: Place? = nil, remedy: String? = nil,
    category: FailureCategory = .badInput
  ) {
    self.init(Diagnostic(message, at: place, remedy: remedy, category: category))
  }

  /// The exit status that the first finding asks for.
  public var exitStatus: Int32 { diagnostics[0].category.exitStatus }

  /// The same failure, seen from one step further out.
  public func within(_ outer: String) -> Failure {
    Failure(diagnostics.map { $0.within(outer) })
  }
}
