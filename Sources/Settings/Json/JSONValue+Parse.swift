import Diagnostics

extension JSONValue {
  /// The value that a text stands for, strictly by RFC 8259.
  ///
  /// A number without fraction and exponent that fits is `integer`, every other one `number`.
  /// Members of the same name, more than 64 levels and numbers beyond a double are refused.
  ///
  /// - Parameters:
  ///   - text: one value, with white space around it.
  ///   - file: the name of its file, for messages.
  /// - Returns: the value.
  /// - Throws: a failure with line and column.
  public static func parse(_ text: String, file: String = "JSON") throws(Failure) -> JSONValue {
    var parser = JSONParser(source: SourceText(text, file: file))
    let value = try parser.value(depth: 0)
    parser.skipSpace()
    if parser.peek != nil { throw parser.failure("more text after the value") }
    return value
  }
}

private struct JSONParser {
  let source: SourceText
  var position = 0

  var peek: Unicode.Scalar? {
    position < source.scalars.count ? source.scalars[position] : nil
  }

  func failure(_ message: String, at index: Int? = nil) -> Failure {
    let (line, column) = source.position(of: index ?? position)
    return Failure(
      source.diagnostic(
        message, line: line, column: column, length: 1, remedy: "write JSON as in RFC 8259"))
  }

  mutating func skipSpace() {
    while let next = peek, next == " " || next == "\n" || next == "\t" || next == "\r" {
      position += 1
    }
  }

  mutating func take(_ wanted: Unicode.Scalar) -> Bool {
    guard peek == wanted else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) throws(Failure) -> JSONValue {
    guard depth <= 64 else { throw failure("more than 64 levels") }
    skipSpace()
    switch peek {
    case "{": return try object(depth: depth)
    case "[": return try array(depth: depth)
    case "\"": return .string(try string())
    case "t": return try word("true", .bool(true))
    case "f": return try word("false", .bool(false))
    case "n": return try word("null", .null)
    default: return try number()
    }
  }

  mutating func word(_ text: String, _ value: JSONValue) throws(Failure) -> JSONValue {
    for scalar in text.unicodeScalars {
      guard take(scalar) else { throw failure("expected \(text)") }
    }
    return value
  }

  mutating func array(depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var elements: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    while true {
      elements.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return .array(elements) }
      guard take(",") else { throw failure("expected a comma or ]") }
    }
  }

  mutating func object(depth: Int) throws(Failure) -> JSONValue {
    position += 1
    var members: [(String, JSONValue)] = []
    var seen: Set<String> = []
    skipSpace()
    if take("}") { return .object([]) }
    while true {
      skipSpace()
      let start = position
      guard peek == "\"" else { throw failure("expected a name in quotes") }
      let name = try string()
      guard seen.insert(name).inserted else {
        throw failure("the name \"\(name)\" stands here twice", at: start)
      }
      skipSpace()
      guard take(":") else { throw failure("expected a colon") }
      members.append((name, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return .object(members) }
      guard take(",") else { throw failure("expected a comma or }") }
    }
  }

  mutating func number() throws(Failure) -> JSONValue {
    let start = position
    let allowed = "+-.0123456789eE".unicodeScalars
    while let next = peek, allowed.contains(next) { position += 1 }
    let text = source.text(start..<position)
    switch NumberGrammar.read(text) {
    case .success(let value):
      if NumberGrammar.isWhole(text), let whole = Int(text), text != "-0" { return .integer(whole) }
      return .number(value)
    case .failure(let problem):
      position = start
      throw failure(text.isEmpty ? "expected a value" : problem.message)
    }
  }

  mutating func string() throws(Failure) -> String {
    let start = position
    position += 1
    var result = String.UnicodeScalarView()
    while let next = peek {
      position += 1
      switch next {
      case "\"": return String(result)
      case "\\": result.append(try escape())
      case "\u{0}"..<"\u{20}":
        throw failure("a control character in a string", at: position - 1)
      default: result.append(next)
      }
    }
    throw failure("a string without its closing quote", at: start)
  }

  mutating func escape() throws(Failure) -> Unicode.Scalar {
    guard let kind = peek else { throw failure("a string without its closing quote") }
    position += 1
    switch kind {
    case "\"", "\\", "/": return kind
    case "n": return "\n"
    case "r": return "\r"
    case "t": return "\t"
    case "b": return "\u{8}"
    case "f": return "\u{C}"
    case "u":
      var code = try unit()
      if (0xD800..<0xDC00).contains(code), take("\\"), take("u") {
        let low = try unit()
        guard (0xDC00..<0xE000).contains(low) else { throw failure("half of a surrogate pair") }
        code = 0x10000 + (code - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(code) else { throw failure("half of a surrogate pair") }
      return scalar
    default: throw failure("unknown escape", at: position - 1)
    }
  }

  mutating func unit() throws(Failure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = peek.flatMap({ Character($0).hexDigitValue }), peek?.isASCII == true
      else { throw failure("expected four hexadecimal digits") }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }
}
