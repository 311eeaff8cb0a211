extension JSONValue {
  /// The value on one line, without spaces.
  ///
  /// Whole numbers are written as such, other numbers with the fewest digits that read back to the
  /// same bits, strings with only the escapes that JSON demands.
  public var text: String {
    var result = ""
    write(into: &result, indentation: nil)
    return result
  }

  /// The value on several lines, indented by two spaces, without a line end after the last.
  ///
  /// Arrays of plain values stay on one line.
  public var prettyText: String {
    var result = ""
    write(into: &result, indentation: 0)
    return result
  }

  private var isPlain: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private func write(into out: inout String, indentation: Int?) {
    switch self {
    case .null: out += "null"
    case .bool(let value): out += value ? "true" : "false"
    case .integer(let value): out += String(value)
    case .number(let value): out += value.isFinite ? "\(value)" : "null"
    case .string(let value): Self.write(value, into: &out)
    case .array(let elements):
      let isShort = elements.allSatisfy(\.isPlain)
      Self.writeItems(elements, "[", "]", isShort ? nil : indentation, into: &out) {
        $0.write(into: &$1, indentation: $2)
      } separator: {
        indentation != nil && isShort ? ", " : ","
      }
    case .object(let members):
      Self.writeItems(members, "{", "}", indentation, into: &out) { member, out, inner in
        Self.write(member.0, into: &out)
        out += inner == nil ? ":" : ": "
        member.1.write(into: &out, indentation: inner)
      } separator: {
        ","
      }
    }
  }

  private static func writeItems<Item>(
    _ items: [Item], _ open: String, _ close: String, _ indentation: Int?,
    into out: inout String, each: (Item, inout String, Int?) -> Void, separator: () -> String
  ) {
    out += open
    let inner = indentation.map { $0 + 2 }
    for (index, item) in items.enumerated() {
      if index > 0 { out += separator() }
      if let inner { out += "\n" + String(repeating: " ", count: inner) }
      each(item, &out, inner)
    }
    if let indentation, !items.isEmpty {
      out += "\n" + String(repeating: " ", count: indentation)
    }
    out += close
  }

  private static func write(_ string: String, into out: inout String) {
    out += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": out += "\\\""
      case "\\": out += "\\\\"
      case "\n": out += "\\n"
      case "\r": out += "\\r"
      case "\t": out += "\\t"
      case "\u{8}": out += "\\b"
      case "\u{C}": out += "\\f"
      case "\u{0}"..<"\u{20}":
        let digits = String(scalar.value, radix: 16)
        out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: out.unicodeScalars.append(scalar)
      }
    }
    out += "\""
  }
}
