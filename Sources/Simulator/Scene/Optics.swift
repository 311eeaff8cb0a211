import Rig
import Settings

/// What a lens does beside what the rig says of it.
public struct LensDescription: Configurable, Hashable {
  /// Spread of the lens: the standard deviation of a point's picture, in pixels.
  public var spread = 0.64
  /// Diameter of the aperture in millimetres; 0 makes everything sharp.
  public var aperture = 0.0
  /// Metres along the optical axis to what is sharp.
  public var focus = 1.0

  /// Sharp everywhere, but for the spread.
  public init() {}

  /// The parameters.
  public static let table = Table<LensDescription>([
    .number(
      "spread", \.spread, unit: "px", range: 0...20,
      "Standard deviation of the spot that it makes of a point."),
    .number(
      "aperture", \.aperture, unit: "mm", range: 0...100,
      "Diameter of the aperture; 0 makes everything sharp."),
    .number(
      "focus", \.focus, unit: "m", range: 0.01...10000,
      "Distance along the optical axis to what is sharp."),
  ])
}

/// How cameras move while their shutters are open.
public struct MotionDescription: Configurable, Hashable {
  /// Millimetres along the axes of the rover frame.
  public var shift = [0.0, 0.0, 0.0]
  /// Degrees about the axes of the rover frame.
  public var turn = [0.0, 0.0, 0.0]

  /// At rest.
  public init() {}

  /// The parameters.
  public static let table = Table<MotionDescription>([
    .numbers(
      "shift", \.shift, unit: "mm", range: -1000...1000, count: 3...3,
      "Way along the axes of the rover frame."),
    .numbers(
      "turn", \.turn, unit: "deg", range: -90...90, count: 3...3,
      "Turn about axes through the camera that lie along those of the rover frame."),
  ])
}

/// How the rays of a pixel part: over the aperture, and while the shutter is open.
struct Optics: Sendable {
  private let radius: Double
  private let focus: Double
  private let shift: Vector3
  private let turn: Vector3
  /// Whether all rays of a pixel show much the same place.
  let isSharp: Bool

  /// The optics of a moment.
  init(_ lens: LensDescription = .init(), _ motion: MotionDescription = .init()) {
    (radius, focus) = (lens.aperture / 2000, lens.focus)
    shift = Vector3(motion.shift[0], motion.shift[1], motion.shift[2]) * 0.001
    turn = Vector3(motion.turn[0], motion.turn[1], motion.turn[2]) * (.pi / 180)
    isSharp = radius == 0 && shift == .zero && turn == .zero
  }

  /// A ray of the rover frame, from a point of the aperture at a time.
  ///
  /// The thin lens: all rays of a point of the picture meet in the plane of focus.
  ///
  /// - Parameters:
  ///   - plane: a point of the picture, on the plane at distance 1.
  ///   - model: of the camera.
  ///   - spot: a point of the disc of radius 1.
  ///   - time: from −½, where the shutter opens, to ½.
  /// - Returns: the ray.
  func ray(
    _ plane: ImagePoint, _ model: CameraModel, spot: SIMD2<Double>, time: Double
  ) -> Ray {
    if isSharp { return model.ray(normalized: plane) }
    let start = Vector3(spot.x * radius, spot.y * radius, 0)
    let direction = model.toRover * (Vector3(plane.x, plane.y, 1) * focus - start)
    // Turns are small: a first order.
    let turned = direction + (turn * time).cross(direction)
    return Ray(
      origin: model.position + model.toRover * start + shift * time, direction: turned.normalized)
  }
}
