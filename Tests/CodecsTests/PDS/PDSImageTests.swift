import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct PDSImageTests {
  @Test(
    "integers of every width and byte order come back",
    arguments: [
      ("UNSIGNED_INTEGER", false), ("MSB_UNSIGNED_INTEGER", false), ("INTEGER", false),
      ("MSB_INTEGER", false), ("SUN_INTEGER", false), ("MAC_UNSIGNED_INTEGER", false),
      ("LSB_INTEGER", true), ("PC_INTEGER", true), ("VAX_INTEGER", true),
      ("LSB_UNSIGNED_INTEGER", true), ("PC_UNSIGNED_INTEGER", true), ("VAX_UNSIGNED_INTEGER", true),
    ])
  func integers(type: String, isLittle: Bool) throws {
    let most = type.contains("UNSIGNED") ? [8: 255, 16: 65535, 32: 65535] : [8: 127, 16: 32767]
    for bits in [8, 16, 32] {
      let codes = [0, 1, 100, 7, 64, most[bits] ?? 65535]
      let body = codes.flatMap { code -> [UInt8] in
        let bytes = (0..<(bits / 8)).map { UInt8(truncatingIfNeeded: code >> (8 * $0)) }
        return isLittle ? bytes : bytes.reversed()
      }
      let picture = try PDSProduct(width: 3, height: 2, bits: bits, type: type, body: body)
        .decoded()
      #expect(picture.codes() == codes && picture.size == Size(3, 2))
      #expect(picture.bits == min(bits, 16) && picture.validBits == picture.bits)
      #expect(picture.format == "PDS3" && picture.channels == .gray)
      #expect(picture.warnings.count == 0)
    }
  }

  @Test("numbers come back bit for bit")
  func numbers() throws {
    let values: [Float] = [0.1, -.infinity]
    for type in ["IEEE_REAL", "PC_REAL"] {
      let body = values.flatMap { value in
        let bits = type == "PC_REAL" ? value.bitPattern.byteSwapped : value.bitPattern
        return [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: bits >> UInt32($0)) }
      }
      let picture = try PDSProduct(width: 2, height: 1, bits: 32, type: type, body: body).decoded()
      #expect(
        picture.samples
          == .f32([
            Plane(size: Size(2, 1)) { _, row in
              for x in row.indices { row[x] = values[x] }
            }
          ]))
      #expect(picture.bits == 32 && picture.validBits == 32)
    }
  }

  @Test(
    "codes that do not fit are refused at their row",
    arguments: [
      ("MSB_INTEGER", 16, [0, 1, 0x80, 0] as [UInt8], "-32768"),
      ("LSB_INTEGER", 8, [3, 0xFF], "-1"),
      ("MSB_INTEGER", 32, [0, 0, 0, 1, 255, 255, 255, 254], "-2"),
      ("UNSIGNED_INTEGER", 32, [0, 0, 255, 255, 0, 1, 0, 0], "65536"),
    ])
  func unfit(type: String, bits: Int, body: [UInt8], code: String) throws {
    let product = PDSProduct(width: 1, height: 2, bits: bits, type: type, body: body)
    let found = try #require(refusal(product.bytes)).diagnostics[0]
    #expect(found.place == .row(file: "test.bin", row: 1))
    #expect(found.message.contains("the code \(code) at column 0, line 1"), "\(found)")
  }

  @Test("bands of every storage, with bytes before and behind each line")
  func bands() throws {
    let (width, height) = (3, 2)
    func code(_ band: Int, _ x: Int, _ y: Int) -> UInt8 { UInt8(100 * band + 10 * y + x) }
    for (before, behind) in [(0, 0), (2, 0), (0, 3), (2, 3)] {
      let prefix = [UInt8](repeating: 0xAA, count: before)
      let suffix = [UInt8](repeating: 0xBB, count: behind)
      func line(_ band: Int, _ y: Int) -> [UInt8] {
        prefix + (0..<width).map { code(band, $0, y) } + suffix
      }
      let bodies = [
        "BAND_SEQUENTIAL": (0..<3).flatMap { band in (0..<height).flatMap { line(band, $0) } },
        "LINE_INTERLEAVED": (0..<height).flatMap { y in (0..<3).flatMap { line($0, y) } },
        "SAMPLE_INTERLEAVED": (0..<height).flatMap { y in
          prefix + (0..<width).flatMap { x in (0..<3).map { code($0, x, y) } } + suffix
        },
      ]
      for (storage, body) in bodies {
        let fields = [
          ("BANDS", "3"), ("BAND_STORAGE_TYPE", storage), ("LINE_PREFIX_BYTES", "\(before)"),
          ("LINE_SUFFIX_BYTES", "\(behind)"),
        ]
        let product = PDSProduct(width: width, height: height, fields, body: body)
        let picture = try product.decoded()
        #expect(picture.channels == .rgb)
        for band in 0..<3 {
          for y in 0..<height {
            for x in 0..<width { #expect(picture.code(band, x, y) == Int(code(band, x, y))) }
          }
        }
        // What stands behind the last sample may be missing, the sample not.
        var cut = product
        cut.body.removeLast(behind)
        #expect(try cut.decoded().samples == picture.samples)
        cut.body.removeLast()
        #expect(refusal(cut.bytes)?.diagnostics[0].place == .row(file: "test.bin", row: 1))
      }
    }
  }

  @Test("the mask tells the valid bits, unless codes contradict it")
  func masks() throws {
    for (mask, bits) in [("2#0000111111111111#", 12), ("16#FF00#", 16), ("32767", 15)] {
      let picture = try PDSProduct(
        width: 1, height: 1, bits: 16, type: "MSB_INTEGER", [("SAMPLE_BIT_MASK", mask)],
        body: [0x0F, 0xFF]
      ).decoded()
      #expect(picture.validBits == bits && picture.bits == 16 && picture.warnings.count == 0)
    }
    let wrong = try PDSProduct(
      width: 1, height: 1, bits: 16, [("SAMPLE_BIT_MASK", "2#111#")], body: [0, 8]
    ).decoded()
    #expect(wrong.validBits == 16 && wrong.codes() == [8])
    #expect(wrong.warnings.messages.first?.contains("SAMPLE_BIT_MASK") == true)
  }

  @Test("a cut file tells how many lines it holds, and salvage keeps them")
  func truncated() throws {
    let body = (0..<12).map { UInt8($0 + 1) }
    for count in 1..<12 {
      var product = PDSProduct(width: 3, height: 4, body: body)
      product.body.removeLast(12 - count)
      let found = try #require(refusal(product.bytes)).diagnostics[0]
      #expect(found.place == .row(file: "test.bin", row: count / 3))
      #expect(found.message.contains("has 4 lines, the file holds \(count / 3) of them"))
      let salvaged = try Codec.salvage(product.bytes, file: "test.bin")
      let kept = body.prefix(count / 3 * 3).map { Int($0) }
      #expect(salvaged.picture.codes() == kept + [Int](repeating: 0, count: 12 - kept.count))
      #expect(salvaged.damage.count == 1)
    }
  }

  @Test("what matters of the label goes along with the picture")
  func texts() throws {
    var product = PDSProduct(width: 1, height: 1, body: [1])
    product.statements += [
      "PRODUCT_ID = \"ABC\"", "MSL:FILTER_NAME = L2", "GROUP = STATE",
      "EXPOSURE_DURATION = 409.60 <ms>", "END_GROUP = STATE", "COMMENT = X",
    ]
    #expect(
      try product.decoded().texts == [
        .init("PRODUCT_ID", "ABC"), .init("FILTER_NAME", "L2"),
        .init("EXPOSURE_DURATION", "409.60 <ms>"),
      ])
  }

  @Test(
    "images that cannot be read are refused with the reason",
    arguments: [
      ("LINES", "0"), ("LINES", "99999"), ("LINES", "99999999999"), ("LINES", "-1"),
      ("LINES", "2147483647"), ("LINE_SAMPLES", "X"), ("LINE_SAMPLES", "(1, 2)"),
      ("SAMPLE_BITS", "12"), ("SAMPLE_BITS", "64"), ("SAMPLE_TYPE", "VAX_REAL"),
      ("SAMPLE_TYPE", "IEEE_REAL"), ("BANDS", "2"), ("BANDS", "0"), ("BANDS", "3"),
      ("LINE_PREFIX_BYTES", "-1"), ("LINE_SUFFIX_BYTES", "9223372036854775807"),
      ("SAMPLE_BIT_MASK", "0"), ("SAMPLE_BIT_MASK", "256"), ("ENCODING_TYPE", "HUFFMAN"),
    ])
  func refused(key: String, value: String) throws {
    var product = PDSProduct(width: 1, height: 1, body: [1, 2])
    product.image.removeAll { $0.0 == key }
    product.image.append((key, value))
    let failure = try #require(refusal(product.bytes))
    guard case .text? = failure.diagnostics[0].place else {
      let isAbsent = (key, value) == ("BANDS", "3")
      #expect(isAbsent, "\(failure)")
      return
    }
  }

  @Test(
    "what an image needs is missed by name", arguments: ["LINES", "SAMPLE_BITS", "SAMPLE_TYPE"])
  func missing(key: String) throws {
    var product = PDSProduct(width: 1, height: 1, body: [1])
    product.image.removeAll { $0.0 == key }
    #expect(try #require(refusal(product.bytes)).description.contains("\(key) is missing"))
  }
}
