import Raster
import Rig

/// What a camera shows of a shovel's inside, in square cells of some pixels, and the light that
/// each place of the inner surface had when the shovel was empty.
///
/// Cells are about as large on the shovel whatever the camera's resolution. Light counts in
/// multiples of bright ground's in the same picture: exposures differ.
struct InnerPicture {
  /// What a cell shows.
  struct Cell {
    /// The place of the inner surface behind it, in the shovel frame.
    let place: Vector3
    /// The light now.
    let after: Double
    /// The light of the place when the shovel was empty.
    let before: Double
    /// The light in another camera's picture of the place now; nil where that sees none of it.
    let other: Double?
  }

  /// Cells of a row.
  let columns: Int
  /// Rows of cells.
  let rows: Int
  /// Row by row; nil where the picture shows nothing of the inside, or some of it is not known.
  let cells: [Cell?]
  /// Where the camera stands, in the shovel frame.
  let eye: Vector3

  /// The size of cells on the shovel, in metres.
  private static let pitch = 0.0005

  /// - Parameters:
  ///   - view: the shovel now.
  ///   - old: the empty one, by the same camera.
  ///   - other: the shovel now, by another camera.
  ///   - rim: of the shovel, in the shovel frame.
  ///   - floor: what lies within the rim.
  ///   - shovel: the inner surface.
  init?(
    _ view: ShovelView, before old: ShovelView, other: ShovelView?, rim: [Vector3],
    _ floor: ShovelFloor, _ shovel: BoundingTree
  ) {
    let pixels = rim.compactMap(view.pixel)
    guard pixels.count == rim.count, let left = pixels.map(\.x).min(),
      let right = pixels.map(\.x).max(), let top = pixels.map(\.y).min(),
      let bottom = pixels.map(\.y).max()
    else { return nil }
    let (size, length) = (view.grey.size, Self.perimeter(rim))
    let apparent = Self.perimeter(pixels.map { Vector3($0.x, $0.y, 0) })
    let width = max(1, Int((Self.pitch * apparent / length).rounded()))
    let start = (x: max(0, Int(left)), y: max(0, Int(top)))
    columns = max(0, (min(size.width, Int(right) + 1) - start.x) / width)
    rows = max(0, (min(size.height, Int(bottom) + 1) - start.y) / width)
    eye = view.eye
    let bright = (
      after: view.brightGround, before: old.brightGround, other: other?.brightGround ?? 1
    )
    guard columns > 0, rows > 0,
      [bright.after, bright.before, bright.other].allSatisfy({ $0 > 0 && $0.isFinite })
    else { return nil }
    let back = view.placement.inverse
    let columns = columns
    cells = (0..<columns * rows).map { index in
      let pixel = ImagePoint(
        Double(start.x) + (Double(index % columns) + 0.5) * Double(width),
        Double(start.y) + (Double(index / columns) + 0.5) * Double(width))
      guard let seen = view.camera.ray(pixel) else { return nil }
      let ray = Ray(
        origin: back.place(seen.origin), direction: (back.rotation * seen.direction).normalized)
      guard let hit = shovel.meeting(ray) else { return nil }
      let place = ray.origin + ray.direction * hit.distance
      guard place.z < 0, let entry = Self.entry(of: ray), floor.isWithin(entry),
        let after = view.light(at: pixel, width: width),
        let before = old.light(of: place, width: width)
      else { return nil }
      let toOther = other.map { ($0.eye - place).normalized }
      let light = other.flatMap { other -> Double? in
        guard let way = toOther else { return nil }
        let start = place - ray.direction * Self.skin
        return shovel.isMet(by: Ray(origin: start, direction: way), to: (other.eye - start).length)
          ? nil : other.light(of: place, width: width)
      }
      return Cell(
        place: place, after: after / bright.after, before: before / bright.before,
        other: light.map { $0 / bright.other })
    }
  }

  /// Rays to the other camera start so far before the surface, in metres.
  private static let skin = 1e-4

  /// Where a ray goes through the rim's plane; nil where it does not from above.
  private static func entry(of ray: Ray) -> Vector3? {
    guard ray.direction.z < 0, ray.origin.z > 0 else { return nil }
    return ray.origin + ray.direction * (-ray.origin.z / ray.direction.z)
  }

  private static func perimeter(_ polygon: [Vector3]) -> Double {
    polygon.indices.reduce(0) {
      $0 + (polygon[($1 + 1) % polygon.count] - polygon[$1]).length
    }
  }
}

extension ShovelView {
  /// The mean light of a square of pixels around a place of the picture; nil where some of it is
  /// not known.
  fileprivate func light(at pixel: ImagePoint, width: Int) -> Double? {
    let reach = Double(width - 1) / 2
    var sum = 0.0
    for row in 0..<width {
      for column in 0..<width {
        let (x, y) = (pixel.x - reach + Double(column), pixel.y - reach + Double(row))
        guard let light = grey.between(x, y, missing: validity.defects) else { return nil }
        sum += light
      }
    }
    return sum / Double(width * width)
  }

  /// The same of a place in the shovel frame.
  fileprivate func light(of place: Vector3, width: Int) -> Double? {
    pixel(of: place).flatMap { light(at: $0, width: width) }
  }
}
