import ExactMath
import Rig

/// Regolith that lies in a shovel: heights on a grid, settled under its weight.
///
/// Level frame: z up, x along the horizontal part of the shovel's x; nodes stand `cell` apart, and
/// each knows the height of the shovel's inner surface below it, or that there is none.
///
/// Regolith is poured as cones at the angle of repose, whose tops rise until they hold the volume
/// that is wanted. Then it slides: between two neighbours, half of what makes their slope steeper
/// than repose goes down; over the rim it is lost. Sweeps over the grid in four orders repeat that
/// until nothing moves by more than a thousandth of a cell.
///
/// Source: the sandpile of P. Bak, C. Tang and K. Wiesenfeld (1987), with slopes for heights.
struct RegolithBed: Sendable {
  /// Metres from node to node.
  let cell: Double
  /// Nodes along x and y.
  let columns: Int
  let rows: Int
  /// Where the first node stands, in the level frame.
  let origin: (x: Double, y: Double)
  /// Height of the inner surface at each node; NaN beyond it.
  let floor: [Double]
  /// Height of the rim's plane at each node.
  let rim: [Double]
  /// Height of the regolith at each node; that of the floor where there is none.
  var top: [Double]
  /// Heights of the inner surface at nine places of each cell, for volumes; NaN beyond it.
  let fineFloor: [Double]

  /// Places along each side of a cell at which its volume is counted.
  static let fine = 3

  /// An empty shovel.
  ///
  /// - Parameters:
  ///   - shape: of the shovel.
  ///   - toLevel: from the shovel frame to the level frame.
  ///   - cell: metres from node to node.
  init(_ shape: ShovelShape, toLevel: Matrix3, cell: Double) {
    let interior = shape.interior.mapped { toLevel * $0 }
    let corners = shape.rim.map { toLevel * $0 }
    let tree = BoundingTree(interior)
    let (xs, ys) = (
      (interior.vertices + corners).map(\.x), (interior.vertices + corners).map(\.y)
    )
    let (left, bottom) = ((xs.min() ?? 0) - 1.5 * cell, (ys.min() ?? 0) - 1.5 * cell)
    let columns = Int(((xs.max() ?? 0) - left) / cell) + 3
    let rows = Int(((ys.max() ?? 0) - bottom) / cell) + 3
    let highest = (interior.vertices.map(\.z).max() ?? 0) + 1
    func depth(_ x: Double, _ y: Double) -> Double {
      let ray = Ray(origin: Vector3(x, y, highest), direction: Vector3(0, 0, -1))
      var start = 0.0
      // A wall that leans inwards is met from behind, and lets regolith lie below it.
      while let hit = tree.meeting(ray, from: start) {
        let (a, b, c) = interior.corners(hit.triangle)
        if (b - a).cross(c - a).z > 0 { return highest - hit.distance }
        start = hit.distance + 1e-9
      }
      return .nan
    }
    (self.cell, self.columns, self.rows, origin) = (cell, columns, rows, (left, bottom))
    floor = (0..<columns * rows).map { index in
      depth(left + Double(index % columns) * cell, bottom + Double(index / columns) * cell)
    }
    let fine = Self.fine
    let step = cell / Double(fine)
    let (fineColumns, fineRows) = ((columns - 1) * fine, (rows - 1) * fine)
    fineFloor = (0..<fineColumns * fineRows).map { index in
      depth(
        left + (Double(index % fineColumns) + 0.5) * step,
        bottom + (Double(index / fineColumns) + 0.5) * step)
    }
    let normal = (corners[1] - corners[0]).cross(corners[2] - corners[0])
    rim = (0..<columns * rows).map { index in
      let (x, y) = (
        left + Double(index % columns) * cell, bottom + Double(index / columns) * cell
      )
      return corners[0].z
        - (normal.x * (x - corners[0].x) + normal.y * (y - corners[0].y)) / normal.z
    }
    top = floor
  }

  /// The volume of the regolith, in cubic metres.
  var volume: Double {
    let fine = Self.fine
    let fineColumns = (columns - 1) * fine
    let area = cell * cell / Double(fine * fine)
    let surface = surface
    var sum = 0.0
    for j in 0..<rows - 1 {
      for i in 0..<columns - 1 {
        let node = j * columns + i
        let (a, b, c, d) = (
          surface[node], surface[node + 1], surface[node + columns], surface[node + columns + 1]
        )
        // Between bare nodes a bent floor may lie below the plane through them.
        let nodes = [node, node + 1, node + columns, node + columns + 1]
        guard nodes.contains(where: { top[$0] > floor[$0] }) else { continue }
        for k in 0..<fine * fine {
          let (u, v) = (
            (Double(k % fine) + 0.5) / Double(fine), (Double(k / fine) + 0.5) / Double(fine)
          )
          let height = (a * (1 - u) + b * u) * (1 - v) + (c * (1 - u) + d * u) * v
          let floor = fineFloor[(j * fine + k / fine) * fineColumns + i * fine + k % fine]
          // Not a number beyond the walls.
          if height > floor { sum += (height - floor) * area }
        }
      }
    }
    return sum
  }

  /// Heights at all nodes: where a wall rises above regolith or ends it, those of the regolith
  /// beside, which goes on into the wall; a little below bare floor, and −∞ beyond.
  var surface: [Double] {
    var result = top
    for j in 0..<rows {
      for i in 0..<columns {
        let node = j * columns + i
        if top[node] > floor[node] { continue }
        var (sum, count) = (0.0, 0.0)
        for (dx, dy) in Self.around {
          let (x, y) = (i + dx, j + dy)
          guard x >= 0, y >= 0, x < columns, y < rows else { continue }
          let other = y * columns + x
          guard top[other] > floor[other] else { continue }
          sum += top[other]
          count += 1
        }
        let bare = floor[node].isNaN ? .infinity : floor[node] - 0.02 * cell
        let beside = count > 0 ? sum / count : .infinity
        result[node] = min(bare, beside) < .infinity ? min(bare, beside) : -.infinity
      }
    }
    return result
  }

  private static let around = [
    (-1, -1), (0, -1), (1, -1), (-1, 0), (1, 0), (-1, 1), (0, 1), (1, 1),
  ]

  /// Lets regolith slide until it rests.
  ///
  /// - Parameter slope: the tangent of the angle of repose at each node.
  mutating func settle(slope: [Double]) {
    let limit = cell / 1000
    // A node rests until something moves near it.
    var isStirred = [Bool](repeating: true, count: rows * columns)
    for _ in 0..<400 {
      var moved = 0.0
      for order in 0..<4 {
        for k in 0..<rows {
          let j = order & 1 == 0 ? k : rows - 1 - k
          for m in 0..<columns {
            let i = order & 2 == 0 ? m : columns - 1 - m
            guard isStirred[j * columns + i] else { continue }
            isStirred[j * columns + i] = false
            let most = slide(i, j, slope)
            if most < limit / 8 { continue }
            moved = max(moved, most)
            for y in max(0, j - 2)...min(rows - 1, j + 2) {
              for x in max(0, i - 2)...min(columns - 1, i + 2) { isStirred[y * columns + x] = true }
            }
          }
        }
      }
      if moved < limit { return }
    }
  }

  /// Lets what is too steep at a node go down.
  ///
  /// - Returns: the most that moved.
  private mutating func slide(_ i: Int, _ j: Int, _ slope: [Double]) -> Double {
    let node = j * columns + i
    guard top[node] > floor[node] else { return 0 }
    var most = 0.0
    for (dx, dy) in Self.around {
      let (x, y) = (i + dx, j + dy)
      guard x >= 0, y >= 0, x < columns, y < rows else { continue }
      let other = y * columns + x
      let step = (dx != 0 && dy != 0 ? 2.0.squareRoot() : 1) * cell
      let there = top[node] - floor[node]
      if floor[other].isNaN {
        // Beyond the wall everything above the rim falls.
        let excess = min(there, top[node] - rim[other] - slope[node] * step)
        if excess > 0 {
          top[node] -= excess
          most = max(most, excess)
        }
      } else {
        let excess = min(there, (top[node] - top[other] - slope[node] * step) / 2)
        if excess > 0 {
          top[node] -= excess
          top[other] += excess
          most = max(most, excess)
        }
      }
    }
    return most
  }
}
