import Codecs
import Diagnostics
import Files
import Pipeline
import Raster
import Rig
import TestSupport
import Testing

@testable import Stages

@Suite struct DecodeTests {
  let codes = Plane<UInt16>.random(Size(12, 9), below: 4096, seed: 1)

  func origin(_ name: String = "f", camera: String? = nil, role: String? = nil) -> Origin {
    var known = Camera()
    known.name = camera ?? ""
    (known.sensor.width, known.sensor.height) = (12, 9)
    return Origin(
      frameID: name, file: "\(name).png", camera: known, role: role, pattern: .gbrg,
      levels: Levels(black: 64, white: 4095, validBits: 12))
  }

  @Test func aFrameGetsWhatItsOriginDeclares() throws {
    let bytes = try PNGWriter.encode([codes])
    let decoded = try Decode().decode(bytes, of: origin())
    let frame = Frame<Mosaic>(erased: decoded.frame)
    #expect(frame.samples == codes)
    #expect(frame.properties.pattern == .gbrg && frame.properties.levels.validBits == 12)
  }

  @Test func declarationsThatTheFileContradictsAreRefused() throws {
    let bytes = try PNGWriter.encode([codes])
    var small = origin()
    small.levels = .codes(bits: 8)
    #expect { try Decode().decode(bytes, of: small) } throws: { "\($0)".contains("does not fit 8") }
    var other = origin()
    other.camera?.sensor.width = 99
    #expect { try Decode().decode(bytes, of: other) } throws: {
      "\($0)".contains("the camera 99×9")
    }
    let color = try PNGWriter.encode([codes, codes, codes])
    #expect { try Decode().decode(color, of: origin()) } throws: {
      "\($0)".contains("mosaicFromRGB")
    }
  }

  /// What checksums locate is masked, and the rest of the frame stays evidence; what nothing but
  /// the receipt shows may be anywhere.
  @Test func aReceiptProvesDamageThatNobodyCanLocate() throws {
    let tall = Plane<UInt16>.random(Size(64, 400), below: 4096, seed: 2)
    let file = try PNGWriter.encode([tall])
    var damaged = file
    damaged[file.count * 2 / 3] ^= 1
    var origin = Origin(
      frameID: "f", file: "f.png", pattern: .rggb,
      levels: Levels(black: 64, white: 4095, validBits: 12))
    origin.receiptDigest = Digest(of: file)
    var salvage = Decode()
    salvage.damage = .salvage
    let located = try salvage.decode(damaged, of: origin)
    #expect(located.findings.isEmpty && located.frame.validity.count(of: .lost) > 0)
    #expect(try salvage.decode(file, of: origin).findings.isEmpty)
    let cut = try salvage.decode(Array(file.dropLast(5000)), of: origin)
    #expect(cut.findings.map(\.mark) == [.unlocalisedDamage])
    origin.layout = "64x400:u16le"
    var raw = try RawWriter.encode(tall, layout: RawLayout(size: tall.size, packing: .u16le))
    origin.receiptDigest = Digest(of: raw)
    raw[700] ^= 2
    #expect(try salvage.decode(raw, of: origin).findings.map(\.mark) == [.unlocalisedDamage])
    #expect {
      try Decode().decode(raw, of: origin)
    } throws: { "\($0)".contains("differs from the receipt's") }
  }

  @Test func aDamagedFrameKeepsWhatArrivedWhereThatIsAskedFor() throws {
    var raw = origin()
    raw.layout = "12x9:u12le"
    let file = try RawWriter.encode(codes, layout: RawLayout(size: Size(12, 9), packing: .u12le))
    raw.gaps = [24..<50]
    #expect { try Decode().decode(file, of: raw) } throws: {
      "\($0)".contains("26 bytes of the file were lost") && "\($0)".contains("damage: salvage")
    }
    var salvage = Decode()
    salvage.damage = .salvage
    let decoded = try salvage.decode(file, of: raw)
    let frame = Frame<Mosaic>(erased: decoded.frame)
    #expect(frame.validity.count(of: .lost) == 13 && frame.validity.rows(all: .lost) == [1..<2])
    #expect(frame.samples[0, 1] == 0 && frame.samples[0, 2] == 0)
    #expect(frame.samples[1, 2] == codes[1, 2] && frame.samples[11, 0] == codes[11, 0])
    #expect(decoded.warnings == ["26 bytes were lost"])
    let short = try salvage.decode(Array(file[..<180]), of: raw)
    #expect(short.frame.validity.rows(all: .lost) == [1..<2, 8..<9])
    salvage.mostMissing = 0.1
    #expect { try salvage.decode(file, of: raw) } throws: {
      "\($0)".contains("12.0 % of the frame is missing") && "\($0)".contains("mostMissing")
    }
  }

  @Test func oneFrameIsSelectedByCameraAndRole() throws {
    let item = Item(
      id: "c", group: "g",
      frames: [
        origin("a", camera: "left", role: "before"), origin("b", camera: "right", role: "before"),
        origin("c", camera: "left", role: "after"),
      ])
    var stage = Decode()
    stage.camera = "right"
    #expect(try stage.select(from: item).map(\.frameID) == ["b"])
    (stage.camera, stage.role) = ("left", "after")
    #expect(try stage.select(from: item).map(\.frameID) == ["c"])
    stage.role = nil
    #expect {
      try stage.select(from: item)
    } throws: {
      "\($0)".contains("2 frames fit camera left") && "\($0)".contains("a (left, before)")
        && "\($0)".contains("each: true to read all")
    }
    stage.each = true
    #expect(stage.bringsEach && !Decode().bringsEach)
    #expect(try stage.select(from: item).map(\.frameID) == ["a", "c"])
    stage.camera = nil
    #expect(try stage.select(from: item).map(\.frameID) == ["a", "b", "c"])
    stage.camera = "top"
    #expect { try stage.select(from: item) } throws: { "\($0)".contains("0 frames fit camera top") }
  }
}
