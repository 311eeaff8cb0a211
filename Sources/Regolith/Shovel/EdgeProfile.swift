import Raster
import Rig

/// Edges that a picture shows along a short line across an expected one.
struct EdgeProfile {
  /// A place where light changes.
  struct Peak {
    /// Pixels from the expected edge, along its normal.
    let offset: Double
    /// How much it changes there, as a share of the most along the line.
    let strength: Double
  }

  /// The steepest places, at most four.
  let peaks: [Peak]
  /// From where to where light is not known: edges may be there.
  let gaps: [ClosedRange<Double>]

  /// How far apart light is read, in pixels.
  private static let step = 0.5
  private static let most = 4
  /// How many places on each side along the edge light is taken from, and how many pixels apart.
  private static let (along, pace) = (3, 1.5)
  /// What share of the steepest change a clear edge has.
  private static let clear = 0.2
  /// How wide the border of what is saturated is, in steps.
  private static let rim = 3

  /// Nil where the line leaves the picture, or most of it is not known.
  ///
  /// - Parameters:
  ///   - picture: softened light.
  ///   - point: where the edge is expected.
  ///   - normal: of length 1.
  ///   - reach: how far to look on both sides, in pixels.
  ///   - contrast: the least slope, as a share of the mean light along the line.
  ///   - floor: the least slope.
  init?(
    _ picture: SoftPicture, at point: ImagePoint, normal: ImagePoint, reach: Double,
    contrast: Double, floor: Double
  ) {
    let (grey, missing) = (picture.grey, picture.missing)
    let count = Int(reach / Self.step)
    var (light, full): ([Double], [Bool]) = ([], [])
    for index in -count - 1...count + 1 {
      let t = Double(index) * Self.step
      let (x, y) = (point.x + t * normal.x, point.y + t * normal.y)
      guard x >= 0, y >= 0, x < Double(grey.width - 1), y < Double(grey.height - 1) else {
        return nil
      }
      light.append(Self.mean(grey, missing, x, y, normal))
      full.append((picture.saturated?[Int(x.rounded()), Int(y.rounded())] ?? 0) != 0)
    }
    let known = light.filter { !$0.isNaN }
    guard known.count > light.count / 2 else { return nil }
    // The border of what is saturated is an edge; within, there may be others.
    let blank = light.indices.map { index in
      light[index].isNaN
        || full[max(0, index - Self.rim)...min(full.count - 1, index + Self.rim)]
          .allSatisfy { $0 }
    }
    gaps = Self.gaps(blank, count)
    let slopes = (1..<light.count - 1).map { (light[$0 + 1] - light[$0 - 1]) / (2 * Self.step) }
    let least = max(floor, contrast * known.reduce(0, +) / Double(known.count))
    let steepest = slopes.reduce(least) { $1.isNaN ? $0 : max($0, $1.magnitude) }
    var found: [Peak] = []
    for index in slopes.indices.dropFirst().dropLast() {
      let (before, own, after) = (
        slopes[index - 1].magnitude, slopes[index].magnitude, slopes[index + 1].magnitude
      )
      guard own >= least, own >= before, own > after else { continue }
      let bend = before - 2 * own + after
      let part = bend < 0 ? 0.5 * (before - after) / bend : 0
      found.append(
        Peak(
          offset: (Double(index - count) + part) * Self.step,
          strength: min(1, own / steepest / Self.clear)))
    }
    peaks = Array(found.sorted { $0.strength > $1.strength }.prefix(Self.most))
  }

  /// The mean light along the edge: what is no edge is no longer one there.
  ///
  /// - Returns: NaN where some of it is not known.
  private static func mean(
    _ grey: Plane<Float>, _ missing: Plane<UInt8>?, _ x: Double, _ y: Double, _ normal: ImagePoint
  ) -> Double {
    var (sum, count) = (0.0, 0.0)
    for index in -along...along {
      let t = Double(index) * pace
      let (u, v) = (x - t * normal.y, y + t * normal.x)
      guard u >= 0, v >= 0, u < Double(grey.width - 1), v < Double(grey.height - 1) else {
        continue
      }
      guard let light = grey.between(u, v, missing: missing) else { return .nan }
      sum += light
      count += 1
    }
    return sum / count
  }

  /// Where nothing is known, and half a step on each side.
  private static func gaps(_ blank: [Bool], _ count: Int) -> [ClosedRange<Double>] {
    var gaps: [ClosedRange<Double>] = []
    for index in blank.indices where blank[index] {
      let place = Double(index - count - 1) * step
      if let last = gaps.last, last.upperBound >= place - step / 2 {
        gaps[gaps.count - 1] = last.lowerBound...place + step / 2
      } else {
        gaps.append(place - step / 2...place + step / 2)
      }
    }
    return gaps
  }
}

extension Plane<Float> {
  /// The number at a position, by bilinear interpolation; nil beyond the edge, and beside what is
  /// missing.
  func between(_ x: Double, _ y: Double, missing: Plane<UInt8>?) -> Double? {
    guard x >= 0, y >= 0, x < Double(width - 1), y < Double(height - 1) else { return nil }
    let (left, top) = (Int(x), Int(y))
    if let missing,
      missing[left, top] | missing[left + 1, top] | missing[left, top + 1]
        | missing[left + 1, top + 1] != 0
    {
      return nil
    }
    let (u, v) = (x - Double(left), y - Double(top))
    let upper = Double(self[left, top]) * (1 - u) + Double(self[left + 1, top]) * u
    let lower = Double(self[left, top + 1]) * (1 - u) + Double(self[left + 1, top + 1]) * u
    return upper * (1 - v) + lower * v
  }
}
