import ExactMath
import Downlink
import Files
import Foundation
import Rig
import Settings
import Testing

@testable import Simulator

@Suite struct SweepTests {
  @Test func aBlockHoldsEachStratumOfAQuantityOnce() {
    for block in 0..<3 {
      for quantity in [0, 3, 17, 40] {
        let strata = (0..<StratifiedDraws.block).map {
          StratifiedDraws(Philox(seed: 9), number: block * StratifiedDraws.block + $0)
            .stratum(quantity)
        }
        #expect(strata.sorted() == Array(0..<StratifiedDraws.block))
      }
    }
  }

  @Test func aBlockHoldsEachClassOfContentAsOftenAsItSays() {
    for seed in 1...3 {
      let contents = (0..<24).map { SweepStrata(seed: seed, number: $0).content }
      for content in SweepStrata.Content.allCases {
        #expect(contents.count { $0 == content } == content.count)
      }
    }
  }

  /// What is drawn is a scene that its own file can state, and numbers of quantities are apart.
  @Test func scenesAndRigsSurviveTheirFiles() throws {
    var heights: Set<Double> = []
    for number in 0..<48 {
      let collection = try SweepCollection(number, seed: 4, quality: .sweep)
      let scene = try Yaml.load(
        SceneDescription.self, text: ConfigurationText(collection.scene).text, file: "scene.yaml")
      #expect(scene == collection.scene)
      let rig = try Yaml.load(
        RigDescription.self, text: ConfigurationText(collection.rig).text, file: "rig.yaml")
      #expect(rig == collection.rig)
      #expect(collection.scene.summary.contains("\(number + 1)"))
      heights.insert(collection.scene.sun.elevation)
      // The shovel is in the picture of its cameras.
      let shovel = try #require(collection.scene.shovel)
      let middle = shovel.placed(collection.strata.armAngle).place(
        Vector3(shovel.shape.size[0] / 2000, 0, shovel.shape.size[2] / 2000))
      for camera in collection.rig.cameras {
        let place = try #require(camera.project(middle))
        #expect(place.x > 100 && place.x < 860 && place.y > 100 && place.y < 540)
      }
    }
    #expect(heights.count == 48)
  }

  @Test func aCollectionIsMadeOnceAndIsTheSameForAnyNumberOfThreads() throws {
    let folder = NSTemporaryDirectory() + "albedo-sweep-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let sweep = try Sweep(seed: 2, quality: .sweep)
    let (one, two) = (folder + "/one", folder + "/two")
    #expect(try sweep.make(5, into: one, threads: 1).isNew)
    #expect(try !sweep.make(5, into: one, threads: 1).isNew)
    let made = try sweep.make(5, into: two, threads: 2)
    #expect(made.isNew)
    let place = "/" + made.collection.name
    let downlink = try DownlinkFolder.load(two + place)
    #expect(downlink.description.simulated)
    for frame in downlink.frames {
      #expect(
        try Files.read(one + place + "/" + frame.file) == Files.read(downlink.path(of: frame)))
    }
    let strata = try JSONValue.parse(
      Files.readText(two + place + "/truth/strata.json", limit: 1 << 20))
    #expect(strata["strata"]?["content"]?.stringValue == made.collection.strata.content.rawValue)
    let truth = try JSONValue.parse(
      Files.readText(two + place + "/truth/truth.json", limit: 1 << 20))
    #expect(truth["shovels"]?.elements?.count == 2)
  }
}
