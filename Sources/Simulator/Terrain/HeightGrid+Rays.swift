import Rig

/// Following rays over a grid.
///
/// Idea: a tile whose highest point lies below the ray is skipped at once; tiles of 256, 64, 16
/// and 4 cells, then single cells. In a cell the bilinear surface along the ray is a parabola, so
/// the meeting point is the root of a quadratic: nothing is stepped over, and there are no stairs.
///
///     size = 256
///     while on the grid:
///       tile = tile of that size here; ahead = way to its border
///       if the ray stays above the tile's maximum: go ahead, size × 4
///       else if size > 1: size / 4
///       else: meet the parabola, or go ahead
///
/// After a border the ray starts a millionth of a cell inside the next tile. If it is below the
/// surface there, that counts as a meeting, so the gap cannot let light through.
extension HeightGrid {
  /// Where a ray first meets the surface.
  ///
  /// - Parameters:
  ///   - ray: in site coordinates; the direction has length 1.
  ///   - start: distance from its origin at which to begin, on the grid.
  ///   - end: distance at which to stop.
  /// - Returns: a distance between both, or nil.
  func meeting(_ ray: Ray, from start: Double, to end: Double) -> Double? {
    let perCell = 1 / cell
    let (x0, dx) = (ray.origin.x * perCell - Double(originX), ray.direction.x * perCell)
    let (y0, dy) = (ray.origin.y * perCell - Double(originY), ray.direction.y * perCell)
    let (z0, dz) = (ray.origin.z, ray.direction.z)
    let horizontal = (dx * dx + dy * dy).squareRoot()
    let nudge = horizontal > 0 ? 1e-6 / horizontal : 0
    let limit = Double(cells)
    let (overX, overY) = (1 / dx, 1 / dy)
    var t = start
    var shift = 8
    while t < end {
      let (x, y) = (x0 + t * dx, y0 + t * dy)
      guard x >= 0 && x < limit && y >= 0 && y < limit else { return nil }
      let (i, j) = (Int(x) >> shift, Int(y) >> shift)
      let size = Double(1 << shift)
      var exit = end
      if dx != 0 {
        let border = Double(dx > 0 ? i + 1 : i) * size
        exit = min(exit, (border - x0) * overX)
      }
      if dy != 0 {
        let border = Double(dy > 0 ? j + 1 : j) * size
        exit = min(exit, (border - y0) * overY)
      }
      exit = max(exit, t)
      if shift > 0 {
        let lowest = min(z0 + t * dz, z0 + exit * dz)
        if lowest <= Double(maxima[shift / 2 - 1][j * (cells >> shift) + i]) {
          shift -= 2
          continue
        }
      } else if let there = meetingInCell(
        at: j * nodes + i, u: x - Double(i), v: y - Double(j), z: z0 + t * dz, du: dx, dv: dy,
        dz: dz, length: exit - t)
      {
        return t + there
      }
      if exit >= end { return nil }
      t = exit + nudge
      shift = min(8, shift + 2)
    }
    return nil
  }

  /// The first root of `z + τ·dz = surface(u + τ·du, v + τ·dv)` for τ from 0 to `length`.
  @inline(__always)
  private func meetingInCell(
    at: Int, u: Double, v: Double, z: Double, du: Double, dv: Double, dz: Double, length: Double
  ) -> Double? {
    let base = Double(heights[at])
    let alongU = Double(heights[at + 1]) - base
    let alongV = Double(heights[at + nodes]) - base
    let twist = Double(heights[at + nodes + 1]) - base - alongU - alongV
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
