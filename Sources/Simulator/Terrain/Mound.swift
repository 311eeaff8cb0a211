import ExactMath
import Rig
import Settings

/// A heap of regolith on the ground, as a scene states it.
public struct Mound: Configurable, Hashable {
  /// Metres ahead of and to the left of the rover's zero, along the horizontal.
  public var position = [0.0, 0.0]
  /// Millimetres from the ground to its top.
  public var height = 100.0
  /// Steepness of its sides in degrees.
  public var repose = 36.0

  /// A placeholder; files must state the position.
  public init() {}

  /// The parameters.
  public static let table = Table<Mound>([
    .numbers(
      "position", \.position, unit: "m", range: -100...100, count: 2...2, required: true,
      "Where its top is: ahead of and to the left of the rover's zero; away from the wheels, "
        + "which stand on it otherwise."),
    .number(
      "height", \.height, unit: "mm", range: 1...5000, "From the ground to its top."),
    .number("repose", \.repose, unit: "deg", range: 5...60, "Steepness of its sides."),
  ])
}

/// A mound where it lies in the site: a cone with a round top.
///
///     height(r) = H + s·e − s·√(r² + e²)
///
/// with the height H, the slope s and the roundness e, at least 0.
struct SiteMound: Sendable {
  let x: Float
  let y: Float
  private let top: Float
  private let slope: Float
  private let round: Float
  /// How far it changes the ground.
  let reach: Float

  /// The top's roundness, as a share of the radius.
  private static let roundness: Float = 0.15

  /// A mound beside a rover.
  init(_ mound: Mound, beside rover: RoverDescription) {
    let (forward, left) = Placement.axes(heading: rover.heading)
    let (along, across) = (mound.position[0], mound.position[1])
    x = Float(rover.position[0] + forward.x * along + left.x * across)
    y = Float(rover.position[1] + forward.y * along + left.y * across)
    slope = Float(Exact.tan(mound.repose * .pi / 180))
    let height = Float(mound.height / 1000)
    round = Self.roundness * height / slope
    top = height + slope * round
    reach = ((top / slope) * (top / slope) - round * round).squareRoot()
  }

  /// What it adds to the height at an offset from its middle.
  @inline(__always)
  func height(_ dx: Float, _ dy: Float) -> Float {
    max(0, top - slope * (dx * dx + dy * dy + round * round).squareRoot())
  }
}
