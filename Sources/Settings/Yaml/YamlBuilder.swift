import Diagnostics
import Yams

/// Turns the parser's nodes and errors into ours.
struct YamlBuilder {
  private let source: SourceText
  private let lengths: [Int: Int]
  private let dropped: Set<Int>

  init(_ scanner: YamlGuard) {
    source = scanner.source
    lengths = scanner.lengths
    dropped = scanner.dropped
  }

  /// A node with its place, without repeated and merge keys; nil where it nests too deep.
  func node(_ node: Node, depth: Int, _ findings: inout Findings) -> YamlNode? {
    let (place, excerpt, _) = locate(node.mark)
    guard depth <= YamlGuard.maximumDepth else {
      findings.refuse(
        Diagnostic(
          "more than \(YamlGuard.maximumDepth) levels of nesting", at: place,
          remedy: "write it flatter", excerpt: excerpt))
      return nil
    }
    switch node {
    case .scalar(let scalar):
      let isQuoted = scalar.style != .plain && scalar.style != .any
      return YamlNode(.scalar(scalar.string, isQuoted: isQuoted), at: place, excerpt: excerpt)
    case .sequence(let sequence):
      var elements: [YamlNode] = []
      for element in sequence {
        guard let made = self.node(element, depth: depth + 1, &findings) else { return nil }
        elements.append(made)
      }
      return YamlNode(.list(elements), at: place, excerpt: excerpt)
    case .mapping(let mapping):
      var pairs: [(key: YamlNode, value: YamlNode)] = []
      for (key, value) in mapping {
        guard let name = self.node(key, depth: depth + 1, &findings),
          let made = self.node(value, depth: depth + 1, &findings)
        else { return nil }
        if dropped.contains(locate(key.mark).index) { continue }
        if name.text == "<<" {
          findings.refuse(
            name.diagnostic("merge keys are not read", remedy: "write the keys out here"))
          continue
        }
        pairs.append((name, made))
      }
      return YamlNode(.map(pairs), at: place, excerpt: excerpt)
    case .alias:
      findings.refuse(
        Diagnostic(
          "aliases are not read", at: place, remedy: "write the value out here", excerpt: excerpt))
      return nil
    }
  }

  private func locate(_ mark: Mark?) -> (Place, Excerpt, index: Int) {
    let (line, column) = mark.map { ($0.line - 1, $0.column - 1) } ?? (0, 0)
    let index = source.index(line: line, column: column)
    let length = lengths[index] ?? 1
    return (
      source.place(line: line, column: column),
      source.excerpt(line: line, column: column, length: length), index
    )
  }

  /// What the parser found, with its place and a remedy.
  func diagnostic(for error: any Error) -> Diagnostic {
    switch error {
    case YamlError.scanner(let context, let problem, let mark, _),
      YamlError.parser(let context, let problem, let mark, _),
      YamlError.composer(let context, let problem, let mark, _):
      // Of brackets, the one that opens says more than the place where the parser gave up.
      let isBracket = problem.hasPrefix("did not find expected ','")
      let (place, excerpt, _) = locate(isBracket ? context?.mark ?? mark : mark)
      let (message, remedy) = Self.explained(problem)
      return Diagnostic(message, at: place, remedy: remedy, excerpt: excerpt)
    case YamlError.duplicatedKeysInMapping(let keys, let context):
      let (place, excerpt, _) = locate(context.mark)
      let names = keys.map { "\"\($0)\"" }.joined(separator: ", ")
      return Diagnostic(
        "the key \(names) stands in this map more than once", at: place, remedy: "keep one of them",
        excerpt: excerpt)
    case YamlError.reader(let problem, _, _, _):
      return Diagnostic(
        "not readable as YAML: \(problem)", at: .file(source.file),
        remedy: "save the file as UTF-8 text")
    default:
      return Diagnostic(
        "not readable as YAML", at: .file(source.file), remedy: "check its syntax")
    }
  }

  private static func explained(_ problem: String) -> (message: String, remedy: String) {
    let known: [(String, String, String)] = [
      (
        "mapping values are not allowed", "a colon stands where no key can be",
        "indent this line like its neighbours, or put a text that holds a colon in quotes"
      ),
      (
        "could not find expected ':'", "a key without a colon",
        "write key: value, with a space after the colon"
      ),
      (
        "did not find expected key", "this line does not continue what stands above it",
        "check its indentation and the quotes and brackets before it"
      ),
      (
        "did not find expected '-' indicator", "this line does not continue the list above it",
        "begin it with a dash at the same column, or mend its indentation"
      ),
      (
        "did not find expected ',' or ']'", "the list that opens here is not closed",
        "put a comma between its values and a ] after the last"
      ),
      (
        "did not find expected ',' or '}'", "the map that opens here is not closed",
        "put a comma between its pairs and a } after the last"
      ),
      (
        "block sequence entries are not allowed", "a list cannot begin here",
        "begin it on the next line, indented"
      ),
      (
        "found unknown escape character", "an unknown escape in double quotes",
        "write a backslash as \\\\, or use single quotes"
      ),
    ]
    for (sign, message, remedy) in known where problem.hasPrefix(sign) { return (message, remedy) }
    return ("not readable as YAML: \(problem)", "check the indentation and quotes around here")
  }
}
