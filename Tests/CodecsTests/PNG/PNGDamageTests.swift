import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct PNGDamageTests {
  @Test("a PNG cut anywhere is refused at a byte or row", arguments: [false, true])
  func cut(laced: Bool) {
    var file = PNGReaderTests.file((2, 8), Size(9, 11), laced)
    file.chunks.append(("tEXt", Array("Key".utf8) + [0, 65]))
    let bytes = file.bytes
    for count in 0..<bytes.count {
      guard let failure = refusal(Array(bytes[..<count])) else {
        Issue.record("\(count) bytes of \(bytes.count) were taken for a picture")
        continue
      }
      #expect(pointsIntoFile(failure), "\(failure)")
    }
    #expect(refusal(bytes) == nil)
  }

  @Test("no flipped bit of a PNG goes unnoticed")
  func flips() {
    let bytes = PNGReaderTests.file((0, 8), Size(9, 11), false).bytes
    for index in bytes.indices {
      for bit in 0..<8 {
        var broken = bytes
        broken[index] ^= 1 << UInt8(bit)
        #expect(refusal(broken) != nil, "bit \(bit) of byte \(index)")
      }
    }
  }

  @Test("the rows before a cut are kept for later use")
  func partial() throws {
    let file = PNGReaderTests.file((0, 8), Size(50, 40), false)
    let bytes = Array(file.bytes[..<(8 + 25 + 8 + 7 + 51 * 20 + 3)])
    let partial = try PNGReader.read(bytes, file: "a.png", limits: .default)
    let failure = try #require(partial.failure)
    #expect(partial.completeRows >= 15 && partial.completeRows <= 20)
    #expect(failure.diagnostics[0].place == .row(file: "a.png", row: partial.completeRows))
    for y in 0..<40 {
      let wanted = y < partial.completeRows ? file.code(0, 49, y) : 0
      #expect(partial.picture.code(0, 49, y) == wanted)
    }
  }

  @Test("what follows the end is a warning")
  func trailing() throws {
    let bytes = PNGFile(width: 1, height: 1).bytes + [1, 2, 3]
    let picture = try Codec.decode(bytes, file: "a.png")
    #expect(picture.warnings.count == 1)
    #expect(picture.warnings.messages[0].contains("3 bytes follow"))
  }

  @Test("an index beyond the palette is refused")
  func paletteIndex() throws {
    let file = PNGFile(
      width: 4, height: 1, colorType: 3, chunks: [("PLTE", [1, 2, 3, 4, 5, 6])],
      code: { _, x, _ in x })
    let failure = try #require(refusal(file.bytes))
    #expect(failure.description.contains("palette index"))
  }

  @Test("pixels beyond the last row, or too few of them, are refused")
  func wrongAmount() {
    var file = PNGFile(width: 4, height: 4)
    let head = PNGFile.signature
    for rows in [3, 5] {
      file.height = rows
      let pixels = PNGFile.chunk("IDAT", PNGFile.stored(file.raster))
      file.height = 4
      let header = Array(file.bytes[8..<33])
      #expect(refusal(head + header + pixels + PNGFile.chunk("IEND", [])) != nil, "\(rows) rows")
    }
  }

  @Test("a wrong checksum of the pixels is refused even where the chunk is sound")
  func adler() {
    let file = PNGFile(width: 4, height: 4)
    var pixels = PNGFile.stored(file.raster)
    pixels[pixels.count - 1] ^= 1
    let bytes =
      Array(file.bytes[..<33]) + PNGFile.chunk("IDAT", pixels) + PNGFile.chunk("IEND", [])
    #expect(refusal(bytes) != nil)
  }

  @Test("a signature that a text-mode transfer changed is named as such")
  func signature() throws {
    var bytes = PNGFile(width: 1, height: 1).bytes
    bytes.remove(at: 4)
    let failure = try #require(refusal(bytes))
    #expect(failure.description.contains("signature is damaged"))
    #expect(failure.diagnostics[0].place == .byte(file: "test.bin", offset: 4))
  }

  @Test("chunks are limited in number and in size, from both sides")
  func chunkLimits() throws {
    var file = PNGFile(width: 1, height: 1)
    let text = (name: "tEXt", body: Array("K".utf8) + [0, 65])
    file.chunks = Array(repeating: text, count: 64)
    #expect(try Codec.decode(file.bytes, file: "a.png").texts.count == 64)
    file.chunks.append(text)
    #expect(refusal(file.bytes)?.description.contains("more than 64") == true)
    let key = Array("K".utf8) + [0]
    for (count, passes) in [(1 << 20, true), (1 << 20 + 1, false)] {
      file.chunks = [("tEXt", key + [UInt8](repeating: 65, count: count - 2))]
      #expect((refusal(file.bytes) == nil) == passes, "\(count) bytes")
    }
    // A text that is long only when decompressed.
    for (runs, passes) in [(4000, true), (4100, false)] {
      file.chunks = [("zTXt", key + [0] + PNGFile.zeros(runs))]
      #expect((refusal(file.bytes) == nil) == passes, "\(258 * runs) bytes decompressed")
    }
  }
}
