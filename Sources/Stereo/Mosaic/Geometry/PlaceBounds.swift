import Raster
import Rig

/// The rectangle around positions.
struct PlaceBounds {
  /// Its corner of smallest coordinates; +∞ without positions.
  private(set) var low = ImagePoint(.infinity, .infinity)
  /// Its corner of largest ones; −∞ without positions.
  private(set) var high = ImagePoint(-.infinity, -.infinity)

  /// One that holds this position as well.
  mutating func add(_ point: ImagePoint) {
    low = ImagePoint(min(low.x, point.x), min(low.y, point.y))
    high = ImagePoint(max(high.x, point.x), max(high.y, point.y))
  }

  /// Its pixels and some more on each side, from even columns and rows on; nil without positions.
  func region(margin: Int) -> Region? {
    guard low.x <= high.x else { return nil }
    let (x, y) = ((Int(low.x) - margin) & ~1, (Int(low.y) - margin) & ~1)
    return Region(
      x: x, y: y, width: Int(high.x) + margin - x + 2, height: Int(high.y) + margin - y + 2)
  }
}
