import ExactMath
import Rig
import Settings

/// Where the rover stands in a scene.
public struct RoverDescription: Configurable, Hashable {
  /// Metres east and north of the zero of the site.
  public var position = [0.0, 0.0]
  /// Degrees from north through east, along the rover's x axis.
  public var heading = 0.0
  /// Distance of the wheels along and across, in metres.
  public var wheels = [0.36, 0.26]

  /// At the zero of the site, looking north.
  public init() {}

  /// The parameters.
  public static let table = Table<RoverDescription>([
    .numbers(
      "position", \.position, unit: "m", range: -10000...10000, count: 2...2,
      "Metres east and north of the zero of the site."),
    .number(
      "heading", \.heading, unit: "deg", range: -180...360,
      "Direction of the rover's x axis, from north through east."),
    .numbers(
      "wheels", \.wheels, unit: "m", above: 0, count: 2...2,
      "Distance between wheels along and across; they stand on the ground and tilt the rover."),
  ])
}

/// The pose of a rover on its terrain: rover frame to site frame (x east, y north, z up).
public struct Placement: Sendable, Hashable {
  /// The zero of the rover frame in the site frame, on the ground.
  public var position: Vector3
  /// Rover coordinates to site coordinates.
  public var rotation: Matrix3

  /// A pose from its parts.
  public init(position: Vector3, rotation: Matrix3) {
    self.position = position
    self.rotation = rotation
  }

  /// A rover with all four wheels as near to the ground as a plane allows.
  ///
  /// - Parameters:
  ///   - rover: where it stands.
  ///   - terrain: on what.
  public init(_ rover: RoverDescription, on terrain: Terrain) {
    let (forward, left) = Self.axes(heading: rover.heading)
    let (x, y) = (rover.position[0], rover.position[1])
    let (a, b) = (rover.wheels[0] / 2, rover.wheels[1] / 2)
    func ground(_ along: Double, _ across: Double) -> Double {
      terrain.height(
        x: x + forward.x * along + left.x * across, y: y + forward.y * along + left.y * across)
    }
    let corners = (ground(a, b), ground(a, -b), ground(-a, b), ground(-a, -b))
    let along = (corners.0 + corners.1 - corners.2 - corners.3) / (4 * a)
    let across = (corners.0 - corners.1 + corners.2 - corners.3) / (4 * b)
    let up = (Vector3(0, 0, 1) - forward * along - left * across).normalized
    let ahead = (forward - up * forward.dot(up)).normalized
    let side = up.cross(ahead)
    position = Vector3(x, y, (corners.0 + corners.1 + corners.2 + corners.3) / 4)
    rotation = Matrix3(ahead, side, up).transposed
  }

  /// The horizontal directions forward and left of a heading.
  static func axes(heading: Double) -> (forward: Vector3, left: Vector3) {
    let (sine, cosine) = Exact.sincos(heading * .pi / 180)
    return (Vector3(sine, cosine, 0), Vector3(-cosine, sine, 0))
  }

  /// A point of the outer frame in the inner one.
  @inline(__always)
  func own(_ point: Vector3) -> Vector3 { rotation.transposed * (point - position) }

  /// A ray of the rover frame in the site frame.
  @inline(__always)
  func site(_ ray: Ray) -> Ray {
    Ray(origin: rotation * ray.origin + position, direction: rotation * ray.direction)
  }
}
