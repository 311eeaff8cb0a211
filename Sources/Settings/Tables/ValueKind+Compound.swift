import Diagnostics

extension ValueKind {
  /// Several values of one kind, in order.
  ///
  /// - Parameters:
  ///   - element: the kind of each.
  ///   - count: how many there may be.
  /// - Returns: the kind.
  public static func list<Element: Sendable>(
    of element: ValueKind<Element>, count: ClosedRange<Int> = 0...Int.max
  ) -> Self where Value == [Element] {
    var schema: [(String, JSONValue)] = [
      ("type", "array"), ("items", .object(element.schema)),
    ]
    if count.lowerBound > 0 { schema.append(("minItems", .integer(count.lowerBound))) }
    if count.upperBound < .max { schema.append(("maxItems", .integer(count.upperBound))) }
    let countText = countWords(count)
    let parts = [countText, element.range.map { "each \($0)" }].compactMap { $0 }
    return ValueKind(
      name: "list of \(plural(element.name))", unit: element.unit,
      range: parts.isEmpty ? nil : parts.joined(separator: ", "), choices: element.choices,
      fields: element.fields, schema: schema,
      read: { node, findings in
        guard case .list(let nodes) = node.content else {
          findings.add(
            node.diagnostic(
              "expected a list, found \(node.shown)", remedy: "write the values in [brackets]"))
          return nil
        }
        let before = findings.diagnostics.count
        let values = nodes.compactMap { element.read($0, &findings) }
        guard count.contains(nodes.count) else {
          findings.add(
            node.diagnostic(
              "expected \(countText ?? "values"), found \(nodes.count)",
              remedy: nodes.count < count.lowerBound ? "add what is missing" : "remove some"))
          return nil
        }
        return findings.diagnostics.count == before || element.name == "record" ? values : nil
      },
      json: { .array($0.map(element.json)) },
      node: { text, place in
        let words = text.split(separator: ",", omittingEmptySubsequences: text.isEmpty)
        return YamlNode(.list(words.map { element.node(trimmingSpaces($0), place) }), at: place)
      })
  }

  /// One value, or a list of exactly so many.
  ///
  /// - Parameters:
  ///   - element: the kind of each.
  ///   - many: how long the list is.
  /// - Returns: the kind; a single value becomes a list of one.
  public static func one<Element: Sendable>(
    of element: ValueKind<Element>, orListOf many: Int
  ) -> Self where Value == [Element] {
    let list = ValueKind.list(of: element, count: many...many)
    return ValueKind(
      name: "\(element.name) or list of \(many)", unit: element.unit, range: element.range,
      schema: [("anyOf", [.object(element.schema), .object(list.schema)])],
      read: { node, findings in
        if case .list = node.content { return list.read(node, &findings) }
        return element.read(node, &findings).map { [$0] }
      },
      json: { $0.count == 1 ? element.json($0[0]) : list.json($0) },
      node: { text, place in
        text.utf8.contains(UInt8(ascii: ",")) ? list.node(text, place) : element.node(text, place)
      })
  }

  private static func trimmingSpaces(_ text: Substring) -> String {
    let start = text.drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }

  private static func countWords(_ count: ClosedRange<Int>) -> String? {
    switch (count.lowerBound, count.upperBound) {
    case (0, .max): nil
    case (let low, .max): "at least \(low) value\(low == 1 ? "" : "s")"
    case (let low, let high) where low == high: "\(low) value\(low == 1 ? "" : "s")"
    case (let low, let high): "\(low) to \(high) values"
    }
  }

  private static func plural(_ name: String) -> String {
    switch name {
    case "text": "texts"
    case let name where name.hasPrefix("list of "): "lists of " + name.dropFirst(8)
    default: name + "s"
    }
  }
}

extension ValueKind where Value: Configurable {
  /// Named values of their own table.
  public static var record: Self {
    let table = Value.table
    guard case .object(let schema) = table.jsonSchema() else {
      preconditionFailure("a schema is an object")
    }
    return ValueKind(
      name: "record", fields: table.parameters, schema: schema,
      read: { node, findings in
        guard case .map = node.content else {
          findings.add(
            node.diagnostic(
              "expected keys with values, found \(node.shown)",
              remedy: "use the keys: " + table.parameters.map(\.name).joined(separator: ", ")))
          return nil
        }
        return table.fill(node, &findings)
      },
      json: { table.resolved($0) })
  }
}
