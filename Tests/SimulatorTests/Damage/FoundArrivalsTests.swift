import Downlink
import Testing

@testable import Simulator

/// What damage does to a downlink's list is found again.
@Suite struct FoundArrivalsTests {
  @Test(arguments: 1...8)
  func duplicatesOrderAndClocksAreFoundAgain(seed: Int) throws {
    var settings = DamageSettings()
    (settings.duplicates, settings.reordered, settings.delay) = (0.05, 0.04, 5)
    (settings.clockJumps, settings.clockJump) = (0.04, 3600)
    let damage = try DownlinkDamage(settings, seed: seed)
    var downlink = DownlinkDescription()
    var (copies, jumps, late): (Set<String>, Set<String>, Int) = ([], [], 0)
    var highest = -1
    for (source, isCopy) in damage.order(of: 200) {
      var frame = FrameDescription()
      frame.id = "f\(source)" + (isCopy ? "-again" : "")
      (frame.camera, frame.file) = ("left", "\(frame.id).png")
      frame.sequence = source + 1
      frame.clock = 10 * Double(source) + (damage.clockShift(frame: source) ?? 0)
      if isCopy {
        copies.insert(frame.id)
      } else {
        if damage.clockShift(frame: source) != nil { jumps.insert(frame.id) }
        if source < highest { late += 1 }
        highest = max(highest, source)
      }
      downlink.frames.append(frame)
    }
    let found = Dictionary(grouping: downlink.findings, by: \.mark).mapValues {
      Set($0.map(\.frame))
    }
    #expect(found[.duplicate] ?? [] == copies)
    // At the first and the last frames a jump may look as if it lasted.
    let inside = jumps.subtracting(["f0", "f199"])
    #expect((found[.clockJump] ?? []).isSuperset(of: inside), "\(jumps)")
    #expect((found[.clockJump] ?? []).isSubset(of: jumps))
    #expect((found[.outOfOrder] ?? []).count <= late)
    #expect((found[.outOfOrder] ?? []).isEmpty == (late == 0))
  }
}
