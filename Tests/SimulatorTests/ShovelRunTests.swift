import Codecs
import Downlink
import Files
import Foundation
import Raster
import Rig
import Settings
import Testing

@testable import Simulator

/// A collection: the shovel before and after, as a run writes it.
@Suite struct ShovelRunTests {
  private let rig = """
    version: 1
    name: one
    cameras:
      - name: back
        sensor: {width: 64, height: 48, pattern: RGGB, validBits: 12, black: 64, white: 4095,
          gain: 3.2, readNoise: 6, fullWell: 13200, responsivity: 12000000}
        intrinsics: {focalX: 70, focalY: 70, centreX: 31.5, centreY: 23.5}
        # Above the rover, backwards and 60 degrees down.
        pose: {position: [-0.3, 0, 0.45],
          quaternion: [0.183013, -0.683013, -0.683013, 0.183013]}
    """

  private let scene = """
    version: 1
    name: collection
    seed: 4
    rig: rig/two.yaml
    quality: sweep
    terrain: {gridCells: 256, finestCell: 0.01, extent: 40, hills: 0, roughness: 0.004}
    sun: {azimuth: 90, elevation: 50}
    shovel: {armError: 0.5}
    moments:
      - {id: a, role: before, collection: scoop, time: 1, armAngle: 2}
      - id: b
        role: after
        collection: scoop
        time: 60
        contents: {kind: regolith, fill: 0.5}
        format: jpeg
    truth: {normals: true}
    clock: {spacecraft: 100, utc: "2025-06-07T17:05:00Z"}

    """

  /// The numbers of a PLY in text: those of vertices and of faces.
  private func numbers(_ path: String) throws -> (vertices: [[Double]], faces: [[Double]]) {
    let lines = try Files.readText(path, limit: 1 << 24).split(separator: "\n")
    #expect(lines.first == "ply")
    let end = try #require(lines.firstIndex(of: "end_header"))
    func count(_ element: String) -> Int {
      lines[..<end].first { $0.hasPrefix("element \(element) ") }
        .flatMap { Int($0.split(separator: " ")[2]) } ?? 0
    }
    let rows = lines[(end + 1)...].map { $0.split(separator: " ").compactMap { Double($0) } }
    #expect(rows.count == count("vertex") + count("face"))
    return (Array(rows.prefix(count("vertex"))), Array(rows.dropFirst(count("vertex"))))
  }

  @Test func aRunWithAShovelTellsAllOfIt() throws {
    let small = SmallRun()
    defer { small.remove() }
    try small.prepare(scene: scene, rig: rig)
    let downlink = try DownlinkFolder.load(small.run(into: "out"))
    #expect(downlink.frames.map(\.id) == ["back-a", "back-b"])
    #expect(downlink.frames.map(\.armAngle) == [2, 0])
    #expect(downlink.frames.map(\.role) == [.before, .after])
    #expect(downlink.collections.map(\.id) == ["scoop"])

    let shovel = try #require(downlink.rig.shovels.first)
    let interior = try numbers(downlink.folder + "/" + shovel.interior)
    #expect(interior.vertices.allSatisfy { $0.count == 3 && $0[0] < -0.4 && $0[2] > 0.1 })
    #expect(
      interior.faces.allSatisfy { face in
        face.count == 4 && face.dropFirst().allSatisfy { Int($0) < interior.vertices.count }
      })
    let rim = try numbers(downlink.folder + "/" + shovel.rim)
    #expect(rim.vertices.count >= 4 && rim.faces.isEmpty)

    let truth = try JSONValue.parse(
      Files.readText(downlink.folder + "/truth/truth.json", limit: 1 << 20))
    let held = truth["shovels"]?.elements ?? []
    let capacity = shovel.capacityCm3
    #expect(held.map { $0["moment"] } == ["a", "b"])
    #expect(held.map { $0["armAngle"]?.doubleValue } == [2.5, 0.5])
    #expect(held[0]["volumeCm3"]?.doubleValue == 0)
    let volume = try #require(held[1]["volumeCm3"]?.doubleValue)
    #expect((volume / capacity - 0.5).magnitude < 0.03, "\(volume) of \(capacity)")
    for told in held {
      let said = try #require(told["capacityCm3"]?.doubleValue)
      #expect((said - capacity).magnitude < 0.001)
    }

    for (frame, hasRegolith) in zip(downlink.frames, [false, true]) {
      let parts = try picture("\(downlink.folder)/truth/\(frame.id)-parts.png")
      guard case .u8(let planes) = parts.samples else { throw TruthError() }
      var counts = [Int](repeating: 0, count: 5)
      for y in 0..<48 { for x in 0..<64 { counts[Int(planes[0][x, y])] += 1 } }
      #expect(counts[0] == 0 && counts[2] == 0 && counts[1] > 500, "\(counts)")
      #expect(counts[3] > 200 && (counts[4] > 200) == hasRegolith, "\(counts)")
      #expect(hasRegolith || counts[4] == 0)
      for kind in ["depth", "normals"] {
        let picture = try picture("\(downlink.folder)/truth/\(frame.id)-\(kind).pfm")
        #expect(picture.size == Size(64, 48))
      }
    }
  }

  private func picture(_ path: String) throws -> DecodedPicture {
    try Codec.decode(Files.read(path), file: path)
  }

  private struct TruthError: Error {}
}
