import Rig
import Stereo

/// How high what two cameras see in a shovel lies, cell by cell.
public struct ShovelRelief: Sendable {
  /// What is known of a cell.
  public struct Cell: Sendable, Hashable {
    /// The height of what is seen, in the shovel frame, in metres.
    public var height: Double
    /// Its standard deviation, without what all cells have in common.
    public var deviation: Double
    /// How many points it has.
    public var count: Int
  }

  /// Row by row; nil where nothing is known.
  public let cells: [Cell?]

  /// The median of what lies in each cell.
  ///
  /// - Parameters:
  ///   - floor: the grid.
  ///   - points: in the shovel frame.
  public init(_ floor: ShovelFloor, _ points: [ReliefMatch.Point]) {
    var heaps = [[(height: Double, deviation: Double)]](
      repeating: [], count: floor.heights.count)
    for point in points {
      let column = ((point.position.x - floor.origin.x) / floor.cell).rounded()
      let row = ((point.position.y - floor.origin.y) / floor.cell).rounded()
      guard column >= 0, row >= 0, column < Double(floor.columns), row < Double(floor.rows) else {
        continue
      }
      heaps[Int(row) * floor.columns + Int(column)].append(
        (point.position.z, point.slope.z.magnitude * point.deviation))
    }
    cells = heaps.map { heap in
      guard !heap.isEmpty else { return nil }
      let sorted = heap.sorted { $0.height < $1.height }
      let middle = sorted[sorted.count / 2]
      return Cell(height: middle.height, deviation: middle.deviation, count: heap.count)
    }
  }
}
