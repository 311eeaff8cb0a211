import Codecs
import Diagnostics
import Files
import Foundation
import Pipeline
import Raster
import Testing

@testable import Stages

/// Frames as NASA's archive holds them: codes of 12 bits in 16, behind a label or beside one.
@Suite struct PDSDecodeTests {
  private let codes: [UInt16] = [0, 17, 4095, 256, 1, 2, 3, 777]

  private var body: [UInt8] { codes.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] } }

  private func label(_ pointer: String) -> [UInt8] {
    let lines = [
      "PDS_VERSION_ID = PDS3", "RECORD_TYPE = UNDEFINED", "^IMAGE = \(pointer)", "OBJECT = IMAGE",
      "  LINES = 2", "  LINE_SAMPLES = 4", "  SAMPLE_BITS = 16",
      "  SAMPLE_TYPE = MSB_UNSIGNED_INTEGER", "  SAMPLE_BIT_MASK = 2#0000111111111111#",
      "  MISSING_CONSTANT = 0.0", "  INVALID_CONSTANT = 777", "END_OBJECT = IMAGE", "END", "",
    ]
    return Array(lines.joined(separator: "\r\n").utf8)
  }

  private var attached: [UInt8] {
    let count = label("000 <BYTES>").count
    return label("\(count + 1) <BYTES>") + body
  }

  private func origin(_ file: String) -> Origin {
    Origin(
      frameID: "f", file: file, pattern: .rggb,
      levels: Levels(black: 0, white: 4095, validBits: 12))
  }

  private func check(_ decoded: Decoded) {
    let frame = Frame<Mosaic>(erased: decoded.frame)
    #expect(frame.size == Size(4, 2))
    #expect((0..<8).map { frame.samples[$0 % 4, $0 / 4] } == codes)
    let lost = (0..<8).filter { frame.validity[$0 % 4, $0 / 4] == .lost }
    #expect(lost == [0, 7], "the label's constants are no data")
    #expect(frame.validity.count(of: .lost) == 2)
  }

  @Test func aFrameBehindItsLabelIsRead() throws {
    check(try Decode().decode(attached, of: origin("a.IMG")))
    var salvage = Decode()
    salvage.damage = .salvage
    salvage.mostMissing = 0.8
    check(try salvage.decode(attached, of: origin("a.IMG")))
    let cut = try salvage.decode(Array(attached.dropLast(8)), of: origin("a.IMG"))
    #expect((0..<4).allSatisfy { cut.frame.validity[$0, 1] == .lost })
    #expect(cut.frame.validity[0, 0] == .lost && cut.frame.validity[1, 0] == [])
  }

  @Test func aFrameBesideItsLabelIsRead() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/pds-\(UUID().uuidString)"
    try Files.makeFolder(folder)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bytes = label("(\"a.dat\", 1 <BYTES>)")
    try Files.write(bytes, to: folder + "/a.LBL")
    try Files.write(body, to: folder + "/a.dat")
    for damage in [Decode.Damage.refuse, .salvage] {
      var decode = Decode()
      decode.damage = damage
      let origin = origin(folder + "/a.LBL")
      check(try decode.decode(bytes, of: origin))
      #expect(decode.sideFiles(for: origin) == [folder + "/a.dat"], "they decide the result")
    }
    #expect(Decode().sideFiles(for: origin(folder + "/a.dat")).isEmpty)
    #expect(throws: Failure.self) {
      _ = try Decode().decode(label("(\"b.dat\", 1 <BYTES>)"), of: origin(folder + "/a.LBL"))
    }
  }
}
