import Raster

/// How wide edges are, from a tenth to nine tenths of their height.
///
/// Along rows and columns of green light, rises are followed to both sides as far as they rise.
/// Those that rise by 20 standard deviations of noise and by half of their top are measured; their
/// width across is that along the row times the cosine of the angle between. Green that a mosaic
/// lacks is the mean of the two next to it across the row, which spreads nothing along it.
///
/// Terrain has soft edges and penumbras as well, so that the sharpest tell of lens and motion: one
/// in five stays below ``typical``.
public struct EdgeWidths: Sendable, Hashable {
  /// Widths are counted in steps of a twentieth of a pixel.
  private static let perPixel = 20
  /// How far an edge is followed to each side.
  private static let reach = 12
  /// How many edges are needed.
  private static let least = 50
  private var counts = [Int](repeating: 0, count: (2 * reach + 1) * perPixel)
  /// How many edges were measured.
  public private(set) var count = 0

  /// Looks at a picture, row by row and then column by column.
  init(_ light: Plane<Float>, validity: Validity, pattern: BayerPattern?, noise: SensorNoise) {
    let known = light.withoutDefects(validity)
    measure(known.green(pattern), noise)
    measure(known.turned.green(pattern?.turned), noise)
  }

  /// The width that a share of edges stays below, in pixels; nil where fewer than fifty were
  /// measured.
  public func width(below share: Double) -> Double? {
    guard count >= Self.least else { return nil }
    let wanted = Int((share * Double(count)).rounded(.up))
    var below = 0
    for (bin, number) in counts.enumerated() {
      below += number
      if below >= wanted, below > 0 { return (Double(bin) + 0.5) / Double(Self.perPixel) }
    }
    return nil
  }

  /// The width that one edge in five stays below, in pixels.
  public var typical: Double? { width(below: 0.2) }

  private mutating func measure(_ green: Plane<Float>, _ noise: SensorNoise) {
    if green.height < 3 || green.width < 3 { return }
    for y in 1..<green.height - 1 {
      measure(green.row(y), between: green.row(y - 1), green.row(y + 1), noise)
    }
  }

  private mutating func measure(
    _ light: Span<Float>, between above: Span<Float>, _ below: Span<Float>, _ noise: SensorNoise
  ) {
    let (atBlack, perLight) = (Float(noise.varianceAtBlack), Float(noise.variancePerLight))
    var x = 1
    while x < light.count - 1 {
      defer { x += 1 }
      let slope = light[x + 1] - light[x - 1]
      // NaN marks what is no data, and is no slope.
      guard slope * slope > 100 * atBlack else { continue }
      let rise: Float = slope > 0 ? 1 : -1
      guard let ends = Self.ends(light, x, rise) else { continue }
      let (low, high) = (
        min(light[ends.lowerBound], light[ends.upperBound]),
        max(light[ends.lowerBound], light[ends.upperBound])
      )
      let height = high - low
      let top = Self.steepest(light, ends, rise)
      let across = below[top] - above[top]
      let along = light[top + 1] - light[top - 1]
      // The rest of this edge is not looked at again.
      x = max(x, ends.upperBound - 1)
      guard height * height > 400 * (atBlack + perLight * max(0, high)), height > 0.5 * high,
        across.magnitude <= along.magnitude
      else { continue }
      let cosine = along.magnitude / (along * along + across * across).squareRoot()
      let width = Self.width(light, ends, low: low, height: height) * cosine
      let bin = Int(width * Float(Self.perPixel))
      if counts.indices.contains(bin) {
        counts[bin] += 1
        count += 1
      }
    }
  }

  /// Where an edge begins and ends; nil where it goes on and on, or meets what is no data.
  private static func ends(_ light: Span<Float>, _ x: Int, _ rise: Float) -> ClosedRange<Int>? {
    var (left, right) = (x, x)
    while left > 0, (light[left] - light[left - 1]) * rise > 0 { left -= 1 }
    while right < light.count - 1, (light[right + 1] - light[right]) * rise > 0 { right += 1 }
    guard right - left <= 2 * reach, right > left, left > 0, right < light.count - 1,
      !light[left - 1].isNaN, !light[right + 1].isNaN
    else { return nil }
    return left...right
  }

  /// Where an edge rises most.
  private static func steepest(
    _ light: Span<Float>, _ ends: ClosedRange<Int>, _ rise: Float
  ) -> Int {
    var (best, most) = (ends.lowerBound, -Float.infinity)
    for x in ends {
      let slope = (light[x + 1] - light[x - 1]) * rise
      if slope > most { (best, most) = (x, slope) }
    }
    return best
  }

  /// From a tenth to nine tenths of the height, with straight lines between samples.
  private static func width(
    _ light: Span<Float>, _ ends: ClosedRange<Int>, low: Float, height: Float
  ) -> Float {
    func place(_ share: Float) -> Float {
      let level = low + share * height
      for x in ends.lowerBound..<ends.upperBound {
        let (a, b) = (light[x], light[x + 1])
        if (a - level) * (b - level) <= 0, a != b { return Float(x) + (level - a) / (b - a) }
      }
      return Float(ends.upperBound)
    }
    return (place(0.9) - place(0.1)).magnitude
  }
}

extension Plane<Float> {
  /// The plane with NaN for what is no data.
  fileprivate func withoutDefects(_ validity: Validity) -> Plane<Float> {
    guard let defects = validity.defects else { return self }
    return Plane(size: size) { y, target in
      let (row, marks) = (row(y), defects.row(y))
      for x in row.indices { target[x] = marks[x] == 0 ? row[x] : .nan }
    }
  }

  /// Rows become columns.
  fileprivate var turned: Plane<Float> {
    Plane(size: Size(height, width)) { y, target in
      for x in target.indices { target[x] = self[y, x] }
    }
  }

  /// Green everywhere: where a mosaic lacks it, the mean of those above and below.
  ///
  /// The first and the last row are left as they are.
  fileprivate func green(_ pattern: BayerPattern?) -> Plane<Float> {
    guard let pattern else { return self }
    return Plane(size: size) { y, target in
      let middle = row(y)
      let isInside = y > 0 && y < height - 1
      let (above, below) = isInside ? (row(y - 1), row(y + 1)) : (middle, middle)
      for x in middle.indices {
        target[x] =
          pattern.color(x: x, y: y) == .green ? middle[x] : (above[x] + below[x]) / 2
      }
    }
  }
}
