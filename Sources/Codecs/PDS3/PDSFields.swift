import Diagnostics

/// Takes checked values out of a block of a PDS3 label.
struct PDSFields {
  let block: PDSBlock
  let file: String

  /// The place of a statement, or the file where it is missing.
  func place(_ key: String) -> Place {
    block.entry(key).map { .text(file: file, line: $0.line, column: $0.column) } ?? .file(file)
  }

  func failure(_ key: String, _ message: String, _ remedy: String) -> Failure {
    Failure("the PDS3 label: \(key) \(message)", at: place(key), remedy: remedy)
  }

  /// A word or text, in capitals.
  func text(_ key: String) -> String? { block[key]?.scalar?.text.uppercased() }

  /// A whole number, or nil where it is missing.
  func integer(_ key: String, in range: ClosedRange<Int>) throws(Failure) -> Int? {
    guard let value = block[key] else { return nil }
    guard let number = value.scalar?.integer, range.contains(number) else {
      throw failure(
        key, "is \(value)",
        "a whole number from \(range.lowerBound) to \(range.upperBound) is"
          + " expected")
    }
    return number
  }

  /// A count that must be there.
  func count(_ key: String) throws(Failure) -> Int {
    guard let number = try integer(key, in: 1...Int(Int32.max)) else {
      throw failure(key, "is missing", "\(block.name) needs it; fetch the file again")
    }
    return number
  }
}
