import Rig
import Settings

/// How a camera truly stands beside what the rig says of it.
public struct Misalignment: Configurable, Hashable {
  /// The camera.
  public var camera = ""
  /// Millimetres along the axes of the rover frame.
  public var shift = [0.0, 0.0, 0.0]
  /// Degrees about the axes of the camera: right, down, forward.
  public var turn = [0.0, 0.0, 0.0]

  /// A placeholder; files must state the camera.
  public init() {}

  /// The parameters.
  public static let table = Table<Misalignment>([
    .value("camera", \.camera, .identifier, required: true, "The camera."),
    .numbers(
      "shift", \.shift, unit: "mm", range: -100...100, count: 3...3,
      "Where it truly is, less where the rig says, along the axes of the rover frame."),
    .numbers(
      "turn", \.turn, unit: "deg", range: -10...10, count: 3...3,
      "How it is turned beside what the rig says, about its axes: right, down, forward."),
  ])

  /// The camera as it truly stands.
  func applied(to camera: Camera) -> Camera {
    var camera = camera
    camera.pose.position = camera.pose.position + Vector3(shift[0], shift[1], shift[2]) * 0.001
    let half = Vector3(turn[0], turn[1], turn[2]) * (.pi / 360)
    let turned = Quaternion(1, half.x, half.y, half.z)
    camera.pose.rotation = Quaternion(camera.pose.rotation.matrix * turned.matrix)
    return camera
  }
}
