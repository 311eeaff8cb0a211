import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct NetpbmTests {
  @Test("codes of 8 and 16 bits come back, grey and RGB", arguments: [1, 3])
  func roundTrip(count: Int) throws {
    let size = Size(13, 7)
    for largest in [1, 200, 255] {
      let planes = randomBytes(size, count: count, below: largest + 1)
      let picture = try Codec.decode(NetpbmWriter.encode(planes, largest: largest), file: "a.pgm")
      #expect(picture.samples == .u8(planes) && picture.bits == 8)
      #expect(picture.validBits == (largest == 1 ? 1 : 8))
      #expect(picture.format == (count == 1 ? "PGM" : "PPM"))
    }
    for largest in [256, 4095, 65535] {
      let planes = randomCodes(size, count: count, below: largest + 1)
      let picture = try Codec.decode(NetpbmWriter.encode(planes, largest: largest), file: "a.pgm")
      #expect(picture.samples == .u16(planes) && picture.bits == 16)
      #expect(picture.validBits == [256: 9, 4095: 12, 65535: 16][largest])
    }
  }

  @Test("numbers come back bit for bit, in both byte orders")
  func numbers() throws {
    let plane = Plane<Float>(size: Size(3, 2)) { y, row in
      for x in row.indices { row[x] = [0.1, -.infinity, .leastNonzeroMagnitude][x] + Float(y) }
    }
    for planes in [[plane], [plane, plane, plane]] {
      let bytes = try NetpbmWriter.encode(planes)
      #expect(try Codec.decode(bytes, file: "a.pfm").samples == .f32(planes))
    }
    // Rows from the bottom up: 3 stands below 1.
    let big = Array("Pf\n1 2\n2.5\n".utf8) + [0x40, 0x40, 0, 0, 0x3F, 0x80, 0, 0]
    let picture = try Codec.decode(big, file: "a.pfm")
    #expect(picture.samples == .f32([Plane(size: Size(1, 2)) { y, row in row[0] = [1, 3][y] }]))
  }

  @Test("text codes and comments are read")
  func text() throws {
    let gray = Array("P2 # a comment\n3 # another\n2\n#third\n9\n0 1 2\n7 8\t9".utf8)
    let picture = try Codec.decode(gray, file: "a.pgm")
    #expect((0..<6).map { picture.code(0, $0 % 3, $0 / 3) } == [0, 1, 2, 7, 8, 9])
    #expect(picture.validBits == 4)
    let color = try Codec.decode(Array("P3 1 1 65535 1 300 65535".utf8), file: "a.ppm")
    #expect((0..<3).map { color.code($0, 0, 0) } == [1, 300, 65535])
  }

  @Test(
    "malformed files are refused at a byte or row",
    arguments: [
      "P5", "P5 ", "P5 x 1 255 ", "P5 1 1 0 a", "P5 1 1 65536 aa", "P5 0 1 255 a", "P5 1 1 255",
      "P5 2 2 255 abc", "P5 9999 1 255 a", "P5 99999999999 1 255 a", "P6 1 1 255 ab", "P2 1 1 9 10",
      "P2 2 1 9 1", "P2 2 1 9 1 x", "P5 1 1 300 a", "Pf 1 1 0 aaaa", "Pf 1 1 1 aaa",
      "PF 1 1 -1 aaaa",
      "Pf 1 1 nan aaaa", "P5 1 1 9 a",
    ])
  func malformed(text: String) throws {
    let failure = try #require(refusal(Array(text.utf8)))
    #expect(pointsIntoFile(failure), "\(failure)")
  }

  @Test("what follows the last row is a warning")
  func trailing() throws {
    #expect(try Codec.decode(Array("P5 1 1 255 ab".utf8), file: "a.pgm").warnings.count == 1)
    #expect(try Codec.decode(Array("P2 1 1 255 1 \n".utf8), file: "a.pgm").warnings.count == 0)
  }

  @Test("codes above the largest are not written")
  func refusals() {
    #expect(throws: Failure.self) {
      try NetpbmWriter.encode([Plane<UInt16>(size: Size(1, 1), repeating: 4096)], largest: 4095)
    }
    #expect(throws: Failure.self) { try NetpbmWriter.encode(randomBytes(Size(2, 2), count: 2)) }
  }
}
