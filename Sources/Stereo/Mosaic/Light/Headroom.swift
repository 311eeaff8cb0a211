import Raster

extension MosaicOverview {
  /// What all light is multiplied with, so that nothing that is not white in its picture becomes
  /// white in the mosaic: a picture that was exposed less than the reference has room above what
  /// it shows, and so have corners.
  ///
  /// - Parameter light: by what pictures differ.
  /// - Returns: at most 1; for all but one pixel in a thousand.
  func headroom(_ light: LightBalance) -> Double {
    // Steps of 1/64 up to 16 times white.
    var counts = [Int](repeating: 0, count: 1024)
    for (index, part) in parts.enumerated() {
      for y in 0..<part.region.size.height {
        for x in 0..<part.region.size.width
        where part.missing[x, y] == 0 && part.grey[x, y] < Self.nearWhite {
          counts[min(max(Int(even(index, x: x, y: y, light) * 64), 0), 1023)] += 1
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
