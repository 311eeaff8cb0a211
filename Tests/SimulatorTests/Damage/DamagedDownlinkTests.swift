import Diagnostics
import Downlink
import Files
import Foundation
import Pipeline
import Rig
import Settings
import Stages
import TestSupport
import Testing

@testable import Simulator

/// A damaged copy on disk, held against the intact downlink.
@Suite final class DamagedDownlinkTests {
  private let folder = NSTemporaryDirectory() + "albedo-damage-\(UUID().uuidString)"
  private var source: String { folder + "/intact" }

  init() throws {
    let scene = """
      version: 1
      name: pass
      seed: 4
      rig: in.yaml
      format: png
      terrain: {gridCells: 256, finestCell: 0.01, extent: 40}
      moments:
      \((0..<12).map { "  - {id: m\($0), time: \($0), exposure: 0.004}" }.joined(separator: "\n"))
      clock: {spacecraft: 100, utc: "2025-06-07T17:05:00Z"}
      """
    func camera(_ name: String, _ y: Double) -> String {
      """
        - name: \(name)
          sensor: {width: 64, height: 36, pattern: GBRG, validBits: 8, black: 64, white: 4095,
            companding: {kind: table, linearBits: 12, table: t/codes.yaml}, gain: 3.2,
            readNoise: 6, fullWell: 13200, responsivity: 12000000}
          intrinsics: {focalX: 50, focalY: 50, centreX: 31.5, centreY: 17.5}
          pose: {position: [0.2, \(y), 0.25],
            quaternion: [0.430459, -0.560986, 0.560986, -0.430459]}
          calibration: {flat: c/\(name)-flat.png, badPixels: c/\(name).yaml}

      """
    }
    try Files.write(scene, to: folder + "/scene.yaml")
    try Files.write(
      "version: 1\nname: two\ncameras:\n" + camera("left", 0.07) + camera("right", -0.07)
        + "shovels:\n  - {name: scoop, interior: m/in.ply, rim: m/rim.ply, capacityCm3: 100, "
        + "jointPosition: [0.3, 0, 0.1], jointAxis: [0, 1, 0], armAngles: [-20, 90]}\n",
      to: folder + "/in.yaml")
    let codes = (0..<256).map { "\($0 * 16)" }.joined(separator: ", ")
    try Files.write("version: 1\nvalues: [\(codes)]\n", to: folder + "/t/codes.yaml")
    for mesh in ["in", "rim"] { try Files.write("ply\n", to: folder + "/m/\(mesh).ply") }
    _ = try Simulation.run(scene: folder + "/scene.yaml", into: source)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func settings(_ loss: DamageSettings.Loss) -> DamageSettings {
    var settings = DamageSettings()
    (settings.blockSize, settings.blockLoss, settings.burst) = (64, 0.05, 2)
    settings.loss = loss
    (settings.truncation, settings.flips) = (0.2, 300)
    (settings.duplicates, settings.reordered, settings.clockJumps) = (0.3, 0.3, 0.3)
    return settings
  }

  private func truth(_ name: String) throws -> [JSONValue] {
    let text = try Files.readText("\(folder)/\(name)/truth/damage.json", limit: 1 << 24)
    return try JSONValue.parse(text)["frames"]?.elements ?? []
  }

  /// Pairs of numbers.
  private func pairs(_ value: JSONValue?) -> [[Int]] {
    (value?.elements ?? []).map { ($0.elements ?? []).compactMap(\.integerValue) }
  }

  @Test func theSameSeedGivesTheSameBytes() throws {
    let settings = settings(.unlisted)
    for (name, seed) in [("one", 7), ("two", 7), ("other", 8)] {
      _ = try DownlinkDamage.run(source, into: "\(folder)/\(name)", settings: settings, seed: seed)
    }
    let report = try DownlinkDamage.run(
      source, into: folder + "/one", settings: settings, seed: 7)
    #expect(report.files.last == "downlink.yaml" && report.damagedFiles > 10)
    var different = 0
    for file in report.files {
      let bytes = try Files.read(folder + "/one/" + file)
      #expect(try bytes == Files.read(folder + "/two/" + file))
      different += bytes == (try? Files.read(folder + "/other/" + file)) ? 0 : 1
    }
    #expect(different > 10)
  }

  @Test(arguments: DamageSettings.Loss.allCases)
  func theTruthIsWhatABytewiseComparisonFinds(loss: DamageSettings.Loss) throws {
    _ = try DownlinkDamage.run(source, into: folder + "/out", settings: settings(loss), seed: 21)
    let intact = try DownlinkFolder.load(source)
    let damaged = try DownlinkFolder.load(folder + "/out")
    var hits = 0
    for (frame, said) in try zip(damaged.frames, truth("out")) {
      let name = said["duplicateOf"]?.stringValue ?? frame.id
      let original = try #require(intact.description[frame: name])
      let sent = try Files.read(intact.path(of: original))
      let arrived = try Files.read(damaged.path(of: frame))
      let lost = pairs(said["lost"])
      let cut = said["cut"]?.integerValue
      // Walk both files side by side.
      var place = 0
      var flips: [[Int]] = []
      for offset in 0..<(cut ?? sent.count) {
        let isLost = lost.contains { offset >= $0[0] && offset < $0[0] + $0[1] }
        if isLost && loss == .closed { continue }
        let byte = try #require(place < arrived.count ? arrived[place] : nil)
        place += 1
        if isLost {
          #expect(byte == 0)
        } else {
          for bit in 0..<8 where (byte ^ sent[offset]) >> UInt8(bit) & 1 == 1 {
            flips.append([offset, bit])
          }
        }
      }
      #expect(place == arrived.count)
      #expect(flips == pairs(said["flips"]))
      #expect(said["bytes"]?.integerValue == sent.count)
      #expect(said["sha256"]?["intact"]?.stringValue == "\(Digest(of: sent))")
      #expect(said["sha256"]?["damaged"]?.stringValue == "\(Digest(of: arrived))")
      #expect(frame.gaps.map { [$0.offset, $0.length] } == (loss == .listed ? lost : []))
      hits += lost.count + flips.count + (cut == nil ? 0 : 1)
    }
    #expect(hits > 15)
  }

  @Test func copiesOrderAndClocksAreAsTheTruthSays() throws {
    let report = try DownlinkDamage.run(
      source, into: folder + "/out", settings: settings(.listed), seed: 5)
    let intact = try DownlinkFolder.load(source)
    let damaged = try DownlinkFolder.load(folder + "/out")
    let said = try truth("out")
    #expect(said.map { $0["id"]?.stringValue } == damaged.frames.map(\.id))
    #expect(damaged.description.simulated)
    #expect(damaged.description.summary.hasPrefix("Damaged on purpose: albedo damage, seed 5. "))
    #expect(damaged.description.clock == intact.description.clock)
    var (copies, moved, shifted) = (0, 0, 0)
    var seen = -1
    for (frame, said) in zip(damaged.frames, said) {
      let copyOf = said["duplicateOf"]?.stringValue
      let index = try #require(intact.frames.firstIndex { $0.id == copyOf ?? frame.id })
      var wanted = intact.frames[index]
      let shift = said["clockShift"]?.doubleValue
      if let shift { wanted.clock = wanted.clock.map { $0 + shift } }
      wanted.gaps = frame.gaps
      if let copyOf {
        copies += 1
        (wanted.id, wanted.file, wanted.pair) = (frame.id, frame.file, nil)
        #expect(frame.id == copyOf + "-again" && frame.file != intact.frames[index].file)
        let first = try #require(damaged.description[frame: copyOf])
        #expect(try Files.read(damaged.path(of: first)) == Files.read(damaged.path(of: frame)))
      } else {
        shifted += shift == nil ? 0 : 1
        let isLate = index < seen
        #expect(said["movedFrom"]?.integerValue == (isLate ? index : nil))
        moved += isLate ? 1 : 0
        seen = max(seen, index)
      }
      #expect(frame == wanted)
    }
    #expect(copies > 0 && moved > 0 && shifted > 0)
    #expect(report.duplicates == copies && report.moved == moved)
    #expect(report.clockJumps == shifted && report.frames == damaged.frames.count)
  }

  @Test(arguments: DamageSettings.Receipts.allCases)
  func receiptsAreKeptGivenOrTaken(receipts: DamageSettings.Receipts) throws {
    let path = source + "/downlink.yaml"
    let lines = try Files.readText(path, limit: 1 << 20).split(separator: "\n")
    // The last frame states none.
    let last = try #require(lines.lastIndex { $0.contains("sha256") })
    try Files.write(
      lines.indices.filter { $0 != last }.map { "\(lines[$0])\n" }.joined(), to: path)
    var settings = settings(.listed)
    settings.receipts = receipts
    _ = try DownlinkDamage.run(source, into: folder + "/out", settings: settings, seed: 2)
    let intact = try DownlinkFolder.load(source)
    for frame in try DownlinkFolder.load(folder + "/out").frames {
      let name = frame.id.replacingOccurrences(of: "-again", with: "")
      let original = try #require(intact.description[frame: name])
      let digest = Digest(of: try Files.read(intact.path(of: original)))
      switch receipts {
      case .kept: #expect(frame.sha256 == original.sha256)
      case .all: #expect(frame.sha256 == digest)
      case .none: #expect(frame.sha256 == nil)
      }
    }
  }

  @Test func theCopyRunsWithItsRigAndCalibration() throws {
    var settings = settings(.listed)
    (settings.blockLoss, settings.truncation, settings.flips) = (0.02, 0.1, 0)
    settings.receipts = .all
    _ = try DownlinkDamage.run(source, into: folder + "/out", settings: settings, seed: 3)
    for file in [
      "rig.yaml", "t/codes.yaml", "m/in.ply", "m/rim.ply", "c/left-flat.png", "c/right.yaml",
    ] {
      #expect(try Files.read("\(folder)/out/\(file)") == Files.read("\(source)/\(file)"))
    }
    let pipeline = """
      version: 1
      name: salvage
      over: frame
      stages:
        - {id: raw, use: decode, with: {damage: salvage, mostMissing: 1}}
        - {id: linear, use: decompand, inputs: raw}
        - {id: light, use: black-level, inputs: linear}
        - {id: codes, use: encode, inputs: raw}
        - {id: mask, use: encode, inputs: raw, with: {content: defects}}
        - {id: flat, use: flat, inputs: light}
        - {id: out, use: encode, inputs: flat, with: {format: pfm}}
      """
    let plan = try Plan(yaml: pipeline, file: "salvage.yaml", catalogue: .standard)
    let damaged = try DownlinkFolder.load(folder + "/out")
    let runner = Runner(
      plan: plan, downlink: damaged, output: folder + "/products", engine: .plain,
      program: ProgramIdentity([]))
    var (done, warned) = (0, 0)
    for (item, said) in try zip(runner.items(), truth("out")) {
      let result = runner.run(item)
      guard case .done = result.status else { continue }
      done += 1
      let isWarned = result.warnings.contains { $0.message.contains("SHA-256 differs") }
      #expect(isWarned == (said["sha256"]?["intact"] != said["sha256"]?["damaged"]))
      warned += isWarned ? 1 : 0
    }
    #expect(done > damaged.frames.count / 2 && warned > 0)
  }

  @Test func whatIsNoIntactSourceOrNoFreeTargetIsRefused() throws {
    let settings = settings(.listed)
    func refusal(_ from: String, _ to: String) -> String {
      do throws(Failure) {
        _ = try DownlinkDamage.run(from, into: to, settings: settings, seed: 1)
        return ""
      } catch { return error.diagnostics[0].message }
    }
    #expect(refusal(source, source).contains("replace the downlink itself"))
    #expect(refusal(source, source + "/c/..").contains("replace the downlink itself"))
    _ = try Simulation.run(scene: folder + "/scene.yaml", into: folder + "/second")
    #expect(refusal(source, folder + "/second").contains("no damaged copy"))
    #expect(refusal(source, folder + "/out") == "")
    #expect(refusal(source, folder + "/out") == "")
    #expect(refusal(folder + "/out", folder + "/twice").contains("damaged already"))
    let text = try Files.readText(source + "/downlink.yaml", limit: 1 << 20)
    try Files.write(
      text.replacingOccurrences(of: "frames/left-m1.png", with: "frames/left-m0.png"),
      to: source + "/downlink.yaml")
    #expect(refusal(source, folder + "/out").contains("share the file"))
  }
}
