import Downlink
import ExactMath
import Files
import Rig
import Settings
import Testing

@testable import Simulator

/// Mounds, bars and moments at other places.
@Suite struct SceneThingsTests {
  @Test func aBarIsAClosedPrism() {
    var bar = Bar()
    (bar.from, bar.to, bar.thickness) = ([0.1, -0.2, 0.3], [-0.3, 0.1, 0.9], 12)
    let length = (0.16 + 0.09 + 0.36).squareRoot()
    #expect((bar.mesh.volume / (0.012 * 0.012 * length) - 1).magnitude < 1e-9)
  }

  @Test func aMoundHasItsHeightAndSteepness() {
    var mound = Mound()
    (mound.position, mound.height, mound.repose) = ([0.5, -0.25], 80, 35)
    var rover = RoverDescription()
    (rover.position, rover.heading) = ([10, 20], 90)
    let pile = SiteMound(mound, beside: rover)
    // Looking east: ahead is x, left is y.
    #expect((pile.x - 10.5).magnitude < 1e-5 && (pile.y - 19.75).magnitude < 1e-5)
    #expect((pile.height(0, 0) - 0.08).magnitude < 1e-6)
    #expect(pile.height(pile.reach * 1.001, 0) == 0 && pile.height(0, pile.reach * 0.99) > 0)
    let slope = (pile.height(0.06, 0) - pile.height(0.08, 0)) / 0.02
    #expect((Double(slope) / Exact.tan(35 * .pi / 180) - 1).magnitude < 0.05)
  }

  @Test func aMoundRaisesTheGroundOfItsMomentOnly() throws {
    var scene = smallScene()
    scene.moments.append(scene.moments[0])
    scene.moments[1].id = "b"
    var mound = Mound()
    (mound.position, mound.height) = ([1.5, 0.5], 300)
    var lower = mound
    (lower.position, lower.height) = ([1.5, 0.55], 150)
    scene.moments[1].mounds = [mound, lower]
    let simulation = try Simulation(scene, rig: pair())
    let grounds = (0..<2).map { simulation.setting($0).terrain }
    // Looking north: ahead is y, left is −x. Where both lie, the higher one counts.
    let rise = grounds[1].height(x: -0.5, y: 1.5) - grounds[0].height(x: -0.5, y: 1.5)
    #expect((rise - 0.3).magnitude < 0.01, "\(rise)")
    #expect(grounds[1].height(x: 1, y: 1.5) == grounds[0].height(x: 1, y: 1.5))
  }

  private let small = SmallRun()

  /// The frames of a place are sent as those of another, byte for byte, and count as its own.
  @Test func replayedFramesAreThoseOfTheOtherMoment() throws {
    defer { small.remove() }
    let scene = small.scene(moments: [
      "id: past, time: 0, rover: {position: [30, 5], heading: 70}, sun: {azimuth: 200}, "
        + "withheld: true",
      "id: b, role: before, collection: s, time: 1, replays: past, "
        + "contents: {kind: regolith, fill: 0.4}",
      "id: a, role: after, collection: s, time: 2, contents: {kind: regolith, fill: 0.4}",
      "id: c, time: 3, replays: a",
    ])
    try small.prepare(scene: scene + "shovel: {}\nquality: sweep\nsoil: {density: 1500}\n")
    let downlink = try DownlinkFolder.load(small.run(into: "out"))
    #expect(
      downlink.frames.map(\.id)
        == ["left-b", "right-b", "left-a", "right-a", "left-c", "right-c"])
    #expect(downlink.frames.map(\.sequence) == [1, 1, 2, 2, 3, 3])
    let bytes = try downlink.frames.map { try Files.read(downlink.path(of: $0)) }
    #expect(bytes[2] == bytes[4] && bytes[3] == bytes[5] && bytes[0] != bytes[2])
    let truth = try JSONValue.parse(
      Files.readText(downlink.folder + "/truth/truth.json", limit: 1 << 20))
    let shovels = truth["shovels"]?.elements ?? []
    #expect(shovels.map { $0["shows"]?.stringValue } == ["past", "past", "a", "a"])
    let grams = shovels.map { $0["massGrams"]?.doubleValue ?? -1 }
    let volume = try #require(shovels[1]["volumeCm3"]?.doubleValue)
    #expect(grams[0] == 0 && (grams[1] - 1.5 * volume).magnitude < 1e-9 && grams[1] > 100)
    #expect(truth["collections"]?.elements?.first?["collectedGrams"]?.doubleValue == 0)
    #expect(shovels.allSatisfy { (0...1).contains($0["litShare"]?.doubleValue ?? -1) })
  }

  @Test func replaysThatCannotBeAreMistakes() throws {
    for (moments, word) in [
      (["id: a, replays: b", "id: b"], "stands before this one"),
      (["id: a", "id: b, replays: a", "id: c, replays: b"], "a replay itself"),
      (["id: a, cameras: [left]", "id: b, replays: a"], "other cameras"),
      (["id: a, withheld: true"], "no frame is sent"),
      (["id: a, bars: [{from: [0, 0, 1], to: [0, 0, 1]}]"], "no length"),
    ] {
      do {
        _ = try Yaml.load(
          SceneDescription.self, text: small.scene(moments: moments), file: "scene.yaml")
        Issue.record("accepted \(moments)")
      } catch { #expect("\(error)".contains(word), "\(error)") }
    }
  }

  @Test func aMomentMayBeExposedLonger() throws {
    defer { small.remove() }
    let scene = small.scene(moments: [
      "id: a, time: 0", "id: b, time: 1, exposureBias: 1", "id: c, time: 2, exposureBias: -1",
    ])
    try small.prepare(scene: scene)
    let exposures = try DownlinkFolder.load(small.run(into: "out")).frames
      .filter { $0.camera == "left" }.compactMap(\.exposure)
    #expect((exposures[1] / exposures[0] - 2).magnitude < 0.01)
    #expect((exposures[2] / exposures[0] - 0.5).magnitude < 0.01)
  }
}
