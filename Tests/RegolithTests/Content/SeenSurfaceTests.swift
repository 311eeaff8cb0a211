import Rig
import Testing

@testable import Regolith

@Suite struct SeenSurfaceTests {
  let floor: ShovelFloor
  let middle: Int

  init() throws {
    let model = try ShovelModel(
      BoxShovel.description, interior: BoxShovel.interior, rim: BoxShovel.corners)
    floor = ShovelFloor(model, cell: 0.002)
    middle = try #require(floor.index(0, 0))
  }

  /// A patch of so many cells on each side of the middle, level or rough.
  private func surface(_ reach: Int, roughness: Double = 0) -> SeenSurface {
    var cells = [ShovelRelief.Cell?](repeating: nil, count: floor.heights.count)
    for (number, index) in floor.cells(around: middle, reach: reach).enumerated() {
      let height = floor.heights[index] + 0.02 + (number % 2 == 0 ? roughness : -roughness)
      cells[index] = .init(height: height, deviation: 0.0002, count: 4)
    }
    return SeenSurface(cells, floor)
  }

  /// Ways from the floor below the middle, to the side or up.
  private func ways(_ count: Int, slanting: Double = 0.1) -> [SeenSurface.Way] {
    let place = Vector3(0, 0, floor.heights[middle])
    return (0..<count).map { _ in (place, place + Vector3(slanting, 0, 0.4)) }
  }

  @Test func theLargerOneIsBelieved() {
    var few = surface(6)
    #expect(few.resolved(ways(168)).isEmpty)
    #expect(few.cells.count { $0 != nil } == 169)
    var many = surface(6)
    #expect(many.resolved(ways(170)).count == 170)
    #expect(many.cells.allSatisfy { $0 == nil })
  }

  @Test func waysThatMissItAreKept() {
    var surface = surface(6)
    let beside = [
      (place: Vector3(0.04, 0, floor.heights[middle]), eye: Vector3(0.14, 0, 0.4))
    ]
    #expect(surface.resolved(beside).count == 1)
    #expect(surface.volume > 0)
  }

  @Test func smallPatchesAreDropped() {
    var surface = surface(5)
    #expect(surface.resolved([]).isEmpty)
    #expect(surface.volume == 0)
  }

  @Test func figuresAreThoseOfTheSurface() throws {
    let level = surface(8)
    #expect((level.volume - 0.02 * 17 * 17 * 4e-6).magnitude < 1e-9)
    #expect(try #require(level.unevenness) < 1e-9)
    let rough = try #require(surface(8, roughness: 0.002).unevenness)
    #expect((rough - 0.002).magnitude < 1e-4)
    #expect(surface(4).unevenness == nil)
    #expect(level.covered(otherwise: ways(150), bare: ways(50)) == 0.75)
    #expect(level.covered(otherwise: ways(20), bare: ways(20)) == nil)
  }
}
