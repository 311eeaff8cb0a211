import Kernels
import Rig
import Testing

@testable import Regolith

@Suite struct ContentMeasurementTests {
  static let pair = [0.07, -0.07]

  static func measured(
    _ content: MadeUpShovel.Content, sides: [Double], context: FilterContext = FilterContext()
  ) throws -> ContentMeasurement.Result {
    let shovel = try MadeUpShovel()
    return ContentMeasurement().measured(
      shovel.model, before: [shovel.moment(.init(), sides: sides)],
      after: [shovel.moment(content, sides: sides)], context: context)
  }

  /// Capacity: 120 × 160 × 60 mm.
  static let capacity = 0.12 * 0.16 * 0.06

  /// But behind the near wall, where nobody looks.
  @Test(arguments: [[0.07, -0.07], [0.0]]) func emptyShovelHoldsNothing(_ sides: [Double]) throws {
    let found = try Self.measured(.init(), sides: sides)
    #expect(found.low == 0)
    #expect(found.high < 0.25 * Self.capacity, "\(found.high / Self.capacity)")
    #expect(found.bare > 0.4)
  }

  /// A film has no height: it is not content, but hides whether there is some.
  @Test func dustIsNoContent() throws {
    let found = try Self.measured(.init(isDusty: true), sides: Self.pair)
    #expect(found.low < 0.005 * Self.capacity, "\(found.low / Self.capacity)")
    #expect(found.high < 0.35 * Self.capacity, "\(found.high / Self.capacity)")
    // Only where two cameras measure the floor itself.
    #expect(found.bare < 0.1)
  }

  /// What two cameras see is measured; bounds hold the truth with one camera and with two.
  @Test(arguments: [(0.02, -0.06), (0.04, -0.06), (0.03, 0.0)])
  func boundsHoldTheTruth(_ given: (height: Double, from: Double)) throws {
    let content = MadeUpShovel.Content(height: given.height, from: given.from)
    let truth = given.height * (0.06 - given.from) * 0.16
    for sides in [Self.pair, [0.0]] {
      let found = try Self.measured(content, sides: sides)
      let (low, high) = (found.low / Self.capacity, found.high / Self.capacity)
      let share = truth / Self.capacity
      #expect(low <= share + 0.01 && high >= share - 0.01, "\(low) \(share) \(high)")
      if sides.count > 1 { #expect(low > 0.5 * share, "\(low) \(share)") }
      #expect(high < share + (sides.count > 1 ? 0.4 : 1.1), "\(high) \(share)")
      let likeliest = found.likeliest / Self.capacity
      let most = sides.count > 1 ? 0.1 : 1.64 * found.deviation / Self.capacity
      #expect((likeliest - share).magnitude < most, "\(likeliest) \(share) by \(sides.count)")
    }
  }

  @Test func threadsAndInstructionSetsChangeNoBit() throws {
    let content = MadeUpShovel.Content(height: 0.02)
    let one = try Self.measured(content, sides: Self.pair)
    for isa in InstructionSet.supported {
      let other = try Self.measured(
        content, sides: Self.pair, context: FilterContext(threads: 3, isa: isa))
      #expect(
        other.low == one.low && other.high == one.high && other.offset == one.offset
          && other.likeliest == one.likeliest && other.deviation == one.deviation)
    }
  }
}
