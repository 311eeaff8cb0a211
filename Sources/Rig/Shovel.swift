import Diagnostics
import Settings

/// A shovel of the rover: its shape, how it moves and what it holds.
public struct Shovel: Configurable, Hashable {
  /// Its name, unique in the rig.
  public var name = ""
  /// The mesh of its inner surface (PLY, metres, shovel frame).
  public var interior = ""
  /// The line of its rim (PLY, metres, shovel frame).
  public var rim = ""
  /// The joint that it turns about, in the rover frame, in metres.
  public var jointPosition = Vector3.zero
  /// The direction of the joint's axis in the rover frame.
  public var jointAxis = Vector3(0, 1, 0)
  /// The smallest and largest arm angle, in degrees.
  public var armAngles = [-90.0, 90.0]
  /// What it holds when struck level, in cubic centimetres.
  public var capacityCm3 = 0.0

  /// A placeholder; files must state everything.
  public init() {}

  /// The parameters.
  public static let table = Table<Shovel>([
    .value("name", \.name, .identifier, required: true, "Name of the shovel."),
    .value(
      "interior", \.interior, .path, required: true,
      "Mesh of the inner surface: PLY, metres, in the rover frame at arm angle 0."),
    .value(
      "rim", \.rim, .path, required: true,
      "Line of the rim: PLY vertices in order, metres, in the rover frame at arm angle 0."),
    .value(
      "jointPosition", \.jointPosition, .vector(unit: "m"), required: true,
      "A point of the joint's axis in the rover frame."),
    .value(
      "jointAxis", \.jointAxis, .vector(unit: "1"), required: true,
      "Direction of the joint's axis in the rover frame; positive angles turn by the right hand."),
    .numbers(
      "armAngles", \.armAngles, unit: "deg", range: -360...360, count: 2...2, required: true,
      "Smallest and largest arm angle."),
    .number(
      "capacityCm3", \.capacityCm3, unit: "cm³", above: 0, required: true,
      "Volume when filled level with the rim."),
  ])

  /// The axis has a direction, and the angles are in order.
  public func check(_ node: YamlNode, _ findings: inout Findings) {
    if findings.areClean(node["jointAxis"]), jointAxis.length < 1e-6, let place = node["jointAxis"]
    {
      findings.add(
        place.diagnostic("the axis has no direction", remedy: "write a vector such as [0, 1, 0]"))
    }
    if findings.areClean(node["armAngles"]), armAngles[0] > armAngles[1],
      let place = node["armAngles"]
    {
      findings.add(
        place.diagnostic("the smallest angle is the larger one", remedy: "swap both angles"))
    }
  }
}
