import Diagnostics
import Pipeline
import Raster
import Settings
import Stereo

/// Says where surfaces face.
public struct NormalsStage: PairStage {
  /// Pixels from the middle of a window to its edge.
  public var radius = 4
  /// The steepest change of disparities on one surface.
  public var steepest = 0.5
  /// How far disparities of one surface may be off besides.
  public var tolerance = 0.5
  /// The pair; known once the inputs are.
  var pair: RectifiedPair?

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
  /// Directions leave.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        Normals.self, summary: "Directions of length 1 in the rover frame, towards the camera.")
    ]
  }

  /// Fits planes.
  func frames(_ matched: Matched) -> [String: any AnyFrame] {
    var normals = SurfaceNormals()
    normals.radius = radius
    normals.steepest = steepest
    normals.tolerance = tolerance
    let planes = normals.result(
      matched.disparity.samples, deviation: matched.deviation.samples, matched.pair)
    return [
      "frame": Frame<Normals>(
        planes, validity: matched.validity(of: planes.x), properties: .init())
    ]
  }
}
