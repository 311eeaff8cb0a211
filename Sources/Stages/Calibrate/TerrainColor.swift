import Kernels
import Raster

/// The colour of lit terrain, as a camera shows it.
///
/// Lit is what is valid and has between a quarter and all of the green that nine in ten pixels stay
/// below. Of the ratios red to green and blue to green the medians are taken, then the sums of the
/// colours over all pixels whose ratios lie within an eighth of those: things of other colours and
/// glints have no say. Counts and sums are whole numbers, so that their order does not matter.
struct TerrainColor: Sendable, Equatable {
  /// How many lit pixels are needed, as a share of all.
  private static let least = 0.002

  /// Red over green.
  let redness: Double
  /// Blue over green.
  let blueness: Double

  /// Measures a picture; nil where there is too little lit terrain.
  init?(_ frame: Frame<LinearRGB>) {
    var green = LightHistogram()
    Self.forEachPixel(frame) { _, light, _ in green.count(light) }
    guard let bright = green.light(below: 0.9), bright > 0 else { return nil }
    let lit = (bright / 4)...bright
    var (reds, blues) = (RatioHistogram(), RatioHistogram())
    Self.forEachPixel(frame) { red, green, blue in
      if !lit.contains(green) { return }
      reds.count(red / green)
      blues.count(blue / green)
    }
    guard let red = reds.median, let blue = blues.median,
      Double(reds.total) >= Self.least * Double(frame.size.area)
    else { return nil }
    var sums = SIMD3<Int64>.zero
    Self.forEachPixel(frame) { r, g, b in
      guard lit.contains(g), (r / g / red - 1).magnitude < 0.125,
        (b / g / blue - 1).magnitude < 0.125
      else { return }
      let scaled = SIMD3(r, g, b) * 65536
      sums &+= SIMD3(
        Int64(scaled.x.rounded()), Int64(scaled.y.rounded()), Int64(scaled.z.rounded()))
    }
    guard sums.x > 0, sums.y > 0, sums.z > 0 else { return nil }
    redness = Double(sums.x) / Double(sums.y)
    blueness = Double(sums.z) / Double(sums.y)
  }

  /// Factors of red, green and blue after which terrain shows what it reflects; green stays.
  func gains(toShow reflected: [Double]) -> [Double] {
    [reflected[0] / reflected[1] / redness, 1, reflected[2] / reflected[1] / blueness]
  }

  /// Hands out every pixel that is data.
  private static func forEachPixel(
    _ frame: Frame<LinearRGB>, _ body: (_ red: Float, _ green: Float, _ blue: Float) -> Void
  ) {
    for y in 0..<frame.size.height {
      let (red, green, blue) = (
        frame.samples.red.row(y), frame.samples.green.row(y), frame.samples.blue.row(y)
      )
      let defects = frame.validity.defects?.row(y)
      for x in red.indices where (defects?[x] ?? 0) == 0 { body(red[x], green[x], blue[x]) }
    }
  }
}

/// Counts of positive ratios, 1024 bins an octave from 2⁻¹⁰ to 2¹⁰.
private struct RatioHistogram {
  private static let shift: UInt32 = 23 - 10
  private static let first = Float(0x1p-10).bitPattern >> shift
  private static let bins = 20 * 1024
  private var counts = [Int](repeating: 0, count: bins)
  private(set) var total = 0

  /// Counts a ratio; the bits of a float, cut short, are its bin.
  mutating func count(_ ratio: Float) {
    guard ratio > 0x1p-10, ratio < 0x1p10 else { return }
    counts[Int((ratio.bitPattern >> Self.shift) - Self.first)] += 1
    total += 1
  }

  /// The lower edge of the bin that holds the median, or nil when nothing was counted.
  var median: Float? {
    var below = 0
    for (bin, count) in counts.enumerated() {
      below += count
      if 2 * below >= total, below > 0 {
        return Float(bitPattern: (UInt32(bin) + Self.first) << Self.shift)
      }
    }
    return nil
  }
}
