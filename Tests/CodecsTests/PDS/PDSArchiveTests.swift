import Foundation
import TestSupport
import Testing

@testable import Codecs

/// Where the files lie.
private let folder = Places.realData + "/pds"

/// Frames of Mars rovers from the archive, where they are.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: folder)))
struct PDSArchiveTests {
  static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
  }

  /// The digests are those of the pixels as GDAL 3 reads them.
  @Test("every frame has the pixels that an independent decoder sees")
  func digests() throws {
    let table = try String(
      contentsOfFile: Places.package + "/Tests/Reference/Codecs/pds.txt", encoding: .utf8)
    for line in table.split(separator: "\n") {
      let fields = line.split(separator: " ").map(String.init)
      let picture = try Codec.decode(Self.bytes(fields[0]), file: fields[0])
      let found = [picture.size.width, picture.size.height, picture.channels.count, picture.bits]
      let digest = String(fnv1a64(picture.canonicalBytes), radix: 16)
      let padded = String(repeating: "0", count: 16 - digest.count) + digest
      #expect(found.map(String.init) + [padded] == Array(fields[1...]), "\(fields[0])")
      #expect(picture.validBits == (fields[0].contains("RAD") ? 15 : 12))
      #expect(picture.warnings.count == 0)
    }
  }

  @Test("a label that stands alone gives the same pixels, and the camera model can be read")
  func detached() throws {
    let name = "NLB_516721703EDR_F0540992CCAM15900M1"
    let label = try Self.bytes(name + ".LBL")
    let data = try Self.bytes(name + ".IMG")
    let picture = try Codec.decode(label, file: name + ".LBL") { asked in
      #expect(asked == name + ".IMG")
      return data
    }
    #expect(try picture.samples == Codec.decode(data, file: name).samples)
    let model = try #require(
      PDSLabel(parsing: label, file: name).root
        .blocks(named: "GEOMETRIC_CAMERA_MODEL_PARMS").first)
    #expect(model["MODEL_TYPE"]?.scalar?.text == "CAHVOR")
    #expect(model["MODEL_COMPONENT_1"]?.reals?.count == 3)
  }
}
