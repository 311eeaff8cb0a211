import Diagnostics

/// The label of a PDS3 product: what stands in text before the data, or in a file beside them.
///
///     KEY = VALUE
///     OBJECT = NAME … END_OBJECT = NAME
///     GROUP = NAME … END_GROUP = NAME
///     END
///
/// Source: PDS Standards Reference 3.8, chapter 12 (Object Description Language).
public struct PDSLabel: Sendable, Hashable {
  /// Bytes of a label at most.
  public static let byteLimit = 1 << 20
  /// Blocks, sequences and sets within each other at most.
  public static let depthLimit = 16

  /// All statements.
  public let root: PDSBlock
  /// Bytes up to and with `END`.
  public let byteCount: Int

  /// Whether the bytes begin as a label does, with or without an SFDU line before it.
  public static func begins(_ bytes: [UInt8]) -> Bool {
    let start = PDSLabelScanner.firstKey(of: bytes)
    return ["PDS_VERSION_ID", "ODL_VERSION_ID"].contains {
      bytes[start...].starts(with: $0.utf8)
    }
  }

  /// Reads a label.
  ///
  /// - Parameters:
  ///   - bytes: a file that begins with a label; what follows `END` is not looked at.
  ///   - file: what messages call it.
  /// - Throws: a failure with its line and column: no label, a statement that is malformed or not
  ///   finished, a block that is not closed or closed by another name, too deep nesting, no `END`
  ///   in the first MiB.
  public init(parsing bytes: [UInt8], file: String) throws(Failure) {
    guard Self.begins(bytes) else {
      throw Failure(
        "the file does not begin with a PDS3 label", at: .byte(file: file, offset: 0),
        remedy: "a label begins with PDS_VERSION_ID or ODL_VERSION_ID")
    }
    var parser = PDSLabelParser(scanner: PDSLabelScanner(bytes, file: file))
    root = try parser.label()
    byteCount = parser.scanner.offset
  }
}
