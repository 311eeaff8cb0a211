import Raster

/// How good a frame is: what is missing, too bright or too dark, how sharp and how noisy it is.
///
/// Counts are whole numbers and sums have one order, so that the figures are the same everywhere.
public struct FrameQuality: Sendable, Hashable {
  /// All pixels.
  public let pixels: Int
  /// Pixels that never arrived, or that the camera did not see.
  public let missing: Int
  /// Pixels of the sensor that lie.
  public let bad: Int
  /// Pixels at or above white.
  public let saturated: Int
  /// Pixels that are data and have less light than asked for.
  public let inShadow: Int
  /// Counts of pixels that are data, saturated ones included, by light.
  public let histogram: LightHistogram
  /// How wide edges are.
  public let edges: EdgeWidths
  /// Measured noise as a multiple of the model's, from above; nil where too little is even.
  public let noise: Double?

  /// Looks at a frame.
  ///
  /// - Parameters:
  ///   - light: of one plane, behind a Bayer filter or without colour.
  ///   - validity: of the same size.
  ///   - pattern: of the filter; nil where there is none.
  ///   - model: the noise that is expected.
  ///   - shadow: light below which nothing can be told.
  public init(
    of light: Plane<Float>, validity: Validity, pattern: BayerPattern?, model: SensorNoise,
    shadow: Float
  ) {
    precondition(light.size == validity.size, "validity covers the light")
    pixels = light.size.area
    missing = validity.count(of: [.lost, .outside])
    bad = validity.count(of: .badPixel)
    saturated = validity.count(of: .saturated)
    var (histogram, dark) = (LightHistogram(), 0)
    for y in 0..<light.height {
      let (row, marks) = (light.row(y), validity.defects?.row(y))
      for x in row.indices {
        let defects = Defects(rawValue: marks?[x] ?? 0)
        // What is saturated is as bright as can be told, and counts.
        guard defects.isSubset(of: .saturated) else { continue }
        histogram.count(row[x])
        if defects.isEmpty && row[x] < shadow { dark += 1 }
      }
    }
    inShadow = dark
    self.histogram = histogram
    edges = EdgeWidths(light, validity: validity, pattern: pattern, noise: model)
    noise = NoiseLevel.ratio(
      light, validity: validity, spacing: pattern == nil ? 1 : 2, model: model)
  }
}
