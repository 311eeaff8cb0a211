import Diagnostics
import Testing

@testable import Codecs

@Suite struct PDSLabelTests {
  static func label(_ text: String) throws -> PDSLabel {
    try PDSLabel(parsing: Array("PDS_VERSION_ID = PDS3\r\n\(text)".utf8), file: "a.lbl")
  }

  static func refusal(_ text: String) -> Diagnostic? {
    do throws(Failure) {
      _ = try PDSLabel(parsing: Array("PDS_VERSION_ID = PDS3\n\(text)".utf8), file: "a.lbl")
      return nil
    } catch {
      return error.diagnostics[0]
    }
  }

  @Test("every kind of value is read as it stands")
  func values() throws {
    let root = try Self.label(
      """
      /* A comment = "not a statement" */
      COUNT = 12  REAL = -1.5E-3 /* behind */
      TIME = 2015-07-24T14:28:03.957Z
      NAME = "MULTIMISSION IMAGE PROCESSING \r
              SUBSYSTEM, JPL"
      SYMBOL = 'A B'
      EMPTY = ""
      LATE =
         "next line"
      MSL:REQUEST_ID = 0046
      EXPOSURE = 25.0 <ms>
      SLASH = N/A
      END
      """
    ).root
    #expect(root["COUNT"]?.scalar?.integer == 12 && root["COUNT"]?.scalar?.real == 12)
    #expect(root["REAL"]?.scalar?.real == -0.0015 && root["REAL"]?.scalar?.integer == nil)
    #expect(root["TIME"]?.scalar == PDSScalar("2015-07-24T14:28:03.957Z"))
    #expect(root["TIME"]?.reals == nil)
    #expect(root["NAME"]?.scalar?.text == "MULTIMISSION IMAGE PROCESSING SUBSYSTEM, JPL")
    #expect(root["SYMBOL"]?.scalar == PDSScalar("A B", isQuoted: true))
    #expect(root["EMPTY"]?.scalar?.text == "" && root["LATE"]?.scalar?.text == "next line")
    #expect(root["REQUEST_ID"]?.scalar?.text == "0046" && root["QUEST_ID"] == nil)
    #expect(root["MSL:REQUEST_ID"]?.scalar?.integer == 46)
    #expect(root["EXPOSURE"]?.scalar == PDSScalar("25.0", unit: "ms"))
    #expect(root["EXPOSURE"]?.description == "25.0 <ms>" && root["SLASH"]?.description == "N/A")
    #expect(root.entry("TIME")?.line == 4 && root.entry("REAL")?.column == 13)
  }

  @Test(
    "whole numbers of any base, and words that are none",
    arguments: [
      ("2#0000111111111111#", 4095), ("16#FF#", 255), ("-8#17#", -15), ("16#-ff#", -255),
      ("+7", 7), ("0012", 12), ("17#1#", nil), ("1#0#", nil), ("2#12#", nil), ("2#1#0#", nil),
      ("2#1", nil), ("16##", nil), ("-9223372036854775808#1#", nil), ("-16#-1#", nil),
      ("99999999999999999999", nil), ("nan", nil), ("1.0", nil),
    ] as [(String, Int?)])
  func integers(word: String, number: Int?) throws {
    #expect(PDSScalar(word).integer == number)
    #expect(try Self.label("A = \(word)\nEND").root["A"]?.scalar?.integer == number)
  }

  @Test("words that only look like numbers are none", arguments: ["nan", "inf", "0x1p3", "1.2.3"])
  func noReals(word: String) {
    #expect(PDSScalar(word).real == nil)
  }

  @Test("sequences and sets nest, over lines, with units")
  func sequences() throws {
    let root = try Self.label(
      """
      AXIS = (0.5, -1E2,
              3) <m>
      MATRIX = ((1,2), (3 <s>,4) <m>)
      NAMES = {"A, B", C}
      NONE = ()
      END
      """
    ).root
    #expect(root["AXIS"]?.reals == [0.5, -100, 3])
    #expect(root["AXIS"]?.members.map { $0.scalar?.unit } == ["m", "m", "m"])
    #expect(root["MATRIX"]?.description == "((1, 2), (3 <s>, 4 <m>))")
    #expect(
      root["NAMES"] == .set([.scalar(PDSScalar("A, B", isQuoted: true)), .scalar(PDSScalar("C"))]))
    #expect(root["NONE"]?.members.isEmpty == true)
  }

  @Test("objects and groups nest and are found")
  func blocks() throws {
    let text =
      """
      OBJECT = FILE
        GROUP = CAMERA
          MODEL = CAHV
        END_GROUP = CAMERA
        BEGIN_OBJECT = IMAGE
          LINES = 2
        END_OBJECT
      END_OBJECT = FILE
      GROUP = CAMERA MODEL = CAHVOR END_GROUP
      END
      OBJECT = BEHIND
      """
    let label = try Self.label(text)
    let root = label.root
    #expect(root.blocks(named: "CAMERA").map { $0["MODEL"]?.description } == ["CAHV", "CAHVOR"])
    #expect(root.blocks(named: "IMAGE").first?.kind == .object)
    #expect(root.firstValue(of: "LINES")?.description == "2" && root["LINES"] == nil)
    #expect(root.firstValue(of: "NOTHING") == nil && root.blocks(named: "BEHIND").isEmpty)
    #expect(label.byteCount == "PDS_VERSION_ID = PDS3\r\n".utf8.count + text.utf8.count - 16)
  }

  @Test("a label may begin with an SFDU line or as ODL")
  func beginnings() throws {
    for start in [
      "ODL_VERSION_ID = ODL3\nA = 1\nEND", "PDS_VERSION_ID = PDS3\nA = 1\nEND",
      "CCSD3ZF0000100000001NJPL3IF0PDSX00000001 = SFDU_LABEL\r\nPDS_VERSION_ID = PDS3\nA = 1 END ",
    ] {
      let label = try PDSLabel(parsing: Array(start.utf8), file: "a.lbl")
      let line = try #require(label.root.entry("A")?.line)
      #expect(line == (start.hasPrefix("CCSD") ? 3 : 2))
    }
    for start in ["", "CCSD3ZF", "CCSD3ZF = X\nA = 1", " PDS_VERSION_ID = PDS3", "END"] {
      #expect(!PDSLabel.begins(Array(start.utf8)) && Codec.identify(Array(start.utf8)) == nil)
    }
  }

  @Test(
    "malformed labels are refused at line and column",
    arguments: [
      ("", 2, 1, "no END"), ("A = 1", 2, 6, "no END"), ("A = 1 END_", 2, 11, "= is expected"),
      ("A 1\nEND", 2, 3, "= is expected"), ("A = \"x\nEND", 2, 5, "a text is not closed"),
      ("A = 'x\nEND", 2, 5, "a symbol is not closed"), ("A = 1 <m\nEND", 2, 7, "a unit"),
      ("A = (1, 2\nEND", 3, 1, ", or )"), ("A = {1 2}\nEND", 2, 8, ", or }"),
      ("A = (1,)\nEND", 2, 8, "a value is expected"), ("A = \nEND", 3, 4, "no END"),
      ("/* x\nEND", 2, 1, "comment"), ("= 1\nEND", 2, 1, "a key"), ("\u{1}\nEND", 2, 1, "byte 1"),
      ("OBJECT = A\nEND", 2, 1, "OBJECT = A is not closed"),
      ("OBJECT = A\nEND_GROUP = A\nEND", 2, 1, "not closed"),
      ("OBJECT = A\nEND_OBJECT = B\nEND", 3, 1, "begun in line 2"),
      ("END_OBJECT\nEND", 2, 1, "closes nothing"),
    ])
  func malformed(text: String, line: Int, column: Int, message: String) throws {
    let found = try #require(Self.refusal(text))
    #expect(found.place == .text(file: "a.lbl", line: line, column: column), "\(found)")
    #expect(found.message.contains(message), "\(found)")
    #expect(found.remedy != nil)
  }

  @Test("nesting and size are bounded")
  func bounds() throws {
    for depth in [15, 16, 17, 100_000] {
      let sequence = String(repeating: "(", count: depth) + String(repeating: ")", count: depth)
      let blocks = String(repeating: "GROUP = A\n", count: depth)
      let ends = String(repeating: "END_GROUP\n", count: depth)
      for text in ["A = \(sequence)\nEND", blocks + ends + "END"] {
        let found = Self.refusal(text)
        #expect((found == nil) == (depth <= 16))
        if let found { #expect(found.message.contains("16 deep")) }
      }
    }
    #expect(
      Self.refusal("GROUP = A B = \(String(repeating: "(", count: 16))")?.message
        .contains("16 deep") == true)
    let space = String(repeating: " ", count: PDSLabel.byteLimit)
    let found = try #require(Self.refusal("A = 1\(space)END"))
    #expect(found.message.contains("1048576 bytes without END"))
  }
}
