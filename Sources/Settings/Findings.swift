import Diagnostics

/// Collects everything that is wrong with a configuration, so that all of it is told at once.
public struct Findings: Sendable {
  /// At most as many are reported; a last one counts the rest.
  static let limit = 100

  /// What was found, in the order it was found.
  public private(set) var diagnostics: [Diagnostic] = []
  /// How many were found after the first thousand, which are not kept.
  private var uncounted = 0
  private var places: Set<Place> = []
  private var refused: Set<Place> = []

  /// Nothing found yet.
  public init() {}

  /// Whether nothing was found.
  public var isEmpty: Bool { diagnostics.isEmpty }

  /// Whether so much was found that looking further helps nobody.
  var isFull: Bool { diagnostics.count >= 1000 }

  /// Takes in a finding.
  ///
  /// A second one at a place where the text itself was refused only repeats it and is dropped.
  public mutating func add(_ diagnostic: Diagnostic) {
    if let place = diagnostic.place {
      if refused.contains(place) { return }
      places.insert(place)
    }
    if isFull {
      uncounted += 1
    } else {
      diagnostics.append(diagnostic)
    }
  }

  /// Takes in the findings of a failure.
  public mutating func add(_ failure: Failure) {
    for diagnostic in failure.diagnostics { add(diagnostic) }
  }

  /// Takes in the findings of another file.
  public mutating func add(_ other: Findings) {
    for diagnostic in other.diagnostics { add(diagnostic) }
  }

  /// Takes in a finding about the text itself, after which its value means nothing.
  mutating func refuse(_ diagnostic: Diagnostic) {
    add(diagnostic)
    if let place = diagnostic.place { refused.insert(place) }
  }

  /// Whether nothing was found within these values; an absent one is clean.
  ///
  /// Checks across several fields ask first, so that one mistake is not told twice.
  public func areClean(_ nodes: YamlNode?...) -> Bool {
    nodes.allSatisfy { $0.map(isClean) ?? true }
  }

  private func isClean(_ node: YamlNode) -> Bool {
    if places.contains(node.place) { return false }
    return switch node.content {
    case .scalar: true
    case .list(let elements): elements.allSatisfy(isClean)
    case .map(let pairs): pairs.allSatisfy { isClean($0.key) && isClean($0.value) }
    }
  }

  /// Stops the work if anything was found.
  ///
  /// - Throws: all findings, file by file in the order the files came up, each by line and column.
  public func throwIfAny() throws(Failure) {
    if diagnostics.isEmpty { return }
    var files: [String] = []
    for diagnostic in diagnostics {
      let file = diagnostic.place?.file ?? ""
      if !files.contains(file) { files.append(file) }
    }
    let keyed = diagnostics.enumerated().map { index, diagnostic in
      let file = files.firstIndex(of: diagnostic.place?.file ?? "") ?? 0
      return (key: [file] + Self.position(diagnostic.place) + [index], diagnostic)
    }
    var sorted = keyed.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.1)
    if sorted.count > Self.limit {
      let rest = sorted.count - Self.limit + uncounted
      let last = sorted[Self.limit].place?.file
      sorted.removeLast(sorted.count - Self.limit)
      sorted.append(
        Diagnostic(
          "\(rest)\(isFull ? " or more" : "") further findings", at: last.map { .file($0) },
          remedy: "mend the first ones first"))
    }
    throw Failure(sorted.map(Self.shortened))
  }

  /// A finding without the far part of a long line.
  private static func shortened(_ diagnostic: Diagnostic) -> Diagnostic {
    guard case .text(_, _, let column)? = diagnostic.place, let excerpt = diagnostic.excerpt,
      excerpt.line.utf8.count > 200
    else { return diagnostic }
    var result = diagnostic
    let end = column + 80
    result.excerpt =
      column > 200
      ? nil
      : Excerpt(line: String(excerpt.line.prefix(end)), length: min(excerpt.length, 80))
    return result
  }

  private static func position(_ place: Place?) -> [Int] {
    switch place {
    case .text(_, let line, let column): [line, column]
    case .byte(_, let offset): [0, offset]
    case .row(_, let row): [0, row]
    case .file, .argument, nil: [0, 0]
    }
  }
}
