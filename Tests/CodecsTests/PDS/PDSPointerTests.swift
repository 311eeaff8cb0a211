import Diagnostics
import Testing

@testable import Codecs

@Suite struct PDSPointerTests {
  @Test("records count from 1, and a header before the image is skipped")
  func records() throws {
    var product = PDSProduct(width: 2, height: 1)
    product.statements = ["RECORD_BYTES = 512", "^IMAGE_HEADER = 2"]
    product.pointer = "3"
    product.body = [UInt8](repeating: 0x20, count: 1024 - product.bytes.count) + [5, 6]
    #expect(try product.decoded().codes() == [5, 6])
    product.start = "CCSD3ZF0000100000001NJPL3IF0PDSX00000001 = SFDU_LABEL\r\n" + product.start
    product.body = []
    product.body = [UInt8](repeating: 0x20, count: 1024 - product.bytes.count) + [5, 6]
    #expect(try product.decoded().codes() == [5, 6])
  }

  @Test("pixels beside a label are asked for by name")
  func detached() throws {
    let data: [UInt8] = [9, 9, 9, 5, 6]
    for (pointer, expected) in [
      ("\"DATA.IMG\"", [9, 9]), ("(\"DATA.IMG\", 2)", [5, 6]),
      ("(\"DATA.IMG\",\r\n   3 <BYTES>)", [9, 5]),
    ] {
      var product = PDSProduct(width: 2, height: 1)
      product.statements = ["RECORD_BYTES = 3"]
      product.pointer = pointer
      let picture = try Codec.decode(product.bytes, file: "a.lbl") { name throws(Failure) in
        #expect(name == "DATA.IMG")
        return data
      }
      #expect(picture.codes() == expected)
      // Nobody to ask.
      #expect(refusal(product.bytes)?.description.contains("DATA.IMG") == true)
    }
  }

  @Test("image and pointer may stand in a FILE object")
  func fileObject() throws {
    let text = """
      PDS_VERSION_ID = PDS3
      OBJECT = FILE
      RECORD_BYTES = 2
      ^IMAGE = ("A.DAT", 2)
      OBJECT = IMAGE
      LINES = 1 LINE_SAMPLES = 2 SAMPLE_BITS = 8 SAMPLE_TYPE = UNSIGNED_INTEGER
      END_OBJECT = IMAGE
      END_OBJECT = FILE
      END
      """
    let picture = try Codec.decode(Array(text.utf8), file: "a.lbl") { _ throws(Failure) in
      [1, 2, 3, 4]
    }
    #expect(picture.codes() == [3, 4])
  }

  @Test("the failure of whoever reads the file beside is passed on")
  func unreadable() throws {
    var product = PDSProduct(width: 2, height: 1)
    product.pointer = "\"DATA.IMG\""
    #expect(throws: Failure("gone")) {
      try Codec.decode(product.bytes, file: "a.lbl") { _ throws(Failure) in throw Failure("gone") }
    }
  }

  @Test(
    "pointers that lead nowhere are refused",
    arguments: [
      "0", "-1", "2", "1.5", "\"\"", "\"..\"", "\"../a\"", "\"a/b\"", "\"a\\b\"", "\".\"",
      "\"C:a\"",
      "()", "(1, 2)", "(\"a\", 1, 2)", "(\"a\", \"b\")", "((1), 2)", "5 <KM>",
      "9223372036854775807 <BYTES>", "999999 <BYTES>",
    ])
  func refused(pointer: String) throws {
    var product = PDSProduct(width: 2, height: 1, body: [1, 2])
    product.pointer = pointer
    let failure = try #require(refusal(product.bytes))
    switch failure.diagnostics[0].place {
    case .text?: break
    case .byte(_, let offset)?: #expect(offset == product.bytes.count)
    default: Issue.record("\(failure)")
    }
    #expect(failure.diagnostics[0].remedy != nil)
  }

  @Test("record numbers beyond counting are refused")
  func overflow() throws {
    var product = PDSProduct(width: 2, height: 1, body: [1, 2])
    product.statements = ["RECORD_BYTES = 1073741824"]
    product.pointer = "9223372036854775807"
    #expect(try #require(refusal(product.bytes)).description.contains("too far"))
  }

  @Test("a label without an image is refused")
  func noImage() throws {
    let label = Array("PDS_VERSION_ID = PDS3\n^TABLE = 2\nEND\n".utf8)
    #expect(try #require(refusal(label)).description.contains("describes no image"))
  }
}
