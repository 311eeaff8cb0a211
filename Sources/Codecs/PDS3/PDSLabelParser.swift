import Diagnostics

/// Puts the statements of a PDS3 label together.
struct PDSLabelParser {
  var scanner: PDSLabelScanner

  /// A block that is being read.
  private struct OpenBlock {
    var block: PDSBlock
    let position: PDSLabelScanner.Position
  }

  /// Reads up to `END`.
  mutating func label() throws(Failure) -> PDSBlock {
    var open: [OpenBlock] = []
    var current = OpenBlock(
      block: PDSBlock(kind: .object, name: "", entries: []), position: scanner.position)
    while true {
      try scanner.skipSpace()
      let position = scanner.position
      guard scanner.peek != nil else {
        throw scanner.failure(
          "there is no END before \(scanner.found)", remedy: "fetch the rest of the file")
      }
      let key = try scanner.key()
      if key == "END" {
        guard open.isEmpty else { throw unclosed(current) }
        return current.block
      }
      switch key {
      case "OBJECT", "BEGIN_OBJECT", "GROUP", "BEGIN_GROUP":
        guard open.count < PDSLabel.depthLimit else { throw tooDeep(at: position) }
        try equalSign(after: key)
        let kind: PDSBlock.Kind = key.hasSuffix("OBJECT") ? .object : .group
        open.append(current)
        current = OpenBlock(
          block: PDSBlock(kind: kind, name: try scanner.word(), entries: []), position: position)
      case "END_OBJECT", "END_GROUP":
        guard let outer = open.popLast() else {
          throw scanner.failure(
            "\(key) closes nothing", at: position, remedy: "fetch the file again")
        }
        try close(current, with: key, at: position)
        let entry = PDSBlock.Entry(
          key: current.block.name, line: current.position.line, column: current.position.column,
          content: .block(current.block))
        current = outer
        current.block.entries.append(entry)
      default:
        try equalSign(after: key)
        let entry = PDSBlock.Entry(
          key: key, line: position.line, column: position.column,
          content: .value(try value(depth: open.count)))
        current.block.entries.append(entry)
      }
    }
  }

  private func unclosed(_ open: OpenBlock) -> Failure {
    let kind = open.block.kind.rawValue
    return scanner.failure(
      "\(kind) = \(open.block.name) is not closed", at: open.position,
      remedy: "close it with END_\(kind) = \(open.block.name)")
  }

  private func tooDeep(at position: PDSLabelScanner.Position) -> Failure {
    scanner.failure(
      "blocks and sequences stand more than \(PDSLabel.depthLimit) deep within each other",
      at: position, remedy: "labels of the archive are never that deep; fetch the file again")
  }

  private mutating func equalSign(after key: String) throws(Failure) {
    try scanner.skipSpace()
    guard scanner.take("=") else {
      throw scanner.failure(
        "= is expected after \(key), found \(scanner.found)", remedy: "fetch the file again")
    }
    try scanner.skipSpace()
  }

  /// Takes the name behind `END_OBJECT`, where there is one; it must be that of the block.
  private mutating func close(
    _ open: OpenBlock, with key: String, at position: PDSLabelScanner.Position
  ) throws(Failure) {
    guard key == "END_" + open.block.kind.rawValue else { throw unclosed(open) }
    try scanner.skipSpace()
    guard scanner.take("=") else { return }
    try scanner.skipSpace()
    let name = try scanner.word()
    guard name == open.block.name else {
      throw scanner.failure(
        "\(key) = \(name) stands where \(open.block.kind.rawValue) = \(open.block.name), begun in"
          + " line \(open.position.line), must be closed first",
        at: position, remedy: "fetch the file again")
    }
  }

  /// A value with its unit; `depth` counts what it stands in.
  private mutating func value(depth: Int) throws(Failure) -> PDSValue {
    let position = scanner.position
    var value: PDSValue
    switch scanner.peek {
    case UInt8(ascii: "\"")?:
      value = .scalar(PDSScalar(try scanner.enclosed(by: "\"", "a text"), isQuoted: true))
    case UInt8(ascii: "'")?:
      value = .scalar(PDSScalar(try scanner.enclosed(by: "'", "a symbol"), isQuoted: true))
    case UInt8(ascii: "(")?, UInt8(ascii: "{")?:
      guard depth < PDSLabel.depthLimit else { throw tooDeep(at: position) }
      value = try members(depth: depth + 1)
    default: value = .scalar(PDSScalar(try scanner.word()))
    }
    try scanner.skipSpace()
    if scanner.peek == UInt8(ascii: "<") {
      value = value.inUnit(try scanner.enclosed(by: ">", "a unit"))
      try scanner.skipSpace()
    }
    return value
  }

  /// A sequence or set, from its opening bracket.
  private mutating func members(depth: Int) throws(Failure) -> PDSValue {
    let isSequence = scanner.take("(")
    if !isSequence { _ = scanner.take("{") }
    let close: Unicode.Scalar = isSequence ? ")" : "}"
    var members: [PDSValue] = []
    try scanner.skipSpace()
    while !scanner.take(close) {
      if !members.isEmpty {
        guard scanner.take(",") else {
          throw scanner.failure(
            ", or \(close) is expected, found \(scanner.found)", remedy: "fetch the file again")
        }
        try scanner.skipSpace()
      }
      members.append(try value(depth: depth))
    }
    return isSequence ? .sequence(members) : .set(members)
  }
}
