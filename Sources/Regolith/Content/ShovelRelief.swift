import Rig
import Stereo

/// How high what two cameras see in a shovel lies, cell by cell.
struct ShovelRelief {
  /// What is known of a cell.
  struct Cell: Hashable {
    /// The height of what is seen, in the shovel frame, in metres.
    var height: Double
    /// Its standard deviation, without what all cells have in common.
    var deviation: Double
    /// How many points it has.
    var count: Int
  }

  /// Row by row; nil where nothing is known.
  let cells: [Cell?]

  /// The median of what lies in each cell.
  ///
  /// - Parameters:
  ///   - floor: the grid.
  ///   - points: in the shovel frame.
  init(_ floor: ShovelFloor, _ points: [ReliefMatch.Point]) {
    var heaps = [[(height: Double, deviation: Double)]](
      repeating: [], count: floor.heights.count)
    for point in points {
      guard let index = floor.index(point.position.x, point.position.y),
        !floor.heights[index].isNaN
      else { continue }
      heaps[index].append((point.position.z, point.slope.z.magnitude * point.deviation))
    }
    cells = heaps.map { heap in
      guard !heap.isEmpty else { return nil }
      let sorted = heap.sorted { $0.height < $1.height }
      let middle = sorted[sorted.count / 2]
      return Cell(height: middle.height, deviation: middle.deviation, count: heap.count)
    }
  }

  private init(cells: [Cell?]) { self.cells = cells }

  /// How many of the 25 cells in and around a cell must agree with it, and to how much.
  private static let (supporters, agreement) = (13, 0.002)
  /// The steepest surface whose cells agree.
  private static let steepest = 1.2
  /// How many cells must tell how much the floor is off, and by how much it is off at most.
  private static let (fewest, farthest) = (50, 0.006)
  /// The share of the flat floor that must tell whether it is the model's.
  private static let enough = 0.3
  /// How far off the model what is seen of the empty shovel may lie, in metres.
  private static let likeness = 0.003

  /// Without cells that lie apart from most of those around them: wrong matches.
  func supported(_ floor: ShovelFloor) -> ShovelRelief {
    ShovelRelief(
      cells: cells.indices.map { index -> Cell? in
        guard let cell = cells[index] else { return nil }
        let (x, y) = (index % floor.columns, index / floor.columns)
        let agreeing = floor.cells(around: index, reach: 2).count { other in
          guard let known = cells[other] else { return false }
          let steps = max(
            (other % floor.columns - x).magnitude, (other / floor.columns - y).magnitude)
          let most = Double(steps) * floor.cell * Self.steepest + Self.agreement
          return (known.height - cell.height).magnitude <= most
        }
        return agreeing >= Self.supporters ? cell : nil
      })
  }

  /// By how much what is seen of an empty shovel lies higher than its model, where that is flat
  /// enough to tell; nil where too little of it is seen.
  func offset(_ floor: ShovelFloor) -> Double? {
    let off = cells.indices.compactMap { index -> Double? in
      guard let cell = cells[index], cell.count > 1, floor.isFlat(index) else { return nil }
      let off = cell.height - floor.heights[index]
      return off.magnitude < Self.farthest ? off : nil
    }.sorted()
    return off.count >= Self.fewest ? off[off.count / 2] : nil
  }

  /// The share of what is seen of an empty shovel that lies where its model does.
  ///
  /// - Parameters:
  ///   - floor: the grid.
  ///   - offset: by how much all lies too high, in metres.
  /// - Returns: nil where too little of it is seen.
  func agreement(_ floor: ShovelFloor, offset: Double) -> Double? {
    let off = cells.indices.compactMap { index -> Double? in
      guard let cell = cells[index], cell.count > 1, floor.isFlat(index) else { return nil }
      return (cell.height - offset - floor.heights[index]).magnitude
    }
    let flat = cells.indices.count { floor.isFlat($0) }
    guard off.count >= Self.fewest, Double(off.count) >= Self.enough * Double(flat) else {
      return nil
    }
    return Double(off.count { $0 < Self.likeness }) / Double(off.count)
  }

  /// Without what was as high before, and is not the floor: whatever that is, it is no content.
  ///
  /// - Parameters:
  ///   - empty: what was seen of the empty shovel.
  ///   - floor: the grid.
  ///   - offset: by how much both lie too high, in metres.
  /// - Returns: heights that are lower by the offset.
  func content(over empty: ShovelRelief, _ floor: ShovelFloor, offset: Double) -> ShovelRelief {
    ShovelRelief(
      cells: cells.indices.map { index -> Cell? in
        guard var cell = cells[index] else { return nil }
        if let old = empty.cells[index], (old.height - cell.height).magnitude < Self.agreement,
          old.height - offset > floor.highest(around: index) + ContentBounds.film
        {
          return nil
        }
        cell.height -= offset
        return cell
      })
  }
}
