import Diagnostics
import Testing

@testable import Settings

/// Everything that was found in a text, one line each: `3:5 message`.
func complaints(_ text: String) -> [String] {
  do throws(Failure) {
    _ = try Yaml.parse(text: text, file: "t.yaml")
    return []
  } catch {
    return error.diagnostics.map { diagnostic in
      let place = diagnostic.place.map { "\($0)" } ?? ""
      return place.replacing("t.yaml:", with: "") + " " + diagnostic.message
    }
  }
}

extension StringProtocol {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    hasPrefix(old) ? new + dropFirst(old.count) : String(self)
  }
}

@Suite struct YamlTests {
  @Test func valuesKeepTheirWordsAndPlaces() throws {
    let node = try Yaml.parse(
      text: "a: on\nlist:\n  - 010\n  - \"1.10\"\nmap: {x: 1}\n", file: "t.yaml")
    #expect(node["a"]?.text == "on")
    let list = try #require(node["list"])
    #expect(list.elements.map(\.text) == ["010", "1.10"])
    #expect(list.elements.map(\.place.description) == ["t.yaml:3:5", "t.yaml:4:5"])
    #expect(list.elements[1].excerpt == Excerpt(line: "  - \"1.10\"", length: 6))
    #expect(node["map"]?["x"]?.place.description == "t.yaml:5:10")
    guard case .scalar("1.10", isQuoted: true) = list.elements[1].content else {
      Issue.record("quotes are remembered")
      return
    }
  }

  @Test func columnsCountCharacters() throws {
    // The flag is one character of two code points, the e one of two as well.
    let node = try Yaml.parse(text: "{\"🇱🇺e\u{301}\": here}", file: "t.yaml")
    #expect(node.pairs[0].value.place.description == "t.yaml:1:8")
  }

  @Test func byteOrderMarkAndCarriageReturnsAreAccepted() throws {
    let node = try Yaml.parse(text: "\u{FEFF}a: 1\r\nb: |\r\n  x\r\n  y\r\n", file: "t.yaml")
    #expect(node["a"]?.text == "1")
    #expect(node["b"]?.text == "x\ny\n")
    #expect(node["b"]?.place.description == "t.yaml:2:4")
  }

  @Test(arguments: [
    ("a: &x 1", "1:4 anchors are not read"),
    ("a: *x", "1:4 aliases are not read"),
    ("- *x", "1:3 aliases are not read"),
    ("[1, *x]", "1:5 aliases are not read"),
    ("*x : 1", "1:1 aliases are not read"),
    ("a: !!int 1", "1:4 tags are not read"),
    ("!x a: 1", "1:1 tags are not read"),
    ("%YAML 1.1\n---\na: 1", "1:1 directives are not read"),
    ("a: 1\n---\nb: 2", "2:1 a second document begins here"),
    ("--- a\n--- b", "2:1 a second document begins here"),
    ("a: 1\n...\nb: 2", "3:1 a second document begins here"),
    ("<<: {a: 1}", "1:1 merge keys are not read"),
    ("? a\n: 1", "1:1 keys marked by \"?\" are not read"),
    ("{? a: 1}", "1:2 keys marked by \"?\" are not read"),
    ("[a]: 1", "1:1 a list or map stands where a key is expected"),
    ("a: 1\n\tb: 2", "2:1 a tab indents this line"),
    ("a: |\n\tb", "2:1 a tab indents this line"),
    ("a: 'x", "1:4 this quote is never closed"),
    ("a: @x", "1:4 a value cannot begin with \"@\""),
    ("a: 1\u{7}", "1:5 the character U+7 may not stand in a configuration"),
    ("a: 1\u{2028}b: 2", "1:5 the character U+2028 may not stand in a configuration"),
    ("a: 1\rb: 2", "1:5 the character U+D may not stand in a configuration"),
    ("a: 1\na: 2", "2:1 the key \"a\" stands here a second time"),
    ("{a: 1, b: 2, a: 3}", "1:14 the key \"a\" stands here a second time"),
    ("x:\n- a: 1\n  \"a\": 2", "3:3 the key \"a\" stands here a second time"),
    ("ab: 1\n\"a\\x62\": 2", "1:1 the key \"ab\" stands in this map more than once"),
    ("a: [1, 2", "1:4 the list that opens here is not closed"),
    ("a: b: c", "1:5 a colon stands where no key can be"),
    ("a: 1\n b: 2", "2:3 a colon stands where no key can be"),
    ("- a\nb: 1", "2:1 this line does not continue the list above it"),
    ("a: 1\nb", "2:1 a key without a colon"),
    ("a: \"\\q\"", "1:5 an unknown escape in double quotes"),
    ("", ": the file says nothing"),
    ("# nothing", ": the file says nothing"),
  ])
  func whatIsNotReadIsRefusedWithItsPlace(text: String, complaint: String) {
    let found = complaints(text).map { $0.hasPrefix("t.yaml") ? ":" + $0.dropFirst(6) : $0 }
    #expect(found == [complaint])
  }

  @Test(arguments: [
    "a: \"&x *y !z\"", "a: 'it''s *x'", "a: x &y", "a: x*y", "a: 1 # &x *y", "a: |\n  &x\n  *y\n",
    "a: >-\n    x\n   \n    !y\n", "a: x\n  &y\n  *z\n", "a: |2\n  *x\n", "a:\n- |\n *x\n",
    "[a&, b*]",
    "x:\n- a: 1\n- a: 2", "[a: 1, a: 2]", "a: {b: 1}\nb: {b: 1}", "a:\n  b: 1\nb: 1",
    "--- a\n...\n",
    "a: \"x\n  *y\"", "url: http://a#b", "a: -x", "a: ?x", "a: :x", "? : 1", "a: <<",
    "--- # x\na: 1",
  ])
  func whatOnlyLooksLikeItIsRead(text: String) {
    if text.hasPrefix("?") {
      #expect(!complaints(text).isEmpty)
    } else {
      #expect(complaints(text) == [])
    }
  }

  @Test func allRefusalsOfATextComeTogether() {
    let text = "a: *x\nb: &y 1\nc: !t 2\na: 3\nd: {e: 1, e: 2}\n"
    #expect(
      complaints(text) == [
        "1:4 aliases are not read", "2:4 anchors are not read", "3:4 tags are not read",
        "4:1 the key \"a\" stands here a second time",
        "5:11 the key \"e\" stands here a second time",
      ])
  }

  @Test func refusalsShowALineAndARemedy() {
    #expect {
      try Yaml.parse(text: "a: 1\nb: *other\n", file: "t.yaml")
    } throws: {
      "\($0)" == """
        t.yaml:2:4: error: aliases are not read
          2 | b: *other
            |    ^~~~~~
          remedy: write the value out here
        """
    }
  }

  @Test(arguments: ["[", "{a: ", "- ", "["])
  func nestingIsBounded(unit: String) {
    #expect(complaints(String(repeating: unit, count: 60_000)).count == 1)
    let block = (0..<300).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    #expect(complaints(block).first?.contains("levels of nesting") == true)
    let indentless = (0..<50).map { depth in
      let space = String(repeating: " ", count: depth * 2)
      return "\(space)a:\n\(space)- "
    }
    #expect(complaints(indentless.joined(separator: "\n")).isEmpty == false)
  }

  @Test func sixtyFourLevelsAreReadAndOneMoreIsNot() {
    let nested = { String(repeating: "[", count: $0) + String(repeating: "]", count: $0) }
    #expect(complaints(nested(64)) == [])
    #expect(complaints(nested(65)).count == 1)
  }

  @Test func theSizeIsBoundedOnBothSides() {
    let text = "a: " + String(repeating: "x", count: Yaml.sizeLimit - 3)
    #expect(complaints(text) == [])
    #expect(complaints(text + "x").count == 1)
  }

  @Test func bytesMustBeUTF8() throws {
    #expect(try Yaml.text(of: Array("a: é".utf8), file: "t.yaml") == "a: é")
    #expect {
      try Yaml.text(of: [0x61, 0x3A, 0x20, 0xE9], file: "t.yaml")
    } throws: { "\($0)".contains("byte 3") }
  }
}
