import Diagnostics
import Settings
import TestSupport
import Testing

@testable import Simulator

/// How often what is decided, and on what it depends.
@Suite struct DamageDecisionTests {
  private func settings(_ change: (inout DamageSettings) -> Void) -> DamageSettings {
    var settings = DamageSettings()
    change(&settings)
    return settings
  }

  /// Within five standard deviations of a binomial count.
  private func isNear(_ count: Int, of total: Int, _ share: Double) -> Bool {
    let mean = share * Double(total)
    return abs(Double(count) - mean) <= 5 * (mean * (1 - share)).squareRoot() + 1
  }

  @Test func nothingHappensUnlessItIsSet() throws {
    let damage = try DownlinkDamage(DamageSettings(), seed: 1)
    for frame in 0..<50 {
      #expect(damage.file(frame: frame, count: 100_000).isEmpty)
      #expect(damage.clockShift(frame: frame) == nil)
    }
    #expect(damage.order(of: 50).map(\.source) == Array(0..<50))
  }

  @Test(arguments: [(0.01, 1.0), (0.05, 4.0), (0.3, 2.0), (0.5, 20.0)])
  func blocksAreLostInBurstsAsOftenAsAsked(rate: Double, burst: Double) throws {
    let damage = try DownlinkDamage(
      settings {
        $0.blockSize = 10
        ($0.blockLoss, $0.burst) = (rate, burst)
      }, seed: 3)
    var (lost, runs, firsts) = (0, 0, 0)
    let (frames, blocks) = (400, 1000)
    for frame in 0..<frames {
      let file = damage.file(frame: frame, count: 10 * blocks - 3)
      for run in file.lost {
        #expect(run.lowerBound % 10 == 0 && (run.upperBound % 10 == 0 || run.upperBound == 9997))
        lost += (run.count + 9) / 10
      }
      for (a, b) in zip(file.lost, file.lost.dropFirst()) { #expect(a.upperBound < b.lowerBound) }
      runs += file.lost.count
      firsts += file.lost.first?.lowerBound == 0 ? 1 : 0
    }
    // Neighbours are alike, so that a block counts for less.
    let share = Double(lost) / Double(frames * blocks)
    let deviation = (rate * (1 - rate) * 2 * burst / Double(frames * blocks)).squareRoot()
    #expect(abs(share - rate) < 5 * deviation, "\(share)")
    #expect(abs(Double(lost) / Double(runs) - burst) < 0.05 * burst)
    #expect(isNear(firsts, of: frames, rate))
  }

  @Test func bitsFlipAsOftenAsAskedAnywhereButInWhatIsLost() throws {
    let damage = try DownlinkDamage(
      settings {
        $0.flips = 500
        $0.blockLoss = 0.2
        $0.truncation = 0.5
      }, seed: 9)
    var (flips, arrived) = (0, 0)
    var bits = [Int](repeating: 0, count: 8)
    for frame in 0..<200 {
      let file = damage.file(frame: frame, count: 100_000)
      for flip in file.flips {
        #expect(!file.lost.contains { $0.contains(flip.offset) })
        #expect(flip.offset < file.cut ?? 100_000)
        bits[flip.bit] += 1
      }
      flips += file.flips.count
      arrived += (file.cut ?? 100_000) - file.lostCount
    }
    let wanted = 500e-6 * Double(arrived)
    #expect(abs(Double(flips) - wanted) < 5 * wanted.squareRoot(), "\(flips), \(wanted)")
    for count in bits { #expect(isNear(count, of: flips, 1 / 8)) }
  }

  @Test func framesAreCutHeldDoubledAndMistimedAsOftenAsAsked() throws {
    let damage = try DownlinkDamage(
      settings {
        ($0.truncation, $0.duplicates, $0.reordered, $0.clockJumps) = (0.1, 0.2, 0.3, 0.4)
        ($0.delay, $0.clockJump) = (3, 7.5)
      }, seed: 12)
    let total = 5000
    var (cuts, shifts, early) = (0, 0, 0)
    for frame in 0..<total {
      if let cut = damage.file(frame: frame, count: 1000).cut {
        #expect((0..<1000).contains(cut))
        cuts += 1
      }
      if let shift = damage.clockShift(frame: frame) {
        #expect(abs(shift) == 7.5)
        shifts += 1
        early += shift < 0 ? 1 : 0
      }
    }
    #expect(isNear(cuts, of: total, 0.1) && isNear(shifts, of: total, 0.4))
    #expect(isNear(early, of: shifts, 0.5))

    let order = damage.order(of: total)
    let copies = order.filter(\.isCopy).count
    #expect(isNear(copies, of: total, 0.2) && order.count == total + copies)
    #expect(order.filter { !$0.isCopy }.map(\.source).sorted() == Array(0..<total))
    var (furthest, held) = (-1, 0)
    for (place, (source, isCopy)) in order.filter({ !$0.isCopy }).enumerated() {
      #expect(!isCopy && place - source <= 3 && source - place <= 3)
      if source < furthest { held += 1 }
      furthest = max(furthest, source)
    }
    // One that is held back together with the next is not overtaken by it.
    #expect(held > 1000 && held <= 1700)
    for (index, entry) in order.enumerated() where entry.isCopy {
      #expect(order[..<index].contains { $0.source == entry.source && !$0.isCopy })
    }
  }

  @Test func decisionsDependOnSeedAndFrameAndNothingElse() throws {
    let some = settings { ($0.blockLoss, $0.flips, $0.truncation) = (0.1, 100, 0.5) }
    let damage = try DownlinkDamage(some, seed: 5)
    let forward = (0..<20).map { damage.file(frame: $0, count: 50_000) }
    let again = try DownlinkDamage(some, seed: 5)
    for frame in (0..<20).reversed() {
      #expect(again.file(frame: frame, count: 50_000) == forward[frame])
    }
    #expect(Set(forward).count == 20)
    let other = try DownlinkDamage(some, seed: 6)
    #expect(other.file(frame: 0, count: 50_000) != forward[0])
  }

  @Test func theManualListsEveryParameter() throws {
    let wanted = ParameterDescription.markdown(DamageSettings.table.parameters) + "\n"
    #expect(
      try ManualPage("Guides/Damage.md").fields(wanted: wanted) == wanted,
      "run the tests once with ALBEDO_UPDATE_PAGES=1")
  }

  @Test func impossibleBurstsAreRefused() {
    #expect {
      try DownlinkDamage(settings { ($0.blockLoss, $0.burst) = (0.8, 2) }, seed: 1)
    } throws: { "\($0)".contains("raise burst to 4") }
  }
}
