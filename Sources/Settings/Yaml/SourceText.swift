import Diagnostics

/// The text of one file, with the places of its lines.
struct SourceText: Sendable {
  let file: String
  /// All characters by code point, `\r\n` turned into `\n`, a leading byte order mark left out.
  let scalars: [Unicode.Scalar]
  /// The lines without their ends.
  let lines: [String]
  private let lineStarts: [Int]
  /// For each code point of the text, the character of its line that it belongs to, from 0.
  private let characterColumns: [Int32]

  init(_ text: String, file: String) {
    self.file = file
    var scalars: [Unicode.Scalar] = []
    scalars.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      if scalar == "\u{FEFF}" && scalars.isEmpty { continue }
      if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
      scalars.append(scalar)
    }
    var lines: [String] = []
    var starts: [Int] = []
    var columns: [Int32] = []
    columns.reserveCapacity(scalars.count)
    for line in scalars.split(separator: "\n", omittingEmptySubsequences: false) {
      starts.append(line.startIndex)
      var view = String.UnicodeScalarView()
      view.append(contentsOf: line)
      let string = String(view)
      var column: Int32 = 0
      for character in string {
        for _ in character.unicodeScalars { columns.append(column) }
        column += 1
      }
      columns.append(column)
      lines.append(string)
    }
    (self.scalars, self.lines, lineStarts, characterColumns) = (scalars, lines, starts, columns)
  }

  /// Line and column, from 0 and in code points, of a code point.
  func position(of index: Int) -> (line: Int, column: Int) {
    var (low, high) = (0, lineStarts.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if lineStarts[middle] <= index { low = middle } else { high = middle - 1 }
    }
    return (low, index - lineStarts[low])
  }

  /// The code point at a line and column, both from 0.
  func index(line: Int, column: Int) -> Int {
    lineStarts[min(max(0, line), lineStarts.count - 1)] + max(0, column)
  }

  /// The characters from the first to the last code point of a range.
  func text(_ range: Range<Int>) -> String {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars[range])
    return String(view)
  }

  private func character(line: Int, column: Int) -> Int {
    let start = lineStarts[line]
    let end = line + 1 < lineStarts.count ? lineStarts[line + 1] - 1 : scalars.count
    return Int(characterColumns[min(start + max(0, column), end)])
  }

  /// The place at a line and column, both from 0, the column in code points.
  func place(line: Int, column: Int) -> Place {
    let line = min(max(0, line), lines.count - 1)
    return .text(file: file, line: line + 1, column: character(line: line, column: column) + 1)
  }

  /// The line at a place, and how much of it is meant.
  func excerpt(line: Int, column: Int, length: Int) -> Excerpt {
    let line = min(max(0, line), lines.count - 1)
    let first = character(line: line, column: column)
    return Excerpt(
      line: lines[line], length: character(line: line, column: column + length) - first)
  }

  /// A finding at a line and column, both from 0.
  func diagnostic(
    _ message: String, line: Int, column: Int, length: Int, remedy: String
  ) -> Diagnostic {
    Diagnostic(
      message, at: place(line: line, column: column), remedy: remedy,
      excerpt: excerpt(line: line, column: column, length: length))
  }
}
