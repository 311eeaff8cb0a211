import Diagnostics

/// Where a PDS3 label says that data begin.
struct PDSPointer: Hashable {
  /// The name of the file that holds them, or nil of the file that holds the label.
  var name: String?
  /// Bytes before them.
  var offset: Int

  /// Reads `^KEY = …`: a record or byte counted from 1, a file, or both.
  init(_ entry: PDSBlock.Entry, recordBytes: Int?, file: String) throws(Failure) {
    func failure(_ message: String, _ remedy: String) -> Failure {
      Failure(
        "the PDS3 label: \(entry.key) \(message)",
        at: .text(file: file, line: entry.line, column: entry.column), remedy: remedy)
    }
    let members = entry.value?.members ?? []
    var scalars = members.compactMap(\.scalar)
    let isComplete = scalars.count == members.count
    if let first = scalars.first, first.isQuoted || first.real == nil {
      name = first.text
      scalars.removeFirst()
      guard Self.isPlain(first.text) else {
        throw failure(
          "names \"\(first.text)\", which is no plain file name",
          "lay the data beside the label, and name them without folders")
      }
    }
    guard isComplete, scalars.count == 1 || (scalars.isEmpty && name != nil) else {
      throw failure(
        "is \(entry.value?.description ?? "nothing")",
        "a record, a byte (1234 <BYTES>), a file, or (file, record) is expected")
    }
    guard let position = scalars.first else {
      offset = 0
      return
    }
    guard let number = position.integer, number >= 1 else {
      throw failure("is \(position), places count from 1", "correct the label")
    }
    if let unit = position.unit {
      guard ["BYTES", "BYTE"].contains(unit.uppercased()) else {
        throw failure("has the unit <\(unit)>", "give a record, or a byte as 1234 <BYTES>")
      }
      offset = number - 1
      return
    }
    guard let recordBytes = number == 1 ? recordBytes ?? 1 : recordBytes else {
      throw failure(
        "counts records, and RECORD_BYTES is missing", "add RECORD_BYTES, or give <BYTES>")
    }
    let (bytes, overflows) = recordBytes.multipliedReportingOverflow(by: number - 1)
    guard !overflows else { throw failure("is \(number), which is too far", "correct the label") }
    offset = bytes
  }

  /// Whether a name stays in the folder of the label.
  private static func isPlain(_ name: String) -> Bool {
    let isSafe = name.unicodeScalars.allSatisfy {
      $0.value >= 0x20 && !"/\\:".unicodeScalars.contains($0)
    }
    return !name.isEmpty && name.utf8.count <= 255 && !name.contains("..") && name != "." && isSafe
  }
}
