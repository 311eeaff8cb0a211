import Diagnostics
import ExactMath

/// Decides what befalls the frames of a downlink.
///
/// Every decision is a function of the seed, the frame's place in the intact downlink, the kind of
/// damage and a number (a block, a flip), so that it does not depend on the order of work.
public struct DownlinkDamage: Sendable {
  /// What is set.
  public let settings: DamageSettings
  private let random: Philox

  /// Damage of a kind.
  ///
  /// - Parameters:
  ///   - settings: how much of what.
  ///   - seed: where all decisions come from.
  /// - Throws: a failure where the settings contradict each other.
  public init(_ settings: DamageSettings, seed: Int) throws(Failure) {
    try settings.check()
    self.settings = settings
    random = Philox(seed: UInt64(truncatingIfNeeded: seed))
  }

  /// What is decided; each has its own stream of random numbers.
  private enum Decision: UInt32 {
    case blocks, flips, cut, duplicate, order, clock

    var stream: UInt32 { Stream.damage + rawValue }
  }

  private func draw(_ decision: Decision, frame: Int, index: Int = 0) -> SIMD4<Double> {
    random.uniforms(
      x: frame, y: index >> 32, stream: decision.stream, index: UInt32(truncatingIfNeeded: index))
  }

  /// What befalls the file of a frame.
  ///
  /// - Parameters:
  ///   - frame: its place in the intact downlink.
  ///   - count: the bytes of its file.
  /// - Returns: the damage.
  public func file(frame: Int, count: Int) -> FileDamage {
    var damage = FileDamage()
    let cut = draw(.cut, frame: frame)
    if cut.x < settings.truncation, count > 0 { damage.cut = Int(cut.y * Double(count)) }
    let end = damage.cut ?? count
    damage.lost = lostBlocks(frame: frame, end: end)
    var lost = damage.lost[...]
    damage.flips = flippedBits(frame: frame, end: end).filter { flip in
      while let range = lost.first, range.upperBound <= flip.offset { lost.removeFirst() }
      return !(lost.first?.contains(flip.offset) ?? false)
    }
    return damage
  }

  /// Runs of lost blocks, by a chain of two states.
  ///
  /// Source: E. N. Gilbert, "Capacity of a Burst-Noise Channel", Bell System Technical Journal 39
  /// (1960), with a good state that loses nothing and a bad one that loses everything.
  private func lostBlocks(frame: Int, end: Int) -> [Range<Int>] {
    guard settings.blockLoss > 0 else { return [] }
    let (entering, staying) = (settings.enteringLoss, 1 - 1 / settings.burst)
    var runs: [Range<Int>] = []
    var isLost = false
    var numbers = SIMD4<Double>.zero
    for (block, start) in stride(from: 0, to: end, by: settings.blockSize).enumerated() {
      if block % 4 == 0 { numbers = draw(.blocks, frame: frame, index: block / 4) }
      // The first block is lost as often as any other.
      let chance = block == 0 ? settings.blockLoss : isLost ? staying : entering
      isLost = numbers[block % 4] < chance
      guard isLost else { continue }
      let next = min(end, start + settings.blockSize)
      if let last = runs.last, last.upperBound == start {
        runs[runs.count - 1] = last.lowerBound..<next
      } else {
        runs.append(start..<next)
      }
    }
    return runs
  }

  /// Bits that flip independently: the distances between them are geometric.
  private func flippedBits(frame: Int, end: Int) -> [FileDamage.Flip] {
    guard settings.flips > 0 else { return [] }
    let scale = 1 / Exact.log(1 - settings.flips / 8e6)
    let bits = Double(end) * 8
    var flips: [FileDamage.Flip] = []
    var place = -1.0
    var number = 0
    var numbers = SIMD4<Double>.zero
    while true {
      if number % 4 == 0 { numbers = draw(.flips, frame: frame, index: number / 4) }
      place += 1 + (Exact.log(numbers[number % 4]) * scale).rounded(.down)
      guard place < bits else { return flips }
      flips.append(FileDamage.Flip(offset: Int(place) / 8, bit: Int(place) % 8))
      number += 1
    }
  }

  /// By how many seconds the clock of a frame is wrong; nil where it is right.
  public func clockShift(frame: Int) -> Double? {
    let numbers = draw(.clock, frame: frame)
    guard numbers.x < settings.clockJumps else { return nil }
    return numbers.y < 0.5 ? -settings.clockJump : settings.clockJump
  }

  /// The order in which frames are listed.
  ///
  /// - Parameter count: how many frames the intact downlink has.
  /// - Returns: their places there; one that arrived twice is followed by its copy.
  public func order(of count: Int) -> [(source: Int, isCopy: Bool)] {
    var arrivals: [(time: Double, source: Int, isCopy: Bool)] = []
    for source in 0..<count {
      let numbers = draw(.order, frame: source)
      let isHeld = numbers.x < settings.reordered
      // Behind the frame that was due so many places later, before its copy.
      let delay = isHeld ? 1.25 + (numbers.y * Double(settings.delay)).rounded(.down) : 0
      arrivals.append((Double(source) + delay, source, false))
      if draw(.duplicate, frame: source).x < settings.duplicates {
        arrivals.append((Double(source) + 0.5 + delay, source, true))
      }
    }
    return arrivals.sorted { ($0.time, $0.source) < ($1.time, $1.source) }
      .map { ($0.source, $0.isCopy) }
  }
}
