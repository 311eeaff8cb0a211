import Diagnostics
import Testing

@testable import Settings

@Suite struct JSONValueTests {
  @Test func textIsDeterministic() {
    let value: JSONValue = [
      "b": [1, 2.5, .number(1), .number(-0.0), .number(1e300), .number(.nan), .null, true],
      "a": "q\"\\\n\u{1}é\u{1F680}",
    ]
    #expect(
      value.text
        == #"{"b":[1,2.5,1.0,-0.0,1e+300,null,null,true],"a":"q\"\\\n\u0001é🚀"}"#)
    #expect(value.prettyText.hasPrefix("{\n  \"b\": [1, 2.5,"))
  }

  @Test(arguments: [
    "[]", "{}", "[1,-2,3.5,1e-07]", #"{"a":{"b":[]},"":null}"#, #""\ud83d\ude80\u00e9\/\b\f""#,
    " [ true , false ] ",
  ])
  func textsAreReadBack(text: String) throws {
    let value = try JSONValue.parse(text)
    #expect(try JSONValue.parse(value.text) == value)
    #expect(try JSONValue.parse(value.prettyText) == value)
  }

  @Test func kindsOfNumbersAreKept() throws {
    #expect(
      try JSONValue.parse("[1,1.0,-0,9223372036854775808]")
        == .array([.integer(1), .number(1), .number(-0.0), .number(9223372036854775808)]))
    var random = YamlGuardFuzzTests.Generator(state: 3)
    for _ in 0..<2000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(try JSONValue.parse(JSONValue.number(value).text).doubleValue == value)
    }
  }

  @Test(arguments: [
    "", "[1,]", "{\"a\":1,}", "01", "+1", ".5", "1.", "nul", "\"a", "\"\u{1}\"", "[1] 2",
    #"{"a":1,"a":2}"#, #""\x""#, #""\ud800""#, #""\udc00""#, "NaN", "{a:1}", "'a'",
    #""\ud800\u0041""#,
  ])
  func anythingElseIsRefused(text: String) {
    #expect(throws: Failure.self) { try JSONValue.parse(text) }
  }

  @Test func nestingIsBounded() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(throws: Failure.self) { try JSONValue.parse(deep) }
  }

  @Test func mistakesHavePlaces() {
    #expect {
      try JSONValue.parse("{\n  \"a\": tru\n}", file: "x.json")
    } throws: { "\($0)".hasPrefix("x.json:2:11: error: expected true") }
  }
}
