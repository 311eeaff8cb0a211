import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// Full colour at every pixel, from one colour at each.
public struct DebayerStage: BandStage {
  /// How the missing colours are estimated.
  public enum Method: String, Sendable, CaseIterable {
    /// Means of the nearest neighbours.
    case bilinear
    /// Gradient-corrected linear filters (Malvar, He, Cutler 2004).
    case malvar

    /// Pixels that an estimate looks away from its own.
    var radius: Int {
      switch self {
      case .bilinear: 1
      case .malvar: 2
      }
    }
  }

  /// How the missing colours are estimated.
  public var method = Method.malvar

  /// Gradient-corrected.
  public init() {}

  /// `debayer`.
  public static let name = "debayer"
  /// What it does.
  public static let summary = "Estimates the two colours that each pixel did not see."
  /// The parameters.
  public static let table = Table<DebayerStage>([
    .choice("method", \.method, "How the missing colours are estimated.")
  ])
  /// A mosaic of light arrives.
  public static let inputs = [InputPort(Radiance.self, summary: "Light behind a Bayer filter.")]
  /// Colour leaves.
  public var outputs: [OutputPort] {
    [OutputPort(LinearRGB.self, summary: "Three planes of light in the camera's own colours.")]
  }
  /// Every method.
  public static var benchmarks: [(name: String, stage: DebayerStage)] {
    Method.allCases.map { method in
      var stage = DebayerStage()
      stage.method = method
      return (method.rawValue, stage)
    }
  }
  /// As far as the method looks.
  public var reach: Reach { .halo(method.radius) }

  /// Estimates; what looked at a pixel that is no data is marked like that pixel.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    BandWork(size: size, halo: method.radius) { (frame: Frame<Radiance>, rows) in
      let window = RowWindow(height: size.height, held: frame.rows, wanted: rows)
      let pattern = frame.properties.pattern
      let planes =
        switch method {
        case .bilinear: Debayer.bilinear(frame.samples, pattern: pattern, window: window)
        case .malvar: Debayer.malvar(frame.samples, pattern: pattern, window: window)
        }
      let local = rows.lowerBound - frame.rows.lowerBound
      let validity = frame.validity.spread(by: method.radius, rows: local..<(local + rows.count))
      return Frame<LinearRGB>(
        planes, rows: rows, of: size, validity: validity, properties: LinearProperties())
    }
  }
}
