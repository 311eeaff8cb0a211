import Kernels
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
    let planes: [Plane<Float>]
    switch whole {
    case let frame as Frame<LinearRGB>: planes = frame.samples.planes
    case let frame as Frame<LinearGray>: planes = [frame.samples]
    default: return
    }
    guard let frame = whole else { return }
    var histogram = LightHistogram()
    for y in 0..<frame.size.height {
      for plane in planes {
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
