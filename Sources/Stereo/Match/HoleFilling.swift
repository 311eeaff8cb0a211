import Kernels
import Raster

extension Plane<Float> {
  /// Disparities with +∞ wherever nothing was measured.
  func blanked(whereUnknown deviation: Plane<Float>) -> Plane<Float> {
    Plane(size: size) { y, out in
      let (own, doubts) = (row(y), deviation.row(y))
      for x in out.indices { out[x] = doubts[x] < .infinity ? own[x] : .infinity }
    }
  }

  /// Disparities of which none is unknown; those that were measured stay as they are.
  ///
  /// A disparity without a deviation is a guess from its surroundings, and better than that of what
  /// lies behind. What is filled in row by row is frayed, and gets the median of its neighbours.
  func filled(whereUnknown deviation: Plane<Float>, in context: FilterContext) -> Plane<Float> {
    let filled = filledFromBehind()
    let even = MedianFilter(.three).applied(to: filled, in: context)
    return Plane(size: size) { y, out in
      let (own, guess, doubts) = (filled.row(y), even.row(y), deviation.row(y))
      for x in out.indices { out[x] = doubts[x] < .infinity ? own[x] : guess[x] }
    }
  }

  /// Disparities of which none is unknown, where there is at least one.
  ///
  /// What one camera does not see is hidden by something near, so that it lies as far as the
  /// farther of the nearest known neighbours in its row; a row without any takes those of the
  /// nearest row that has some. What was filled in is smooth, and no measurement.
  ///
  /// - Returns: finite disparities; +∞ everywhere where there was none.
  func filledFromBehind() -> Plane<Float> {
    var result = PlaneBuilder(copying: self)
    let known = (0..<height).filter { fill($0, of: &result) }
    guard known.count < height else { return result.finish() }
    let filled = result.finish()
    return Plane(size: size) { y, out in
      let source = filled.row(known.min { abs($0 - y) < abs($1 - y) } ?? y)
      for x in out.indices { out[x] = source[x] }
    }
  }

  /// Fills the holes of a row.
  ///
  /// - Returns: whether something of it is known.
  private func fill(_ y: Int, of result: inout PlaneBuilder<Float>) -> Bool {
    let row = row(y)
    var (last, next) = (Float.infinity, 0)
    for x in row.indices where row[x] < .infinity {
      for hole in next..<x { result[hole, y] = Swift.min(last, row[x]) }
      (last, next) = (row[x], x + 1)
    }
    for hole in next..<width { result[hole, y] = last }
    return last < .infinity
  }
}
