import Rig

/// The ground around a rover: nested grids, each twice as wide and half as fine as the one within.
///
/// Towards the border of each grid its surface turns into that of the next coarser one, so the
/// whole is continuous.
public struct Terrain: Sendable {
  /// The ground under one grid.
  private struct Area: Sendable {
    let minX: Double
    let minY: Double
    let maxX: Double
    let maxY: Double

    init(_ grid: HeightGrid) {
      (minX, minY) = (Double(grid.originX) * grid.cell, Double(grid.originY) * grid.cell)
      maxX = Double(grid.originX + grid.cells) * grid.cell
      maxY = Double(grid.originY + grid.cells) * grid.cell
    }

    @inline(__always)
    func contains(_ x: Double, _ y: Double) -> Bool {
      x >= minX && x < maxX && y >= minY && y < maxY
    }
  }

  /// From the finest to the coarsest.
  let grids: [HeightGrid]
  /// Where each of them lies; looked at without touching the grids.
  private let areas: [Area]
  /// The largest height of all.
  let highest: Double
  /// From which height on rays of some steepness are free, grid by grid.
  private let skylines: [Skyline]

  /// A terrain from its grids.
  ///
  /// - Precondition: from the finest to the coarsest, each within the next.
  init(grids: [HeightGrid]) {
    self.grids = grids
    areas = grids.map(Area.init)
    highest = grids.map { Double($0.highest) }.max() ?? 0
    skylines = grids.indices.map { Skyline(grids[$0...]) }
  }

  /// The same terrain for another thread; see ``HeightGrid/twin()``.
  func twin() -> Terrain { Terrain(self) }

  private init(_ other: Terrain) {
    grids = other.grids.map { $0.twin() }
    (areas, highest, skylines) = (other.areas, other.highest, other.skylines)
  }

  /// The finest grid under a place, or nil beyond the end.
  @inline(__always)
  private func level(_ x: Double, _ y: Double) -> Int? {
    for index in 0..<areas.count where areas[index].contains(x, y) { return index }
    return nil
  }

  private func nearest(_ x: Double, _ y: Double) -> HeightGrid {
    grids[level(x, y) ?? grids.count - 1]
  }

  /// The height of the ground in metres; beyond the end that of its edge.
  public func height(x: Double, y: Double) -> Double { nearest(x, y).height(x, y) }

  /// What a ray meets.
  struct Meeting {
    /// Distance along the ray in metres.
    var distance: Double
    /// Where, in site coordinates.
    var point: Vector3
    /// The upward normal of the ground, of length 1.
    var normal: Vector3
    /// Normal albedo.
    var albedo: Double
    /// Metres between the heights that the surface was made from.
    var cell: Double
  }

  /// Where a ray first meets the ground.
  ///
  /// - Parameters:
  ///   - ray: in site coordinates.
  ///   - start: distance from its origin at which to begin.
  ///   - end: how far it goes.
  ///   - isLow: whether it begins on the ground.
  /// - Returns: the meeting, or nil where the ray goes on.
  func meeting(
    _ ray: Ray, from start: Double = 0, to end: Double = .infinity, isLow: Bool = false
  ) -> Meeting? {
    guard let t = distance(ray, from: start, to: end, isLow: isLow) else { return nil }
    let point = ray.origin + ray.direction * t
    let grid = nearest(point.x, point.y)
    let slope = grid.slope(point.x, point.y)
    return Meeting(
      distance: t, point: point, normal: Vector3(-slope.x, -slope.y, 1).normalized,
      albedo: grid.albedo(point.x, point.y), cell: grid.cell)
  }

  /// How far a ray goes until it meets the ground.
  ///
  /// - Parameters:
  ///   - ray: in site coordinates.
  ///   - start: distance from its origin at which to begin.
  ///   - end: how far it goes.
  ///   - isLow: whether it begins on the ground.
  ///   - ceilings: of a ray to the Sun.
  /// - Returns: metres, or nil where it goes on.
  func distance(
    _ ray: Ray, from start: Double = 0, to end: Double = .infinity, isLow: Bool = false,
    ceilings: SunCeilings? = nil
  ) -> Double? {
    let inverse = (x: 1 / ray.direction.x, y: 1 / ray.direction.y)
    let steepness = Skyline.Steepness(ray.direction)
    var t = start
    // A ray that begins on the ground, or just before it, looks at small tiles first.
    var shift = isLow ? 0 : start > 0 ? 4 : HeightGrid.largestShift
    while t < end {
      let (x, y) = (ray.origin.x + t * ray.direction.x, ray.origin.y + t * ray.direction.y)
      guard let level = level(x, y),
        !skylines[level].isBelow(ray.origin.z + t * ray.direction.z, steepness)
      else { return nil }
      var stop = min(end, span(ray, inverse, level).upperBound)
      if level > 0 {
        let inner = span(ray, inverse, level - 1)
        if inner.lowerBound > t { stop = min(stop, inner.lowerBound) }
      }
      let there = grids[level].meeting(
        ray, from: t, to: stop, shift: shift, ceilings: ceilings?.grids[level] ?? [])
      if let there { return there < .infinity ? there : nil }
      t = max(stop, t) + 1e-6 * grids[level].cell
      shift = HeightGrid.largestShift
    }
    return nil
  }

  /// The part of a ray over a grid; empty and infinitely far where it passes by.
  @inline(__always)
  private func span(_ ray: Ray, _ inverse: (x: Double, y: Double), _ level: Int) -> Range<Double> {
    let area = areas[level]
    var part = RaySpan()
    part.cut(ray.origin.x, inverse.x, area.minX, area.maxX)
    part.cut(ray.origin.y, inverse.y, area.minY, area.maxY)
    return part.low <= part.high ? part.low..<part.high : .infinity..<(.infinity)
  }
}

/// The part of a ray between planes.
struct RaySpan {
  /// Where it begins.
  var low = -Double.infinity
  /// Where it ends; before its beginning where nothing is left.
  var high = Double.infinity

  /// Keeps what lies between two planes across an axis.
  ///
  /// - Parameters:
  ///   - origin: of the ray, along the axis.
  ///   - inverse: 1 over its direction; infinite where it runs along the planes.
  ///   - minimum: the lower plane.
  ///   - maximum: the upper one.
  @inline(__always)
  mutating func cut(_ origin: Double, _ inverse: Double, _ minimum: Double, _ maximum: Double) {
    if inverse.isInfinite {
      if origin < minimum || origin >= maximum { high = -.infinity }
      return
    }
    let (a, b) = ((minimum - origin) * inverse, (maximum - origin) * inverse)
    low = max(low, min(a, b))
    high = min(high, max(a, b))
  }
}
