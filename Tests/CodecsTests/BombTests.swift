import Diagnostics
import Raster
import Testing

@testable import Codecs

/// Files that are small and ask for much.
///
/// Each is judged in a process of its own, so that its memory can be told from that of other tests.
/// With `ALBEDO_CODEC_COSTS` naming a file, time and memory of each are appended to it.
@Suite(.serialized) struct BombTests {
  @Test("50,000 scans are refused")
  func scans() async {
    await #expect(processExitsWith: .success) {
      let bytes = JPEGFile.manyScans(50_000)
      #expect(bytes.count > 500_000)
      expectCheapRefusal(bytes, "50,000 scans")
    }
  }

  @Test("twenty texts that decompress to 107 MB each are refused")
  func texts() async {
    await #expect(processExitsWith: .success) {
      var file = PNGFile(width: 1, height: 1)
      let stream = PNGFile.zeros(415_000)
      file.chunks = Array(
        repeating: ("zTXt", Array("K".utf8) + [0, 0] + stream), count: 20)
      expectCheapRefusal(file.bytes, "20 compressed texts")
    }
  }

  @Test("a profile that decompresses to 107 MB is dropped or refused without its memory")
  func profile() async {
    await #expect(processExitsWith: .success) {
      var file = PNGFile(width: 1, height: 1)
      file.chunks = [("iCCP", Array("K".utf8) + [0, 0] + PNGFile.zeros(415_000))]
      let before = peakMemory()
      _ = refusal(file.bytes)
      #expect(peakMemory() - before < 100_000_000)
    }
  }

  @Test("giant sides are refused before memory is taken")
  func sides() async {
    await #expect(processExitsWith: .success) {
      for (width, height) in [(0x7FFF_FFFF, 0x7FFF_FFFF), (65535, 65535), (8192, 8192)] {
        var file = PNGFile(width: 1, height: 1, depth: 16, colorType: 6).bytes
        let header = big(width) + big(height) + [16, 6, 0, 0, 1]
        file.replaceSubrange(8..<33, with: PNGFile.chunk("IHDR", header))
        expectCheapRefusal(file, "PNG of \(width)×\(height)")
      }
      var jpeg = JPEGFile.manyScans(0)
      let frame = JPEGFile.frame(0xC2, width: 65535, height: 65535, components: 3)
      jpeg.replaceSubrange(71..<84, with: frame)
      expectCheapRefusal(jpeg, "JPEG of 65535×65535")
      let text = "P6 2000000000 2000000000 65535 "
      expectCheapRefusal(Array(text.utf8), "PPM of 2000000000 a side")
    }
  }

  /// A PNG of 8192×2050 pixels, RGBA of 16 bits, whose last rows are missing.
  static func largestPNG(interlaced: UInt8) -> [UInt8] {
    let header = big(8192) + big(2050) + [16, 6, 0, 0, interlaced]
    let pixels = PNGFile.zeros(8 * 8192 * 2050 / 258 - 1000)
    return PNGFile.signature + PNGFile.chunk("IHDR", header) + PNGFile.chunk("IDAT", pixels)
      + PNGFile.chunk("IEND", [])
  }

  @Test("the largest picture allowed, cut short, is refused cheaply in every form")
  func largest() async {
    await #expect(processExitsWith: .success) {
      expectCheapRefusal(BombTests.largestPNG(interlaced: 0), "largest PNG, cut")
    }
    await #expect(processExitsWith: .success) {
      expectCheapRefusal(BombTests.largestPNG(interlaced: 1), "largest interlaced PNG, cut")
    }
    await #expect(processExitsWith: .success) {
      var jpeg = JPEGFile.manyScans(0)
      let frame = JPEGFile.frame(0xC2, width: 8192, height: 2050, components: 4)
      jpeg.replaceSubrange(71..<84, with: frame)
      expectCheapRefusal(jpeg, "progressive JPEG of 8192×2050, four components")
    }
    await #expect(processExitsWith: .success) {
      let planes = (0..<3).map {
        Plane<UInt8>(size: Size(8192, 2050), repeating: UInt8(90 + 20 * $0))
      }
      guard let jpeg = try? JPEGWriter.encode(planes, options: .init(isProgressive: true)) else {
        Issue.record("no JPEG was written")
        return
      }
      let cut = Array(jpeg[..<(jpeg.count - 9)])
      expectCheapRefusal(cut, "progressive JPEG of 8192×2050, cut in its last scan")
    }
    await #expect(processExitsWith: .success) {
      let text = Array("P3 8192 2050 65535 ".utf8)
      let codes = [UInt8](repeating: UInt8(ascii: "1"), count: 100)
      expectCheapRefusal(text + codes, "PPM of text")
    }
  }
}
