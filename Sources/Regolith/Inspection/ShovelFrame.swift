import Raster

/// A frame of a collection, in light.
public struct ShovelFrame: Sendable {
  /// When it was taken.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    /// Before regolith was collected: of the empty shovel.
    case before
    /// Afterwards.
    case after
  }

  /// Its id.
  public let name: String
  /// When it was taken.
  public let role: Role
  /// Which of the rig's cameras took it.
  public let camera: Int
  /// Of the arm, as commanded, in degrees; nil where nobody says it.
  public let armAngle: Double?
  /// The spacecraft clock, in seconds; nil where nobody says it.
  public let clock: Double?
  /// Whether its bytes are not those that arrived, and nobody knows which.
  public let isMistrusted: Bool
  /// Light, white at about 1.
  public let grey: Plane<Float>
  /// What of it is data.
  public let validity: Validity

  /// A frame from its parts.
  public init(
    name: String, role: Role, camera: Int, armAngle: Double?, clock: Double?,
    isMistrusted: Bool = false, grey: Plane<Float>, validity: Validity
  ) {
    (self.name, self.role, self.camera) = (name, role, camera)
    (self.armAngle, self.clock, self.isMistrusted) = (armAngle, clock, isMistrusted)
    (self.grey, self.validity) = (grey, validity)
  }

  /// As the shovel is looked for in it.
  var view: ShovelRegistration.View { .init(grey: grey, validity: validity, camera: camera) }
}

/// Frames of one role that were taken at one time with the arm at one angle, each by another
/// camera.
struct ShovelMoment: Sendable {
  let role: ShovelFrame.Role
  let angle: Double
  var frames: [ShovelFrame]

  /// Frames of one moment differ by less, in seconds.
  private static let tolerance = 2.0

  /// The moments that frames were taken at, in the order of their first frames.
  static func all(of frames: [ShovelFrame]) -> [ShovelMoment] {
    var moments: [ShovelMoment] = []
    for frame in frames {
      guard let angle = frame.armAngle else { continue }
      let fitting = moments.firstIndex { $0.takes(frame, angle) }
      if let fitting {
        moments[fitting].frames.append(frame)
      } else {
        moments.append(ShovelMoment(role: frame.role, angle: angle, frames: [frame]))
      }
    }
    return moments
  }

  private func takes(_ frame: ShovelFrame, _ angle: Double) -> Bool {
    let times = [frame.clock, frames[0].clock].compactMap { $0 }
    return role == frame.role && self.angle == angle
      && !frames.contains { $0.camera == frame.camera }
      && (times.count < 2 || (times[0] - times[1]).magnitude <= Self.tolerance)
  }
}
