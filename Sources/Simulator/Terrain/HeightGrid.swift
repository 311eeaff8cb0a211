/// Heights and albedo on a square grid of one cell size, with the maxima that let rays skip.
///
/// A class, so that looking at one of several grids costs no copies of its arrays' references.
///
/// Node `(i, j)` stands at `((originX + i) · cell, (originY + j) · cell)`; between nodes the
/// surface is bilinear.
final class HeightGrid: Sendable {
  /// Metres from node to node.
  let cell: Double
  /// Column of the first node, counted in cells from the zero of the site.
  let originX: Int
  /// Row of the first node.
  let originY: Int
  /// Cells along a side; a multiple of 256.
  let cells: Int
  /// `(cells + 1)²` heights in metres, row by row.
  let heights: [Float]
  /// `(cells + 1)²` albedos in steps of 1/1000.
  let albedo: [UInt8]
  /// The largest height of each tile of 4 cells, then of 16, 64 and 256, row by row.
  let maxima: [Float]
  /// Where in ``maxima`` tiles of 4, 16, 64 and 256 cells begin.
  let firstTile: SIMD4<Int>

  /// Nodes along a side.
  var nodes: Int { cells + 1 }
  /// The largest height of all.
  let highest: Float

  init(
    cell: Double, originX: Int, originY: Int, cells: Int, heights: [Float], albedo: [UInt8]
  ) {
    precondition(cells % 256 == 0 && heights.count == (cells + 1) * (cells + 1))
    self.cell = cell
    self.originX = originX
    self.originY = originY
    self.cells = cells
    self.heights = heights
    self.albedo = albedo
    var pyramid = [Self.tiles(heights, cells)]
    for level in 1..<4 { pyramid.append(Self.coarser(pyramid[level - 1], cells >> (2 * level))) }
    maxima = pyramid.flatMap { $0 }
    let counts = pyramid.map(\.count)
    firstTile = SIMD4(
      0, counts[0], counts[0] + counts[1], counts[0] + counts[1] + counts[2])
    highest = pyramid[3].max() ?? 0
  }

  /// The same grid as another object, of the same memory.
  ///
  /// Threads that look at one object count its users at one place, and wait for each other there.
  func twin() -> HeightGrid { HeightGrid(sharing: self) }

  private init(sharing other: HeightGrid) {
    (cell, originX, originY, cells) = (other.cell, other.originX, other.originY, other.cells)
    (heights, albedo, maxima) = (other.heights, other.albedo, other.maxima)
    (firstTile, highest) = (other.firstTile, other.highest)
  }

  /// Tiles of 4 cells; the nodes on a border belong to both sides.
  private static func tiles(_ heights: [Float], _ cells: Int) -> [Float] {
    let (count, nodes) = (cells / 4, cells + 1)
    var result = [Float](repeating: 0, count: count * count)
    for ty in 0..<count {
      for tx in 0..<count {
        var highest = -Float.infinity
        for j in 4 * ty...4 * ty + 4 {
          let row = j * nodes + 4 * tx
          for i in row...row + 4 { highest = max(highest, heights[i]) }
        }
        result[ty * count + tx] = highest
      }
    }
    return result
  }

  private static func coarser(_ fine: [Float], _ fineCount: Int) -> [Float] {
    let count = fineCount / 4
    var result = [Float](repeating: 0, count: count * count)
    for ty in 0..<count {
      for tx in 0..<count {
        var highest = -Float.infinity
        for j in 4 * ty..<4 * ty + 4 {
          for i in 4 * tx..<4 * tx + 4 { highest = max(highest, fine[j * fineCount + i]) }
        }
        result[ty * count + tx] = highest
      }
    }
    return result
  }

  /// A tile of 16 cells: its west and south border, its side, and its largest height, in metres.
  typealias Tile = (west: Double, south: Double, side: Double, top: Double)

  /// Every tile of 16 cells.
  var tiles16: [Tile] {
    let count = cells / 16
    return (0..<count * count).map { index in
      (
        Double(originX + 16 * (index % count)) * cell,
        Double(originY + 16 * (index / count)) * cell, 16 * cell,
        Double(maxima[firstTile[1] + index])
      )
    }
  }

  /// Whether a tile lies on this grid.
  func holds(_ tile: Tile) -> Bool {
    let (west, south) = (Double(originX) * cell, Double(originY) * cell)
    return tile.west >= west && tile.west + tile.side <= west + Double(cells) * cell
      && tile.south >= south && tile.south + tile.side <= south + Double(cells) * cell
  }

  /// The cell of a place, clamped to the grid, and where in the cell it lies.
  @inline(__always)
  private func cellAt(_ x: Double, _ y: Double) -> (index: Int, u: Double, v: Double) {
    let gx = min(max(x / cell - Double(originX), 0), Double(cells))
    let gy = min(max(y / cell - Double(originY), 0), Double(cells))
    let (i, j) = (min(Int(gx), cells - 1), min(Int(gy), cells - 1))
    return (j * nodes + i, gx - Double(i), gy - Double(j))
  }

  /// The height of the surface; beyond the grid that of its edge.
  func height(_ x: Double, _ y: Double) -> Double {
    let (at, u, v) = cellAt(x, y)
    let below = Double(heights[at]) * (1 - u) + Double(heights[at + 1]) * u
    let above = Double(heights[at + nodes]) * (1 - u) + Double(heights[at + nodes + 1]) * u
    return below * (1 - v) + above * v
  }

  /// The normal albedo at a place.
  func albedo(_ x: Double, _ y: Double) -> Double {
    let (at, u, v) = cellAt(x, y)
    let below = Double(albedo[at]) * (1 - u) + Double(albedo[at + 1]) * u
    let above = Double(albedo[at + nodes]) * (1 - u) + Double(albedo[at + nodes + 1]) * u
    return (below * (1 - v) + above * v) * 0.001
  }

  /// The slope of the surface, smooth across cells: central differences at the nodes, between
  /// them bilinear; nodes of the border have half of them.
  func slope(_ x: Double, _ y: Double) -> (x: Double, y: Double) {
    let (at, u, v) = cellAt(x, y)
    let (i, j) = (at % nodes, at / nodes)
    let (west, east) = (i > 0 ? at - 1 : at, i + 2 < nodes ? at + 2 : at + 1)
    let (south, north) = (
      j > 0 ? at - nodes : at, j + 2 < nodes ? at + 2 * nodes : at + nodes
    )
    /// Over two cells, along a row of four nodes.
    func across(_ row: Int) -> Double {
      let first = heights[row + at + 1] - heights[row + west]
      let second = heights[row + east] - heights[row + at]
      return Double(first) * (1 - u) + Double(second) * u
    }
    func along(_ column: Int) -> Double {
      let first = heights[column + at + nodes] - heights[column + south]
      let second = heights[column + north] - heights[column + at]
      return Double(first) * (1 - v) + Double(second) * v
    }
    let perTwo = 0.5 / cell
    return (
      (across(0) * (1 - v) + across(nodes) * v) * perTwo,
      (along(0) * (1 - u) + along(1) * u) * perTwo
    )
  }
}
