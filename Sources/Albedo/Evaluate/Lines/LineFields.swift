import Diagnostics
import Settings

/// The members of an object of a line, read with their kind and range.
struct LineFields {
  private let value: JSONValue
  private let path: String
  private let place: Place

  /// The members of an object.
  ///
  /// - Parameters:
  ///   - value: the object.
  ///   - path: its name within the line, such as `verdict.fill`; empty for the line itself.
  ///   - place: where the line stands.
  /// - Throws: a failure where the value is no object.
  init(_ value: JSONValue, path: String = "", at place: Place) throws(Failure) {
    (self.value, self.path, self.place) = (value, path, place)
    guard case .object = value else { throw failure(nil, "is not an object") }
  }

  /// The object of a name.
  func object(_ name: String) throws(Failure) -> LineFields {
    try LineFields(member(name), path: full(name), at: place)
  }

  /// The object of a name, or nil where null stands.
  func optionalObject(_ name: String) throws(Failure) -> LineFields? {
    try member(name) == .null ? nil : object(name)
  }

  /// The objects of an array.
  func objects(_ name: String) throws(Failure) -> [LineFields] {
    guard let elements = try member(name).elements else { throw failure(name, "is no array") }
    var fields: [LineFields] = []
    for (index, element) in elements.enumerated() {
      fields.append(try LineFields(element, path: full("\(name)[\(index)]"), at: place))
    }
    return fields
  }

  /// A number of a range.
  func number(_ name: String, _ range: ClosedRange<Double>) throws(Failure) -> Double {
    guard let number = try member(name).doubleValue, range.contains(number) else {
      throw failure(name, "is no number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }

  /// A number that is not negative.
  func amount(_ name: String) throws(Failure) -> Double {
    guard let number = try member(name).doubleValue, number >= 0 else {
      throw failure(name, "is no number from 0 on")
    }
    return number
  }

  /// A whole number of a range.
  func integer(_ name: String, _ range: ClosedRange<Int>) throws(Failure) -> Int {
    guard let number = try member(name).integerValue, range.contains(number) else {
      throw failure(name, "is no whole number from \(range.lowerBound) on")
    }
    return number
  }

  /// A text that is not empty.
  func text(_ name: String) throws(Failure) -> String {
    guard let text = try member(name).stringValue, !text.isEmpty else {
      throw failure(name, "is no text")
    }
    return text
  }

  /// One of the words of a kind.
  func word<Word: RawRepresentable<String> & CaseIterable>(
    _ name: String, _ kind: Word.Type
  ) throws(Failure) -> Word {
    let text = try text(name)
    guard let word = Word(rawValue: text) else {
      throw Failure(
        "\(full(name)) is \"\(text)\"", at: place,
        remedy: Suggestion.remedy(for: text, among: kind.allCases.map(\.rawValue)))
    }
    return word
  }

  /// What stands under a name.
  func member(_ name: String) throws(Failure) -> JSONValue {
    guard let member = value[name] else { throw failure(name, "is missing") }
    return member
  }

  /// A finding about a member, or about the object itself.
  func failure(_ name: String?, _ problem: String) -> Failure {
    let subject = name.map(full) ?? (path.isEmpty ? "the line" : path)
    return Failure(
      "\(subject) \(problem)", at: place,
      remedy: "give lines that albedo evaluate wrote; remove the file to have it made again")
  }

  private func full(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
