/// Where in the outside world a finding points.
public enum Place: Sendable, Hashable {
  /// A position in a text file; line and column count from 1, columns in characters.
  case text(file: String, line: Int, column: Int)
  /// A byte of a binary file, counted from 0.
  case byte(file: String, offset: Int)
  /// A row of pixels of a picture file, counted from 0.
  case row(file: String, row: Int)
  /// A file or folder as a whole.
  case file(String)
  /// A word of the command line.
  case argument(String)

  /// The file that the place lies in, or nil for the command line.
  public var file: String? {
    switch self {
    case .text(let file, _, _), .byte(let file, _), .row(let file, _), .file(let file): file
    case .argument: nil
    }
  }
}

extension Place: CustomStringConvertible {
  /// The place as compilers write it: `file:line:column`, `file: byte 12`, `file: row 7`.
  public var description: String {
    switch self {
    case .text(let file, let line, let column): "\(file):\(line):\(column)"
    case .byte(let file, let offset): "\(file): byte \(offset)"
    case .row(let file, let row): "\(file): row \(row)"
    case .file(let file): file
    case .argument(let word): word
    }
  }
}
