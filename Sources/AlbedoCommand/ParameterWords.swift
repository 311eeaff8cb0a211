import Albedo

/// Words of a command line whose flags are the parameters of a table.
struct ParameterWords {
  /// Words that are no flags.
  var others: [String] = []
  /// `--name value` or `--name=value`, in order.
  var parameters: [(name: String, value: String)] = []

  /// Reads words.
  ///
  /// - Parameters:
  ///   - rest: the words.
  ///   - table: what is known of the parameters; a flag among them needs no value.
  /// - Throws: a failure where a value is missing.
  init(_ rest: [String], of table: [ParameterDescription] = []) throws(Failure) {
    let flags = Set(table.filter { $0.kind == "flag" }.map(\.name))
    var words = rest[...]
    while let word = words.popFirst() {
      guard word.hasPrefix("--") else {
        others.append(word)
        continue
      }
      let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
      guard let name = parts.first else { continue }
      if parts.count == 1, flags.contains(name), !["true", "false"].contains(words.first) {
        parameters.append((name, "true"))
        continue
      }
      guard let value = parts.count == 2 ? parts[1] : words.popFirst() else {
        throw Failure(
          "--\(name) is given without a value", at: .argument(word),
          remedy: "write --\(name) VALUE", category: .usage)
      }
      parameters.append((name, value))
    }
  }
}
