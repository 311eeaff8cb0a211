import ExactMath
import Rig
import Settings

/// Which share of a simulated sensor's pixels is bad.
public struct DefectShares: Configurable, Hashable {
  /// Share of pixels with a dark current of 2,000 to 200,000 e⁻/s.
  public var hot = 0.00008
  /// Share of pixels with 1 % of the sensitivity.
  public var dead = 0.00002

  /// A few of each.
  public init() {}

  /// The parameters.
  public static let table = Table<DefectShares>([
    .number(
      "hot", \.hot, unit: "1", range: 0...0.1,
      "Share of pixels with a dark current of 2,000 to 200,000 e-/s."),
    .number(
      "dead", \.dead, unit: "1", range: 0...0.1, "Share of pixels with 1 % of the sensitivity."),
  ])
}

/// What stays the same from frame to frame: sensitivity, dark current and defects of each pixel.
struct SensorPattern: Sendable {
  struct Pixel {
    /// As a multiple of the mean.
    var sensitivity: Double
    /// Electrons per second.
    var darkCurrent: Double
    var isBad: Bool
  }

  let width: Int
  let height: Int
  let prnu: Double
  let darkCurrent: Double
  let defects: DefectShares
  let random: Philox
  let stream: UInt32

  init(_ sensor: Sensor, index: Int, random: Philox, defects: DefectShares) {
    width = sensor.width
    height = sensor.height
    prnu = sensor.prnu ?? 0
    darkCurrent = sensor.darkCurrent ?? 0
    self.random = random
    self.defects = defects
    stream = Stream.pattern + UInt32(truncatingIfNeeded: index)
  }

  /// One pixel: normal sensitivity, dark current spread by ±30 % (log-normal, mean 1).
  func pixel(x: Int, y: Int) -> Pixel {
    let draw = random.uniforms(x: x, y: y, stream: stream)
    var result = Pixel(
      sensitivity: max(0, 1 + prnu * Normal.quantile(draw.x)), darkCurrent: 0, isBad: false)
    if darkCurrent > 0 {
      result.darkCurrent = darkCurrent * Exact.exp(0.3 * Normal.quantile(draw.y) - 0.045)
    }
    if draw.z < defects.hot {
      result.darkCurrent += 2000 * Exact.exp(4.605170185988092 * draw.w)
      result.isBad = true
    } else if draw.z > 1 - defects.dead {
      result.sensitivity *= 0.01
      result.isBad = true
    }
    return result
  }

  /// The bad pixels, row by row.
  var badPixels: BadPixelList {
    var list = BadPixelList()
    for y in 0..<height {
      for x in 0..<width {
        let draw = random.uniforms(x: x, y: y, stream: stream)
        if draw.z < defects.hot || draw.z > 1 - defects.dead {
          list.pixels.append(BadPixelList.Position(x: x, y: y))
        }
      }
    }
    return list
  }
}
