import Rig
import Testing

@testable import Downlink

@Suite struct GroupingTests {
  private var rig: RigDescription {
    var rig = RigDescription()
    rig.cameras = ["left", "right", "rear"].map { name in
      var camera = Camera()
      camera.name = name
      return camera
    }
    return rig
  }

  private func frame(
    _ id: String, _ camera: String, _ clock: Double?, pair: String? = nil, of: String? = nil
  ) -> FrameDescription {
    var frame = FrameDescription()
    (frame.id, frame.camera, frame.clock) = (id, camera, clock)
    (frame.pair, frame.collection) = (pair, of)
    return frame
  }

  private func pairs(_ frames: [FrameDescription], tolerance: Double = 50) -> [String] {
    var downlink = DownlinkDescription()
    downlink.frames = frames
    downlink.pairToleranceMs = tolerance
    return downlink.pairs(rig).map { "\($0.id): \($0.first.id) \($0.second.id)" }
  }

  @Test func theNearestClocksPairFirst() {
    let frames = [
      frame("r1", "right", 10.04), frame("l1", "left", 10), frame("l2", "left", 10.05),
      frame("r2", "right", 10.09),
    ]
    #expect(pairs(frames) == ["l2+r1: l2 r1"])
    #expect(pairs(frames, tolerance: 100) == ["l2+r1: l2 r1", "l1+r2: l1 r2"])
  }

  @Test func theToleranceIsKeptOnBothSides() {
    let frames = [frame("l", "left", 100.1), frame("r", "right", 100.15)]
    #expect(pairs(frames, tolerance: 50) == ["l+r: l r"])
    #expect(pairs(frames, tolerance: 49.9) == [])
    #expect(pairs([frame("l", "left", 1), frame("r", "right", 1)], tolerance: 0).count == 1)
  }

  @Test func namedPairsComeBeforeClocks() {
    let frames = [
      frame("r1", "right", 10, pair: "a"), frame("l1", "left", 99, pair: "a"),
      frame("l2", "left", 10), frame("l3", "left", 5, pair: "lonely"), frame("r3", "right", 5),
    ]
    #expect(pairs(frames) == ["a: l1 r1"])
  }

  @Test func framesOfOneCameraOrOfTwoCollectionsArePairedNever() {
    #expect(pairs([frame("a", "left", 1), frame("b", "left", 1)]) == [])
    #expect(pairs([frame("a", "left", 1, of: "x"), frame("b", "right", 1, of: "y")]) == [])
    #expect(pairs([frame("a", "left", nil), frame("b", "right", nil)]) == [])
  }

  @Test func tiesGoToTheFirstInTheFile() {
    let frames = [
      frame("l", "left", 1), frame("rear", "rear", 1), frame("r", "right", 1),
      frame("l2", "left", 1),
    ]
    // Within a pair, the camera that the rig lists first comes first.
    #expect(pairs(frames) == ["l+rear: l rear", "l2+r: l2 r"])
  }

  @Test func collectionsKeepTheOrderOfTheFile() {
    var downlink = DownlinkDescription()
    downlink.frames = [
      frame("1", "left", nil, of: "b"), frame("2", "left", nil), frame("3", "left", nil, of: "a"),
      frame("4", "left", nil, of: "b"),
    ]
    #expect(downlink.collections.map(\.id) == ["b", "a"])
    #expect(downlink.collections[0].frames.map(\.id) == ["1", "4"])
  }
}
