import ExactMath
import Rig
import Testing

@testable import Simulator

@Suite struct RegolithBedTests {
  private static let level = Matrix3(Vector3(1, 0, 0), Vector3(0, 1, 0), Vector3(0, 0, 1))

  private func tilted(_ degrees: Double) -> Matrix3 {
    let turn = Exact.sincos(degrees * .pi / 180)
    return Matrix3(
      Vector3(turn.cos, 0, turn.sin), Vector3(0, 1, 0), Vector3(-turn.sin, 0, turn.cos))
  }

  private func content(_ fill: Double, clods: Double = 0) -> ContentDescription {
    var content = ContentDescription()
    (content.kind, content.fill, content.clods) = (.regolith, fill, clods)
    return content
  }

  @Test(arguments: ShovelShape.Kind.allCases)
  func whatIsWantedIsInAndNothingIsSteeperThanRepose(kind: ShovelShape.Kind) {
    var shape = ShovelShape()
    shape.kind = kind
    for (fill, tilt) in [(0.05, 0.0), (0.4, 0), (0.4, -12), (0.8, 8)] {
      var bed = RegolithBed(shape, toLevel: tilted(tilt), cell: 0.002)
      #expect(bed.volume == 0)
      bed.fill(content(fill), capacity: shape.capacity, random: Philox(seed: 3), stream: 9)
      // From a tilted shovel some runs over the lip.
      let share = bed.volume / shape.capacity
      #expect(share < fill + 0.01 && share > fill - (tilt == 0 ? 0.01 : 0.06), "\(share)")
      let steepest = Exact.tan(39.6 * .pi / 180)
      for j in 1..<bed.rows - 1 {
        for i in 1..<bed.columns - 1 {
          let node = j * bed.columns + i
          guard bed.top[node] > bed.floor[node] + 1e-5 else { continue }
          for other in [node - 1, node + 1, node - bed.columns, node + bed.columns]
          where !bed.floor[other].isNaN {
            #expect(bed.top[node] - bed.top[other] < steepest * bed.cell * 1.05)
          }
        }
      }
    }
  }

  @Test(arguments: ContentDescription.Heap.allCases)
  func everyHeapHoldsWhatIsWantedAndRests(heap: ContentDescription.Heap) {
    let shape = ShovelShape()
    var tops: Set<[Double]> = []
    for seed in 1...4 {
      var bed = RegolithBed(shape, toLevel: tilted(6), cell: 0.002)
      var content = content(0.35)
      content.heap = heap
      bed.fill(content, capacity: shape.capacity, random: Philox(seed: UInt64(seed)), stream: 9)
      #expect((bed.volume / shape.capacity - 0.35).magnitude < 0.01)
      let steepest = Exact.tan(39.6 * .pi / 180) * bed.cell * 1.05
      for node in bed.top.indices where bed.top[node] > bed.floor[node] + 1e-5 {
        for other in [node - 1, node + 1, node - bed.columns, node + bed.columns]
        where !bed.floor[other].isNaN { #expect(bed.top[node] - bed.top[other] < steepest) }
      }
      tops.insert(bed.top.map { $0.isNaN ? 0 : $0 })
    }
    #expect(tops.count == 4)
  }

  /// What was dragged is higher at the back than at the lip, and no plane: it has a furrow.
  @Test func whatWasDraggedLiesAtTheBackWithAFurrow() {
    let shape = ShovelShape()
    for seed in 1...4 {
      var bed = RegolithBed(shape, toLevel: Self.level, cell: 0.002)
      var content = content(0.5)
      content.heap = .dragged
      bed.fill(content, capacity: shape.capacity, random: Philox(seed: UInt64(seed)), stream: 9)
      func mean(_ columns: Range<Int>) -> Double {
        let nodes = bed.top.indices.filter {
          columns.contains($0 % bed.columns) && !bed.floor[$0].isNaN
        }
        return nodes.reduce(0) { $0 + bed.top[$1] } / Double(nodes.count)
      }
      let third = bed.columns / 3
      #expect(mean(2..<third) > mean(2 * third..<bed.columns - 3) + 0.005)
      // Across the middle, somewhere lower than on both sides.
      let row = (4..<bed.rows - 4).map { bed.top[$0 * bed.columns + bed.columns / 2] }
      let deepest = row.indices.map { at in
        min(row[...at].max() ?? 0, row[at...].max() ?? 0) - row[at]
      }.max()
      #expect(deepest ?? 0 > 0.001, "\(String(describing: deepest))")
    }
  }

  /// The volume between a level surface and the inner one is known in closed form.
  @Test func aLevelFillHasItsVolume() {
    var shape = ShovelShape()
    shape.draft = 0
    var bed = RegolithBed(shape, toLevel: Self.level, cell: 0.001)
    for node in bed.top.indices where !bed.floor[node].isNaN { bed.top[node] = 0.02 }
    #expect((bed.volume / (0.12 * 0.16 * 0.02) - 1).magnitude < 0.01, "\(bed.volume)")
    shape.draft = 8
    bed = RegolithBed(shape, toLevel: Self.level, cell: 0.001)
    for node in bed.top.indices { bed.top[node] = max(bed.floor[node], 0.02) }
    let wanted = 0.12 * 0.02 * (0.16 + 0.02 * Exact.tan(8 * .pi / 180))
    #expect((bed.volume / wanted - 1).magnitude < 0.01, "\(bed.volume / wanted)")
  }

  /// More than a shovel holds runs over its rim; what is struck ends at it.
  @Test func whatIsTooMuchRunsOver() {
    let shape = ShovelShape()
    var heaped = RegolithBed(shape, toLevel: Self.level, cell: 0.002)
    heaped.fill(content(2), capacity: shape.capacity, random: Philox(seed: 3), stream: 9)
    let share = heaped.volume / shape.capacity
    #expect(share > 1 && share < 1.9, "\(share)")
    var struck = RegolithBed(shape, toLevel: Self.level, cell: 0.002)
    var level = content(1.5)
    level.isStruck = true
    struck.fill(level, capacity: shape.capacity, random: Philox(seed: 3), stream: 9)
    #expect((struck.volume / shape.capacity - 1).magnitude < 0.06, "\(struck.volume)")
    #expect(zip(struck.top, struck.rim).allSatisfy { !($0 > $1 + 1e-9) })
  }

  @Test func theSameSeedGivesTheSameHeapAndClodsStandOnIt() {
    let shape = ShovelShape()
    func bed(_ seed: UInt64, clods: Double) -> RegolithBed {
      var bed = RegolithBed(shape, toLevel: Self.level, cell: 0.002)
      bed.fill(
        content(0.5, clods: clods), capacity: shape.capacity, random: Philox(seed: seed), stream: 1)
      return bed
    }
    let (a, b, c) = (bed(1, clods: 0), bed(1, clods: 0), bed(2, clods: 0))
    func bits(_ bed: RegolithBed) -> [UInt64] { bed.top.map(\.bitPattern) }
    #expect(bits(a) == bits(b) && bits(a) != bits(c))
    let rough = bed(1, clods: 0.5)
    #expect(rough.volume > a.volume && rough.volume < 1.2 * a.volume)
  }

  /// The mesh covers what holds regolith, faces up, and its normals are those of its triangles.
  @Test func theMeshIsTheSurface() {
    let shape = ShovelShape()
    var bed = RegolithBed(shape, toLevel: Self.level, cell: 0.002)
    bed.fill(content(0.6), capacity: shape.capacity, random: Philox(seed: 3), stream: 9)
    let (mesh, normals) = bed.mesh()
    #expect(normals.count == mesh.vertices.count && mesh.triangles.count > 5000)
    var area = 0.0
    for index in mesh.triangles.indices {
      let (a, b, c) = mesh.corners(index)
      let normal = (b - a).cross(c - a)
      #expect(normal.z > 0)
      area += normal.z / 2
    }
    #expect((area / (0.12 * 0.168) - 1).magnitude < 0.1, "\(area)")
    #expect(normals.allSatisfy { ($0.length - 1).magnitude < 1e-9 && $0.z > 0 })
  }

  /// Below a wall that leans inwards there is floor, and regolith climbs no wall.
  @Test(arguments: [-12.0, 0, 12]) func noRegolithClimbsWalls(tilt: Double) {
    let shape = ShovelShape()
    var bed = RegolithBed(shape, toLevel: tilted(tilt), cell: 0.001)
    bed.fill(content(0.4), capacity: shape.capacity, random: Philox(seed: 3), stream: 9)
    let (mesh, _) = bed.mesh()
    var steepest = 1.0
    for index in mesh.triangles.indices {
      let (a, b, c) = mesh.corners(index)
      let normal = (b - a).cross(c - a).normalized
      steepest = min(steepest, normal.z)
    }
    #expect(steepest > 0.5, "\(steepest)")
  }
}
