import Rig

/// The inner surface of a shovel as heights over a grid of square cells.
public struct ShovelFloor: Sendable {
  /// Metres from cell to cell.
  public let cell: Double
  /// Cells along x and y of the shovel frame.
  public let columns: Int
  /// Cells along y.
  public let rows: Int
  /// Where the first cell's middle lies, in the shovel frame.
  public let origin: (x: Double, y: Double)
  /// The height of the inner surface below the middle of each cell, row by row; NaN where there is
  /// none within the rim.
  ///
  /// The rim's plane is at 0.
  public let heights: [Double]

  /// The floor of a shovel.
  ///
  /// - Parameters:
  ///   - model: the shovel.
  ///   - cell: metres from cell to cell, more than 0.
  public init(_ model: ShovelModel, cell: Double) {
    precondition(cell > 0, "cells have a size")
    let (low, high) = (
      (x: model.rim.map(\.x).min() ?? 0, y: model.rim.map(\.y).min() ?? 0),
      (x: model.rim.map(\.x).max() ?? 0, y: model.rim.map(\.y).max() ?? 0)
    )
    let (columns, rows) = (
      max(1, Int(((high.x - low.x) / cell).rounded(.up))),
      max(1, Int(((high.y - low.y) / cell).rounded(.up)))
    )
    let origin = (
      x: (low.x + high.x) / 2 - Double(columns - 1) / 2 * cell,
      y: (low.y + high.y) / 2 - Double(rows - 1) / 2 * cell
    )
    let tree = BoundingTree(model.interior)
    let top = model.rim.map(\.z).max().map { $0 + 1 } ?? 1
    heights = (0..<columns * rows).map { index in
      let (x, y) = (
        origin.x + Double(index % columns) * cell, origin.y + Double(index / columns) * cell
      )
      guard Self.isInside(x, y, model.rim) else { return .nan }
      let down = Ray(origin: Vector3(x, y, top), direction: Vector3(0, 0, -1))
      return tree.meeting(down).map { top - $0.distance } ?? .nan
    }
    (self.cell, self.columns, self.rows, self.origin) = (cell, columns, rows, origin)
  }

  /// The cell below or above a place; nil beyond the grid.
  func index(_ x: Double, _ y: Double) -> Int? {
    let column = ((x - origin.x) / cell).rounded()
    let row = ((y - origin.y) / cell).rounded()
    guard column >= 0, row >= 0, column < Double(columns), row < Double(rows) else { return nil }
    return Int(row) * columns + Int(column)
  }

  /// A direction at right angles to the inner surface at a cell, into the shovel; nil beside the
  /// rim.
  func normal(_ index: Int) -> Vector3? {
    guard neighbours(index).count == 4 else { return nil }
    let slopes = (
      (heights[index + 1] - heights[index - 1]) / (2 * cell),
      (heights[index + columns] - heights[index - columns]) / (2 * cell)
    )
    return Vector3(-slopes.0, -slopes.1, 1)
  }

  /// The cells within the rim that share a side with a cell: four, but for those beside the rim.
  func neighbours(_ index: Int) -> [Int] {
    let (x, y) = (index % columns, index / columns)
    var cells: [Int] = []
    if x > 0 { cells.append(index - 1) }
    if x < columns - 1 { cells.append(index + 1) }
    if y > 0 { cells.append(index - columns) }
    if y < rows - 1 { cells.append(index + columns) }
    return cells.filter { !heights[$0].isNaN }
  }

  /// The cells in and around a cell, row by row.
  func cells(around index: Int, reach: Int) -> [Int] {
    let (x, y) = (index % columns, index / columns)
    return (max(0, y - reach)...min(rows - 1, y + reach)).flatMap { row in
      (max(0, x - reach)...min(columns - 1, x + reach)).map { row * columns + $0 }
    }
  }

  /// The highest of the inner surface at a cell and around it: a measured place may lie one cell
  /// beside.
  func highest(around index: Int) -> Double {
    cells(around: index, reach: 1).reduce(-.infinity) { highest, cell in
      heights[cell] > highest ? heights[cell] : highest
    }
  }

  /// Whether a place lies within the rim and above the inner surface.
  func isAbove(_ place: Vector3) -> Bool {
    index(place.x, place.y).map { heights[$0] < place.z } ?? false
  }

  /// Whether a place lies within the rim, whatever its height.
  func isWithin(_ place: Vector3) -> Bool {
    index(place.x, place.y).map { !heights[$0].isNaN } ?? false
  }

  /// The middle of a cell.
  public func middle(_ index: Int) -> (x: Double, y: Double) {
    (origin.x + Double(index % columns) * cell, origin.y + Double(index / columns) * cell)
  }

  /// Goes along a way through the shovel, cell by cell.
  ///
  /// - Parameters:
  ///   - place: where it begins.
  ///   - end: the direction it takes; it stops where it leaves the grid.
  ///   - body: takes the cell and the height above it.
  func follow(_ place: Vector3, to end: Vector3, _ body: (Int, Double) -> Void) {
    let way = end - place
    let level = max(way.x.magnitude, way.y.magnitude)
    guard level > 0 else { return }
    let step = way * (cell / level)
    var point = place
    while point.z < Self.highest {
      guard let index = index(point.x, point.y) else { return }
      if !heights[index].isNaN { body(index, point.z) }
      point = point + step
    }
  }

  /// Nothing is looked at above the rim's plane by more than this, in metres.
  private static let highest = 0.2

  /// Whether all cells around one are there, and no slope is steeper than 45°.
  func isFlat(_ index: Int) -> Bool {
    let neighbours = neighbours(index)
    return neighbours.count == 4
      && neighbours.allSatisfy { (heights[$0] - heights[index]).magnitude <= cell }
  }

  /// The lowest of the inner surface, in metres below the rim's plane as a negative number.
  var deepest: Double { heights.reduce(0) { $1 < $0 ? $1 : $0 } }

  /// Cubic metres between the inner surface and a surface above it.
  ///
  /// - Parameter surface: a height for each cell, in the shovel frame; NaN beyond the rim.
  /// - Returns: the volume.
  func volume(under surface: [Double]) -> Double {
    zip(surface, heights).reduce(0) { $1.0.isNaN ? $0 : $0 + $1.0 - $1.1 } * cell * cell
  }

  /// What it holds when struck level with the rim's plane, in cubic metres.
  public var capacity: Double {
    heights.reduce(0) { $1 < 0 ? $0 - $1 : $0 } * cell * cell
  }

  /// Whether a place lies within a polygon: whether a line to the right crosses it an odd number of
  /// times.
  private static func isInside(_ x: Double, _ y: Double, _ rim: [Vector3]) -> Bool {
    rim.indices.reduce(false) { inside, index in
      let (a, b) = (rim[index], rim[(index + 1) % rim.count])
      guard (a.y > y) != (b.y > y) else { return inside }
      return x < a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y) ? !inside : inside
    }
  }
}
