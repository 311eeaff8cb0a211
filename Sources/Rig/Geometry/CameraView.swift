import ExactMath
import Raster

/// A camera and the size of its pictures: what it sees, in angles and directions.
public struct CameraView: Sendable, Hashable {
  /// The geometry.
  public let model: CameraModel
  /// Width and height of its pictures.
  public let size: Size

  /// A view from its parts.
  public init(_ model: CameraModel, size: Size) {
    self.model = model
    self.size = size
  }

  /// A camera of a rig, with pictures as large as its sensor.
  public init(_ camera: Camera) {
    self.init(camera.model, size: camera.sensor.size)
  }

  /// The view of a geometry.
  ///
  /// - Parameters:
  ///   - geometry: where things appear.
  ///   - size: of the picture, in pixels.
  public init(_ geometry: CameraGeometry, size: Size) {
    self.init(geometry.model, size: size)
  }

  /// The direction of the picture's middle in the rover frame, of length 1; nil where the lens
  /// shows nothing there.
  public var direction: Vector3? {
    model.ray(ImagePoint(Double(size.width - 1) / 2, Double(size.height - 1) / 2))?.direction
  }

  /// The angle across the middle row, from edge to edge, in degrees; nil where the lens model ends
  /// before an edge.
  public var across: Double? { angle(-1, 0) }

  /// The angle down the middle column, in degrees.
  public var down: Double? { angle(0, -1) }

  /// The angle from the top left corner to the bottom right one, in degrees.
  public var diagonal: Double? { angle(-1, -1) }

  /// From an edge to the middle to the opposite edge: a fisheye may see more than 180°.
  private func angle(_ x: Double, _ y: Double) -> Double? {
    let (middleX, middleY) = (Double(size.width - 1) / 2, Double(size.height - 1) / 2)
    let (reachX, reachY) = (x * Double(size.width) / 2, y * Double(size.height) / 2)
    guard let middle = direction,
      let first = model.ray(ImagePoint(middleX + reachX, middleY + reachY)),
      let second = model.ray(ImagePoint(middleX - reachX, middleY - reachY))
    else { return nil }
    return first.direction.degrees(to: middle) + middle.degrees(to: second.direction)
  }

  /// The share of the picture whose directions another camera sees as well: what both see of things
  /// that are far away, 0 to 1, counted at 64 × 48 positions.
  public func overlap(with other: CameraView) -> Double {
    var seen = 0
    for row in 0..<48 {
      let y = Double(size.height) * (Double(row) + 0.5) / 48 - 0.5
      for column in 0..<64 {
        let x = Double(size.width) * (Double(column) + 0.5) / 64 - 0.5
        guard let ray = model.ray(ImagePoint(x, y)),
          let there = other.model.project(other.model.position + ray.direction * 1e9),
          (-0.5..<Double(other.size.width) - 0.5).contains(there.x),
          (-0.5..<Double(other.size.height) - 0.5).contains(there.y)
        else { continue }
        seen += 1
      }
    }
    return Double(seen) / (64 * 48)
  }
}

extension Vector3 {
  /// The angle to another direction, 0 to 180 degrees.
  public func degrees(to other: Vector3) -> Double {
    Exact.atan2(cross(other).length, dot(other)) * 180 / .pi
  }

  /// Of a direction in the rover frame: the angle to the left of ahead, in degrees.
  public var azimuth: Double { Exact.atan2(y, x) * 180 / .pi }

  /// Of a direction in the rover frame: the angle above the horizontal, in degrees.
  public var elevation: Double {
    Exact.atan2(z, (x * x + y * y).squareRoot()) * 180 / .pi
  }
}
