import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct CodecTests {
  @Test("formats are told by their bytes, never by the name of the file")
  func identify() throws {
    let planes = randomBytes(Size(3, 3))
    #expect(try Codec.identify(PNGWriter.encode(planes)) == .png)
    #expect(try Codec.identify(JPEGWriter.encode(planes)) == .jpeg)
    #expect(try Codec.identify(NetpbmWriter.encode(planes)) == .pgm)
    #expect(Codec.identify(Array("P6 1 1 255 abc".utf8)) == .ppm)
    #expect(Codec.identify(Array("PF 1 1 1 ".utf8)) == .pfm)
    for text in ["", "P", "P5", "P7 ", "P5x", "BM", "GIF89a"] {
      #expect(Codec.identify(Array(text.utf8)) == nil)
    }
    let failure = try #require(refusal(Array("GIF89a".utf8)))
    #expect(failure.description.contains(RawLayout.grammar) && pointsIntoFile(failure))
  }

  @Test("the versions of the libraries are known")
  func versions() {
    let versions = CodecVersions.current
    for text in [versions.libpng, versions.zlib] {
      #expect(text.split(separator: ".").count >= 2 && text.first?.isNumber == true)
    }
    #expect(versions.libjpeg.hasPrefix("libjpeg"))
  }

  @Test(
    "sides and areas are limited from both sides, in every format",
    arguments: ["png", "jpg", "pgm"])
  func limits(format: String) throws {
    let bytes =
      switch format {
      case "png": try PNGWriter.encode(randomBytes(Size(20, 10)))
      case "jpg": try JPEGWriter.encode(randomBytes(Size(20, 10)))
      default: try NetpbmWriter.encode(randomBytes(Size(20, 10)))
      }
    #expect(refusal(bytes, limits: Limits(pixels: 200, side: 20)) == nil)
    let side = try #require(refusal(bytes, limits: Limits(pixels: 200, side: 19)))
    #expect(side.description.contains("19 pixels a side") && pointsIntoFile(side))
    let area = try #require(refusal(bytes, limits: Limits(pixels: 199, side: 20)))
    #expect(area.description.contains("199 pixels in all") && pointsIntoFile(area))
  }

  @Test("the default limits let 8192 × 2050 through and nothing larger")
  func defaults() throws {
    #expect(throws: Never.self) {
      try Limits.default.check(width: 8192, height: 2050, at: .file("a"))
    }
    for (width, height) in [(8193, 1), (1, 8193), (8192, 2051), (0, 5), (Int.max, Int.max)] {
      #expect(throws: Failure.self) {
        try Limits.default.check(width: width, height: height, at: .file("a"))
      }
    }
  }

  @Test("a mosaic stored as RGB gives its plane, and the first pixel that differs is named")
  func equalChannels() throws {
    let plane = randomBytes(Size(6, 4))[0]
    let equal = try Codec.decode(PNGWriter.encode([plane, plane, plane]), file: "a.png")
    let mosaic = try equal.singlePlaneOfEqualChannels(file: "a.png")
    #expect(mosaic.samples == .u8([plane]) && mosaic.channels == .gray)
    #expect(try mosaic.singlePlaneOfEqualChannels(file: "a.png").samples == mosaic.samples)
    let other = Plane<UInt8>(size: plane.size) { y, row in
      for x in row.indices { row[x] = plane[x, y] ^ ((x == 4 && y == 2) || y == 3 ? 1 : 0) }
    }
    for planes in [[other, plane, plane], [plane, other, plane], [plane, plane, other]] {
      let picture = try Codec.decode(PNGWriter.encode(planes), file: "a.png")
      let failure = #expect(throws: Failure.self) {
        try picture.singlePlaneOfEqualChannels(file: "a.png")
      }
      #expect(failure?.diagnostics[0].place == .row(file: "a.png", row: 2))
      #expect(failure?.description.contains("column 4, row 2") == true)
    }
    let alpha = try Codec.decode(PNGWriter.encode([plane, plane]), file: "a.png")
    #expect(throws: Failure.self) { try alpha.singlePlaneOfEqualChannels(file: "a.png") }
  }
}
