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

  /// The area of patches that are believed at all, in square metres.
  private static let smallest = 5e-4
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

  /// The patches that a way goes through.
  private func crossed(by way: Way, _ numbers: [Int?]) -> Set<Int> {
    var patches = Set<Int>()
    floor.follow(way.place, to: way.eye) { index, height in
      if let patch = numbers[index], let cell = cells[index], height < cell.height - Self.depth {
        patches.insert(patch)
      }
    }
    return patches
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
