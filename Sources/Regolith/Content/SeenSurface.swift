import ExactMath
import Rig

/// The measured surface of content, in patches of cells that hang together.
///
/// Where a way of light from a bare place to the camera would have to go through a patch, one of
/// both is wrong: the larger one is believed. A patch counts its cells, ways of light count one by
/// one; both stand for about the same area.
struct SeenSurface {
  /// A way of light from a bare place of the inner surface to an eye, in the shovel frame.
  typealias Way = (place: Vector3, eye: Vector3)

  /// Measured cells of content; nil elsewhere.
  private(set) var cells: [ShovelRelief.Cell?]
  private let floor: ShovelFloor

  /// Cells that must tell how even the surface is, and ways how much of the floor it covers.
  private static let fewest = 100
  /// The area of patches that are believed at all, in square metres.
  private static let smallest = 5e-4
  /// The share of a patch that must lie where others let it, for any of it to be believed.
  private static let keptShare = 0.5
  /// How deep below a patch a way must go, in metres.
  private static let depth = 0.003
  /// How much higher or lower the next cell of a patch may be, in metres.
  private static let step = 0.006

  /// - Parameters:
  ///   - cells: row by row; nil where no content was measured.
  ///   - floor: the grid.
  init(_ cells: [ShovelRelief.Cell?], _ floor: ShovelFloor) {
    (self.cells, self.floor) = (cells, floor)
  }

  /// Drops patches that are small, or that more ways contradict than they have cells.
  ///
  /// - Parameter ways: of light that was seen.
  /// - Returns: the ways that do not go through what is left.
  mutating func resolved(_ ways: [Way]) -> [Way] {
    let patches = patches
    var crossing = [Int](repeating: 0, count: patches.sizes.count)
    let crossed = ways.map { self.crossed(by: $0, patches.numbers) }
    for patch in crossed.joined() { crossing[patch] += 1 }
    let least = Self.smallest / (floor.cell * floor.cell)
    let isDropped = zip(crossing, patches.sizes).map { $0 > $1 || Double($1) < least }
    for index in cells.indices {
      if let patch = patches.numbers[index], isDropped[patch] { cells[index] = nil }
    }
    return zip(ways, crossed).filter { $1.allSatisfy { isDropped[$0] } }.map(\.0)
  }

  /// Takes in more cells; those there are stay.
  mutating func add(_ others: [ShovelRelief.Cell?]) {
    for index in cells.indices where cells[index] == nil { cells[index] = others[index] }
  }

  /// Drops some cells.
  mutating func remove(where isDropped: (Int, ShovelRelief.Cell) -> Bool) {
    for index in cells.indices {
      if let cell = cells[index], isDropped(index, cell) { cells[index] = nil }
    }
  }

  /// Drops cells that cannot lie where they do, as larger patches lie where they do.
  ///
  /// Loose matter rises no more steeply than its repose: where a patch is too far below another one
  /// beside it, or above it, the larger of both is believed.
  ///
  /// - Parameter bounds: settled; what is left of the patches enters them.
  mutating func settle(in bounds: inout ContentBounds) {
    let patches = patches
    var members = [[Int]](repeating: [], count: patches.sizes.count)
    for index in cells.indices {
      if let patch = patches.numbers[index] { members[patch].append(index) }
    }
    for patch in patches.sizes.indices.sorted(by: {
      (-patches.sizes[$0], $0) < (-patches.sizes[$1], $1)
    }) {
      let fitting = members[patch].filter { index in
        guard let cell = cells[index] else { return false }
        return bounds.allows(index, height: cell.height)
          && cell.height >= bounds.lower[index] - Self.depth
      }
      let isKept = Double(fitting.count) > Self.keptShare * Double(members[patch].count)
      let kept = Set(isKept ? fitting : [])
      for index in members[patch] where !kept.contains(index) { cells[index] = nil }
      for index in fitting where isKept {
        guard let cell = cells[index] else { continue }
        bounds.measured(index, height: cell.height, margin: cell.deviation)
      }
      bounds.settle()
    }
  }

  /// Cubic metres between the floor and what was measured of content; nothing is added between.
  var volume: Double {
    cells.indices.reduce(0) { sum, index in
      cells[index].map { sum + max(0, $0.height - floor.heights[index]) } ?? sum
    } * floor.cell * floor.cell
  }

  /// What was measured, in the shovel frame.
  var places: [Vector3] {
    cells.indices.compactMap { index in
      cells[index].map {
        let (x, y) = floor.middle(index)
        return Vector3(x, y, $0.height)
      }
    }
  }

  /// How far what was measured lies from one plane, as a root mean square in metres; nil where
  /// little was measured.
  var unevenness: Double? {
    let points = places
    guard points.count >= Self.fewest else { return nil }
    let middle = points.reduce(.zero, +) * (1 / Double(points.count))
    var spread = [[Double]](repeating: [0, 0, 0], count: 3)
    for point in points {
      let off = [point.x - middle.x, point.y - middle.y, point.z - middle.z]
      for row in 0..<3 { for column in row..<3 { spread[row][column] += off[row] * off[column] } }
    }
    return (max(0, SymmetricEigen(spread).values[0]) / Double(points.count)).squareRoot()
  }

  /// The share of ways from the inner surface through what was measured whose places look otherwise
  /// than before; nil where too few are told of.
  func covered(otherwise: [Way], bare: [Way]) -> Double? {
    let counts = [otherwise, bare].map { $0.count(where: isCrossed) }
    let all = counts[0] + counts[1]
    return all < Self.fewest ? nil : Double(counts[0]) / Double(all)
  }

  /// The patches that a way goes through.
  private func crossed(by way: Way, _ numbers: [Int?]) -> Set<Int> {
    var patches = Set<Int>()
    forEachCell(crossedBy: way) { index in
      if let patch = numbers[index] { patches.insert(patch) }
    }
    return patches
  }

  /// Whether a way goes through anything that was measured.
  private func isCrossed(by way: Way) -> Bool {
    var isCrossed = false
    forEachCell(crossedBy: way) { _ in isCrossed = true }
    return isCrossed
  }

  private func forEachCell(crossedBy way: Way, _ body: (Int) -> Void) {
    floor.follow(way.place, to: way.eye) { index, height in
      if let cell = cells[index], height < cell.height - Self.depth { body(index) }
    }
  }

  /// The number of each cell's patch, and how many cells each patch has.
  private var patches: (numbers: [Int?], sizes: [Int]) {
    var numbers = [Int?](repeating: nil, count: cells.count)
    var sizes: [Int] = []
    for start in cells.indices where cells[start] != nil && numbers[start] == nil {
      var (open, size) = ([start], 0)
      numbers[start] = sizes.count
      while let index = open.popLast() {
        size += 1
        for other in floor.neighbours(index) where numbers[other] == nil {
          guard let here = cells[index], let there = cells[other],
            (here.height - there.height).magnitude <= Self.step
          else { continue }
          numbers[other] = sizes.count
          open.append(other)
        }
      }
      sizes.append(size)
    }
    return (numbers, sizes)
  }
}
