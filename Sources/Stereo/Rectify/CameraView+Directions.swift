import Raster
import Rig

extension CameraView {
  /// How far away a point counts as infinitely far, in metres.
  static let far = 1000.0

  /// The direction of the optical axis in the rover frame.
  var axis: Vector3 { model.toRover * Vector3(0, 0, 1) }

  /// Where a direction appears in the picture.
  ///
  /// - Parameter direction: in the rover frame, of any length.
  /// - Returns: the position; nil where the camera does not see, or beyond the outermost pixels.
  public func position(of direction: Vector3) -> ImagePoint? {
    let point = model.position + direction * (Self.far / direction.length)
    guard let place = model.project(point), place.x >= 0, place.y >= 0,
      place.x <= Double(size.width - 1), place.y <= Double(size.height - 1)
    else { return nil }
    return place
  }

  /// Pixels for each unit of the plane at depth 1, across and down, about the optical axis.
  ///
  /// Of a pinhole its focal lengths; of a lens those that it has in the middle.
  var focalLengths: (x: Double, y: Double)? {
    let step = 1e-4
    func distance(_ offset: Vector3) -> Double? {
      let (a, b) = (model.toRover * offset, model.toRover * (offset * -1))
      guard let one = model.project(model.position + (axis + a) * Self.far),
        let other = model.project(model.position + (axis + b) * Self.far)
      else { return nil }
      let (x, y) = (one.x - other.x, one.y - other.y)
      return (x * x + y * y).squareRoot() / (2 * step)
    }
    guard let x = distance(Vector3(step, 0, 0)), let y = distance(Vector3(0, step, 0)) else {
      return nil
    }
    return (x, y)
  }

  /// What the outermost pixels and a grid of others show, as directions in the rover frame.
  var seen: [Vector3] {
    guard size.area > 0 else { return [] }
    let columns = Self.places(size.width, count: 65)
    let rows = Self.places(size.height, count: 65)
    return rows.flatMap { y in
      columns.compactMap { x in model.ray(ImagePoint(x, y))?.direction }
    }
  }

  private static func places(_ count: Int, count steps: Int) -> [Double] {
    (0..<steps).map { Double(count - 1) * Double($0) / Double(steps - 1) }
  }
}
