import Raster

extension Plane<Float> {
  /// Disparities of which none is unknown, where there is at least one.
  ///
  /// What one camera does not see is hidden by something near, so that it lies as far as the farther
  /// of the nearest known neighbours in its row; a row without any takes those of the nearest row
  /// that has some. What was filled in is smooth, and no measurement.
  ///
  /// - Returns: finite disparities; +∞ everywhere where there was none.
  func filledFromBehind() -> Plane<Float> {
    let rows = (0..<height).map { y in Self.filled((0..<width).map { self[$0, y] }) }
    let known = rows.indices.filter { rows[$0] != nil }
    return Plane(size: size) { y, out in
      let source = rows[y] ?? known.min { abs($0 - y) < abs($1 - y) }.flatMap { rows[$0] }
      for x in out.indices { out[x] = source?[x] ?? .infinity }
    }
  }

  /// A row without unknown disparities; nil where all are.
  private static func filled(_ row: [Float]) -> [Float]? {
    var (fromLeft, fromRight) = (row, row)
    for x in row.indices.dropFirst() where fromLeft[x] == .infinity {
      fromLeft[x] = fromLeft[x - 1]
    }
    for x in row.indices.dropLast().reversed() where fromRight[x] == .infinity {
      fromRight[x] = fromRight[x + 1]
    }
    let filled = zip(fromLeft, fromRight).map { Swift.min($0, $1) }
    return filled.contains(.infinity) ? nil : filled
  }
}
