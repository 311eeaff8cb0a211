import Codecs
import Diagnostics
import Files
import Pipeline
import Raster
import Rig
import TestSupport
import Testing

@testable import Stages

/// Frames of cameras without colour filters.
@Suite struct DecodeGrayTests {
  private let size = Size(13, 9)

  private func origin(_ levels: Levels, _ file: String = "f.png") -> Origin {
    var camera = Camera()
    camera.name = "navcam"
    (camera.sensor.width, camera.sensor.height) = (size.width, size.height)
    camera.sensor.pattern = nil
    return Origin(frameID: "f", file: file, camera: camera, levels: levels)
  }

  /// Light as it is defined, a pixel at a time.
  private func light(_ code: UInt16, _ black: Float, _ white: Float) -> Float {
    (Float(code) - black) * (1 / (white - black))
  }

  @Test func codesBecomeLightWhateverTheFormat() throws {
    let levels = Levels(black: 60, white: 4000, validBits: 12)
    let codes = Plane<UInt16>.random(size, below: 4096, seed: 1)
    let raw = RawLayout(size: size, packing: .u12le)
    let bytes = (0..<size.area).flatMap { index -> [UInt8] in
      let code = codes[index % size.width, index / size.width]
      return [UInt8(code >> 8), UInt8(code & 255)]
    }
    let files: [(name: String, bytes: [UInt8], layout: String?)] = [
      ("f.png", try PNGWriter.encode([codes]), nil),
      ("f.pgm", Array("P5\n13 9\n4095\n".utf8) + bytes, nil),
      ("f.raw", try RawWriter.encode(codes, layout: raw), "13x9:u12le"),
      ("f.IMG", label + bytes, nil),
    ]
    for file in files {
      var origin = origin(levels, file.name)
      origin.layout = file.layout
      for damage in [Decode.Damage.refuse, .salvage] {
        var stage = DecodeGray()
        stage.damage = damage
        let frame = try #require(
          try stage.decode(file.bytes, of: origin).frame as? Frame<LinearGray>, "\(file.name)")
        for y in 0..<size.height {
          for x in 0..<size.width {
            #expect(frame.samples[x, y] == light(codes[x, y], 60, 4000), "\(file.name)")
            #expect(frame.validity[x, y] == (codes[x, y] >= 4000 ? .saturated : []))
          }
        }
      }
    }
  }

  private var label: [UInt8] {
    func text(_ start: Int) -> String {
      [
        "PDS_VERSION_ID = PDS3", "RECORD_TYPE = UNDEFINED",
        "^IMAGE = \(String(repeating: "0", count: 4 - "\(start)".count))\(start) <BYTES>",
        "OBJECT = IMAGE", "  LINES = 9", "  LINE_SAMPLES = 13", "  SAMPLE_BITS = 16",
        "  SAMPLE_TYPE = MSB_INTEGER", "  SAMPLE_BIT_MASK = 2#0000111111111111#",
        "END_OBJECT = IMAGE", "END", "",
      ].joined(separator: "\r\n")
    }
    return Array(text(text(0).utf8.count + 1).utf8)
  }

  /// The same bits as a mosaic's by `decompand` and `black-level`.
  @Test(arguments: [
    Companding.squareRoot(linearBits: 12),
    .table((0..<256).map { UInt16($0 * $0 / 17) }, linearBits: 12),
  ])
  func compandedCodesBecomeLightAsThoseOfMosaicsDo(companding: Companding) throws {
    let levels = Levels(black: 40, white: 3000, validBits: 8, companding: companding)
    let codes = Plane<UInt16>.random(size, below: 256, seed: 2)
    let bytes = try PNGWriter.encode([codes])
    let gray = Frame<LinearGray>(
      erased: try DecodeGray().decode(bytes, of: origin(levels)).frame)
    var colored = origin(levels)
    colored.pattern = .rggb
    let stages: [any BandStage] = [Decompand(companding), BlackLevel()]
    let frame = try stages.reduce(try Decode().decode(bytes, of: colored).frame) {
      try $1.applied(to: $0, engine: .plain)
    }
    let wanted = Frame<Radiance>(erased: frame)
    #expect(gray.samples == wanted.samples && gray.validity.count(of: .saturated) > 0)
    for y in 0..<size.height {
      for x in 0..<size.width { #expect(gray.validity[x, y] == wanted.validity[x, y]) }
    }
  }

  @Test func lostRowsAreMarkedAndStayWithinTheirShare() throws {
    let codes = Plane<UInt16>.random(size, below: 4096, seed: 3)
    var origin = origin(Levels(black: 0, white: 4095, validBits: 12), "f.raw")
    origin.layout = "13x9:u16le"
    origin.gaps = [26..<52]
    let file = try RawWriter.encode(codes, layout: RawLayout(size: size, packing: .u16le))
    #expect { try DecodeGray().decode(file, of: origin) } throws: {
      "\($0)".contains("26 bytes of the file were lost") && "\($0)".contains("f.raw")
    }
    var stage = DecodeGray()
    stage.damage = .salvage
    let frame = try stage.decode(file, of: origin).frame
    #expect(frame.validity.rows(all: .lost) == [1..<2] && frame.validity.count(of: .lost) == 13)
    stage.mostMissing = 0.1
    #expect { try stage.decode(file, of: origin) } throws: { "\($0)".contains("mostMissing") }
  }

  /// Each of both stages names the other one where that is the right one.
  @Test func camerasOfTheOtherKindAreRefused() throws {
    let codes = try PNGWriter.encode([Plane<UInt16>.random(size, below: 4096, seed: 4)])
    let gray = origin(Levels(black: 0, white: 4095, validBits: 12))
    #expect { try Decode().decode(codes, of: gray) } throws: {
      "\($0)".contains("f.png: error: camera \"navcam\" has no colour filters")
        && "\($0)".contains("use decode-gray")
    }
    var colored = gray
    colored.pattern = .grbg
    #expect { try DecodeGray().decode(codes, of: colored) } throws: {
      "\($0)".contains("f.png: error: camera \"navcam\" has colour filters (GRBG)")
        && "\($0)".hasSuffix("use decode")
    }
    var unknown = gray
    unknown.camera = nil
    #expect { try Decode().decode(codes, of: unknown) } throws: {
      "\($0)".contains("nobody says which colour stands where")
    }
    #expect(try DecodeGray().decode(codes, of: unknown).frame is Frame<LinearGray>)
  }

  @Test func theFrameIsSelectedAsThatOfAMosaicIs() throws {
    let frames = ["left", "right"].map { name in
      var origin = origin(.codes(bits: 12))
      origin.camera?.name = name
      return origin
    }
    let item = Item(id: "p", group: "g", frames: frames)
    var stage = DecodeGray()
    #expect { try stage.select(from: item) } throws: {
      "\($0)".contains("2 frames fit decode-gray without camera")
    }
    stage.camera = "right"
    #expect(try stage.select(from: item)[0].camera?.name == "right")
  }
}
