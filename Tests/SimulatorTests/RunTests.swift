import Codecs
import Diagnostics
import Downlink
import Files
import Foundation
import Raster
import Rig
import Settings
import TestSupport
import Testing

@testable import Simulator

struct RunTests {
  private let small = SmallRun()
  private var folder: String { small.folder }

  @Test func `a run writes a downlink that can be read and says that it is simulated`() throws {
    try small.prepare()
    defer { small.remove() }
    let report = try Simulation.run(scene: folder + "/in/scene.yaml", into: folder + "/out")
    #expect(report.files.last == "downlink.yaml")
    for file in report.files { #expect(Files.exists(folder + "/out/" + file)) }

    let downlink = try DownlinkFolder.load(folder + "/out")
    #expect(downlink.description.simulated)
    #expect(downlink.frames.map(\.id) == ["left-a", "right-a", "left-b", "right-b"])
    #expect(downlink.pairs.map(\.id) == ["a", "b"])
    #expect(downlink.frames[2].exposure == 0.004)
    #expect(downlink.frames[3].role == .after)
    for frame in downlink.frames {
      let bytes = try Files.read(downlink.path(of: frame))
      #expect(frame.sha256 == Digest(of: bytes))
      let picture = try Codec.decode(bytes, file: frame.file)
      #expect(picture.validBits == (frame.camera == "left" ? 12 : 8))
      #expect(picture.texts.contains { $0.value == "simulated" })
    }
    let truth = try JSONValue.parse(
      Files.readText(folder + "/out/truth/truth.json", limit: 1 << 20))
    #expect(truth["simulated"] == true)
    #expect(truth["exposures"]?["left-b"]?.doubleValue == 0.004)
    for camera in downlink.rig.cameras {
      let list = try BadPixelList.load(
        text: Files.readText(folder + "/out/c/\(camera.name).yaml", limit: 1 << 20), file: "list",
        size: camera.sensor.size)
      #expect(!list.pixels.isEmpty)
      let depth = try Codec.decode(
        Files.read(folder + "/out/truth/\(camera.name)-a-depth.pfm"), file: "depth")
      #expect(depth.size == camera.sensor.size)
    }
  }

  @Test func `a second run gives the same bytes`() throws {
    try small.prepare()
    defer { small.remove() }
    let first = try Simulation.run(
      scene: folder + "/in/scene.yaml", into: folder + "/one", threads: 1)
    _ = try Simulation.run(scene: folder + "/in/scene.yaml", into: folder + "/two", threads: 2)
    for file in first.files {
      #expect(try Files.read(folder + "/one/" + file) == Files.read(folder + "/two/" + file))
    }
  }

  @Test(arguments: ["raw", "raw12"])
  func `headerless frames state their layout`(format: String) throws {
    defer { small.remove() }
    try small.prepare(
      scene: small.scene.replacingOccurrences(of: "png", with: format),
      rig: small.rig.replacingOccurrences(
        of: "validBits: 8, companding: {kind: square-root, linearBits: 12}", with: "validBits: 12"))
    _ = try Simulation.run(scene: folder + "/in/scene.yaml", into: folder + "/out")
    let downlink = try DownlinkFolder.load(folder + "/out")
    let layout = format == "raw" ? "64x36:u16le" : "64x36:raw12"
    #expect(downlink.frames[0].layout == layout)
    let bytes = try Files.read(downlink.path(of: downlink.frames[0]))
    #expect(bytes.count == (format == "raw" ? 64 * 36 * 2 : 64 * 36 * 3 / 2))
  }

  @Test func `all mistakes of a scene are told at once`() throws {
    let text = "version: 1\nname: x\nrig: ../rig.yaml\nsun: {elevation: 95}\nmoments: []\n"
    do throws(Failure) {
      _ = try Yaml.load(SceneDescription.self, text: text, file: "scene.yaml")
      Issue.record("accepted")
    } catch {
      #expect(error.diagnostics.count == 4)
    }
  }

  @Test func `cameras without colour filters are refused where the scene names their rig`() throws {
    let rig = small.rig.replacingOccurrences(of: "GBRG", with: "none")
    try small.prepare(rig: rig)
    defer { small.remove() }
    do throws(Failure) {
      _ = try SceneFile(folder + "/in/scene.yaml")
      Issue.record("accepted")
    } catch {
      let places = error.diagnostics.map { $0.place?.description.split(separator: "/").last }
      #expect(places == ["scene.yaml:4:6", "scene.yaml:4:6"])
      #expect(error.diagnostics[1].message.contains("\"right\" of the rig has no colour filters"))
    }
    var one = pair()
    one.cameras[0].sensor.pattern = nil
    #expect { try Simulation(smallScene(), rig: one) } throws: {
      "\($0)".contains("\"left\" cannot be simulated: it has no colour filters")
    }
  }

  @Test func `the manual lists every field, and its example is a scene`() throws {
    let page = try ManualPage("Formats/Scene.md")
    let wanted = ParameterDescription.markdown(SceneDescription.table.parameters) + "\n"
    #expect(
      try page.fields(wanted: wanted) == wanted, "run the tests once with ALBEDO_UPDATE_PAGES=1")
    let scene = try Yaml.load(SceneDescription.self, text: page.examples[0], file: "Scene.md")
    #expect(scene.moments[1].exposure == 0.02)
  }
}
