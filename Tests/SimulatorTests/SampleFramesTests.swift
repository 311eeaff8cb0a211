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

/// The collection of the repository, computed again and compared.
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
    switch picture.samples {
    case .u16(let planes): return planes[0]
    case .u8(let planes):
      let plane = planes[0]
      return Plane<UInt16>(size: plane.size) { y, out in
        for x in 0..<plane.width { out[x] = UInt16(plane[x, y]) }
      }
    default: throw Failure("no codes")
    }
  }

  /// Computes rows of some frames anew: of all of them where none are named.
  private func compare(_ rows: Range<Int>? = nil, _ names: [String]? = nil) throws {
    let downlink = try DownlinkFolder.load(folder)
    #expect(downlink.description.simulated)
    let simulation = try simulation()
    var compared = 0
    // What was compressed with losses is not compared.
    for frame in downlink.frames where frame.file.hasSuffix(".png") {
      guard names?.contains(frame.id) ?? true else { continue }
      let camera = try #require(
        downlink.rig.cameras.firstIndex { $0.name == frame.camera })
      let moment = try #require(
        simulation.scene.moments.firstIndex { frame.id == "\(frame.camera)-\($0.id)" })
      let stored = try codes(frame)
      let rows = rows ?? 0..<stored.height
      let view = simulation.view(camera: camera, moment: moment, rows: rows)
      let made = simulation.codes(
        view, firstRow: rows.lowerBound, camera: camera, exposure: frame.exposure ?? 0,
        frame: moment)
      let region = Region(x: 0, y: rows.lowerBound, width: stored.width, height: rows.count)
      #expect(made == stored.view(region), "frame \(frame.id)")
      compared += 1
    }
    #expect(compared == names?.count ?? 6)
  }

  // The terrain of 50 million heights takes minutes without optimisation.
  #if !DEBUG
    @Test func `some rows of sample frames are made again bit for bit`() throws {
      try compare(600..<616, ["left-after", "front-right-ahead"])
    }
  #endif

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ALBEDO_SLOW_TESTS"] != nil))
  func `all sample frames are made again bit for bit`() throws {
    try compare()
  }

  @Test func `the damaged sample frame says what was lost, and the rest of it is read`() throws {
    let downlink = try DownlinkFolder.load(folder)
    let frame = try #require(downlink.frames.first { !$0.gaps.isEmpty })
    let bytes = try Files.read(downlink.path(of: frame))
    #expect(frame.sha256 == Digest(of: bytes))
    let truth = try JSONValue.parse(
      Files.readText(folder + "/truth/truth.json", limit: 1 << 20))
    #expect(truth["damaged"]?.elements?.first?["id"]?.stringValue == frame.id)
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
