import Diagnostics
import Foundation
import Raster
import TestSupport
import Testing

@testable import Codecs

/// Where the files lie.
private let folder = Places.realData + "/broken"

/// PngSuite, the pictures of libjpeg-turbo and damaged files of other projects, where they are.
@Suite(.enabled(if: FileManager.default.fileExists(atPath: folder)))
struct PublicPicturesTests {
  static func bytes(_ name: String) throws -> [UInt8] {
    try Array(Data(contentsOf: URL(filePath: "\(folder)/\(name)")))
  }

  @Test("every valid file has the pixels that independent decoders see")
  func digests() throws {
    let table = try String(
      contentsOfFile: Places.package + "/Tests/Reference/Codecs/digests.txt", encoding: .utf8)
    let lines = table.split(separator: "\n")
    #expect(lines.count > 150)
    for line in lines {
      let fields = line.split(separator: " ").map(String.init)
      let name = fields[0]
      do {
        let picture = try Codec.decode(Self.bytes(name), file: name)
        let found = [picture.size.width, picture.size.height, picture.channels.count, picture.bits]
        let digest = String(fnv1a64(picture.canonicalBytes), radix: 16)
        let padded = String(repeating: "0", count: 16 - digest.count) + digest
        #expect(found.map(String.init) + [padded] == Array(fields[1...]), "\(name)")
      } catch {
        Issue.record("\(name): \(error)")
      }
    }
  }

  @Test("every valid file of PngSuite is in the table")
  func complete() throws {
    let table = try String(
      contentsOfFile: Places.package + "/Tests/Reference/Codecs/digests.txt", encoding: .utf8)
    for name in try FileManager.default.contentsOfDirectory(atPath: folder + "/pngsuite") {
      guard name.hasSuffix(".png"), !name.hasPrefix("x") else { continue }
      #expect(table.contains("pngsuite/\(name) "), "\(name)")
    }
  }

  @Test(
    "every broken file of PngSuite is refused with its reason",
    arguments: [
      ("xc1n0g08", "color type"), ("xc9n2c08", "color type"), ("xcrn0g04", "signature"),
      ("xcsn0g01", "CRC"), ("xd0n2c08", "bit depth"), ("xd3n2c08", "bit depth"),
      ("xd9n2c08", "bit depth"), ("xdtn0g01", "IDAT"), ("xhdn0g08", "CRC"),
      ("xlfn0g04", "signature"),
      ("xs1n0g01", "signature"), ("xs2n0g01", "signature"), ("xs4n0g01", "signature"),
      ("xs7n0g01", "signature"),
    ])
  func broken(name: String, reason: String) throws {
    let failure = try #require(refusal(Self.bytes("pngsuite/\(name).png")))
    #expect(failure.description.contains(reason), "\(failure)")
    #expect(pointsIntoFile(failure))
  }

  @Test(
    "cut and foreign files are refused at a byte or row",
    arguments: [
      "rabbit/pillars-1024x1024-truncated.jpg", "rabbit/pillars-1024x1024-truncated.png",
      "rabbit/nonsense.bin", "libvips/truncated.jpg", "libjpeg-turbo/monkey12.jpg",
      "libjpeg-turbo/shira_bird8.bmp",
    ])
  func refused(name: String) throws {
    let failure = try #require(refusal(Self.bytes(name)))
    #expect(pointsIntoFile(failure), "\(failure)")
  }
}
