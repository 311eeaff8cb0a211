import Diagnostics

/// The texts of a file: quoted, plain and in blocks.
extension YamlGuard {
  mutating func readQuoted(_ quote: Unicode.Scalar) {
    let start = position
    let firstLine = line
    let firstLineStart = lineStart
    advance()
    while let next = here {
      if isDocumentMark { break }
      if next == "\\" && quote == "\"" {
        advance()
        if here != nil { advance() }
      } else if next == quote && quote == "'" && at(position + 1) == "'" {
        advance(2)
      } else {
        advance()
        if next == quote {
          finishText(
            start: start, end: position, line: firstLine, lineStart: firstLineStart,
            key: source.text((start + 1)..<(position - 1)))
          return
        }
      }
    }
    refuse(
      "this quote is never closed", at: start, remedy: "close it on the same line", isFatal: true)
  }

  mutating func readPlain(_ first: Unicode.Scalar) {
    guard !"@`|>%".contains(Character(first)) else {
      return refuse(
        "a value cannot begin with \"\(first)\"", at: position, remedy: "put it in quotes",
        isFatal: true)
    }
    let (start, firstLine, firstLineStart) = (position, line, lineStart)
    let indent = (indents.last ?? -1) + 1
    var end = position
    var isFolded = false
    while true {
      if isDocumentMark || here == "#" { break }
      while let next = here, !isBlankOrEnd(position) {
        if next == ":" && isBlankOrEnd(position + 1) { break }
        if brackets > 0, ",[]{}".contains(Character(next)) { break }
        if brackets > 0, next == ":", let after = at(position + 1),
          ",?[]{}".contains(Character(after))
        {
          return refuse(
            "a colon without a space after it", at: position, remedy: "put a space after it",
            isFatal: true)
        }
        advance()
        end = position
      }
      guard here != nil, isBlankOrEnd(position) else { break }
      while here == "\n" || isBlank(position) {
        if isFolded && here == "\t" && column < indent {
          return refuse(
            "a tab indents this line", at: position, remedy: "indent by spaces", isFatal: true)
        }
        if here == "\n" { isFolded = true }
        advance()
      }
      if brackets == 0 && column < indent { break }
    }
    finishText(
      start: start, end: end, line: firstLine, lineStart: firstLineStart,
      key: source.text(start..<end))
    if isFolded { mayStartKey = true }
  }

  private mutating func finishText(start: Int, end: Int, line: Int, lineStart: Int, key: String) {
    lengths[start] = end - start
    if mayStartKey {
      candidates[candidates.count - 1] = Candidate(
        start: start, line: line, column: start - lineStart, key: key)
    }
    mayStartKey = false
  }

  mutating func readBlockText() {
    let start = position
    candidates[candidates.count - 1] = nil
    mayStartKey = true
    advance()
    var increment = 0
    while let next = here, "+-123456789".contains(Character(next)) {
      if let digit = Character(next).wholeNumberValue { increment = digit }
      advance()
    }
    while isBlank(position) { advance() }
    if here == "#" { while here != nil && here != "\n" { advance() } }
    guard here == nil || here == "\n" else {
      return refuse(
        "text stands behind the mark of a block text", at: position,
        remedy: "begin the text on the next line", isFatal: true)
    }
    lengths[start] = 1
    if here == "\n" { advance() }
    let outer = indents.last ?? -1
    var indent = increment == 0 ? 0 : max(0, outer) + increment
    skipBlockIndent(&indent, outer: outer)
    while isReadable && column == indent && here != nil {
      while here != nil && here != "\n" { advance() }
      if here != nil { advance() }
      skipBlockIndent(&indent, outer: outer)
    }
  }

  private mutating func skipBlockIndent(_ indent: inout Int, outer: Int) {
    var deepest = 0
    while true {
      while here == " " && (indent == 0 || column < indent) { advance() }
      deepest = max(deepest, column)
      if here == "\t" && (indent == 0 || column < indent) {
        return refuse(
          "a tab indents this line", at: position, remedy: "indent by spaces", isFatal: true)
      }
      guard here == "\n" else { break }
      advance()
    }
    if indent == 0 { indent = max(deepest, outer + 1, 1) }
  }
}
