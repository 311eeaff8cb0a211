import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct JPEGReaderTests {
  @Test("a picture written by hand has the levels that its coefficients say")
  func constants() throws {
    let gray = try Codec.decode(JPEGFile.constant([77]), file: "a.jpg")
    #expect(gray.samples == .u8([Plane(size: Size(8, 8), repeating: 77)]))
    #expect(gray.channels == .gray && gray.bits == 8 && gray.format == "JPEG")
    // Y 100, Cb 128, Cr 128 is grey; Adobe's transform 0 says that the three are RGB.
    let color = try Codec.decode(JPEGFile.constant([100, 128, 128]), file: "a.jpg")
    #expect((0..<3).map { color.code($0, 3, 3) } == [100, 100, 100])
    let direct = try Codec.decode(JPEGFile.constant([10, 128, 250], adobe: 0), file: "a.jpg")
    #expect((0..<3).map { direct.code($0, 3, 3) } == [10, 128, 250])
  }

  @Test("four components are CMYK, counted as the file says")
  func cmyk() throws {
    let plain = try Codec.decode(JPEGFile.constant([10, 20, 30, 40]), file: "a.jpg")
    #expect(plain.channels == .cmyk)
    #expect((0..<4).map { plain.code($0, 0, 0) } == [10, 20, 30, 40])
    let adobe = try Codec.decode(JPEGFile.constant([10, 20, 30, 40], adobe: 0), file: "a.jpg")
    #expect(adobe.channels == .invertedCMYK)
    // YCCK of grey: CMY are 255 − Y.
    let ycck = try Codec.decode(JPEGFile.constant([100, 128, 128, 40], adobe: 2), file: "a.jpg")
    #expect((0..<4).map { ycck.code($0, 0, 0) } == [155, 155, 155, 40])
  }

  @Test("what this libjpeg cannot decode is named")
  func unsupported() throws {
    let body = JPEGFile.start + JPEGFile.quantisation
    let twelve = body + JPEGFile.frame(0xC1, width: 8, height: 8, components: 1, precision: 12)
    let scan = JPEGFile.segment(0xDA, [1, 1, 0, 0, 63, 0]) + [0x7F] + JPEGFile.end
    let failure = try #require(refusal(twelve + scan))
    #expect(failure.description.contains("12") && failure.description.contains("decodes 8"))
    let lossless = body + JPEGFile.frame(0xC3, width: 8, height: 8, components: 1)
    #expect(refusal(lossless + scan)?.description.contains("lossless") == true)
    let two = try #require(refusal(JPEGFile.constant([1, 2])))
    #expect(two.description.contains("colour space"))
    #expect([failure, two].allSatisfy(pointsIntoFile))
  }

  @Test("progressive and baseline files of the same coefficients give the same pixels")
  func progressive() throws {
    for count in [1, 3] {
      let planes = randomBytes(Size(37, 29), count: count)
      for subsampling in JPEGWriter.Subsampling.allCases {
        var options = JPEGWriter.Options(quality: 80, subsampling: subsampling)
        let baseline = try Codec.decode(JPEGWriter.encode(planes, options: options), file: "a.jpg")
        options.isProgressive = true
        let scans = try Codec.decode(JPEGWriter.encode(planes, options: options), file: "a.jpg")
        #expect(!baseline.isInterlaced && scans.isInterlaced)
        #expect(baseline.samples == scans.samples)
        options.isProgressive = false
        options.restartRows = 1
        let marked = try Codec.decode(JPEGWriter.encode(planes, options: options), file: "a.jpg")
        #expect(marked.samples == baseline.samples)
      }
    }
  }

  @Test("scans are limited from both sides, and so are pictures that lack some")
  func scans() throws {
    let picture = try Codec.decode(JPEGFile.progressive(scans: 100), file: "a.jpg")
    #expect(picture.samples == .u8([Plane(size: Size(8, 8), repeating: 128)]))
    let failure = try #require(refusal(JPEGFile.progressive(scans: 101)))
    #expect(failure.description.contains("too many scans"))
    #expect(refusal(JPEGFile.progressive(scans: 101), limits: Limits(jpegScans: 101)) == nil)
    // Without its last scan: eight bytes of header, one of data, before the end marker.
    let bytes = JPEGFile.progressive(scans: 80)
    let short = bytes.dropLast(2 + 11) + JPEGFile.end
    let unfinished = try #require(refusal(Array(short)))
    #expect(unfinished.description.contains("last refinement"))
  }
}
