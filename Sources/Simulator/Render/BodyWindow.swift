import Raster
import Rig

/// The tiles of a picture in which bodies may be seen.
struct BodyWindow: Sendable {
  private let columns: Int
  private let isMarked: [Bool]

  /// Metres: longer sides of triangles are cut, as a lens bends them.
  private static let longest = 0.03

  /// The tiles over which bodies lie for a camera, with some pixels to spare.
  init(_ bodies: [Bodies.Body], _ camera: Camera, _ placement: Placement) {
    let (size, model) = (camera.sensor.size, camera.model)
    let tile = Double(Renderer.tile)
    let (columns, rows) = (
      (size.width + Renderer.tile - 1) / Renderer.tile,
      (size.height + Renderer.tile - 1) / Renderer.tile
    )
    var marked = [Bool](repeating: false, count: columns * rows)
    func mark(_ corners: [ImagePoint]) {
      guard var (low, high) = corners.first.map({ ($0, $0) }) else { return }
      for corner in corners {
        low = ImagePoint(min(low.x, corner.x), min(low.y, corner.y))
        high = ImagePoint(max(high.x, corner.x), max(high.y, corner.y))
      }
      guard high.x > -tile, high.y > -tile else { return }
      let (left, top) = (max(0, Int((low.x - 3) / tile)), max(0, Int((low.y - 3) / tile)))
      let (right, bottom) = (
        min(columns - 1, Int((min(1e6, high.x) + 3) / tile)),
        min(rows - 1, Int((min(1e6, high.y) + 3) / tile))
      )
      guard left <= right, top <= bottom else { return }
      for j in top...bottom { for i in left...right { marked[j * columns + i] = true } }
    }
    func cover(_ a: Vector3, _ b: Vector3, _ c: Vector3) {
      let sides = ((b - a).length, (c - b).length, (a - c).length)
      let most = max(sides.0, max(sides.1, sides.2))
      if most <= Self.longest { return mark([a, b, c].compactMap { model.project($0) }) }
      // Cut in two at the middle of the longest side.
      let (p, q, r) = most == sides.0 ? (a, b, c) : most == sides.1 ? (b, c, a) : (c, a, b)
      let middle = (p + q) * 0.5
      cover(p, middle, r)
      cover(middle, q, r)
    }
    for body in bodies {
      let corners = body.mesh.vertices.map { placement.own($0) }
      for triangle in body.mesh.triangles {
        cover(corners[Int(triangle.x)], corners[Int(triangle.y)], corners[Int(triangle.z)])
      }
    }
    (self.columns, isMarked) = (columns, marked)
  }

  /// Whether bodies may be seen at a pixel.
  @inline(__always)
  func holds(_ x: Int, _ y: Int) -> Bool {
    isMarked[y / Renderer.tile * columns + x / Renderer.tile]
  }
}
