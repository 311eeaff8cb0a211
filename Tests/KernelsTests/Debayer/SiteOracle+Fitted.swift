import ExactMath
import Raster

/// Residual interpolation as its documentation writes it.
extension SiteOracle {
  private static let least = 3e-7

  private struct Line {
    let difference: Field
    let unshared: Field
    let all: Field
  }

  private func line(_ m: Field, _ axis: Axis, along: Int, across: Int) -> Line {
    func laplacians(_ x: Int, _ y: Int) -> (u: Double, v: Double) {
      (
        2 * m[x, y] - m.pair(axis, x, y, 2),
        (m.pair(axis, x, y, 1) - m.pair(axis, x, y, 3)) / 2
      )
    }
    let products = field(3) { x, y in
      let (u, v) = laplacians(x, y)
      return u * v
    }
    let squares = field(3) { x, y in
      let v = laplacians(x, y).v
      return v * v
    }
    let difference = field(3 + along) { x, y in
      var (top, bottom) = (0.0, Self.least)
      for step in stride(from: -along, through: along, by: 2) {
        for side in stride(from: -across, through: across, by: 2) {
          top += products.at(axis, x, y, step, side)
          bottom += squares.at(axis, x, y, step, side)
        }
      }
      let here = m[x, y]
      let detail = (14 * here - 8 * m.pair(axis, x, y, 2) + m.pair(axis, x, y, 4)) / 32
      let estimate =
        (9 * m.pair(axis, x, y, 1) - m.pair(axis, x, y, 3)) / 16 + top / bottom * detail
      return isGreen(x, y) ? here - estimate : estimate - here
    }
    return Line(
      difference: difference,
      unshared: field(3) { x, y in
        let (u, v) = laplacians(x, y)
        return (u - v) * (u - v)
      },
      all: field(3) { x, y in
        let (u, v) = laplacians(x, y)
        return u * u + v * v
      })
  }

  private func sum(_ radius: Int, _ x: Int, _ y: Int, _ value: (Int, Int) -> Double) -> Double {
    var sum = 0.0
    for dy in -radius...radius { for dx in -radius...radius { sum += value(x + dx, y + dy) } }
    return sum
  }

  /// The share of the row's estimate.
  private func rowWeight(
    _ row: Line, _ column: Line, radius: Int, least: Double, _ x: Int, _ y: Int
  ) -> Double {
    func change(_ line: Line, _ axis: Axis) -> Double {
      least
        + sum(radius, x, y) { x, y in
          abs(line.difference.at(axis, x, y, 1) - line.difference.at(axis, x, y, -1))
        }
    }
    let (r, c) = (change(row, .row), change(column, .column))
    return c * c * c / (r * r * r + c * c * c)
  }

  private func mean(
    _ field: Field, _ axis: Axis, sigma: Double, radius: Int, _ x: Int, _ y: Int
  ) -> Double {
    var (top, bottom) = (0.0, 0.0)
    for step in -radius...radius {
      let weight = Exact.exp(-Double(step * step) / (2 * sigma * sigma))
      top += weight * field.at(axis, x, y, step)
      bottom += weight
    }
    return top / bottom
  }

  /// Green everywhere.
  func residualGreen(_ m: Field, along: Int, across: Int, sigma: Double) -> Field {
    let row = line(m, .row, along: along, across: across)
    let column = line(m, .column, along: along, across: across)
    return field(20) { x, y in
      if isGreen(x, y) { return m[x, y] }
      let weight = rowWeight(row, column, radius: 2, least: 2e-3, x, y)
      return m[x, y] + weight * mean(row.difference, .row, sigma: sigma, radius: 6, x, y)
        + (1 - weight) * mean(column.difference, .column, sigma: sigma, radius: 6, x, y)
    }
  }

  /// Green everywhere.
  func adaptiveGreen(_ m: Field) -> Field {
    let row = line(m, .row, along: 7, across: 4)
    let column = line(m, .column, along: 7, across: 4)
    let weight = field(16) { x, y in
      rowWeight(row, column, radius: 3, least: 4e-3, x, y)
    }
    func smoothed(sigma: Double, radius: Int) -> Field {
      field(16) { x, y in
        weight[x, y] * mean(row.difference, .row, sigma: sigma, radius: radius, x, y)
          + (1 - weight[x, y])
          * mean(column.difference, .column, sigma: sigma, radius: radius, x, y)
      }
    }
    let (short, long) = (smoothed(sigma: 1, radius: 3), smoothed(sigma: 2, radius: 6))
    return field(20) { x, y in
      if isGreen(x, y) { return m[x, y] }
      let energy = sum(3, x, y) { x, y in
        isGreen(x, y) ? 0 : (short[x, y] - long[x, y]) * (short[x, y] - long[x, y])
      }
      let w = weight[x, y]
      let unshared =
        w * sum(3, x, y) { row.unshared[$0, $1] }
        + (1 - w) * sum(3, x, y) { column.unshared[$0, $1] }
      let all = w * sum(3, x, y) { row.all[$0, $1] } + (1 - w) * sum(3, x, y) { column.all[$0, $1] }
      let limit = 0.3 / 16 * (unshared / 49) * (unshared / 49) / (all / 49 + Self.least)
      let ratio = energy / 25 / limit
      let share =
        limit == 0 && energy == 0 ? -0.4 : -0.4 + 1.8 * ratio * ratio / (1 + ratio * ratio)
      return m[x, y] + long[x, y] + share * (short[x, y] - long[x, y])
    }
  }

  /// Red and blue by slopes against green.
  func fitted(_ m: Field, green: Field) -> (_ x: Int, _ y: Int) -> Colors {
    func laplacian(_ field: Field, _ x: Int, _ y: Int) -> Double {
      4 * field[x, y] - field.pair(.row, x, y, 2) - field.pair(.column, x, y, 2)
    }
    // Of the colour whose site it is; nothing is asked for at the sites of green.
    let slope = field(26) { x, y in
      if isGreen(x, y) { return .nan }
      var (products, squares, color, guide) = (0.0, 0.0, 0.0, Self.least)
      for dy in stride(from: -4, through: 4, by: 2) {
        for dx in stride(from: -4, through: 4, by: 2) {
          let (u, v) = (laplacian(m, x + dx, y + dy), laplacian(green, x + dx, y + dy))
          products += u * v
          squares += v * v
          color += m[x + dx, y + dy]
          guide += green[x + dx, y + dy]
        }
      }
      let pull = 0.05 * guide * guide / 25 + 25 * Self.least
      let expected = min(1, max(0, color / guide))
      let fitted = 0.9 * (products + pull * expected) / (squares + pull) + 0.1
      return fitted * squares / (squares + Self.least)
    }
    func between(_ field: Field, _ axis: Axis, _ x: Int, _ y: Int) -> Double {
      (9 * field.pair(axis, x, y, 1) - field.pair(axis, x, y, 3)) / 16
    }
    func mixed(_ field: Field, _ x: Int, _ y: Int) -> Double {
      0.875 * between(field, .row, x, y)
        + 0.0625 * (between(field, .row, x, y - 2) + between(field, .row, x, y + 2))
    }
    func diagonal(_ field: Field, _ x: Int, _ y: Int) -> Double {
      func row(_ dy: Int) -> Double { between(field, .row, x, y + dy) }
      return (9 * (row(-1) + row(1)) - (row(-3) + row(3))) / 16
    }
    return { x, y in
      let g = green[x, y]
      if isGreen(x, y) {
        let own = (slope[x - 1, y] + slope[x + 1, y]) / 2
        let other = (slope[x, y - 1] + slope[x, y + 1]) / 2
        return Colors(
          own: mixed(m, x, y) + own * (g - mixed(green, x, y)), green: g,
          other: between(m, .column, x, y) + other * (g - between(green, .column, x, y)))
      }
      let corners = [(-1, -1), (1, -1), (-1, 1), (1, 1)].map { slope[x + $0.0, y + $0.1] }
      return Colors(
        own: m[x, y], green: g,
        other: diagonal(m, x, y)
          + corners.reduce(0, +) / 4 * (g - diagonal(green, x, y)))
    }
  }
}
