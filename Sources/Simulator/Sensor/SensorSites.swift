import Rig
import Synchronization

/// What stays the same of a sensor's pixels and of the lens over them, row by row.
///
/// A row is computed when a frame asks for it first, and kept for the next frame.
final class SensorSites: Sendable {
  /// One pixel.
  struct Site: Sendable {
    var pattern: SensorPattern.Pixel
    /// What vignetting leaves of the light there.
    var light: Double
  }

  private let pattern: SensorPattern
  private let camera: Camera
  private let rows: Mutex<[[Site]]>

  init(_ pattern: SensorPattern, _ camera: Camera) {
    (self.pattern, self.camera) = (pattern, camera)
    rows = Mutex([[Site]](repeating: [], count: camera.sensor.height))
  }

  /// The pixels of a row.
  func row(_ y: Int) -> [Site] {
    let known = rows.withLock { $0[y] }
    if !known.isEmpty { return known }
    let sites = (0..<camera.sensor.width).map { x in
      Site(
        pattern: pattern.pixel(x: x, y: y),
        light: camera.light(at: ImagePoint(Double(x), Double(y))))
    }
    rows.withLock { $0[y] = sites }
    return sites
  }
}
