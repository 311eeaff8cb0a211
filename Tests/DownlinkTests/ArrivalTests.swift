import Files
import Foundation
import Rig
import Settings
import Testing

@testable import Downlink

@Suite struct ArrivalTests {
  private func frame(
    _ id: String, _ sequence: Int?, _ clock: Double?, camera: String = "left"
  ) -> FrameDescription {
    var frame = FrameDescription()
    (frame.id, frame.camera, frame.file) = (id, camera, "\(id).png")
    (frame.sequence, frame.clock) = (sequence, clock)
    return frame
  }

  private func downlink(_ frames: [FrameDescription]) -> DownlinkDescription {
    var downlink = DownlinkDescription()
    downlink.frames = frames
    return downlink
  }

  private func marks(_ frames: [FrameDescription]) -> [String] {
    downlink(frames).findings.map { "\($0.frame) \($0.mark.rawValue)" }
  }

  @Test func whatIsInOrderHasNoFindings() {
    let frames = (0..<6).flatMap { index in
      ["left", "right"].map {
        frame("\($0)\(index)", index, 10 * Double(index), camera: $0)
      }
    }
    #expect(marks(frames).isEmpty)
    #expect(marks([frame("a", nil, nil), frame("b", nil, nil)]).isEmpty)
    #expect(downlink(frames).missingSequences.isEmpty)
  }

  @Test func aNumberOrADigestOfAnotherFrameIsADuplicate() {
    var (a, b) = (frame("a", 1, 10), frame("b", 2, 20))
    a.sha256 = Digest(of: [1])
    b.sha256 = Digest(of: [1])
    #expect(marks([a, b]) == ["b duplicate"])
    let found = downlink([frame("a", 1, 10), frame("b", 1, 99), frame("c", 2, 20)]).findings
    #expect(found.map(\.frame) == ["b"] && found[0].reason.contains("another clock"))
    #expect(marks([frame("a", 1, 10), frame("b", 1, 10, camera: "right")]).isEmpty)
  }

  /// Only the frame that moved is told of, whichever way it moved.
  @Test(arguments: [[2, 1, 3, 4, 5], [1, 3, 4, 5, 2], [5, 1, 2, 3, 4], [1, 2, 5, 3, 4]])
  func aFrameOutOfOrderIsFound(order: [Int]) {
    let frames = order.map { frame("f\($0)", $0, 10 * Double($0)) }
    let found = downlink(frames).findings
    #expect(found.count == 1 && found[0].mark == .outOfOrder, "\(found)")
  }

  @Test func aClockThatJumpsIsFoundWhereNumbersSayTheOrder() {
    var frames = (1...6).map { frame("f\($0)", $0, 10 * Double($0)) }
    frames[3].clock = 3640
    let found = downlink(frames).findings
    #expect(found.map(\.frame) == ["f4"] && found[0].mark == .clockJump)
    #expect(found[0].reason == "its clock reads 3640.0, that of frame f3 30.0")
    frames[3].clock = 5
    #expect(marks(frames) == ["f4 clock-jump"])
    // Without numbers it may as well be late.
    #expect(marks(frames.map { frame($0.id, nil, $0.clock) }) == ["f4 out-of-order"])
  }

  @Test func aStepLongerThanAnyPauseIsAJump() {
    var all = downlink([frame("a", 1, 10), frame("b", 2, 20), frame("c", 3, 900)])
    #expect(all.findings.isEmpty)
    all.longestPause = 600
    #expect(all.findings.map(\.frame) == ["c"] && all.findings[0].mark == .clockJump)
  }

  @Test func thePairWhoseClocksAreApartIsFound() {
    var (a, b) = (frame("a", 1, 10), frame("b", 1, 10.2, camera: "right"))
    (a.pair, b.pair) = ("p", "p")
    #expect(marks([a, b]) == ["a clock-jump", "b clock-jump"])
    b.clock = 10.05
    #expect(marks([a, b]).isEmpty)
  }

  @Test func numbersThatNobodyBearsAreMissing() {
    let numbers = [1, 2, 5, 9]
    let frames =
      numbers.map { (number: Int) in frame("f\(number)", number, nil) }
      + [frame("r", 7, nil, camera: "right")]
    #expect(downlink(frames).missingSequences == [3...4, 6...6, 8...8])
  }

  @Test func filesThatAreEqualAreDuplicatesWhateverIsSaidOfThem() throws {
    let folder = FileManager.default.temporaryDirectory.path + "/arrival-\(UUID().uuidString)"
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var big = [UInt8](repeating: 7, count: 100_000)
    try Files.write(big, to: folder + "/a.png")
    try Files.write(big, to: folder + "/c.png")
    big[99_999] = 8
    try Files.write(big, to: folder + "/b.png")
    let all = downlink([
      frame("a", 1, 10), frame("b", 2, 20), frame("c", 3, 30), frame("gone", 4, 40),
    ])
    let found = DownlinkFolder(
      folder: folder, description: all, rig: RigDescription()
    ).findings
    #expect(found.map(\.frame) == ["c"])
    #expect(found.first?.reason == "its file equals that of frame a")
  }
}
