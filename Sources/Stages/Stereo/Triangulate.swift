import Diagnostics
import Pipeline
import Raster
import Rig
import Settings
import Stereo

/// Turns disparities into distances, their errors, heights and points.
public struct Triangulate: PairStage {
  /// What the calibration leaves.
  public var alignment = 0.05
  /// How well the baseline is known.
  public var baselineError = 0.0005
  /// The plane above which heights are measured.
  public var plane = [0.0, 0, 1, 0]
  /// The pair; known once the inputs are.
  var pair: RectifiedPair?

  /// The usual numbers.
  public init() {}

  /// `triangulate`.
  public static let name = "triangulate"
  /// What it does.
  public static let summary =
    "Turns disparities of a rectified pair into ranges, errors, heights and points."
  /// The parameters.
  public static let table = Table<Triangulate>([
    .number(
      "alignment", \.alignment, unit: "px", range: 0...10,
      "Standard deviation of what the calibration shifts disparities by."),
    .number(
      "baselineError", \.baselineError, unit: "1", range: 0...0.1,
      "Standard deviation of the baseline, as a share of it."),
    .numbers(
      "plane", \.plane, unit: "1, m", count: 4...4,
      "Heights are measured above a·x + b·y + c·z + d = 0 in the rover frame: [a, b, c, d]."),
  ])
  /// Distances leave.
  public var outputs: [OutputPort] {
    [
      OutputPort(
        Depth.self, name: "range", summary: "Metres from the left camera's centre of projection."),
      OutputPort(
        Depth.self, name: "error", summary: "Metres within which nine of ten ranges are right."),
      OutputPort(Depth.self, name: "height", summary: "Metres above the plane."),
      OutputPort(XYZ.self, name: "points", summary: "Points of the rover frame."),
    ]
  }
  /// A plane has a normal.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard plane.prefix(3).allSatisfy({ $0 == 0 }) else { return }
    findings.add(
      (node["plane"] ?? node).diagnostic(
        "a plane of \(plane) has no direction", remedy: "write [0, 0, 1, 0] for z = 0"))
  }

  /// Triangulates.
  func frames(_ matched: Matched) -> [String: any AnyFrame] {
    var triangulation = Triangulation()
    triangulation.alignment = alignment
    triangulation.baselineError = baselineError
    triangulation.plane = (plane[0], plane[1], plane[2], plane[3])
    let result = triangulation.result(
      matched.disparity.samples, deviation: matched.deviation.samples, matched.pair)
    let validity = matched.validity(of: result.range)
    let planes = [("range", result.range), ("error", result.error), ("height", result.height)]
    var frames: [String: any AnyFrame] = [:]
    for (port, plane) in planes {
      frames[port] = Frame<Depth>(plane, validity: validity, properties: .init())
    }
    frames["points"] = Frame<XYZ>(result.points, validity: validity, properties: .init())
    return frames
  }
}
