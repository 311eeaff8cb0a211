import Diagnostics
import Raster
import Testing

@testable import Codecs

@Suite struct JPEGWriterTests {
  /// A smooth picture.
  static let planes = (0..<3).map { channel in
    Plane<UInt8>(size: Size(70, 45)) { y, row in
      for x in row.indices { row[x] = UInt8(40 + x + (channel + 1) * y) }
    }
  }

  @Test("smooth pictures come back within a few levels", arguments: JPEGWriter.Subsampling.allCases)
  func roundTrip(subsampling: JPEGWriter.Subsampling) throws {
    for planes in [Self.planes, [Self.planes[0]]] {
      let options = JPEGWriter.Options(quality: 100, subsampling: subsampling)
      let picture = try Codec.decode(JPEGWriter.encode(planes, options: options), file: "a.jpg")
      #expect(picture.channels.count == planes.count)
      var worst = 0
      for y in 0..<45 {
        for x in 0..<70 {
          for channel in planes.indices {
            worst = max(worst, abs(picture.code(channel, x, y) - Int(planes[channel][x, y])))
          }
        }
      }
      #expect(worst <= 4)
    }
  }

  @Test(
    "the frame says how colour was subsampled",
    arguments: [
      (JPEGWriter.Subsampling.full, 0x11), (.horizontal, 0x21), (.both, 0x22),
    ])
  func subsampling(_ choice: JPEGWriter.Subsampling, _ factors: Int) throws {
    let bytes = try JPEGWriter.encode(Self.planes, options: .init(subsampling: choice))
    let frame = try #require(bytes.indices.first { bytes[$0...].starts(with: [0xFF, 0xC0]) })
    #expect(Int(bytes[frame + 11]) == factors && bytes[frame + 14] == 0x11)
  }

  @Test("quality costs bytes, and the same call gives the same bytes")
  func quality() throws {
    let noise = randomBytes(Size(64, 64), count: 3)
    let counts = try [1, 50, 100].map {
      try JPEGWriter.encode(noise, options: .init(quality: $0)).count
    }
    #expect(counts[0] < counts[1] && counts[1] < counts[2])
    #expect(try JPEGWriter.encode(noise) == JPEGWriter.encode(noise))
    for quality in [0, 101] {
      #expect(throws: Failure.self) {
        try JPEGWriter.encode(noise, options: .init(quality: quality))
      }
    }
  }

  @Test("texts come back from comments, and EXIF carries description and software")
  func texts() throws {
    let texts = [
      DecodedPicture.Text("Description", "frame L0042: Größe"), .init("Software", "ab"),
      .init("Other", ""),
    ]
    let bytes = try JPEGWriter.encode(Self.planes, options: .init(texts: texts))
    let found = try Codec.decode(bytes, file: "a.jpg").texts
    #expect(found == texts)
    let exif = try #require(bytes.indices.first { bytes[$0...].starts(with: Array("Exif".utf8)) })
    let tiff = Array(bytes[(exif + 6)...])
    #expect(tiff.starts(with: [0x4D, 0x4D, 0, 42, 0, 0, 0, 8, 0, 2, 0x01, 0x0E, 0, 2]))
    let offset = Int(tiff[18]) << 24 | Int(tiff[19]) << 16 | Int(tiff[20]) << 8 | Int(tiff[21])
    #expect(tiff[offset...].starts(with: Array("frame L0042: Größe".utf8) + [0]))
    // A value of at most four bytes stands in the entry.
    #expect(Array(tiff[30..<34]) == Array("ab".utf8) + [0, 0])
    #expect(throws: Failure.self) {
      try JPEGWriter.encode(Self.planes, options: .init(texts: [.init("a:b", "c")]))
    }
  }

  @Test("a comment without a key is kept whole")
  func foreignComment() {
    #expect(JPEGComment.parse("Created with GIMP") == .init("Comment", "Created with GIMP"))
    #expect(JPEGComment.parse("http://x") == .init("Comment", "http://x"))
  }
}
