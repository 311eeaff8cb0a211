import Rig
import Settings

/// A bar that stands on a rover: a mast, a boom, a stay of an antenna.
public struct Bar: Configurable, Hashable {
  /// The middle of one end, in metres of the rover frame.
  public var from = [0.0, 0.0, 0.0]
  /// The middle of the other end.
  public var to = [0.0, 0.0, 1.0]
  /// Width of its sides in millimetres.
  public var thickness = 10.0

  /// A placeholder; files must state both ends.
  public init() {}

  /// The parameters.
  public static let table = Table<Bar>([
    .numbers(
      "from", \.from, unit: "m", range: -100...100, count: 3...3, required: true,
      "The middle of one end, in the rover frame."),
    .numbers(
      "to", \.to, unit: "m", range: -100...100, count: 3...3, required: true,
      "The middle of the other end."),
    .number(
      "thickness", \.thickness, unit: "mm", range: 0.5...1000, "Width of its four sides."),
  ])

  /// A bar has a length.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    guard let place = node["to"], findings.areClean(place), from == to else { return }
    findings.add(place.diagnostic("the bar has no length", remedy: "move one of its ends"))
  }

  /// Its surface in the rover frame: a closed prism.
  var mesh: TriangleMesh {
    let ends = [from, to].map { Vector3($0[0], $0[1], $0[2]) }
    let (across, along) = (ends[1] - ends[0]).normalized.perpendiculars
    let half = thickness / 2000
    let section = [(-1.0, -1.0), (1, -1), (1, 1), (-1, 1)].map {
      across * ($0.0 * half) + along * ($0.1 * half)
    }
    let (first, second) = (section.map { ends[0] + $0 }, section.map { ends[1] + $0 })
    var mesh = TriangleMesh()
    mesh.addStrip(first + [first[0]], second + [second[0]])
    mesh.addStrip([first[3], first[2]], [first[0], first[1]])
    mesh.addStrip([second[0], second[1]], [second[3], second[2]])
    return mesh
  }
}
