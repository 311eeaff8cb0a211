import CodecShims
import Diagnostics

/// What the shim noted, as diagnostics.
enum Log {
  /// The failure in a log, at the row that was not completed, or at a byte where none was at work.
  static func failure(
    _ log: UnsafePointer<cs_log>?, format: String, file: String, row: Int?, note: String = ""
  ) -> Failure {
    guard let log = unsafe log else {
      return Failure("the \(format) failed", at: .file(file))
    }
    let said = unsafe String(cString: cs_log_message(log))
    let offset = unsafe Int(log.pointee.offset)
    let code = unsafe Int(log.pointee.code)
    let (head, remedy) = explanation(code, format)
    let position = row == nil ? "" : " at byte \(offset)"
    // libpng warns of what is wrong with a header, and then only says that it is wrong.
    let warned = unsafe warnings(log).messages.last.map { " (\($0))" } ?? ""
    return Failure(
      "\(head)\(position): \(said)\(warned)\(note)",
      at: row.map { .row(file: file, row: $0) } ?? .byte(file: file, offset: offset),
      remedy: remedy, category: code == CS_MEMORY ? .tryAgain : .badInput)
  }

  private static func explanation(_ code: Int, _ format: String) -> (String, String?) {
    switch code {
    case CS_INVENTED:
      (
        "the \(format) is damaged and its decoder would make up pixels",
        "fetch the file again; what arrived is no full picture"
      )
    case CS_LIMIT:
      ("the \(format) exceeds a limit of the decoder", "raise the limit if this is meant")
    case CS_MEMORY: ("there is no memory to decode the \(format)", "give the program more memory")
    default: ("the \(format) cannot be decoded", nil)
    }
  }

  /// The warnings in a log.
  static func warnings(_ log: UnsafePointer<cs_log>?) -> Warnings {
    guard let log = unsafe log else { return Warnings() }
    let count = unsafe log.pointee.warnings
    let messages = (0..<min(count, UInt32(CS_WARNINGS_KEPT))).map {
      unsafe String(cString: cs_log_warning(log, $0))
    }
    return Warnings(count: Int(count), messages: messages)
  }

  /// A text of a file, from UTF-8 or Latin-1.
  static func string(_ text: cs_text) -> String {
    guard let start = unsafe text.text, unsafe text.length > 0 else { return "" }
    let bytes = unsafe UnsafeRawBufferPointer(start: start, count: text.length)
    if unsafe text.is_utf8 != 0 { return unsafe String(decoding: bytes, as: UTF8.self) }
    return unsafe String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
  }
}
