import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct PNGReaderTests {
  static let kinds: [(colorType: Int, depth: Int)] = [
    (0, 1), (0, 2), (0, 4), (0, 8), (0, 16), (2, 8), (2, 16), (3, 1), (3, 2), (3, 4), (3, 8),
    (4, 8), (4, 16), (6, 8), (6, 16),
  ]
  static let sizes = [
    Size(1, 1), Size(2, 1), Size(1, 9), Size(4, 5), Size(5, 2), Size(7, 8), Size(33, 13),
  ]

  static func file(_ kind: (colorType: Int, depth: Int), _ size: Size, _ laced: Bool) -> PNGFile {
    var file = PNGFile(width: size.width, height: size.height)
    file.depth = kind.depth
    file.colorType = kind.colorType
    file.isInterlaced = laced
    let mask = (1 << kind.depth) - 1
    file.code = { channel, x, y in (x * 7919 + y * 104_729 + channel * 31 + x * y * 3) & mask }
    if kind.colorType == 3 {
      file.chunks = [("PLTE", (0...mask).flatMap { [UInt8($0), UInt8(255 - $0), UInt8($0 / 2)] })]
    }
    return file
  }

  @Test("every colour type, depth and interlace keeps its codes", arguments: kinds)
  func everyKind(_ kind: (colorType: Int, depth: Int)) throws {
    for size in Self.sizes {
      for laced in [false, true] {
        let file = Self.file(kind, size, laced)
        let picture = try Codec.decode(file.bytes, file: "a.png")
        #expect(picture.size == size && picture.format == "PNG")
        #expect(picture.isInterlaced == laced && picture.warnings == Warnings())
        #expect(picture.bits == (kind.colorType == 3 ? 8 : kind.depth))
        #expect(picture.validBits == picture.bits)
        #expect(picture.channels.count == (kind.colorType == 3 ? 3 : file.channels))
        for y in 0..<size.height {
          for x in 0..<size.width {
            let stored = (0..<file.channels).map { file.code($0, x, y) }
            let index = stored[0]
            let wanted = kind.colorType == 3 ? [index, 255 - index, index / 2] : stored
            let found = wanted.indices.map { picture.code($0, x, y) }
            #expect(found == wanted, "column \(x), row \(y), \(size), interlaced \(laced)")
          }
        }
      }
    }
  }

  @Test(
    "a transparent grey becomes alpha and the grey keeps its codes", arguments: [1, 2, 4, 8, 16])
  func transparentGray(depth: Int) throws {
    for laced in [false, true] {
      var file = Self.file((0, depth), Size(9, 5), laced)
      file.chunks = [("tRNS", [0, 1])]
      let picture = try Codec.decode(file.bytes, file: "a.png")
      #expect(picture.channels == .grayAlpha)
      for y in 0..<5 {
        for x in 0..<9 {
          let gray = file.code(0, x, y)
          #expect(picture.code(0, x, y) == gray)
          #expect(picture.code(1, x, y) == (gray == 1 ? 0 : (1 << depth) - 1))
        }
      }
    }
  }

  @Test("a transparent colour and a transparent palette become alpha")
  func transparentColor() throws {
    var file = PNGFile(width: 3, height: 1, colorType: 2, chunks: [("tRNS", [0, 1, 0, 1, 0, 1])])
    file.code = { _, x, _ in x }
    let color = try Codec.decode(file.bytes, file: "a.png")
    #expect(color.channels == .rgba)
    #expect((0..<3).map { color.code(3, $0, 0) } == [255, 0, 255])
    file.colorType = 3
    file.chunks = [("PLTE", [9, 9, 9, 8, 8, 8, 7, 7, 7]), ("tRNS", [0, 100])]
    let palette = try Codec.decode(file.bytes, file: "a.png")
    #expect((0..<3).map { palette.code(3, $0, 0) } == [0, 100, 255])
    #expect((0..<3).map { palette.code(0, $0, 0) } == [9, 8, 7])
  }

  @Test("the significant bits of the file are its valid bits")
  func significantBits() throws {
    let file = PNGFile(width: 2, height: 2, depth: 16, chunks: [("sBIT", [12])])
    let picture = try Codec.decode(file.bytes, file: "a.png")
    #expect(picture.bits == 16 && picture.validBits == 12)
  }

  @Test("texts are read in Latin-1 and UTF-8, compressed or not")
  func texts() throws {
    let key = Array("Key".utf8) + [0]
    var file = PNGFile(width: 1, height: 1)
    file.chunks = [
      ("tEXt", key + [0x47, 0xFC]), ("zTXt", key + [0] + PNGFile.stored([0xE9])),
      ("iTXt", key + [0, 0, 0, 0] + Array("日本".utf8)),
    ]
    let picture = try Codec.decode(file.bytes, file: "a.png")
    #expect(picture.texts.map(\.value) == ["Gü", "é", "日本"])
    #expect(picture.texts.allSatisfy { $0.key == "Key" })
  }
}
