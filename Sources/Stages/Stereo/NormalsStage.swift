import Diagnostics
import Pipeline
import Raster
import Settings
import Stereo

/// Says where surfaces face.
public struct NormalsStage: FrameStage {
  /// Pixels from the middle of a window to its edge.
  public var radius = 4
  /// The steepest change of disparities on one surface.
  public var steepest = 0.5
  /// How far disparities of one surface may be off besides.
  public var tolerance = 0.5
  /// The pair; known once the inputs are.
  private var pair: RectifiedPair?

  /// Windows of 9 by 9 pixels.
  public init() {}

  /// `normals`.
  public static let name = "normals"
  /// What it does.
  public static let summary = "Says where the surfaces face whose disparities are known."
  /// The parameters.
  public static let table = Table<NormalsStage>([
    .integer(
      "radius", \.radius, unit: "px", range: 1...32,
      "From the middle of the window, in which a plane is fitted, to its edge."),
    .number(
      "steepest", \.steepest, unit: "px/px", range: 0...4,
      "What changes faster from one pixel to the next belongs to another surface."),
    .number(
      "tolerance", \.tolerance, unit: "px", range: 0...16,
      "How far disparities of one surface may be off besides."),
  ])
  /// Disparities arrive with their deviations.
  public static let inputs = [
    InputPort(Disparity.self, name: "disparity", summary: "Disparities of the left picture."),
    InputPort(
      Disparity.self, name: "deviation",
      summary: "Their standard deviations; what has none was not seen."),
  ]
  /// Directions leave.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        Normals.self, summary: "Directions of length 1 in the rover frame, towards the camera.")
    ]
  }
  /// Windows, of two inputs.
  public var reach: Reach { .wholeFrame }

  /// Takes the two cameras of the pair.
  public func resolved(forEach origins: [String: Origin]) throws(Failure) -> NormalsStage {
    var result = self
    result.pair = try RectifiedPair(origins, for: Self.name)
    return result
  }

  /// Fits planes.
  public func process(
    _ inputs: [String: any AnyFrame], threads: Int
  ) throws(Failure) -> [String: any AnyFrame] {
    guard let pair, let disparity = inputs["disparity"] as? Frame<Disparity>,
      let deviation = inputs["deviation"] as? Frame<Disparity>
    else { throw .unresolved(Self.name) }
    var normals = SurfaceNormals()
    normals.radius = radius
    normals.steepest = steepest
    normals.tolerance = tolerance
    let planes = normals.result(disparity.samples, deviation: deviation.samples, pair)
    let unknown = planes.x.mapped { $0 < .infinity ? 0 : Defects.unmatched.rawValue }
    return [
      "frame": Frame<Normals>(
        planes, validity: disparity.validity.union(Validity(unknown)), properties: .init())
    ]
  }
}
