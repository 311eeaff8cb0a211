import ExactMath
import Rig
import Testing

@testable import Regolith

@Suite struct ContentBoundsTests {
  static let cell = 0.002

  static func floor() throws -> ShovelFloor {
    let model = try ShovelModel(
      BoxShovel.description, interior: BoxShovel.interior, rim: BoxShovel.corners)
    return ShovelFloor(model, cell: cell)
  }

  static func bounds(_ floor: ShovelFloor, up: Vector3 = Vector3(0, 0, 1)) -> ContentBounds {
    ContentBounds(floor, steepest: 1, up: up, overhang: 0)
  }

  /// Of which nothing is known, a shovel holds between nothing and a heap of 45° on its rim: over a
  /// rectangle a × b, a hipped roof of a²·(3b − a) / 12.
  @Test func unknownIsBetweenNothingAndAHeap() throws {
    let floor = try Self.floor()
    var bounds = Self.bounds(floor)
    bounds.settle()
    let (a, b) = (0.12, 0.16)
    let most = floor.capacity + a * a * (3 * b - a) / 12
    #expect(bounds.volumes.low == 0)
    #expect((bounds.volumes.high / most - 1).magnitude < 0.04, "\(bounds.volumes.high) \(most)")
  }

  /// What was measured everywhere is known; a cone of 45° keeps its volume.
  @Test func measuredConeIsItsVolume() throws {
    let floor = try Self.floor()
    var bounds = Self.bounds(floor)
    bounds.settle()
    for index in floor.heights.indices where !floor.heights[index].isNaN {
      let (x, y) = floor.middle(index)
      let height = max(0, 0.04 - (x * x + y * y).squareRoot()) + floor.heights[index]
      #expect(bounds.allows(index, height: height))
      bounds.measured(index, height: height, margin: 0.0001)
    }
    bounds.settle()
    let volume = Double.pi * 0.04 * 0.04 * 0.04 / 3
    #expect(bounds.volumes.low > 0.9 * volume && bounds.volumes.low <= volume)
    #expect(bounds.volumes.high >= 0.99 * volume && bounds.volumes.high < 1.1 * volume)
  }

  /// One high place needs a cone below it, and allows one around it.
  @Test func onePlaceBoundsItsSurroundings() throws {
    let floor = try Self.floor()
    var bounds = Self.bounds(floor)
    let middle = try #require(floor.index(0, 0))
    bounds.measured(middle, height: -0.04, margin: 0)
    bounds.settle()
    for steps in [1, 5, 12] {
      let off = Double(steps) * Self.cell
      #expect((bounds.lower[middle + steps] + 0.04 + off).magnitude < 1e-9)
      #expect((bounds.upper[middle - steps] + 0.04 - off).magnitude < 1e-9)
    }
  }

  /// In a shovel that is tilted by 20°, a surface rises less one way and more the other.
  @Test func reposeIsThatOfTheGround() throws {
    let floor = try Self.floor()
    let (sine, cosine) = Exact.sincos(20 * Double.pi / 180)
    var bounds = Self.bounds(floor, up: Vector3(sine, 0, cosine))
    let middle = try #require(floor.index(0, 0))
    bounds.measured(middle, height: -0.04, margin: 0)
    bounds.settle()
    let (down, up) = (Exact.tan(65 * Double.pi / 180), Exact.tan(25 * Double.pi / 180))
    #expect((bounds.upper[middle + 4] - (-0.04 + 4 * Self.cell * up)).magnitude < 1e-9)
    #expect((bounds.upper[middle - 4] - (-0.04 + 4 * Self.cell * down)).magnitude < 1e-9)
    #expect((bounds.lower[middle - 4] - (-0.04 - 4 * Self.cell * up)).magnitude < 1e-9)
  }

  /// Nothing stands in the way of light that was seen; beyond it there may be something.
  @Test func wayOfLightIsFree() throws {
    let floor = try Self.floor()
    var bounds = Self.bounds(floor)
    let (start, eye) = (Vector3(-0.02, 0, -0.06), Vector3(0.18, 0, 0.14))
    bounds.freed(from: start, to: eye)
    let ahead = try #require(floor.index(0.01, 0))
    let (x, _) = floor.middle(ahead)
    #expect((bounds.upper[ahead] - (-0.06 + (x + 0.02))).magnitude < 0.0035)
    let behind = try #require(floor.index(-0.04, 0))
    #expect(bounds.upper[behind] == .infinity)
  }

  /// Bare walls and the floor are no content, and carry none.
  @Test func bareSurfaceHoldsNothing() throws {
    let floor = try Self.floor()
    var bounds = Self.bounds(floor)
    for index in floor.heights.indices where !floor.heights[index].isNaN {
      bounds.measured(index, height: floor.heights[index] + 0.0005, margin: 0.0002)
    }
    bounds.settle()
    #expect(bounds.volumes.low == 0)
    #expect(bounds.volumes.high < 0.02 * floor.capacity)
  }
}
