import Raster
import Rig

/// Edges that a picture shows along a short line across an expected one.
struct EdgeProfile {
  /// Pixels from the expected edge, along its normal, and how much light changes there from pixel
  /// to pixel.
  struct Peak {
    let offset: Double
    let slope: Double
  }

  /// The steepest places, at most four.
  let peaks: [Peak]

  /// How far apart light is read, in pixels.
  private static let step = 0.5
  private static let most = 4

  /// Nil where the line leaves the picture, or light is not known.
  ///
  /// - Parameters:
  ///   - grey: softened light.
  ///   - missing: not 0 where light is not known.
  ///   - point: where the edge is expected.
  ///   - normal: of length 1.
  ///   - reach: how far to look on both sides, in pixels.
  ///   - contrast: the least slope, as a share of the mean light along the line.
  ///   - floor: the least slope.
  init?(
    _ grey: Plane<Float>, missing: Plane<UInt8>?, at point: ImagePoint, normal: ImagePoint,
    reach: Double, contrast: Double, floor: Double
  ) {
    let count = Int(reach / Self.step)
    var light: [Double] = []
    for index in -count - 1...count + 1 {
      let t = Double(index) * Self.step
      let (x, y) = (point.x + t * normal.x, point.y + t * normal.y)
      guard let value = grey.between(x, y, missing: missing) else { return nil }
      light.append(value)
    }
    let slopes = (1..<light.count - 1).map { (light[$0 + 1] - light[$0 - 1]) / (2 * Self.step) }
    let least = max(floor, contrast * light.reduce(0, +) / Double(light.count))
    var found: [Peak] = []
    for index in slopes.indices.dropFirst().dropLast() {
      let (before, own, after) = (
        slopes[index - 1].magnitude, slopes[index].magnitude, slopes[index + 1].magnitude
      )
      guard own >= least, own >= before, own > after else { continue }
      let bend = before - 2 * own + after
      let part = bend < 0 ? 0.5 * (before - after) / bend : 0
      found.append(
        Peak(offset: (Double(index - count) + part) * Self.step, slope: slopes[index]))
    }
    peaks = Array(found.sorted { $0.slope.magnitude > $1.slope.magnitude }.prefix(Self.most))
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
