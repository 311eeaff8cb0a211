import Raster

@testable import Kernels

/// Refinement of disparities as its formulas say it: every window anew, in the order that is
/// written there, on whole pictures.
struct RefinementOracle {
  let settings: SubpixelRefinement
  let left: Plane<Float>
  let right: Plane<Float>
  let missing: Plane<UInt8>?
  let start: Plane<Float>

  private typealias Five = [Float]

  /// Disparities and their deviations after one round.
  func refined(_ now: Plane<Float>) -> (disparities: Plane<Float>, deviation: Plane<Float>) {
    let guide = Guide(now)
    let slopes = (
      row: plane { guide.slope($0, $1, (1, 0), settings) },
      column: plane { guide.slope($0, $1, (0, 1), settings) }
    )
    let ones = plane { _, _ in [1] as Five }
    let along = plane { x, y -> Five in
      sums(guide, slopes.row[y][x], (x, y), (1, 0), settings.smoothing) { place, way in
        [ones[place.y][place.x][0], guide[place.x, place.y] - way * ones[place.y][place.x][0]]
      }
    }
    let smooth = Guide(
      Plane(size: now.size) { y, row in
        for x in row.indices {
          let mean = sums(guide, slopes.column[y][x], (x, y), (0, 1), settings.smoothing) {
            let other = along[$0.y][$0.x]
            return [other[0], other[1] - $1 * other[0]]
          }
          row[x] = mean[0] > 0 ? mean[1] / mean[0] : now[x, y]
        }
      })
    let compared = plane { x, y in difference(x, y, smooth[x, y]) }
    let rows = plane { x, y in
      sums(smooth, slopes.row[y][x], (x, y), (1, 0), settings.reach) { place, _ in
        compared[place.y][place.x]
      }
    }
    let windows = plane { x, y in
      sums(smooth, slopes.column[y][x], (x, y), (0, 1), settings.reach) { place, _ in
        rows[place.y][place.x]
      }
    }
    let updated = plane { x, y in step(windows[y][x], smooth[x, y], start[x, y]) }
    return (
      Plane(size: now.size) { y, row in for x in row.indices { row[x] = updated[y][x].0 } },
      Plane(size: now.size) { y, row in for x in row.indices { row[x] = updated[y][x].1 } }
    )
  }

  private func plane<T>(_ value: (_ x: Int, _ y: Int) -> T) -> [[T]] {
    (0..<left.height).map { y in (0..<left.width).map { value($0, y) } }
  }

  /// Sums over the pixels of a line through one that lie on its surface.
  private func sums(
    _ guide: Guide, _ slope: Float, _ at: (x: Int, y: Int), _ step: (x: Int, y: Int), _ reach: Int,
    _ fields: (_ place: (x: Int, y: Int), _ way: Float) -> Five
  ) -> Five {
    var totals: Five = []
    for distance in -reach...reach {
      let place = (x: at.x + distance * step.x, y: at.y + distance * step.y)
      let way = slope * Float(distance)
      let off = guide[at.x, at.y] + way - guide[place.x, place.y]
      guard off * off <= Float(settings.step * settings.step) else { continue }
      let values = fields(place, way)
      if totals.isEmpty { totals = values.map { _ in 0 } }
      for index in totals.indices { totals[index] += values[index] }
    }
    return totals
  }

  /// 1, e, g, e·g, g·g of a pixel that is seen in the right picture, else 0.
  private func difference(_ x: Int, _ y: Int, _ disparity: Float) -> Five {
    let none: Five = [0, 0, 0, 0, 0]
    let place = Float(x) - disparity
    guard place >= 1, place < Float(left.width - 2) else { return none }
    let column = Int(place)
    if let missing, (column - 1...column + 2).contains(where: { missing[$0, y] != 0 }) {
      return none
    }
    let t = place - Float(column)
    let taps = (column - 1...column + 2).map { right[$0, y] }
    let first = (taps[2] - taps[0]) * 0.5
    let second = taps[0] - taps[1] * 2.5 + taps[2] * 2 - taps[3] * 0.5
    let third = (taps[1] - taps[2]) * 1.5 + (taps[3] - taps[0]) * 0.5
    let e = left[x, y] - (taps[1] + t * (first + t * (second + t * third)))
    let slope = (left[min(x + 1, left.width - 1), y] - left[max(x - 1, 0), y]) * 0.5
    let g = (slope + (first + t * (second * 2 + t * third * 3))) * 0.5
    return [1, e, g, e * g, g * g]
  }

  /// A step of Gauss and Newton, and what is known after it.
  private func step(_ sums: Five, _ smooth: Float, _ begun: Float) -> (Float, Float) {
    guard begun > -1e6 else { return (begun, .infinity) }
    let n = sums[0]
    let share = 1 / max(n, 1)
    let (e, g) = (sums[1] * share, sums[2] * share)
    let noise = Float(settings.noise * settings.noise)
    let variance = Swift.max(sums[4] * share - g * g, 0)
    let spread = variance + Float(settings.noise * settings.noise / (0.44 * 0.44))
    let wanted = smooth - (n > 0 ? (sums[3] * share - e * g) / spread : 0)
    let limit = Float(settings.limit)
    let side = Float((2 * settings.reach + 1) * (2 * settings.reach + 1))
    let open = 1 - n / side
    let surface = 0.17 + open * (0.4 + open * 2)
    let blank = Float(0.25 * 0.115 * (settings.noise * settings.noise))
    let texture = (variance - blank) * max(n, 1)
    let vagueness = noise / (texture > 0 ? texture : 1e-30)
    return (
      min(max(wanted, begun - limit), begun + limit),
      vagueness <= 0.25 ? (vagueness + surface * surface).squareRoot() : .infinity
    )
  }
}

/// Disparities with nothing like them around the picture.
private struct Guide {
  private let plane: Plane<Float>

  init(_ plane: Plane<Float>) { self.plane = plane }

  subscript(x: Int, y: Int) -> Float {
    (0..<plane.width).contains(x) && (0..<plane.height).contains(y) ? plane[x, y] : -3e6
  }

  /// The slope of a line through connected neighbours on both sides.
  func slope(
    _ x: Int, _ y: Int, _ step: (x: Int, y: Int), _ settings: SubpixelRefinement
  ) -> Float {
    let limit = Float(settings.connection * settings.connection)
    let at = { (distance: Int) in self[x + distance * step.x, y + distance * step.y] }
    let isNear = { (a: Float, b: Float) in (a - b) * (a - b) <= limit }
    var (moment, weight): (Float, Float) = (0, 0)
    for distance in 1...settings.smoothing {
      guard isNear(at(1 - distance), at(-distance)), isNear(at(distance - 1), at(distance))
      else { break }
      moment += (at(distance) - at(-distance)) * Float(distance)
      weight += 2 * Float(distance) * Float(distance)
    }
    return weight >= 10 ? min(max(moment / weight, -1), 1) : 0
  }
}
