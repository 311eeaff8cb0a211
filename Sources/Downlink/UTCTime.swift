import Settings

/// A moment in Coordinated Universal Time, to the nanosecond, without leap seconds.
public struct UTCTime: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z, as POSIX counts them.
  public var seconds: Int
  /// Nanoseconds within the second: 0 to 999,999,999.
  public var nanoseconds: Int

  /// A moment from its parts.
  public init(seconds: Int, nanoseconds: Int = 0) {
    (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
  }

  /// The moment that a text such as `2025-03-06T12:34:56.789Z` names, or nil.
  ///
  /// The form of ISO 8601 with date, `T`, time with seconds, up to nine decimals and `Z`; years
  /// 1970 to 9999.
  public init?(iso8601 text: String) {
    let bytes = Array(text.utf8)
    func number(_ range: Range<Int>) -> Int? {
      var value = 0
      for index in range {
        guard index < bytes.count, (48...57).contains(bytes[index]) else { return nil }
        value = value * 10 + Int(bytes[index]) - 48
      }
      return value
    }
    let marks: [(Int, Character)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z"),
      marks.allSatisfy({ bytes[$0.0] == $0.1.asciiValue }),
      let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
      year >= 1970, (1...12).contains(month), day >= 1, day <= Self.days(of: month, year),
      hour < 24, minute < 60, second < 60
    else { return nil }
    nanoseconds = 0
    if bytes.count > 20 {
      let decimals = bytes.count - 21
      guard bytes[19] == UInt8(ascii: "."), (1...9).contains(decimals),
        let fraction = number(20..<(20 + decimals))
      else { return nil }
      nanoseconds = fraction
      for _ in decimals..<9 { nanoseconds *= 10 }
    }
    let days = Self.daysBefore(year: year, month: month) + day - 1
    seconds = days * 86400 + hour * 3600 + minute * 60 + second
  }

  /// The moment some seconds later, or earlier where they are negative.
  public func adding(seconds more: Double) -> UTCTime {
    let whole = more.rounded(.down)
    let total = nanoseconds + Int(((more - whole) * 1e9).rounded())
    return UTCTime(
      seconds: seconds + Int(whole) + total / 1_000_000_000,
      nanoseconds: total % 1_000_000_000)
  }

  /// `2025-03-06T12:34:56.789Z`, with as many decimals as there are: none, three, six or nine.
  public var description: String {
    var days = seconds / 86400
    if seconds % 86400 < 0 { days -= 1 }
    let rest = seconds - days * 86400
    var year = 1970
    while Self.daysBefore(year: year + 1, month: 1) <= days { year += 1 }
    var month = 1
    while month < 12, Self.daysBefore(year: year, month: month + 1) <= days { month += 1 }
    let day = days - Self.daysBefore(year: year, month: month) + 1
    var text = "\(Self.padded(year, 4))-\(Self.padded(month, 2))-\(Self.padded(day, 2))T"
    text += "\(Self.padded(rest / 3600, 2)):\(Self.padded(rest / 60 % 60, 2)):"
    text += Self.padded(rest % 60, 2)
    if nanoseconds > 0 {
      var decimals = Self.padded(nanoseconds, 9)
      while decimals.hasSuffix("000") { decimals.removeLast(3) }
      text += "." + decimals
    }
    return text + "Z"
  }

  /// Whether `a` comes first.
  public static func < (a: UTCTime, b: UTCTime) -> Bool {
    (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
  }

  private static func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  private static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  private static func days(of month: Int, _ year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 to the first of a month.
  private static func daysBefore(year: Int, month: Int) -> Int {
    let past = year - 1
    let leaps = past / 4 - past / 100 + past / 400 - 477
    return (1..<month).reduce((year - 1970) * 365 + leaps) { $0 + days(of: $1, year) }
  }
}

extension ValueKind<UTCTime> {
  /// A moment such as `2025-03-06T12:34:56.789Z`.
  static var utc: Self {
    let form = "a time such as 2025-03-06T12:34:56.789Z"
    let pattern = #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$"#
    return ValueKind<String>.text(form: form, pattern: pattern)
      .mapped(
        { text, node, findings in
          if let time = UTCTime(iso8601: text) { return time }
          findings.add(node.diagnostic("\"\(text)\" is no time in UTC", remedy: "write \(form)"))
          return nil
        }, back: { $0.description })
  }
}
