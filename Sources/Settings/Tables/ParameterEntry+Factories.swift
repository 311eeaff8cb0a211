extension ParameterEntry {
  /// A number.
  public static func number(
    _ name: String, _ path: Path<Double>, unit: String? = nil,
    range: ClosedRange<Double>? = nil, above: Double? = nil, required: Bool = false,
    _ prose: String
  ) -> Self {
    value(
      name, path, .number(unit: unit, range: range, above: above), required: required, prose)
  }

  /// A number that may be absent.
  public static func number(
    _ name: String, _ path: Path<Double?>, unit: String? = nil,
    range: ClosedRange<Double>? = nil, above: Double? = nil, required: Bool = false,
    absent: String = "none", _ prose: String
  ) -> Self {
    value(
      name, path, .number(unit: unit, range: range, above: above), required: required,
      absent: absent, prose)
  }

  /// A whole number.
  public static func integer(
    _ name: String, _ path: Path<Int>, unit: String? = nil, range: ClosedRange<Int>? = nil,
    required: Bool = false, _ prose: String
  ) -> Self {
    value(name, path, .integer(unit: unit, range: range), required: required, prose)
  }

  /// One of a few whole numbers.
  public static func integer(
    _ name: String, _ path: Path<Int>, unit: String? = nil, among numbers: [Int],
    required: Bool = false, _ prose: String
  ) -> Self {
    value(name, path, .integer(unit: unit, among: numbers), required: required, prose)
  }

  /// A whole number that may be absent.
  public static func integer(
    _ name: String, _ path: Path<Int?>, unit: String? = nil, range: ClosedRange<Int>? = nil,
    required: Bool = false, absent: String = "none", _ prose: String
  ) -> Self {
    value(
      name, path, .integer(unit: unit, range: range), required: required, absent: absent, prose)
  }

  /// `true` or `false`.
  public static func flag(
    _ name: String, _ path: Path<Bool>, required: Bool = false, _ prose: String
  ) -> Self {
    value(name, path, .flag, required: required, prose)
  }

  /// `true` or `false`, or absent.
  public static func flag(
    _ name: String, _ path: Path<Bool?>, required: Bool = false, absent: String = "none",
    _ prose: String
  ) -> Self {
    value(name, path, .flag, required: required, absent: absent, prose)
  }

  /// Text.
  public static func text(
    _ name: String, _ path: Path<String>, required: Bool = false, _ prose: String
  ) -> Self {
    value(name, path, .text(), required: required, prose)
  }

  /// Text that may be absent.
  public static func text(
    _ name: String, _ path: Path<String?>, required: Bool = false, absent: String = "none",
    _ prose: String
  ) -> Self {
    value(name, path, .text(), required: required, absent: absent, prose)
  }

  /// One of the words that a type knows.
  public static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Value>, required: Bool = false, _ prose: String
  ) -> Self {
    value(name, path, .choice, required: required, prose)
  }

  /// One of the words that a type knows, or absent.
  public static func choice<Value: RawRepresentable<String> & CaseIterable & Sendable>(
    _ name: String, _ path: Path<Value?>, required: Bool = false, absent: String = "none",
    _ prose: String
  ) -> Self {
    value(name, path, .choice, required: required, absent: absent, prose)
  }

  /// Numbers in order.
  public static func numbers(
    _ name: String, _ path: Path<[Double]>, unit: String? = nil,
    range: ClosedRange<Double>? = nil, above: Double? = nil,
    count: ClosedRange<Int> = 0...Int.max, required: Bool = false, _ prose: String
  ) -> Self {
    value(
      name, path, .list(of: .number(unit: unit, range: range, above: above), count: count),
      required: required, prose)
  }

  /// Numbers in order, or absent.
  public static func numbers(
    _ name: String, _ path: Path<[Double]?>, unit: String? = nil,
    range: ClosedRange<Double>? = nil, above: Double? = nil,
    count: ClosedRange<Int> = 0...Int.max, required: Bool = false, absent: String = "none",
    _ prose: String
  ) -> Self {
    value(
      name, path, .list(of: .number(unit: unit, range: range, above: above), count: count),
      required: required, absent: absent, prose)
  }

  /// Whole numbers in order.
  public static func integers(
    _ name: String, _ path: Path<[Int]>, unit: String? = nil, range: ClosedRange<Int>? = nil,
    count: ClosedRange<Int> = 0...Int.max, required: Bool = false, _ prose: String
  ) -> Self {
    value(
      name, path, .list(of: .integer(unit: unit, range: range), count: count),
      required: required, prose)
  }

  /// Whole numbers in order, or absent.
  public static func integers(
    _ name: String, _ path: Path<[Int]?>, unit: String? = nil, range: ClosedRange<Int>? = nil,
    count: ClosedRange<Int> = 0...Int.max, required: Bool = false, absent: String = "none",
    _ prose: String
  ) -> Self {
    value(
      name, path, .list(of: .integer(unit: unit, range: range), count: count),
      required: required, absent: absent, prose)
  }

  /// Texts in order.
  public static func texts(
    _ name: String, _ path: Path<[String]>, count: ClosedRange<Int> = 0...Int.max,
    required: Bool = false, _ prose: String
  ) -> Self {
    value(name, path, .list(of: .text(), count: count), required: required, prose)
  }

  /// Named values of their own table, or absent.
  public static func record<Value: Configurable>(
    _ name: String, _ path: Path<Value?>, required: Bool = false, absent: String = "none",
    _ prose: String
  ) -> Self {
    value(name, path, .record, required: required, absent: absent, prose)
  }

  /// Records in order.
  public static func list<Value: Configurable>(
    _ name: String, _ path: Path<[Value]>, count: ClosedRange<Int> = 0...Int.max,
    required: Bool = false, _ prose: String
  ) -> Self {
    value(name, path, .list(of: .record, count: count), required: required, prose)
  }
}
