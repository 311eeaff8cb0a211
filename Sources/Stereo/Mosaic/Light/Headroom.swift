import Raster

extension MosaicOverview {
  /// What all light is multiplied with, so that nothing that is not white in its picture becomes
  /// white in the mosaic: a picture that was exposed less than the reference has room above what
  /// it shows, and so have corners.
  ///
  /// - Parameter even: light of the reference, a plane for each part.
  /// - Returns: at most 1; for all but one pixel in a thousand.
  func headroom(_ even: [Plane<Float>]) -> Double {
    // Steps of 1/64 up to 16 times white.
    var counts = [Int](repeating: 0, count: 1024)
    for (part, light) in zip(parts, even) {
      let (missing, grey) = (part.missing, part.grey)
      for y in 0..<part.region.size.height {
        let (missing, grey, light) = (missing.row(y), grey.row(y), light.row(y))
        for x in light.indices where missing[x] == 0 && grey[x] < Self.nearWhite {
          counts[min(max(Int(light[x] * 64), 0), 1023)] += 1
        }
      }
    }
    var above = counts.reduce(0, +) / 1000
    var step = counts.count - 1
    while step > 0 && counts[step] <= above {
      above -= counts[step]
      step -= 1
    }
    return min(1, 64 / Double(step + 1))
  }

  /// Light that may be saturated.
  static let nearWhite = Float(0.96)
}
