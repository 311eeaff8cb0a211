import ExactMath
import Raster

/// The methods of fixed slopes, as their papers write them.
extension SiteOracle {
  /// Green less the other colour along an axis.
  private func hamilton(_ m: Field, _ axis: Axis) -> Field {
    field(2) { x, y in
      let estimate = m.pair(axis, x, y, 1) / 2 + (2 * m[x, y] - m.pair(axis, x, y, 2)) / 4
      return isGreen(x, y) ? m[x, y] - estimate : estimate - m[x, y]
    }
  }

  /// Red and blue by the mean difference to green of the four nearest.
  func differenceColors(_ m: Field, green: Field) -> (_ x: Int, _ y: Int) -> Colors {
    func own(_ x: Int, _ y: Int) -> Double { m[x, y] - green[x, y] }
    func other(_ x: Int, _ y: Int) -> Double {
      (own(x - 1, y - 1) + own(x + 1, y - 1) + own(x - 1, y + 1) + own(x + 1, y + 1)) / 4
    }
    return { x, y in
      let g = green[x, y]
      if !isGreen(x, y) { return Colors(own: m[x, y], green: g, other: g + other(x, y)) }
      let ownColor =
        (own(x - 1, y) + own(x + 1, y) + other(x, y - 1) + other(x, y + 1)) / 4
      let otherColor =
        (own(x, y - 1) + own(x, y + 1) + other(x - 1, y) + other(x + 1, y)) / 4
      return Colors(own: g + ownColor, green: g, other: g + otherColor)
    }
  }

  func lmmse(_ m: Field) -> (_ x: Int, _ y: Int) -> Colors {
    let estimates = Axis.allCases.map { axis in
      let d = hamilton(m, axis)
      let l = field(6) { x, y in
        var (top, bottom) = (0.0, 0.0)
        for step in -4...4 {
          let weight = Exact.exp(-Double(step * step) / 8)
          top += weight * d.at(axis, x, y, step)
          bottom += weight
        }
        return top / bottom
      }
      return { (x: Int, y: Int) -> (x: Double, v: Double) in
        let window = (-4...4).map { l.at(axis, x, y, $0) }
        let mean = window.reduce(0, +) / 9
        let signal = window.reduce(1e-7) { $0 + ($1 - mean) * ($1 - mean) }
        let noise = (-4...4).reduce(1e-7) { sum, step in
          let error = l.at(axis, x, y, step) - d.at(axis, x, y, step)
          return sum + error * error
        }
        let both = signal + noise
        return ((d[x, y] * signal + l[x, y] * noise) / both, signal * noise / both)
      }
    }
    let green = field(12) { x, y in
      if isGreen(x, y) { return m[x, y] }
      let (h, v) = (estimates[0](x, y), estimates[1](x, y))
      return m[x, y] + (h.x * v.v + v.x * h.v) / (h.v + v.v)
    }
    return differenceColors(m, green: green)
  }

  func menon(_ m: Field) -> (_ x: Int, _ y: Int) -> Colors {
    let lines = Axis.allCases.map { hamilton(m, $0) }
    let takesRow = field(8) { x, y in
      if isGreen(x, y) { return .nan }
      let sums = zip(Axis.allCases, lines).map { axis, d in
        func step(_ along: Int, _ across: Int) -> Double {
          abs(d.at(axis, x, y, along, across) - d.at(axis, x, y, along + 2, across))
        }
        let near = 3 * (step(0, 0) + step(-2, 0)) + step(-1, 1) + step(-1, -1)
        return near + step(0, 2) + step(-2, 2) + step(0, -2) + step(-2, -2)
      }
      return sums[1] >= sums[0] ? 1 : 0
    }
    func green(_ x: Int, _ y: Int) -> Double {
      isGreen(x, y) ? m[x, y] : m[x, y] + lines[takesRow[x, y] == 1 ? 0 : 1][x, y]
    }
    let first = field(10, green)
    /// Own and other colour at a site of green.
    func atGreen(_ guide: Field, _ x: Int, _ y: Int) -> (own: Double, other: Double) {
      func difference(_ x: Int, _ y: Int) -> Double { m[x, y] - guide[x, y] }
      return (
        m[x, y] + (difference(x - 1, y) + difference(x + 1, y)) / 2,
        m[x, y] + (difference(x, y - 1) + difference(x, y + 1)) / 2
      )
    }
    /// The two sites of green along the decision, as this row's own and other colour.
    func sides(_ guide: Field, _ x: Int, _ y: Int) -> [(own: Double, other: Double, green: Double)]
    {
      let axis: Axis = takesRow[x, y] == 1 ? .row : .column
      return [-1, 1].map { step in
        let (column, row) = axis.at(x, y, step)
        let colors = atGreen(guide, column, row)
        let (own, other) =
          axis == .row ? (colors.own, colors.other) : (colors.other, colors.own)
        return (own, other, m[column, row])
      }
    }
    let other = field(14) { x, y in
      if isGreen(x, y) { return .nan }
      return m[x, y] + sides(first, x, y).reduce(0) { $0 + $1.other - $1.own } / 2
    }
    let refined = field(14) { x, y in
      if isGreen(x, y) { return m[x, y] }
      let differences = sides(first, x, y).map { $0.own - $0.green } + [m[x, y] - first[x, y]]
      return m[x, y] - differences.reduce(0, +) / 3
    }
    return { x, y in
      if isGreen(x, y) {
        let colors = atGreen(refined, x, y)
        return Colors(own: colors.own, green: m[x, y], other: colors.other)
      }
      let differences =
        sides(refined, x, y).map { $0.other - $0.own } + [other[x, y] - m[x, y]]
      return Colors(
        own: m[x, y], green: refined[x, y], other: m[x, y] + differences.reduce(0, +) / 3)
    }
  }

  /// What the border strip holds: Hamilton and Adams along the edge.
  func strip(along axis: Axis) -> (_ x: Int, _ y: Int) -> (Double, Double, Double) {
    let m = m
    let d = hamilton(m, axis)
    let green = field(4) { isGreen($0, $1) ? m[$0, $1] : m[$0, $1] + d[$0, $1] }
    let colors = differenceColors(m, green: green)
    return { x, y in
      let c = colors(x, y)
      let isRedRow = (y ^ pattern.redY) & 1 == 0
      return isRedRow ? (c.own, c.green, c.other) : (c.other, c.green, c.own)
    }
  }
}
