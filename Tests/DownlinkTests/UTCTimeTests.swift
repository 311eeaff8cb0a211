import Foundation
import Testing

@testable import Downlink

@Suite struct UTCTimeTests {
  @Test(arguments: [
    ("1970-01-01T00:00:00Z", 0), ("2000-02-29T23:59:59Z", 951_868_799),
    ("2024-12-31T00:00:01Z", 1_735_603_201), ("2025-03-17T12:00:00Z", 1_742_212_800),
    ("2100-03-01T00:00:00Z", 4_107_542_400), ("9999-12-31T23:59:59Z", 253_402_300_799),
  ])
  func textsNameTheirSeconds(text: String, seconds: Int) throws {
    let time = try #require(UTCTime(iso8601: text))
    #expect(time.seconds == seconds && time.nanoseconds == 0)
    #expect(time.description == text)
  }

  @Test func theCalendarAgreesWithFoundation() throws {
    let formatter = ISO8601DateFormatter()
    for seconds in stride(from: 0, to: 8_000_000_000, by: 1_234_567) {
      let text = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(UTCTime(seconds: seconds).description == text)
      #expect(UTCTime(iso8601: text)?.seconds == seconds)
    }
  }

  @Test(arguments: [
    "2025-02-29T00:00:00Z", "2100-02-29T00:00:00Z", "2025-13-01T00:00:00Z", "2025-03-17T24:00:00Z",
    "2025-03-17T12:00:60Z", "2025-03-17T12:00:00", "2025-03-17 12:00:00Z", "2025-03-17T12:00Z",
    "2025-03-17T12:00:00.Z", "2025-03-17T12:00:00.0123456789Z", "1969-12-31T23:59:59Z", "",
    "2025-03-17T12:00:00+00", "2025-3-17T12:00:00Z", "2025-04-31T00:00:00Z",
  ])
  func otherTextsAreNoTimes(text: String) {
    #expect(UTCTime(iso8601: text) == nil)
  }

  @Test func decimalsAreKept() throws {
    let time = try #require(UTCTime(iso8601: "2025-03-17T12:00:00.250Z"))
    #expect(time.nanoseconds == 250_000_000)
    #expect(time.adding(seconds: 0.75).description == "2025-03-17T12:00:01Z")
    #expect(time.adding(seconds: -0.5).description == "2025-03-17T11:59:59.750Z")
    #expect(time.adding(seconds: -86400.25).description == "2025-03-16T12:00:00Z")
    #expect(time < time.adding(seconds: 1e-9))
  }
}
