import Raster

/// Values for the sites of a mosaic that are no data, so that what looks around meets none of
/// theirs.
///
/// A site is taken from those of its colour within two pixels, weighted by the inverse of their
/// squared distance, in rounds: the second one takes from what the first one found. What lies
/// deeper than they reach is 0. Saturated pixels keep their values: they are at least so bright.
///
/// It says nothing about the site itself, which stays no data.
public enum MosaicRepair {
  /// How far values have to be made up for what looks `radius` pixels around it: up to 8 pixels, in
  /// which a method has most of its weights.
  public static func reach(for radius: Int) -> Int { min(8, (radius + 1) / 2 * 2) }

  /// What is replaced.
  public static let missing: Defects = [.lost, .badPixel, .outside]

  /// A mosaic with values at all sites.
  ///
  /// - Parameters:
  ///   - mosaic: some rows of a mosaic.
  ///   - validity: of the same rows.
  ///   - pattern: which colour stands where in these rows.
  ///   - reach: pixels that a value may come from; even.
  /// - Returns: the mosaic; the same value where all of it is data.
  public static func repaired(
    _ mosaic: Plane<Float>, validity: Validity, pattern: BayerPattern, reach: Int
  ) -> Plane<Float> {
    precondition(mosaic.size == validity.size, "validity covers the mosaic")
    guard let defects = validity.defects else { return mosaic }
    var open: [(x: Int, y: Int)] = []
    for y in 0..<mosaic.height {
      let row = defects.row(y)
      for x in row.indices where row[x] & missing.rawValue != 0 { open.append((x, y)) }
    }
    if open.isEmpty { return mosaic }
    var values = PlaneBuilder<Float>(size: mosaic.size)
    var known = PlaneBuilder<UInt8>(size: mosaic.size)
    for y in 0..<mosaic.height {
      let (light, marks) = (mosaic.row(y), defects.row(y))
      var value = values.row(y)
      for x in light.indices { value[x] = marks[x] & missing.rawValue == 0 ? light[x] : 0 }
      var mark = known.row(y)
      for x in marks.indices { mark[x] = marks[x] & missing.rawValue == 0 ? 1 : 0 }
    }
    for _ in 0..<(reach / 2) {
      let found = open.map { site in
        value(
          at: site.x, site.y, values, known, isGreen: pattern.color(x: site.x, y: site.y) == .green)
      }
      for (site, value) in zip(open, found) {
        guard let value else { continue }
        values[site.x, site.y] = value
        known[site.x, site.y] = 1
      }
      open = zip(open, found).filter { $0.1 == nil }.map { $0.0 }
    }
    return values.finish()
  }

  /// The mean of the known sites of a colour around one of them.
  private static func value(
    at x: Int, _ y: Int, _ values: borrowing PlaneBuilder<Float>,
    _ known: borrowing PlaneBuilder<UInt8>, isGreen: Bool
  ) -> Float? {
    var sum: Float = 0
    var weights: Float = 0
    for dy in -2...2 {
      for dx in -2...2 where (dx, dy) != (0, 0) {
        let isSameColor = isGreen ? (dx + dy) % 2 == 0 : dx % 2 == 0 && dy % 2 == 0
        let (column, row) = (x + dx, y + dy)
        guard isSameColor, column >= 0, row >= 0, column < values.size.width,
          row < values.size.height, known[column, row] == 1
        else { continue }
        let weight = 1 / Float(dx * dx + dy * dy)
        sum += weight * values[column, row]
        weights += weight
      }
    }
    return weights > 0 ? sum / weights : nil
  }
}
