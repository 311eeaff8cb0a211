import Diagnostics

/// What a number may be.
struct Limits<Number: Comparable & Sendable & CustomStringConvertible>: Sendable {
  var range: ClosedRange<Number>?
  var above: Number?
  /// The smallest and largest number there is: bounds that say nothing.
  var least: Number
  var most: Number

  private func shown(_ number: Number) -> String { trimmed("\(number)") }

  private var lower: Number? { range.flatMap { $0.lowerBound > least ? $0.lowerBound : nil } }
  private var upper: Number? { range.flatMap { $0.upperBound < most ? $0.upperBound : nil } }

  func contains(_ number: Number) -> Bool {
    (range?.contains(number) ?? true) && (above.map { number > $0 } ?? true)
  }

  /// `0.1 to 10`, `at least 0`, `above 0`, or nil where everything is allowed.
  var text: String? {
    if let above {
      return "above \(shown(above))" + (upper.map { ", at most \(shown($0))" } ?? "")
    }
    return switch (lower, upper) {
    case (let lower?, let upper?): "\(shown(lower)) to \(shown(upper))"
    case (let lower?, nil): "at least \(shown(lower))"
    case (nil, let upper?): "at most \(shown(upper))"
    case (nil, nil): nil
    }
  }

  func schema(_ json: (Number) -> JSONValue) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    if let above {
      members.append(("exclusiveMinimum", json(above)))
    } else if let lower {
      members.append(("minimum", json(lower)))
    }
    if let upper { members.append(("maximum", json(upper))) }
    return members
  }

  func refusal(_ number: Number, unit: String?, _ node: YamlNode) -> Diagnostic? {
    guard !contains(number), let text else { return nil }
    let unit = unit.map { $0 == "1" ? "" : " " + $0 } ?? ""
    return node.diagnostic(
      "\(shown(number)) is out of range", remedy: "use a value \(rangeWords(text))\(unit)")
  }

  private func rangeWords(_ text: String) -> String {
    lower != nil && upper != nil && above == nil ? "from \(text)" : text
  }
}

/// A number without the `.0` that Swift writes behind whole ones.
func trimmed(_ text: String) -> String {
  text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}

extension ValueKind<Double> {
  /// A number.
  ///
  /// - Parameters:
  ///   - unit: `px`, `s`, `e-/DN`; `1` for a plain ratio.
  ///   - range: what is allowed; an infinite bound allows everything on its side.
  ///   - above: a bound that is itself not allowed.
  /// - Returns: the kind.
  public static func number(
    unit: String? = nil, range: ClosedRange<Double>? = nil, above: Double? = nil
  ) -> Self {
    let limits = Limits(range: range, above: above, least: -.infinity, most: .infinity)
    return ValueKind(
      name: "number", unit: unit, range: limits.text,
      schema: [("type", "number")] + limits.schema { .number($0) },
      read: { node, findings in
        guard let text = word(node, wanted: "a number", &findings) else { return nil }
        switch NumberGrammar.read(text) {
        case .success(let value):
          guard let refusal = limits.refusal(value, unit: unit, node) else { return value }
          findings.add(refusal)
        case .failure(let problem):
          findings.add(node.diagnostic(problem.message, remedy: problem.remedy))
        }
        return nil
      },
      json: { .number($0) })
  }
}

extension ValueKind<Int> {
  /// A whole number.
  ///
  /// - Parameters:
  ///   - unit: `px`, `bytes`.
  ///   - range: what is allowed; `Int.min` and `Int.max` allow everything on their side.
  /// - Returns: the kind.
  public static func integer(unit: String? = nil, range: ClosedRange<Int>? = nil) -> Self {
    let limits = Limits(range: range, above: nil, least: .min, most: .max)
    return ValueKind(
      name: "whole number", unit: unit, range: limits.text,
      schema: [("type", "integer")] + limits.schema { .integer($0) },
      read: { node, findings in
        guard let text = word(node, wanted: "a whole number", &findings) else { return nil }
        switch NumberGrammar.readWhole(text) {
        case .success(let value):
          guard let refusal = limits.refusal(value, unit: unit, node) else { return value }
          findings.add(refusal)
        case .failure(let problem):
          findings.add(node.diagnostic(problem.message, remedy: problem.remedy))
        }
        return nil
      },
      json: { .integer($0) })
  }

  /// One of a few whole numbers.
  ///
  /// - Parameters:
  ///   - unit: `px`.
  ///   - numbers: those that are allowed; two or more.
  /// - Returns: the kind.
  public static func integer(unit: String? = nil, among numbers: [Int]) -> Self {
    let head = numbers.dropLast().map(String.init).joined(separator: ", ")
    let words = "\(head) or \(numbers[numbers.count - 1])"
    let any = integer(unit: unit)
    return ValueKind(
      name: any.name, unit: unit, range: words,
      schema: [("enum", .array(numbers.map { .integer($0) }))],
      read: { node, findings in
        guard let value = any.read(node, &findings) else { return nil }
        if numbers.contains(value) { return value }
        findings.add(node.diagnostic("\(value) is out of range", remedy: "write \(words)"))
        return nil
      },
      json: any.json)
  }
}
