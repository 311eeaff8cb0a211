import Diagnostics

/// Reads a YAML text as the parser would, token by token but without building anything, and refuses
/// what this project does not read: anchors, aliases, merge keys, tags, directives, explicit keys,
/// several documents, deep nesting, repeated keys.
///
/// The parser builds by recursion and expands aliases by copying, so none of these may reach it.
/// The scanner therefore follows the rules of libyaml to the letter where they decide what a
/// character means:
///
/// 1. Indentation is a stack of columns. A key or a dash to the right of its top opens a level;
///    every token to the left of it closes levels. Inside brackets indentation means nothing.
/// 2. `- `, `? ` and `: ` are indicators only before white space (`?` and `:` anywhere at the start
///    of a token inside brackets).
/// 3. A plain text goes on over lines that are indented deeper than the top of the stack, ends
///    before `: ` and ` #`, and inside brackets before `,[]{}`.
/// 4. A block text (`|`, `>`) holds the lines indented as its first one that is not empty.
///
/// What is refused is also replaced by harmless characters of the same number, so that the rest of
/// the file can be judged in the same run. A text that the scanner cannot read on is not handed to
/// the parser at all.
struct YamlGuard {
  /// How deep lists and maps may nest.
  static let maximumDepth = 64

  let source: SourceText
  let dialect: Yaml.Dialect
  var findings: Findings
  /// The text that may be parsed: refused parts replaced, all columns kept.
  var clean: [Unicode.Scalar]
  /// How long the token is that begins at a code point.
  var lengths: [Int: Int] = [:]
  /// Where a key begins that may not be looked at any more.
  var dropped: Set<Int> = []
  /// Whether the text can be parsed at all.
  var isReadable = true

  var position = 0
  var line = 0
  var lineStart = 0
  var indents: [Int] = [-1]
  var openBrackets: [Unicode.Scalar] = []
  var mayStartKey = true
  var hasContent = false
  private var hasEnded = false
  /// For block context and each open bracket: where a key may have begun.
  var candidates: [Candidate?] = [nil]
  /// The keys of the maps that are open, by indentation level and by bracket.
  private var blockKeys: [[String: Int]] = [[:]]
  private var flowKeys: [[String: Int]] = []

  struct Candidate {
    var start: Int
    var line: Int
    var column: Int
    var key: String?
  }

  init(
    _ source: SourceText, dialect: Yaml.Dialect = .configuration, findings: Findings
  ) {
    self.source = source
    self.dialect = dialect
    self.findings = findings
    clean = source.scalars
  }

  var brackets: Int { openBrackets.count }
  var column: Int { position - lineStart }
  var here: Unicode.Scalar? { at(position) }

  func at(_ index: Int) -> Unicode.Scalar? {
    index < source.scalars.count ? source.scalars[index] : nil
  }

  func isBlank(_ index: Int) -> Bool { at(index) == " " || at(index) == "\t" }

  func isBlankOrEnd(_ index: Int) -> Bool {
    isBlank(index) || at(index) == "\n" || at(index) == nil
  }

  mutating func advance(_ count: Int = 1) {
    for _ in 0..<count {
      if here == "\n" {
        line += 1
        lineStart = position + 1
      }
      position += 1
    }
  }

  mutating func refuse(
    _ message: String, at start: Int, length: Int = 1, remedy: String, isFatal: Bool = false
  ) {
    let (line, column) = source.position(of: start)
    findings.refuse(
      source.diagnostic(message, line: line, column: column, length: length, remedy: remedy))
    if isFatal || findings.isFull { isReadable = false }
  }

  // MARK: - Tokens

  /// Reads the whole text, or up to where it cannot be read on.
  ///
  /// What was refused is scanned again in its cleaned form: it must be harmless by the same rules.
  mutating func scan() {
    checkCharacters()
    let before = findings.diagnostics.count
    readTokens()
    guard isReadable, findings.diagnostics.count > before else { return }
    var view = String.UnicodeScalarView()
    view.append(contentsOf: clean)
    var again = YamlGuard(SourceText(String(view), file: source.file), findings: Findings())
    again.readTokens()
    isReadable = again.findings.isEmpty
  }

  private mutating func readTokens() {
    while isReadable {
      skipToToken()
      for index in candidates.indices where isStale(candidates[index]) { candidates[index] = nil }
      if brackets == 0 { closeLevels(to: column) }
      guard let next = here else { return }
      readToken(next)
      if indents.count - 1 + brackets > Self.maximumDepth {
        refuse(
          "more than \(Self.maximumDepth) levels of nesting", at: position - 1,
          remedy: "write it flatter", isFatal: true)
      }
    }
  }

  private func isStale(_ candidate: Candidate?) -> Bool {
    guard let candidate else { return false }
    return candidate.line < line || candidate.start + 1024 < position
  }

  private mutating func checkCharacters() {
    for (index, scalar) in source.scalars.enumerated() {
      let isRefused =
        switch scalar {
        case "\n", "\t", " "..."~": false
        case "\u{A0}"..."\u{2027}", "\u{202A}"..."\u{FEFE}", "\u{FF00}"..."\u{FFFD}": false
        case "\u{10000}"..."\u{EFFFF}": false
        default: true
        }
      guard isRefused else { continue }
      let code = String(scalar.value, radix: 16, uppercase: true)
      return refuse(
        "the character U+\(code) may not stand in a configuration", at: index,
        remedy: "remove it, or write it as an escape within double quotes", isFatal: true)
    }
  }

  private mutating func skipToToken() {
    while true {
      while here == " " || (here == "\t" && (brackets > 0 || !mayStartKey)) { advance() }
      if here == "#" { while here != nil && here != "\n" { advance() } }
      guard here == "\n" else { break }
      advance()
      if brackets == 0 { mayStartKey = true }
    }
    if here == "\t" {
      refuse(
        "a tab indents this line", at: position, remedy: "indent by spaces", isFatal: true)
    }
  }

  private mutating func closeLevels(to column: Int) {
    while let top = indents.last, top > column {
      indents.removeLast()
      blockKeys.removeLast()
    }
  }

  private mutating func openLevel(at column: Int) {
    guard brackets == 0, let top = indents.last, top < column else { return }
    indents.append(column)
    blockKeys.append([:])
  }

  private mutating func saveCandidate(key: String? = nil, start: Int? = nil) {
    guard mayStartKey else { return }
    let start = start ?? position
    candidates[candidates.count - 1] = Candidate(
      start: start, line: line, column: start - lineStart, key: key)
  }

  var isDocumentMark: Bool {
    guard column == 0, let mark = here, mark == "-" || mark == "." else { return false }
    return at(position + 1) == mark && at(position + 2) == mark && isBlankOrEnd(position + 3)
  }

  private mutating func readToken(_ next: Unicode.Scalar) {
    if isDocumentMark { return readDocumentMark(next) }
    if hasEnded {
      return refuse(
        "a second document begins here", at: position, remedy: "keep one document per file",
        isFatal: true)
    }
    hasContent = true
    switch next {
    case "%" where dialect == .openCV && position == 0 && isFileStorage: skipDirective()
    case "%" where column == 0:
      refuse(
        "directives are not read", at: position, remedy: "remove this line", isFatal: true)
    case "[", "{":
      saveCandidate()
      openBrackets.append(next)
      candidates.append(nil)
      flowKeys.append([:])
      mayStartKey = true
      advance()
    case "]", "}":
      if brackets > 0 {
        openBrackets.removeLast()
        candidates.removeLast()
        flowKeys.removeLast()
      }
      mayStartKey = false
      advance()
    case ",":
      candidates[candidates.count - 1] = nil
      // Within [a: 1, b: 2] each entry is a map of its own.
      if openBrackets.last == "[" { flowKeys[flowKeys.count - 1] = [:] }
      mayStartKey = true
      advance()
    case "-" where isBlankOrEnd(position + 1):
      openLevel(at: column)
      candidates[candidates.count - 1] = nil
      mayStartKey = true
      advance()
    case "?" where brackets > 0 || isBlankOrEnd(position + 1):
      refuse(
        "keys marked by \"?\" are not read", at: position, remedy: "write key: value",
        isFatal: true)
    case ":" where brackets > 0 || isBlankOrEnd(position + 1):
      readValueIndicator()
    case "*", "&", "!":
      readReference(next)
    case "|" where brackets == 0, ">" where brackets == 0:
      readBlockText()
    case "'", "\"":
      readQuoted(next)
    default:
      readPlain(next)
    }
  }

  private mutating func readDocumentMark(_ mark: Unicode.Scalar) {
    if mark == "-", hasContent || hasEnded {
      return refuse(
        "a second document begins here", at: position, length: 3,
        remedy: "keep one document per file", isFatal: true)
    }
    if mark == "." { hasEnded = true } else { hasContent = true }
    closeLevels(to: -1)
    candidates[candidates.count - 1] = nil
    mayStartKey = false
    advance(3)
  }

  private mutating func readValueIndicator() {
    if let key = candidates[candidates.count - 1] {
      openLevel(at: key.column)
      note(key)
      mayStartKey = false
      candidates[candidates.count - 1] = nil
    } else {
      openLevel(at: column)
      mayStartKey = brackets == 0
    }
    advance()
  }

  /// Remembers a key of the innermost map, and refuses a second one of the same name.
  private mutating func note(_ candidate: Candidate) {
    guard let key = candidate.key else {
      return refuse(
        "a list or map stands where a key is expected", at: candidate.start,
        remedy: "write a name as the key", isFatal: true)
    }
    let known = brackets > 0 ? flowKeys.last?[key] : blockKeys.last?[key]
    if let known {
      let before = source.position(of: known).line + 1
      refuse(
        "the key \"\(key)\" stands here a second time", at: candidate.start,
        length: lengths[candidate.start] ?? 1,
        remedy: "keep one of the two; the first is on line \(before)")
      drop(candidate)
    } else if brackets > 0 {
      flowKeys[flowKeys.count - 1][key] = candidate.start
    } else {
      blockKeys[blockKeys.count - 1][key] = candidate.start
    }
  }

  /// Renames a key to one that no text can hold, so that the parser sees no repetition.
  private mutating func drop(_ candidate: Candidate) {
    let isQuoted = at(candidate.start) == "\"" || at(candidate.start) == "'"
    guard let name = Unicode.Scalar(0xF0000 + UInt32(dropped.count)), dropped.count < 0xFFFE else {
      isReadable = false
      return
    }
    dropped.insert(candidate.start)
    clean[candidate.start + (isQuoted ? 1 : 0)] = name
  }

  private mutating func readReference(_ mark: Unicode.Scalar) {
    let start = position
    saveCandidate(key: "\u{F0000}\(start)")
    mayStartKey = false
    advance()
    let ends = mark == "!" ? "" : ",[]{}:"
    while let next = here, !isBlankOrEnd(position), !ends.contains(Character(next)) { advance() }
    let length = position - start
    lengths[start] = length
    switch mark {
    case "*":
      refuse(
        "aliases are not read", at: start, length: length, remedy: "write the value out here")
    case "&":
      refuse("anchors are not read", at: start, length: length, remedy: "remove the anchor")
    case "!" where dialect == .openCV && source.text(start..<position) == "!!opencv-matrix":
      break
    default:
      refuse(
        "tags are not read", at: start, length: length,
        remedy: "remove the tag; what a value means follows from its key")
    }
    // An alias is a value of its own and stays one; the others stand before their value.
    for index in start..<position { clean[index] = mark == "*" ? "_" : " " }
    guard mark == "*" else { return }
    clean[start] = "'"
    clean[position - 1] = "'"
    if length < 2 { isReadable = false }
  }
}
