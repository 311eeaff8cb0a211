import Rig

/// Following rays over a grid.
///
/// Idea: a tile whose highest point lies below the ray is skipped at once; tiles of 256, 64, 16
/// and 4 cells, then single cells. In a cell the bilinear surface along the ray is a parabola, so
/// the meeting point is the root of a quadratic: nothing is stepped over, and there are no stairs.
///
///     while on the grid:
///       tile = tile of that size here; ahead = way to its border
///       if size is one cell: meet the parabola, or go ahead
///       else if the ray stays above the tile's maximum: go ahead
///       else: size / 4, and look again
///       if ahead lies in another tile of size × 4, or above the highest one known: size × 4
///
/// The last line saves the second look at a tile that was not free a moment ago: half of all looks
/// of a ray that comes down to the ground.
///
/// After a border the ray starts a millionth of a cell inside the next tile. If it is below the
/// surface there, that counts as a meeting, so the gap cannot let light through.
extension HeightGrid {
  /// The largest tile has `4^4` cells along its side.
  static let largestShift = 8

  /// Where a ray first meets the surface.
  ///
  /// - Parameters:
  ///   - ray: in site coordinates; the direction has length 1.
  ///   - start: distance from its origin at which to begin, on the grid.
  ///   - end: distance at which to stop.
  ///   - first: binary logarithm of the size of the tile to begin with, an even number; small where
  ///     the ray begins near the ground.
  ///   - ceilings: of a ray to the Sun: how high over each tile of 4 cells it has nothing more to
  ///     meet; empty for other rays.
  /// - Returns: a distance between both, or nil; infinite where the ray has come to its ceiling.
  func meeting(
    _ ray: Ray, from start: Double, to end: Double, shift first: Int = HeightGrid.largestShift,
    ceilings: [Float] = []
  ) -> Double? {
    let perCell = 1 / cell
    let (x0, dx) = (ray.origin.x * perCell - Double(originX), ray.direction.x * perCell)
    let (y0, dy) = (ray.origin.y * perCell - Double(originY), ray.direction.y * perCell)
    let (z0, dz) = (ray.origin.z, ray.direction.z)
    let horizontal = (dx * dx + dy * dy).squareRoot()
    let nudge = horizontal > 0 ? 1e-6 / horizontal : 0
    let (overX, overY) = (dx == 0 ? .infinity : 1 / dx, dy == 0 ? .infinity : 1 / dy)
    // Whether the ray leaves a tile at its east or west, north or south border.
    let (aheadX, aheadY) = (dx >= 0 ? 1 : 0, dy >= 0 ? 1 : 0)
    // Tiles of one cell have none.
    let tiles = SIMD8(0, firstTile[0], firstTile[1], firstTile[2], firstTile[3], 0, 0, 0)
    var t = start
    var shift = first
    // The maximum of the tile that the ray went down from, if known.
    var ceiling = Double.infinity
    var (x, y) = (x0 + t * dx, y0 + t * dy)
    var (column, row) = (Self.whole(x), Self.whole(y))
    while t < end, UInt(bitPattern: column) < UInt(cells), UInt(bitPattern: row) < UInt(cells) {
      if shift > 0 || t == start, !ceilings.isEmpty,
        z0 + t * dz > Double(ceilings[(row &>> 2) &* (cells &>> 2) &+ column &>> 2])
      {
        return .infinity
      }
      let (i, j) = (column &>> shift, row &>> shift)
      let exitX = (Double((i &+ aheadX) &<< shift) - x0) * overX
      let exitY = (Double((j &+ aheadY) &<< shift) - y0) * overY
      let exit = max(min(min(exitX, exitY), end), t)
      let height = z0 + exit * dz
      if shift > 0 {
        let highest = Double(maxima[tiles[shift &>> 1] &+ j &* (cells &>> shift) &+ i])
        if min(z0 + t * dz, height) <= highest {
          shift &-= 2
          ceiling = highest
          continue
        }
      } else if let there = meetingInCell(
        at: row &* nodes &+ column, u: x - Double(column), v: y - Double(row), z: z0 + t * dz,
        du: dx, dv: dy, dz: dz, length: exit - t)
      {
        return t + there
      }
      if exit >= end { return nil }
      t = exit + nudge
      let last = (column: column, row: row)
      (x, y) = (x0 + t * dx, y0 + t * dy)
      (column, row) = (Self.whole(x), Self.whole(y))
      if shift == Self.largestShift {
        if dz >= 0 && height > Double(highest) { return nil }
        continue
      }
      let isOutside = ((column ^ last.column) | (row ^ last.row)) &>> (shift &+ 2) != 0
      if isOutside || height > ceiling {
        shift &+= 2
        ceiling = .infinity
      }
    }
    return nil
  }

  /// The whole number below, at whole numbers that or the one before; for less than 2³¹.
  @inline(__always)
  private static func whole(_ x: Double) -> Int {
    // The low bits of the sum are the nearest whole number to what is added.
    Int(Int32(truncatingIfNeeded: (x - 0.5 + 0x1.8p52).bitPattern))
  }

  /// The first root of `z + τ·dz = surface(u + τ·du, v + τ·dv)` for τ from 0 to `length`.
  @inline(__always)
  private func meetingInCell(
    at: Int, u: Double, v: Double, z: Double, du: Double, dv: Double, dz: Double, length: Double
  ) -> Double? {
    let (southWest, southEast) = (heights[at], heights[at &+ 1])
    let (northWest, northEast) = (heights[at &+ nodes], heights[at &+ nodes &+ 1])
    let highest = max(max(southWest, southEast), max(northWest, northEast))
    if min(z, z + length * dz) > Double(highest) { return nil }
    let base = Double(southWest)
    let alongU = Double(southEast) - base
    let alongV = Double(northWest) - base
    let twist = Double(northEast) - base - alongU - alongV
    let c = z - (base + u * alongU + v * alongV + u * v * twist)
    if c <= 0 { return 0 }
    let b = dz - (du * alongU + dv * alongV + (u * dv + v * du) * twist)
    let a = -(du * dv * twist)
    if a == 0 {
      guard b < 0 else { return nil }
      let root = -c / b
      return root <= length ? root : nil
    }
    let discriminant = b * b - 4 * a * c
    guard discriminant >= 0 else { return nil }
    let root = discriminant.squareRoot()
    let q = -0.5 * (b < 0 ? b - root : b + root)
    let (first, second) = (q / a, c / q)
    let low = min(first, second)
    if low >= 0 && low <= length { return low }
    let high = max(first, second)
    return high >= 0 && high <= length ? high : nil
  }
}
