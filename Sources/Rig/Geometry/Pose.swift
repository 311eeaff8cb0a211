import Settings

/// Where a camera stands and where it looks, in the rover frame.
///
/// Rover frame: x forward, y left, z up, in metres. Camera frame: x to the right of the picture,
/// y down, z forward along the optical axis. The quaternion turns camera coordinates into rover
/// coordinates: `rover = rotation · camera + position`.
public struct Pose: Configurable, Hashable {
  /// The centre of projection in the rover frame, in metres.
  public var position = Vector3.zero
  /// The rotation from the camera frame to the rover frame; by default the camera looks along
  /// the rover's x axis, upright.
  public var rotation = Quaternion(0.5, -0.5, 0.5, -0.5)

  /// At the origin, looking forward.
  public init() {}

  /// A pose from its parts.
  public init(position: Vector3, rotation: Quaternion) {
    self.position = position
    self.rotation = rotation
  }

  /// The parameters.
  public static let table = Table<Pose>([
    .value(
      "position", \.position, .vector(unit: "m"), required: true,
      "Centre of projection [x, y, z] in the rover frame: x forward, y left, z up."),
    .value(
      "quaternion", \.rotation, .rotation, required: true,
      "Rotation [w, x, y, z] from the camera frame (x right, y down, z forward) to the rover "
        + "frame; length 1. [0.5, -0.5, 0.5, -0.5] looks straight ahead."),
  ])
}
