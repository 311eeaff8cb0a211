import Diagnostics
import Kernels
import Pipeline
import Raster
import Settings

/// The camera's colours become those of sRGB.
public struct ColorMatrix: BandStage {
  /// Nine numbers, row by row.
  public var matrix: [Double]?

  /// The matrix of the rig.
  public init() {}

  /// `color-matrix`.
  public static let name = "color-matrix"
  /// What it does.
  public static let summary = "Turns the camera's own colours into linear sRGB by a 3×3 matrix."
  /// The parameters.
  public static let table = Table<ColorMatrix>([
    .numbers(
      "matrix", \.matrix, range: -100...100, count: 9...9, absent: "from the rig",
      "From white-balanced camera colours to linear sRGB, row by row.")
  ])
  /// Colour arrives.
  public static let inputs = [
    InputPort(LinearRGB.self, summary: "White-balanced light in the camera's colours.")
  ]
  /// Colour leaves.
  public var outputs: [OutputPort] {
    [OutputPort(LinearRGB.self, summary: "Light in the colours of sRGB.")]
  }
  /// A matrix of a common sensor.
  public static var benchmarks: [(name: String, stage: ColorMatrix)] {
    var stage = ColorMatrix()
    stage.matrix = [1.7, -0.5, -0.2, -0.2, 1.5, -0.3, 0, -0.5, 1.5]
    return [("", stage)]
  }
  /// One pixel at a time.
  public var reach: Reach { .halo(0) }

  /// Takes the matrix of the camera where none is given.
  public func resolved(for origin: Origin) throws(Failure) -> ColorMatrix {
    var result = self
    result.matrix = matrix ?? origin.camera?.colorMatrix
    if result.matrix == nil {
      throw Failure(
        "the rig gives no colorMatrix for camera \(origin.camera?.name ?? "?")",
        at: .file(origin.file),
        remedy: "add colorMatrix to the camera, set matrix here, or leave the stage out")
    }
    return result
  }

  /// Multiplies.
  public func work(size: Size, whole: (any AnyFrame)?) throws(Failure) -> BandWork {
    let matrix = (matrix ?? [1, 0, 0, 0, 1, 0, 0, 0, 1]).map { Float($0) }
    return BandWork(size: size, halo: 0) { (frame: Frame<LinearRGB>, rows) in
      let band = frame.band(rows)
      var properties = band.properties
      properties.primaries = .sRGB
      return Frame<LinearRGB>(
        ColorPlanes.transformed(band.samples, by: matrix), rows: rows, of: size,
        validity: band.validity, properties: properties)
    }
  }
}
