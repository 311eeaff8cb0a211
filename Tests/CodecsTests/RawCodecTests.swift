import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct RawCodecTests {
  @Test("every packing comes back at every width", arguments: RawLayout.Packing.allCases)
  func roundTrip(packing: RawLayout.Packing) throws {
    for width in 1...9 {
      for (offset, padding) in [(0, 0), (5, 3)] {
        let size = Size(width, 4)
        let plane = randomCodes(size, below: 1 << packing.bits)[0]
        let stride = packing.bytes(forCodes: width) + padding
        let layout = RawLayout(size: size, packing: packing, offset: offset, stride: stride)
        let bytes = try RawWriter.encode(plane, layout: layout)
        #expect(bytes.count == layout.byteCount)
        let picture = try RawCodec.decode(bytes, layout: layout, file: "a.raw")
        #expect(picture.bits == packing.bits && picture.warnings.count == 0)
        for y in 0..<4 {
          for x in 0..<width { #expect(picture.code(0, x, y) == Int(plane[x, y])) }
        }
        let parsed = try RawLayout(parsing: layout.description)
        #expect(parsed == layout)
      }
    }
  }

  @Test("bytes stand where the formats say")
  func knownBytes() throws {
    func codes(_ bytes: [UInt8], _ layout: String) throws -> [Int] {
      let layout = try RawLayout(parsing: layout)
      let picture = try RawCodec.decode(bytes, layout: layout, file: "a.raw")
      return (0..<layout.size.width).map { picture.code(0, $0, 0) }
    }
    #expect(try codes([0x34, 0x02], "1x1:u10le") == [0x234])
    #expect(try codes([0x02, 0x34], "1x1:u10be") == [0x234])
    #expect(try codes([0xFF, 0x00, 0x80, 0x01, 0b11_10_01_00], "4x1:raw10") == [1020, 1, 514, 7])
    #expect(try codes([0xAB, 0xCD, 0x21], "2x1:raw12") == [0xAB1, 0xCD2])
    #expect(try codes([9, 9, 7], "1x1:u8@2") == [7])
  }

  @Test("a short file is refused with the bytes expected and found")
  func short() throws {
    let layout = try RawLayout(parsing: "10x4:u16le@6+24")
    #expect(layout.byteCount == 6 + 3 * 24 + 20)
    let bytes = [UInt8](repeating: 1, count: layout.byteCount)
    #expect(try RawCodec.decode(bytes, layout: layout, file: "a").warnings.count == 0)
    for count in 0..<bytes.count {
      let part = Array(bytes[..<count])
      let failure = #expect(throws: Failure.self) {
        try RawCodec.decode(part, layout: layout, file: "a.raw")
      }
      let text = failure?.description ?? ""
      #expect(text.contains("takes 98 bytes, the file has \(count)"))
      let partial = try RawCodec.read(part, layout: layout, file: "a.raw", limits: .default)
      #expect(partial.completeRows == max(0, count - 6 + 4) / 24)
    }
    let padded = bytes + [UInt8](repeating: 0, count: 5)
    #expect(try RawCodec.decode(padded, layout: layout, file: "a").warnings.count == 1)
  }

  @Test("a code with bits above the declared depth is refused at its byte")
  func excess() throws {
    let layout = try RawLayout(parsing: "5x3:u12le@4+12")
    var bytes = [UInt8](repeating: 0, count: layout.byteCount)
    bytes[4 + 12 + 2 * 3 + 1] = 0x10
    let failure = try #require(
      #expect(throws: Failure.self) {
        try RawCodec.decode(bytes, layout: layout, file: "a.raw")
      })
    #expect(failure.diagnostics[0].place == .byte(file: "a.raw", offset: 22))
    #expect(failure.description.contains("column 3, row 1"))
    bytes[23] = 0x0F
    #expect(try RawCodec.decode(bytes, layout: layout, file: "a.raw").code(0, 3, 1) == 0xF00)
  }

  @Test(
    "a layout that is not understood is refused with the grammar and the character",
    arguments: [
      ("", 1), ("x", 1), ("0x1:u8", 1), ("10", 3), ("10x", 4), ("10x10", 6), ("10x10:", 7),
      ("10x10:u9", 7), ("10x10:u10l", 7), ("10x10:u8@", 10), ("10x10:u8@-1", 10),
      ("10x10:u8+9", 10),
      ("10x10:u8+10@5", 12), ("10x10:u8 ", 9), ("10×10:u8", 3), ("99999999999999999999x1:u8", 1),
    ])
  func grammar(text: String, character: Int) throws {
    let failure = try #require(
      #expect(throws: Failure.self) { try RawLayout(parsing: text) })
    #expect(failure.description.contains(" at character \(character) of"), "\(failure)")
    #expect(failure.description.contains(RawLayout.grammar))
    if text.hasSuffix("u10l") { #expect(failure.description.contains("did you mean u10le")) }
  }

  @Test("limits hold for declared sizes too")
  func limits() throws {
    let layout = try RawLayout(parsing: "8193x1:u8")
    #expect(throws: Failure.self) { try RawCodec.decode([], layout: layout, file: "a") }
  }

  @Test("codes that do not fit are not written")
  func refusals() throws {
    let plane = Plane<UInt16>(size: Size(1, 1), repeating: 1024)
    let layout = try RawLayout(parsing: "1x1:raw10")
    #expect(throws: Failure.self) { try RawWriter.encode(plane, layout: layout) }
  }
}
