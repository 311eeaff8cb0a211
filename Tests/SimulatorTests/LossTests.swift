import Codecs
import Diagnostics
import Downlink
import Files
import Foundation
import Raster
import Settings
import Testing

@testable import Simulator

/// Bytes of single frames that are lost on the way.
@Suite final class LossTests {
  private let small = SmallRun()

  deinit { small.remove() }

  /// The downlink of one moment, with a loss and without.
  private func downlinks(
    _ moment: String, lost: String
  ) throws -> (intact: DownlinkFolder, received: DownlinkFolder) {
    try small.prepare(scene: small.scene(moments: [moment]))
    let intact = try DownlinkFolder.load(small.run(into: "intact"))
    try small.prepare(scene: small.scene(moments: ["\(moment), lost: [\(lost)]"]))
    return (intact, try DownlinkFolder.load(small.run(into: "received")))
  }

  private func bytes(_ downlink: DownlinkFolder, _ frame: Int) throws -> [UInt8] {
    try Files.read(downlink.path(of: downlink.frames[frame]))
  }

  /// What arrived has zeros where bytes were lost, and says so; the truth knows the intact file.
  @Test func whatWasLostIsListedAndTheTruthKnowsTheRest() throws {
    let (intact, received) = try downlinks(
      "id: a, format: raw, exposure: 0.004",
      lost: "{camera: left, offset: 1000, length: 300}, {camera: left, offset: 1290, length: 20}, "
        + "{offset: 2300, length: 9}")
    #expect(
      received.frames[0].gaps.map(\.range) == [1000..<1310, 2300..<2309]
        && received.frames[1].gaps.map(\.range) == [2300..<2304])
    var truth =
      try JSONValue.parse(
        Files.readText(received.folder + "/truth/truth.json", limit: 1 << 20))["damaged"]?.elements
      ?? []
    for index in 0..<2 {
      let frame = received.frames[index]
      var wanted = try bytes(intact, index)
      for gap in frame.gaps { for place in gap.range { wanted[place] = 0 } }
      let arrived = try bytes(received, index)
      #expect(arrived == wanted && frame.sha256 == Digest(of: arrived))
      let told = truth.removeFirst()
      #expect(told["id"] == .string(frame.id))
      #expect(told["bytes"]?.integerValue == arrived.count)
      #expect(told["lost"]?.elements?.count == frame.gaps.count)
      let before = try #require(intact.frames[index].sha256)
      #expect(told["sha256"]?["intact"] == .string("\(before)"))
      #expect(told["sha256"]?["damaged"] == .string("\(Digest(of: arrived))"))
    }
    let layout = try RawLayout(parsing: #require(received.frames[0].layout))
    let salvaged = try RawCodec.salvage(
      bytes(received, 0), layout: layout, gaps: received.frames[0].gaps.map(\.range), file: "f")
    for place in 0..<64 * 36 {
      let isLost = (500..<655).contains(place) || (1150..<1155).contains(place)
      #expect((salvaged.validity[place % 64, place / 64] == .lost) == isLost)
    }
    let none = try JSONValue.parse(
      Files.readText(intact.folder + "/truth/truth.json", limit: 1 << 20))
    #expect(none["damaged"] == [])
    // A damaged copy begins with an intact downlink.
    #expect(throws: Failure.self) {
      try DownlinkDamage.run(
        received.folder, into: small.folder + "/again", settings: DamageSettings(), seed: 1)
    }
  }

  /// A loss costs a grey JPEG the row of blocks that it hits.
  @Test func aMosaicInJPEGLosesARowOfBlocks() throws {
    let moment = "id: a, format: jpeg-mosaic, cameras: [right], exposure: 0.004"
    try small.prepare(scene: small.scene(moments: [moment]))
    let file = try Files.read(small.run(into: "first") + "/frames/right-a.jpg")
    let markers = file.indices.dropLast().filter {
      file[$0] == 0xFF && (0xD0...0xD7).contains(file[$0 + 1])
    }
    let begin = markers[1] + 10
    let (intact, received) = try downlinks(moment, lost: "{offset: \(begin), length: 12}")
    let whole = try Codec.decode(bytes(intact, 0), file: "f")
    let salvaged = try Codec.salvage(
      bytes(received, 0), gaps: received.frames[0].gaps.map(\.range), file: "f")
    guard case .u8(let before) = whole.samples, case .u8(let after) = salvaged.picture.samples
    else { throw Failure("no 8 bits") }
    for y in 0..<36 {
      for x in 0..<64 {
        let isLost = (16..<24).contains(y)
        #expect((salvaged.validity[x, y] == .lost) == isLost)
        if !isLost { #expect(after[0][x, y] == before[0][x, y]) }
      }
    }
  }

  @Test func aLossBehindTheEndIsToldWithTheSizeOfTheFile() throws {
    try small.prepare(
      scene: small.scene(moments: [
        "id: a", "id: b, format: raw, lost: [{offset: 4607, length: 9}, {offset: 2304, length: 1}]",
      ]))
    do throws(Failure) {
      _ = try Simulation.run(scene: small.folder + "/in/scene.yaml", into: small.folder + "/out")
      Issue.record("accepted")
    } catch {
      // The left camera sends 16 bits a code, the right one 8.
      #expect(error.diagnostics.count == 2)
      for (finding, offset) in zip(error.diagnostics, [4607, 2304]) {
        #expect(
          finding.message
            == "the file of frame \"right-b\" has 2304 bytes, and the loss begins at \(offset)")
        guard case .text(_, 10, _)? = finding.place else {
          Issue.record("the place is \(String(describing: finding.place))")
          return
        }
      }
    }
    #expect(!Files.exists(small.folder + "/out/downlink.yaml"))
  }
}
