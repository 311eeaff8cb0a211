import Pipeline
import Raster

/// The light that becomes black, and the light that becomes white.
struct LightRange: Sendable, Equatable {
  var black: Float = 0
  var white: Float = 1

  /// 0 and 1.
  init() {}

  /// The light below and above which given shares of a picture's valid samples lie.
  ///
  /// A histogram of all colours together: whole numbers, so that the order of counting does not
  /// matter. 0 and 1 where there is no picture, or nothing valid in it.
  init(of whole: (any AnyFrame)?, blackShare: Double, whiteShare: Double) {
    guard let frame = whole as? Frame<LinearRGB> else { return }
    var histogram = LightHistogram()
    for y in 0..<frame.size.height {
      for plane in frame.samples.planes {
        let row = plane.row(y)
        guard let defects = frame.validity.defects?.row(y) else {
          for x in row.indices { histogram.count(row[x]) }
          continue
        }
        // What is saturated is as bright as can be told, and counts.
        for x in row.indices where defects[x] & ~Defects.saturated.rawValue == 0 {
          histogram.count(row[x])
        }
      }
    }
    guard let low = histogram.light(below: blackShare),
      let high = histogram.light(below: 1 - whiteShare), high > low
    else { return }
    black = low
    white = high
  }
}

/// Counts of samples by light, from −0.25 to 3.75 in steps of 2⁻¹⁴.
struct LightHistogram {
  private static let bins = 65536
  private static let step: Float = 1 / 16384
  private static let first: Float = -0.25
  private var counts = [Int](repeating: 0, count: bins)
  private var total = 0

  mutating func count(_ light: Float) {
    guard light.isFinite else { return }
    let position = (light - Self.first) / Self.step
    counts[Int(min(max(position, 0), Float(Self.bins - 1)))] += 1
    total += 1
  }

  /// The upper edge of the bin below which the given share lies, or nil when nothing was counted.
  func light(below share: Double) -> Float? {
    if total == 0 { return nil }
    let wanted = Int((share * Double(total)).rounded(.up))
    var below = 0
    for (bin, count) in counts.enumerated() {
      below += count
      if below >= wanted, below > 0 { return Self.first + Float(bin + 1) * Self.step }
    }
    return nil
  }
}
