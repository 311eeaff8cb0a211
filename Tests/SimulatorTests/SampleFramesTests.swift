import Codecs
import Diagnostics
import Downlink
import Files
import Foundation
import Raster
import Rig
import Settings
import Testing

@testable import Simulator

/// The stereo pair of the repository, computed again and compared.
struct SampleFramesTests {
  private var folder: String {
    var parts = #filePath.split(separator: "/")
    parts.removeLast(3)
    return "/" + parts.joined(separator: "/") + "/SampleFrames"
  }

  private func simulation() throws -> Simulation {
    let scene = try Yaml.load(
      SceneDescription.self,
      text: Files.readText(folder + "/scene.yaml", limit: Yaml.sizeLimit), file: "scene.yaml")
    return try Simulation(scene, rig: DownlinkFolder.load(folder).rig)
  }

  private func codes(_ frame: FrameDescription) throws -> Plane<UInt16> {
    let bytes = try Files.read(folder + "/" + frame.file)
    #expect(frame.sha256 == Digest(of: bytes))
    let picture = try Codec.decode(bytes, file: frame.file)
    #expect(picture.validBits == 12)
    guard case .u16(let planes) = picture.samples else { throw Failure("no 16 bits") }
    return planes[0]
  }

  private func compare(_ height: Int?) throws {
    let downlink = try DownlinkFolder.load(folder)
    #expect(downlink.description.simulated)
    let simulation = try simulation()
    for (index, frame) in downlink.frames.enumerated() {
      let stored = try codes(frame)
      let rows = height.map { 600..<600 + $0 } ?? 0..<stored.height
      let view = simulation.view(camera: index, rows: rows)
      let made = simulation.codes(
        view, firstRow: rows.lowerBound, camera: index, exposure: frame.exposure ?? 0, frame: 0)
      let region = Region(x: 0, y: rows.lowerBound, width: stored.width, height: rows.count)
      #expect(made == stored.view(region), "frame \(frame.id)")
    }
  }

  // The terrain of 50 million heights takes minutes without optimisation.
  #if !DEBUG
    @Test func `some rows of both sample frames are made again bit for bit`() throws {
      try compare(16)
    }
  #endif

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ALBEDO_SLOW_TESTS"] != nil))
  func `both sample frames are made again bit for bit`() throws {
    try compare(nil)
  }

  @Test func `the sample frames are small and say what they are`() throws {
    let readme = try Files.readText(folder + "/README.md", limit: 1 << 16)
    #expect(readme.lowercased().contains("simulated"))
    var total = 0
    for case let file as String in FileManager.default.enumerator(atPath: folder) ?? .init() {
      let path = folder + "/" + file
      if !Files.isFolder(path) { total += try Files.read(path).count }
    }
    #expect(total < 20_000_000)
  }
}
