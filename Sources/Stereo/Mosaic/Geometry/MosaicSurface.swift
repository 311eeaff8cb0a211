import Rig

/// What cameras that do not stand at one place are taken to see: ground, and beyond it things far
/// away.
public struct MosaicSurface: Sendable, Hashable {
  /// The direction at right angles to the ground, upwards, of length 1, in the rover frame.
  public let up: Vector3
  /// How far along it the ground lies, in metres.
  public let height: Double

  /// Ground from its parts.
  public init(up: Vector3, height: Double) {
    (self.up, self.height) = (up, height)
  }

  /// How far the ground reaches, in metres.
  private static let reach = 1000.0

  /// Where a ray meets the ground.
  ///
  /// - Parameters:
  ///   - origin: where it starts.
  ///   - direction: where it goes.
  /// - Returns: nil above the horizon, and so far away that it is as good as above it.
  func point(from origin: Vector3, along direction: Vector3) -> Vector3? {
    let fall = up.dot(direction)
    guard fall < 0 else { return nil }
    let way = direction * ((height - up.dot(origin)) / fall)
    return up.dot(origin) > height && way.length <= Self.reach ? origin + way : nil
  }
}
