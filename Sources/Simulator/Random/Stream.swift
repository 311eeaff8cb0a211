import ExactMath

/// What random bits are used for; each use has its own stream of `Philox`.
enum Stream {
  /// Slopes of the gradient noise of heights; the octave is added.
  static let heights: UInt32 = 0x100
  /// Slopes of the gradient noise of albedo; the octave is added.
  static let albedo: UInt32 = 0x200
  /// Craters; the size class is added.
  static let craters: UInt32 = 0x300
  /// Rocks; the size class is added.
  static let rocks: UInt32 = 0x400
  /// Shapes of rocks; the size class is added.
  static let rockShapes: UInt32 = 0x500
  /// Patterns of a sensor that stay: sensitivity, dark current, bad pixels.
  static let pattern: UInt32 = 0x1000
  /// Frames for calibration.
  static let calibration: UInt32 = 0x2000
  /// What befalls a downlink; the kind of decision is added.
  static let damage: UInt32 = 0x3000
  /// Grains and dust; the kind of noise is added.
  static let grain: UInt32 = 0x4000
  /// Rays of light; the camera is added.
  static let light: UInt32 = 0x5000
  /// What lies in a shovel.
  static let content: UInt32 = 0x6000
  /// What the scenes of a sweep are; the kind of draw is added.
  static let sweep: UInt32 = 0x7000
  /// Noise of frames.
  static let frames: UInt32 = 0x1_0000
}
