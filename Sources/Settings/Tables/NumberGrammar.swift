/// How numbers are written: as JSON writes them, and in no other way.
///
/// YAML 1.1 reads `010` as eight, `1_000` as a thousand and `1:30` as ninety. Whoever wrote them
/// may have meant something else, so none of them is a number here.
enum NumberGrammar {
  struct Problem: Error {
    var message: String
    var remedy: String
  }

  /// Whether a text is a whole number in its one accepted form.
  static func isWhole(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.first == "-" { rest.removeFirst() }
    return isDigits(rest) && (rest == "0" || rest.first != "0")
  }

  private static func isDigits(_ text: Substring) -> Bool {
    !text.isEmpty && text.utf8.allSatisfy { (48...57).contains($0) }
  }

  private static func isNumber(_ text: String) -> Bool {
    let parts = text.split(
      maxSplits: 1, omittingEmptySubsequences: false, whereSeparator: { $0 == "e" || $0 == "E" })
    if parts.count == 2 {
      var exponent = parts[1]
      if exponent.first == "-" || exponent.first == "+" { exponent.removeFirst() }
      if !isDigits(exponent) { return false }
    }
    let mantissa = (parts.first ?? "").split(
      separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    if mantissa.count == 2, !isDigits(mantissa[1]) { return false }
    return isWhole(String(mantissa.first ?? ""))
  }

  /// The value of a number.
  static func read(_ text: String) -> Result<Double, Problem> {
    guard isNumber(text) else { return .failure(problem(text, wanted: "a number")) }
    guard let value = Double(text), value.isFinite else {
      return .failure(
        Problem(message: "\(text) is beyond what can be computed", remedy: "use a smaller number"))
    }
    return .success(value)
  }

  /// The value of a whole number.
  static func readWhole(_ text: String) -> Result<Int, Problem> {
    guard isWhole(text) else { return .failure(problem(text, wanted: "a whole number")) }
    guard let value = Int(text) else {
      return .failure(
        Problem(message: "\(text) is beyond what can be counted", remedy: "use a smaller number"))
    }
    return .success(value)
  }

  private static func problem(_ text: String, wanted: String) -> Problem {
    let message = "expected \(wanted), found \"\(text.prefix(60))\""
    if isNumber(text) { return Problem(message: message, remedy: "write it without a fraction") }
    let stripped = text.drop { $0 == "-" || $0 == "+" }
    let digits = stripped.drop { $0 == "0" }
    let sign = text.hasPrefix("-") ? "-" : ""
    let repaired = sign + (digits.isEmpty ? "0" : String(digits))
    if isWhole(repaired), stripped.hasPrefix("0") || text.hasPrefix("+") {
      return Problem(message: message, remedy: "write \(repaired): it may mean two things")
    }
    let candidates = [
      text.filter { $0 != "_" }, text.replacingFirst(",", by: "."), sign + "0" + stripped,
      text.hasSuffix(".") ? text + "0" : "",
    ]
    if let meant = candidates.first(where: isNumber) {
      return Problem(message: message, remedy: "write \(meant)")
    }
    return Problem(message: message, remedy: "write digits, such as 12, -0.5 or 1e-3")
  }
}

extension String {
  fileprivate func replacingFirst(_ old: Character, by new: Character) -> String {
    guard let index = firstIndex(of: old) else { return self }
    var result = self
    result.replaceSubrange(index...index, with: [new])
    return result
  }
}
