import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct PNGWriterTests {
  @Test("8 and 16 bits of one to four planes come back", arguments: 1...4)
  func roundTrip(count: Int) throws {
    for size in [Size(1, 1), Size(17, 3), Size(64, 5)] {
      let narrow = randomBytes(size, count: count)
      let eight = try Codec.decode(PNGWriter.encode(narrow), file: "a.png")
      #expect(eight.samples == .u8(narrow) && eight.bits == 8)
      #expect(eight.channels == [.gray, .grayAlpha, .rgb, .rgba][count - 1])
      let wide = randomCodes(size, count: count)
      let sixteen = try Codec.decode(PNGWriter.encode(wide), file: "a.png")
      #expect(sixteen.samples == .u16(wide) && sixteen.bits == 16)
    }
  }

  @Test("every level gives the same pixels, the same bytes each time, and 9 is smaller than 0")
  func levels() throws {
    let planes = [
      Plane<UInt8>(size: Size(200, 100)) { y, row in
        for x in row.indices { row[x] = UInt8((x * y) >> 8 & 255) }
      }
    ]
    var counts: [Int] = []
    for level in 0...9 {
      let bytes = try PNGWriter.encode(planes, options: .init(level: level))
      #expect(try bytes == PNGWriter.encode(planes, options: .init(level: level)))
      #expect(try Codec.decode(bytes, file: "a.png").samples == .u8(planes))
      counts.append(bytes.count)
    }
    #expect(counts[9] < counts[0] && counts[6] < counts[0])
  }

  @Test("texts and valid bits come back")
  func metadata() throws {
    let texts = [
      DecodedPicture.Text("Software", "albedo 1"), DecodedPicture.Text("Description", "Größe 日"),
      DecodedPicture.Text("Empty", ""),
    ]
    let options = PNGWriter.Options(validBits: 12, texts: texts)
    let picture = try Codec.decode(
      PNGWriter.encode(randomCodes(Size(4, 4), below: 4096), options: options), file: "a.png")
    #expect(picture.texts == texts && picture.validBits == 12)
    #expect(picture.warnings == Warnings())
  }

  @Test("what a PNG cannot hold is refused")
  func refusals() {
    let one = randomBytes(Size(2, 2))
    #expect(throws: Failure.self) { try PNGWriter.encode(one, options: .init(level: 10)) }
    #expect(throws: Failure.self) { try PNGWriter.encode(one, options: .init(validBits: 9)) }
    #expect(throws: Failure.self) { try PNGWriter.encode([Plane<UInt8>]()) }
    #expect(throws: Failure.self) { try PNGWriter.encode(one + randomBytes(Size(3, 2))) }
    for key in ["", " a", "a  b", "日", String(repeating: "k", count: 80)] {
      #expect(throws: Failure.self) {
        try PNGWriter.encode(one, options: .init(texts: [.init(key, "v")]))
      }
    }
  }
}
