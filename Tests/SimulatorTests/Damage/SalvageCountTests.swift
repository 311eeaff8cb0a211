import Codecs
import Foundation
import Raster
import TestSupport
import Testing

@testable import Simulator

/// Ten thousand damaged frames: what is said to be there was sent, and what could be had is had.
@Suite struct SalvageCountTests {
  /// A kind of file with a kind of damage, and what is asked of it.
  struct Class {
    var name: String
    var kinds: [SmallFrame.Kind]
    var loss = DamageSettings.Loss.listed
    var isCut = false
    var flips = 0.0
    /// The largest share of frames of which nothing can be had because the header is hit.
    var refused: Double
  }

  /// What became of the frames of a class.
  struct Count {
    var frames = 0
    var refused = 0
    /// Frames that were refused though something could be had.
    var refusedInVain = 0
    var kept = 0
    var wrong = 0
    var recoverable = 0
    var recovered = 0

    var text: String {
      """
      \(frames) frames, \(refused) refused (\(refusedInVain) in vain), \
      \(wrong) of \(kept) kept pixels wrong, \(recovered) of \(recoverable) recovered
      """
    }
  }

  static let raws = RawLayout.Packing.allCases.map { SmallFrame.Kind.raw($0) }
  static let classes = [
    Class(name: "raw, listed gaps", kinds: raws, refused: 0),
    Class(name: "raw, cut", kinds: raws, isCut: true, refused: 0),
    Class(name: "PNG, listed gaps", kinds: [.png8, .png16], refused: 0.2),
    Class(name: "PNG, cut", kinds: [.png8, .png16], isCut: true, refused: 0.03),
    Class(name: "PNG, flipped bits", kinds: [.png8, .png16], flips: 300, refused: 0.08),
    Class(name: "PNG, unlisted zeros", kinds: [.png8, .png16], loss: .unlisted, refused: 0.21),
    Class(name: "PNG, closed gaps", kinds: [.png8, .png16], loss: .closed, refused: 0.22),
    Class(name: "JPEG with markers, listed gaps", kinds: [.jpegOfRows], refused: 0.35),
    Class(name: "JPEG with markers, cut", kinds: [.jpegOfRows], isCut: true, refused: 0.15),
    Class(
      name: "JPEG with markers, unlisted zeros", kinds: [.jpegOfRows], loss: .unlisted,
      refused: 0.35),
    Class(
      name: "JPEG with markers, closed gaps", kinds: [.jpegOfRows], loss: .closed, refused: 0.35),
    Class(name: "JPEG without, listed gaps", kinds: [.jpeg], refused: 0.35),
    Class(name: "JPEG without, cut", kinds: [.jpeg], isCut: true, refused: 0.15),
  ]

  private func settings(_ kind: Class, _ turn: Int) -> DamageSettings {
    var settings = DamageSettings()
    settings.loss = kind.loss
    settings.flips = kind.flips
    settings.truncation = kind.isCut ? 1 : 0
    if !kind.isCut && kind.flips == 0 {
      settings.blockSize = [48, 111, 223, 480][turn % 4]
      settings.blockLoss = [0.02, 0.05, 0.15][turn / 4 % 3]
      settings.burst = [1, 2, 4][turn / 12 % 3]
    }
    return settings
  }

  /// The next damage that hits the frame.
  private func damage(
    _ kind: Class, _ turn: Int, _ frame: SmallFrame
  ) throws -> FileDamage {
    let damage = try DownlinkDamage(settings(kind, turn), seed: turn)
    for number in 0... {
      let file = damage.file(frame: number, count: frame.file.count)
      if !file.isEmpty { return file }
    }
    return FileDamage()
  }

  private func take(
    _ kind: Class, _ turn: Int, _ generator: inout SeededGenerator, _ count: inout Count
  ) throws {
    // A checksum locates damage to its chunk. libpng's 8 KiB are a quarter of a percent of an HD
    // frame and all of one of these; so they come in small chunks.
    let chunk = kind.loss == .listed && kind.flips == 0 ? nil : 64
    let frame = try SmallFrame(
      kind.kinds[turn % kind.kinds.count], chunk: chunk, using: &generator)
    let damage = try damage(kind, turn, frame)
    var arrived = damage.applied(to: frame.file, closing: kind.loss == .closed)
    if kind.loss == .listed, turn % 2 == 0 {
      // What stands in a listed gap means nothing, whatever it is.
      for gap in damage.lost {
        for byte in gap { arrived[byte] = UInt8.random(in: 0...255, using: &generator) }
      }
    }
    let hits =
      damage.lost + damage.flips.map { $0.offset..<$0.offset + 1 }
      + (damage.cut.map { [$0..<frame.file.count] } ?? [])
    let isRecoverable = frame.recoverable(hits)
    count.frames += 1
    guard
      let salvaged = try? frame.salvaged(
        arrived, gaps: kind.loss == .listed ? damage.lost : [])
    else {
      count.refused += 1
      let before = count.recoverable
      add(frame, to: &count, isRecoverable) { _, _ in (false, false) }
      count.refusedInVain += count.recoverable > before ? 1 : 0
      return
    }
    let codes = SmallFrame.codes(salvaged.picture)
    let fits = codes.size == frame.size
    add(frame, to: &count, isRecoverable) { x, y in
      let isKept = fits ? salvaged.validity[x, y] == [] : true
      return (isKept, fits && codes[x, y] == frame.codes[x, y])
    }
  }

  private func add(
    _ frame: SmallFrame, to count: inout Count, _ isRecoverable: (Int, Int) -> Bool,
    _ found: (Int, Int) -> (isKept: Bool, isRight: Bool)
  ) {
    for y in 0..<frame.size.height {
      for x in 0..<frame.size.width {
        let (isKept, isRight) = found(x, y)
        count.kept += isKept ? 1 : 0
        count.wrong += isKept && !isRight ? 1 : 0
        guard isRecoverable(x, y) else { continue }
        count.recoverable += 1
        count.recovered += isKept && isRight ? 1 : 0
      }
    }
  }

  /// Where nobody knows that bytes closed up, a few pixels may be wrong.
  ///
  /// What is left of a restart interval is sometimes an interval all the same, and a PNG whose end
  /// is gone as well looks like a cut one. Only a digest can tell.
  @Test(.timeLimit(.minutes(10)))
  func tenThousandDamagedFramesAreSalvaged() throws {
    let isSlow = ProcessInfo.processInfo.environment["ALBEDO_SLOW_TESTS"] != nil
    let frames = isSlow ? 200_000 : 10_000
    var generator = SeededGenerator(seed: 11)
    var counts = [Count](repeating: Count(), count: Self.classes.count)
    for turn in 0..<frames {
      let index = turn % counts.count
      try take(Self.classes[index], turn / counts.count, &generator, &counts[index])
    }
    for (kind, count) in zip(Self.classes, counts) {
      let row = "\(kind.name): \(count.text)"
      print(row)
      let allowed = kind.loss == .closed ? 0.001 : 0
      #expect(Double(count.wrong) <= allowed * Double(count.kept), "\(row)")
      #expect(Double(count.recovered) >= 0.95 * Double(count.recoverable), "\(row)")
      #expect(Double(count.refused) <= kind.refused * Double(count.frames), "\(row)")
      #expect(count.refusedInVain <= count.frames / 200, "\(row)")
    }
    #expect(counts.map(\.frames).reduce(0, +) == frames)
  }
}
