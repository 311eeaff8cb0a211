/// A value in a PDS3 label, as it is written there.
public indirect enum PDSValue: Sendable, Hashable {
  /// A number, a word, a time or a text.
  case scalar(PDSScalar)
  /// Values in their order: `( … )`.
  case sequence([PDSValue])
  /// Values without an order: `{ … }`.
  case set([PDSValue])

  /// The scalar, or nil of a sequence or set.
  public var scalar: PDSScalar? {
    if case .scalar(let scalar) = self { scalar } else { nil }
  }

  /// The members of a sequence or set; a scalar alone is its one member.
  public var members: [PDSValue] {
    switch self {
    case .scalar: [self]
    case .sequence(let members), .set(let members): members
    }
  }

  /// The numbers of a sequence or scalar, or nil where one of its members is no number.
  public var reals: [Double]? {
    let numbers = members.map { $0.scalar?.real }
    return numbers.contains(nil) ? nil : numbers.compactMap(\.self)
  }

  /// The same value; scalars in it that have no unit get this one.
  func inUnit(_ unit: String) -> PDSValue {
    switch self {
    case .scalar(var scalar):
      scalar.unit = scalar.unit ?? unit
      return .scalar(scalar)
    case .sequence(let members): return .sequence(members.map { $0.inUnit(unit) })
    case .set(let members): return .set(members.map { $0.inUnit(unit) })
    }
  }
}

extension PDSValue: CustomStringConvertible {
  /// The value on one line, with its units, without quotes.
  public var description: String {
    switch self {
    case .scalar(let scalar): scalar.description
    case .sequence(let members): "(\(members.map(\.description).joined(separator: ", ")))"
    case .set(let members): "{\(members.map(\.description).joined(separator: ", "))}"
    }
  }
}

/// A single value in a PDS3 label.
public struct PDSScalar: Sendable, Hashable {
  /// What stands in the label, without quotes; a line break in a text counts as one space.
  public var text: String
  /// Whether it stood in quotes.
  public var isQuoted: Bool
  /// The unit, as written between `<` and `>`.
  public var unit: String?

  /// A scalar from its parts.
  public init(_ text: String, isQuoted: Bool = false, unit: String? = nil) {
    self.text = text
    self.isQuoted = isQuoted
    self.unit = unit
  }

  /// The whole number, decimal or with a base from 2 to 16 (`16#FF#`), or nil.
  public var integer: Int? {
    if let plain = Int(text) { return plain }
    let parts = text.split(separator: "#", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[2].isEmpty, let base = Int(parts[0]) else { return nil }
    let radix = base.magnitude
    guard (2...16).contains(radix), let number = Int(parts[1], radix: Int(radix)) else {
      return nil
    }
    // ODL puts the sign before the base, PVL behind it.
    if base > 0 { return number }
    return number < 0 ? nil : -number
  }

  /// The number, or nil.
  public var real: Double? {
    if let integer { return Double(integer) }
    // Words that `Double` would take as well: nan, infinity, 0x1p3.
    guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }) else {
      return nil
    }
    return Double(text)
  }
}

extension PDSScalar: CustomStringConvertible {
  /// The text, and the unit where there is one.
  public var description: String { unit.map { "\(text) <\($0)>" } ?? text }
}
