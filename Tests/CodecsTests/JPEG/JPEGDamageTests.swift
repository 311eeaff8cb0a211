import Diagnostics
import Raster
import TestSupport
import Testing

@testable import Codecs

@Suite struct JPEGDamageTests {
  @Test("a JPEG cut anywhere is refused at a byte or row", arguments: [false, true])
  func cut(isProgressive: Bool) throws {
    let options = JPEGWriter.Options(
      isProgressive: isProgressive, texts: [.init("Description", "cut")])
    let bytes = try JPEGWriter.encode(randomBytes(Size(19, 21), count: 3), options: options)
    for count in 0..<bytes.count {
      guard let failure = refusal(Array(bytes[..<count])) else {
        Issue.record("\(count) bytes of \(bytes.count) were taken for a picture")
        continue
      }
      #expect(pointsIntoFile(failure), "\(failure)")
    }
    #expect(refusal(bytes) == nil)
  }

  @Test("a lost block is refused, and the rows before it are kept for later use")
  func lostBlock() throws {
    let planes = randomBytes(Size(64, 128))
    let options = JPEGWriter.Options(restartRows: 1)
    let bytes = try JPEGWriter.encode(planes, options: options)
    let whole = try Codec.decode(bytes, file: "a.jpg")
    var broken = bytes
    let middle = bytes.count / 2
    broken.replaceSubrange(middle..<(middle + 200), with: [UInt8](repeating: 0xFF, count: 200))
    let partial = try JPEGReader.read(broken, file: "a.jpg", limits: .default)
    let failure = try #require(partial.failure)
    #expect(failure.description.contains("make up pixels"))
    #expect(partial.completeRows > 16 && partial.completeRows < 112)
    for y in 0..<partial.completeRows {
      #expect((0..<64).allSatisfy { partial.picture.code(0, $0, y) == whole.code(0, $0, y) })
    }
  }

  @Test("with salvage, decoding goes on and the warnings are counted")
  func salvage() throws {
    let bytes = try JPEGWriter.encode(randomBytes(Size(64, 128)))
    let cut = Array(bytes[..<(bytes.count / 2)])
    let partial = try JPEGReader.read(cut, file: "a.jpg", limits: .default, salvage: true)
    #expect(partial.completeRows == 128 && partial.picture.warnings.count > 0)
  }

  @Test("random damage never crashes, and what is refused points into the file")
  func noise() throws {
    let options = JPEGWriter.Options(restartRows: 1)
    let bytes = try JPEGWriter.encode(randomBytes(Size(33, 40), count: 3), options: options)
    var generator = SeededGenerator(seed: 2026)
    for _ in 0..<2000 {
      var broken = bytes
      for _ in 0..<Int.random(in: 1...6, using: &generator) {
        broken[Int.random(in: 0..<bytes.count, using: &generator)] = .random(
          in: 0...255, using: &generator)
      }
      if let failure = refusal(broken) { #expect(pointsIntoFile(failure), "\(failure)") }
    }
  }

  @Test("stray bytes before the pixels and after the end are warnings")
  func harmless() throws {
    let bytes = JPEGFile.constant([77])
    let stray = Array(bytes[..<2]) + bytes[2..<71] + [0, 0, 0] + bytes[71...] + [9, 9]
    let picture = try Codec.decode(stray, file: "a.jpg")
    #expect(picture.samples == .u8([Plane(size: Size(8, 8), repeating: 77)]))
    #expect(picture.warnings.count == 2)
    #expect(picture.warnings.messages.joined().contains("2 bytes follow"))
  }
}
