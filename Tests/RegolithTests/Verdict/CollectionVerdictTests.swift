import Testing

@testable import Regolith

@Suite struct CollectionVerdictTests {
  /// 400 of 800 cm³ measured by two cameras, everything in order.
  static let filled: CollectionFigures = {
    var clock = 0.0
    let frames = ShovelFrame.Role.allCases.flatMap { role -> [CollectionFigures.Frame] in
      clock += 100
      return ["left", "right"].map {
        .init(name: "\($0)-\(role.rawValue)", role: role, camera: $0, clock: clock, refusal: nil)
      }
    }
    return CollectionFigures(
      capacity: 800e-6, frames: frames, sameGround: 0.9,
      content: .init(
        low: 350e-6, likeliest: 400e-6, high: 460e-6, deviation: 20e-6,
        seen: .init(
          volume: 250e-6, unevenness: 0.006, covered: 0.98,
          look: SurfaceLook(brightness: 0.7, highlights: 0.9, grain: 1.4)), empty: 0.8,
        measured: 0.5,
        bare: 0.05, changed: [1, 1, 0.8, 0.4]))
  }()

  static func verdict(_ change: (inout CollectionFigures) -> Void) -> CollectionVerdict.Result {
    var figures = filled
    change(&figures)
    return CollectionVerdict().result(figures)
  }

  @Test func whatWasMeasuredIsConfirmed() throws {
    let result = Self.verdict { _ in }
    #expect(result.enough.outcome == .confirmed && result.some.outcome == .confirmed)
    #expect(result.enough.probability > 0.999)
    #expect(result.reasons == [.measuredAboveThreshold, .cuesAgree] && result.advice.isEmpty)
    let volume = try #require(result.volume)
    #expect(volume.low > 340e-6 && volume.low < volume.value && volume.value < volume.high)
    let mass = try #require(result.mass)
    #expect(mass.low < 1450 * volume.low && mass.high > 1450 * volume.high)
  }

  /// Everything that can be wrong keeps the same measurement from being confirmed, and says so.
  static let wrongs:
    [(reason: VerdictReason, change: @Sendable (inout CollectionFigures) -> Void)] =
      [
        (.noBeforeFrame, { f in for k in 0..<2 { f.frames[k].refusal = .saturated } }),
        (.noAfterFrame, { f in for k in 2..<4 { f.frames[k].refusal = .unreadable } }),
        (.duplicateFrames, { $0.frames[3].refusal = .duplicate }),
        (.shovelNotFound, { $0.content = nil }),
        (.anotherPlace, { $0.sameGround = 0.05 }),
        (.groundUnknown, { $0.sameGround = nil }),
        (.noClock, { $0.frames[2].clock = nil }),
        (.clockOrder, { $0.frames[2].clock = 100 }),
        (.emptyShovelDiffers, { $0.content?.empty = 0.02 }),
        (.tooEven, { $0.content?.seen.unevenness = 0.001 }),
        (.cuesDisagree, { $0.content?.seen.covered = 0.5 }),
        (.unlikeGround, { $0.content?.seen.look = nil }),
        (.unlikeGround, { $0.content?.seen.look?.brightness = 0.2 }),
        (.unlikeGround, { $0.content?.seen.look?.highlights = 2.5 }),
        (.unlikeGround, { $0.content?.seen.look?.grain = 0.5 }),
        (.cuesDisagree, { $0.content?.seen.covered = nil }),
        (.tooLittleSeen, { $0.content?.seen.volume = 30e-6 }),
        (
          .boundsTooWide,
          {
            $0.content?.high = 1200e-6
            $0.content?.deviation = 500e-6
          }
        ),
      ]

  @Test(arguments: wrongs.indices) func whatIsWrongIsNamed(index: Int) {
    let (reason, change) = Self.wrongs[index]
    let result = Self.verdict(change)
    #expect(result.enough.outcome == .inconclusive, "\(reason)")
    #expect(result.reasons.contains(reason))
    #expect(!result.advice.isEmpty)
    let isSome = result.some.outcome == .confirmed
    #expect(isSome == (reason == .tooLittleSeen))
  }

  /// A false floor is measured with errors: unless the empty shovel was seen to be the known one,
  /// what lies above must bulge by more than those.
  @Test(arguments: [
    (nil, 0.0022, false), (0.1, 0.0022, false), (0.3, 0.0022, true), (nil, 0.003, true),
  ])
  func unknownFloorsAskForMoreOfAHeap(empty: Double?, unevenness: Double, holds: Bool) {
    let result = Self.verdict {
      $0.content?.empty = empty
      $0.content?.seen.unevenness = unevenness
    }
    #expect((result.enough.outcome == .confirmed) == holds)
    #expect(result.reasons.contains(.tooEven) != holds)
  }

  /// A small patch may be even, and a plate that covers little is no wider a question.
  @Test func smallPatchesMayBeEven() {
    let result = Self.verdict {
      $0.content?.seen.unevenness = 0.001
      $0.content?.measured = 0.03
    }
    #expect(result.enough.outcome == .confirmed)
  }

  @Test func aboutTheThresholdNothingIsCertain() {
    let result = Self.verdict {
      $0.content?.low = 30e-6
      $0.content?.likeliest = 36e-6
      $0.content?.high = 60e-6
      $0.content?.deviation = 6e-6
      $0.content?.seen.volume = 35e-6
    }
    #expect(result.enough.outcome == .inconclusive && result.some.outcome == .confirmed)
    #expect(result.reasons == [.nearThreshold])
    #expect((0.3...0.9).contains(result.enough.probability))
  }

  static func empty(_ change: (inout CollectionFigures) -> Void) -> CollectionVerdict.Result {
    verdict { figures in
      figures.content = .init(
        low: 0, likeliest: 0, high: 60e-6, deviation: 0, seen: .init(), empty: 0.9, measured: 0.3,
        bare: 0.6,
        changed: [0, 0, 0.05, 0])
      change(&figures)
    }
  }

  @Test func aBareFloorIsAbsent() {
    let result = Self.empty { _ in }
    #expect(result.enough.outcome == .absent && result.some.outcome == .absent)
    #expect(result.reasons == [.nothingAboveFloor])
    #expect(result.enough.probability < 0.05)
  }

  /// Where too little is bare, too much has room, the place is another or frames were sent twice,
  /// nobody can tell.
  @Test func absenceNeedsABareFloorAndGoodFrames() {
    let changes: [(inout CollectionFigures) -> Void] = [
      { $0.content?.bare = 0.05 }, { $0.content?.high = 400e-6 },
      { $0.content?.deviation = 60e-6 }, { $0.sameGround = 0 },
      { $0.frames[2].refusal = .duplicate },
    ]
    for change in changes { #expect(Self.empty(change).enough.outcome == .inconclusive) }
  }

  @Test func oneCameraIsSaidSo() {
    let result = Self.empty {
      $0.frames.removeAll { $0.camera == "right" }
      $0.content?.changed = [1, 1, 1, 1]
      $0.content?.high = 900e-6
      $0.content?.deviation = 300e-6
    }
    #expect(result.enough.outcome == .inconclusive)
    #expect(result.reasons == [.oneCamera, .boundsTooWide])
    #expect(result.volume == nil && result.mass == nil)
  }

  @Test func everyReasonHasASentence() {
    for reason in VerdictReason.allCases {
      #expect(reason.sentence.hasSuffix(".") && reason.advice?.hasSuffix(".") ?? true)
    }
  }
}
