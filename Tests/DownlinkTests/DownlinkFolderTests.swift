import Diagnostics
import Foundation
import Raster
import Rig
import Settings
import TestSupport
import Testing

@testable import Downlink

@Suite struct DownlinkFolderTests {
  private func load(_ text: String, rig: String? = nil) throws(Failure) -> DownlinkFolder {
    guard let examples = try? ManualPage("Formats/Rig.md").examples else {
      throw Failure("no manual")
    }
    return try DownlinkFolder.load("pass7") { path throws(Failure) in
      switch path {
      case "downlink.yaml": return Array(text.utf8)
      case "rig.yaml": return Array((rig ?? examples[1]).utf8)
      default: throw Failure("no such file", at: .file(path), category: .missingInput)
      }
    }
  }

  private func complaints(_ text: String, rig: String? = nil) -> [String] {
    do throws(Failure) {
      _ = try load(text, rig: rig)
      return []
    } catch {
      return error.diagnostics.map { "\($0.place?.description.dropFirst(6) ?? "") \($0.message)" }
    }
  }

  private func example() throws -> String { try ManualPage("Formats/Downlink.md").examples[0] }

  @Test func theExampleOfTheManualIsRead() throws {
    let downlink = try load(example())
    #expect(downlink.description.simulated && downlink.frames.count == 4)
    #expect(downlink.pairs.map(\.id) == ["L0057+R0057"])
    #expect(downlink.collections.map(\.id) == ["scoop-1"])
    #expect(downlink.collections[0].frames.map(\.id) == ["L0041", "L0057", "R0057"])
    let first = downlink.frames[0]
    #expect(first.role == .before && first.armAngle == 35)
    #expect(first.sha256?.description.hasPrefix("9f86d081884c7d65") == true)
    #expect(downlink.description.utc(of: first)?.description == "2025-03-17T12:00:12.250Z")
    let last = try #require(downlink.description[frame: "L0060"])
    #expect(last.gaps.map(\.range) == [90112..<91227, 112640..<114870])
    #expect(last.layout == "1920x1080:u12le@512" && last.gain == 2)
    let camera = try downlink.camera(of: last)
    #expect(last.levels(of: camera).black == [168, 167, 169, 168])
    #expect(last.levels(of: camera).validBits == 12)
    #expect(first.levels(of: camera) == camera.sensor.levels)
  }

  @Test func theManualListsEveryField() throws {
    let wanted = ParameterDescription.markdown(DownlinkDescription.table.parameters) + "\n"
    let found = try ManualPage("Formats/Downlink.md").fields(wanted: wanted)
    #expect(found == wanted, "run the tests once with ALBEDO_UPDATE_PAGES=1")
  }

  @Test func mistakesOfBothFilesAreToldTogether() throws {
    let text = try example()
      .replacingOccurrences(of: "id: R0057", with: "id: L0057")
      .replacingOccurrences(of: "camera: right", with: "camera: rihgt")
      .replacingOccurrences(of: "frames/L0041.png", with: "/frames/L0041.png")
      .replacingOccurrences(of: "latitude: 60.5", with: "latitude: 95")
      .replacingOccurrences(of: "12:00:00Z", with: "12:00:00")
      .replacingOccurrences(of: "sha256: 9f86", with: "sha256: 9f8")
      .replacingOccurrences(of: "[112640, 2230]", with: "[90200, 2230]")
    let rig = try ManualPage("Formats/Rig.md").examples[1].replacingOccurrences(
      of: "RGGB  ", with: "RGBG  ")
    #expect(
      complaints(text, rig: rig) == [
        "downlink.yaml:10:13 95 is out of range",
        "downlink.yaml:14:37 \"2025-03-17T12:00:00\" is no time in UTC",
        "downlink.yaml:19:11 \"/frames/L0041.png\" is absolute",
        "downlink.yaml:26:13 a SHA-256 has 64 hexadecimal digits",
        "downlink.yaml:29:10 the frame \"L0057\" stands here a second time",
        "downlink.yaml:29:25 the rig \"two-eyes\" has no camera \"rihgt\"",
        "downlink.yaml:38:27 the gap begins before the one above ends",
        "rig.yaml:10:16 unknown choice \"RGBG\"",
      ])
  }

  @Test(arguments: [
    ("black: [168, 167, 169, 168]", "black: 4095", "do not fit"),
    ("black: [168, 167, 169, 168]", "white: 4096", "do not fit"),
    ("black: [168, 167, 169, 168]", "validBits: 10", "do not fit"),
    ("rig: rig.yaml", "rig: ../rig.yaml", "leaves its folder"),
    ("rig: rig.yaml", "rig: other.yaml", "no such file"),
    ("rig: rig.yaml", "rigg: rig.yaml", "unknown key \"rigg\""),
    ("simulated: true", "simulated: yes", "expected true or false"),
    ("gain: 2 ", "gain: 0 ", "out of range"),
    ("[90112, 1115]", "[90112, 0]", "the gap is empty"),
    ("[90112, 1115]", "[90112]", "expected 2 values"),
    ("id: L0060", "id: a/b", "holds a character"),
    ("id: L0060", "id: .hidden", "begins with a dot"),
    ("file: frames/L0060.raw", "file: frames/../../x", "leaves its folder"),
    ("file: frames/L0060.raw", "file: \"frames/\\0\"", "holds a NUL"),
    ("utc: \"2025-03-17T12:00:00Z\"", "utc: \"2025-02-29T12:00:00Z\"", "is no time in UTC"),
    ("role: before", "role: befor", "unknown choice"),
  ])
  func eachMistakeIsFound(old: String, new: String, message: String) throws {
    let text = try example()
    let range = try #require(text.range(of: old))
    let found = complaints(text.replacingCharacters(in: range, with: new))
    #expect(found.contains { $0.contains(message) }, "\(found)")
  }

  /// Frames of a camera without colour filters state none, and no blacks of a cell's sites.
  @Test func coloursOfACameraWithoutFiltersAreRefused() throws {
    let rig = try ManualPage("Formats/Rig.md").examples[1]
      .replacingOccurrences(of: "pattern: RGGB", with: "pattern: none")
      .replacingOccurrences(of: "    whiteBalance", with: "    # whiteBalance")
      .replacingOccurrences(of: "    colorMatrix", with: "    # colorMatrix")
    let text = try example().replacingOccurrences(
      of: "gain: 2 ", with: "pattern: BGGR\n    gain: 2 ")
    let refusal = "camera \"left\" has no colour filters"
    let found = complaints(text, rig: rig)
    #expect(found.count == 2 && found.allSatisfy { $0.hasSuffix(refusal) }, "\(found)")
    let plain = try example().replacingOccurrences(of: "[168, 167, 169, 168]", with: "168")
    let downlink = try load(plain, rig: rig)
    let frame = downlink.frames[0]
    #expect(frame.pattern(of: try downlink.camera(of: frame)) == nil)
  }

  @Test func pairsThatCannotBeAreRefused() throws {
    let text = try example()
      .replacingOccurrences(of: "role: after", with: "pair: p, role: after")
      .replacingOccurrences(of: "layout:", with: "pair: p\n    layout:")
    #expect(
      complaints(text) == [
        "downlink.yaml:34:11 the pair \"p\" has another frame of the camera \"left\""
      ])
    let named = try load(
      example().replacingOccurrences(of: "role: after", with: "pair: p, role: after"))
    #expect(named.pairs.map(\.id) == ["p"] && named.pairs[0].first.camera == "left")
  }

  @Test func aDownlinkIsReadFromDisk() throws {
    let folder = NSTemporaryDirectory() + "albedo-downlink-\(UInt64.random(in: 0...UInt64.max))"
    let manager = FileManager.default
    try manager.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? manager.removeItem(atPath: folder) }
    #expect {
      try DownlinkFolder.load(folder)
    } throws: { ($0 as? Failure)?.exitStatus == 66 }
    try example().write(toFile: folder + "/downlink.yaml", atomically: true, encoding: .utf8)
    try ManualPage("Formats/Rig.md").examples[1].write(
      toFile: folder + "/rig.yaml", atomically: true, encoding: .utf8)
    let downlink = try DownlinkFolder.load(folder)
    #expect(try downlink.path(of: downlink.frames[0]) == folder + "/frames/L0041.png")
    try manager.removeItem(atPath: folder + "/rig.yaml")
    try manager.createSymbolicLink(
      atPath: folder + "/rig.yaml", withDestinationPath: "/etc/hostname")
    #expect {
      try DownlinkFolder.load(folder)
    } throws: { "\($0)".contains("symbolic link") }
  }
}
