import Kernels
import Raster

/// `BadPixelFilter` as its documentation says it, one pixel after the other.
struct LiarOracle {
  let light: Plane<Float>
  let validity: Validity
  let noise: SensorNoise
  let threshold: Float
  /// How far away the pixels are that replace one; 1 where all see the same light.
  let spacing: Int
  private let steps = [(x: 2, y: 0), (x: 0, y: 2), (x: 2, y: 2), (x: 2, y: -2)]

  init(
    _ light: Plane<Float>, _ validity: Validity, _ noise: SensorNoise, threshold: Float,
    spacing: Int = 2
  ) {
    (self.light, self.validity) = (light, validity)
    (self.noise, self.threshold, self.spacing) = (noise, threshold, spacing)
  }

  private func place(_ x: Int, _ y: Int) -> (x: Int, y: Int) {
    let border = Border.reflect101
    return (
      border.source(of: x, count: light.width) ?? 0, border.source(of: y, count: light.height) ?? 0
    )
  }

  private func value(_ x: Int, _ y: Int) -> Float { light[place(x, y).x, place(x, y).y] }

  private func defects(_ x: Int, _ y: Int) -> Defects { validity[place(x, y).x, place(x, y).y] }

  private func isData(_ x: Int, _ y: Int) -> Bool {
    defects(x, y).isDisjoint(with: [.lost, .badPixel, .outside])
  }

  private func pairs(_ x: Int, _ y: Int) -> [(high: Float, low: Float)] {
    steps.map { step in
      let (a, b) = (value(x + step.x, y + step.y), value(x - step.x, y - step.y))
      return a > b ? (high: a, low: b) : (high: b, low: a)
    }
  }

  /// Whether a pixel stands out from one pair and is far from all, noise at the extreme ones.
  private func isSuspect(_ x: Int, _ y: Int) -> Bool {
    let (c, pairs, factor) = (value(x, y), pairs(x, y), threshold * threshold)
    let (variance, slope) = (
      Float(noise.varianceAtBlack) * factor, Float(noise.variancePerLight) * factor
    )
    let m = pairs.map(\.high).min() ?? 0
    let q = pairs.map(\.low).max() ?? 0
    let nearest = pairs.map { max($0.high - c, c - $0.low) }.min() ?? 0
    let (hot, dead) = (variance + slope * max(m, 0), variance + slope * max(q, 0))
    let isOver = c > m && (c - m) * (c - m) > hot
    let isUnder = c < q && (q - c) * (q - c) > dead
    return isOver != isUnder && nearest * nearest > (isOver ? hot : dead)
  }

  /// Whether a pixel stands out from all that are data of the eight around it.
  private func isOutOfNeighbours(_ x: Int, _ y: Int) -> Bool {
    let places = (-1...1).flatMap { dy in (-1...1).map { (x + $0, y + dy) } }
      .filter { $0 != (x, y) && isData($0.0, $0.1) }
    let around = places.map { value($0.0, $0.1) }
    let p = value(x, y)
    guard let least = around.min(), let greatest = around.max() else { return false }
    let (beyond, light) = p > greatest ? (p - greatest, greatest) : (least - p, least)
    let scatter = Float(noise.varianceAtBlack) + Float(noise.variancePerLight) * max(light, 0)
    return beyond > 0 && beyond * beyond > threshold * threshold * scatter
  }

  func lies(_ x: Int, _ y: Int) -> Bool {
    guard isSuspect(x, y), isData(x, y) else { return false }
    if spacing == 1 && !isOutOfNeighbours(x, y) { return false }
    let p = value(x, y)
    let (variance, slope) = (Float(noise.varianceAtBlack), Float(noise.variancePerLight))
    let factor = threshold * threshold
    var (isOver, isUnder, isOutOfAll) = (false, false, true)
    var best = (excess: Float(0), light: Float(0), noise: Float(0))
    for (step, pair) in zip(steps, pairs(x, y)) {
      let ends = [place(x + step.x, y + step.y), place(x - step.x, y - step.y)]
      let isOwnX = step.x == 0 || ends.contains { $0.x == x }
      let isOwnY = step.y == 0 || ends.contains { $0.y == y }
      if isOwnX && isOwnY || !ends.allSatisfy({ isData($0.x, $0.y) }) { continue }
      let isHot = p > pair.high
      let light = max(isHot ? pair.high : pair.low, 0)
      let scatter = variance + slope * light
      let far = max(pair.high - p, p - pair.low)
      if far * far <= factor * scatter { return false }
      let beyond = isHot ? p - pair.high : pair.low - p
      guard beyond > 0, beyond * beyond > factor * scatter else {
        isOutOfAll = false
        continue
      }
      if isHot { isOver = true } else { isUnder = true }
      if beyond <= 2 * (pair.high - pair.low) {
        isOutOfAll = false
      } else if beyond > best.excess {
        best = (beyond, light, scatter)
      }
    }
    if best.excess == 0 || isOver == isUnder { return false }
    let isAtEdge = x < 2 || y < 2 || x >= light.width - 2 || y >= light.height - 2
    if isAtEdge && !isOutOfAll { return false }
    let beside = [(x - 1, y), (x + 1, y), (x, y - 1), (x, y + 1)]
    if beside.contains(where: { defects($0.0, $0.1).contains(.saturated) }) { return false }
    return !beside.contains { other in
      let p = value(other.0, other.1)
      return pairs(other.0, other.1).contains { pair in
        let excess = isOver ? p - pair.high : pair.low - p
        let level = max(isOver ? pair.high : pair.low, 0)
        let ratio = level > 0 ? min(max(best.light / level, 0.25), 4) : 1
        return excess > 0 && excess * excess > 25 * best.noise
          && excess * ratio > 0.22 * best.excess
      }
    }
  }

  /// The filter's answer.
  func corrected() -> (light: Plane<Float>, validity: Validity) {
    var liars: [(x: Int, y: Int)] = []
    for y in 0..<light.height {
      for x in 0..<light.width where lies(x, y) { liars.append((x, y)) }
    }
    let marked = validity.marking(liars, .badPixel)
    let after = LiarOracle(light, marked, noise, threshold: threshold, spacing: spacing)
    let result = Plane<Float>(size: light.size) { y, row in
      for x in row.indices {
        row[x] = marked[x, y].contains(.badPixel) ? after.replacement(x, y) : light[x, y]
      }
    }
    return (result, marked)
  }

  private func replacement(_ x: Int, _ y: Int) -> Float {
    var best: (difference: Float, mean: Float)?
    var known: [Float] = []
    for step in steps.map({ (x: $0.x / 2 * spacing, y: $0.y / 2 * spacing) }) {
      let ends = [(x + step.x, y + step.y), (x - step.x, y - step.y)]
      let values = ends.filter { isData($0.0, $0.1) }.map { value($0.0, $0.1) }
      known += values
      guard values.count == 2 else { continue }
      let pair = (difference: (values[0] - values[1]).magnitude, mean: (values[0] + values[1]) / 2)
      if best.map({ pair.difference < $0.difference }) ?? true { best = pair }
    }
    return best?.mean ?? (known.isEmpty ? value(x, y) : known.reduce(0, +) / Float(known.count))
  }
}
