import Kernels
import Raster
import Regolith
import Rig

/// What is drawn into a picture: where the shovel was found, and where regolith lies in it.
struct ShovelOverlay {
  /// What is drawn at a pixel.
  private enum Mark: UInt8 {
    case nothing
    /// Regolith may lie there.
    case likely
    /// Regolith lies there.
    case certain
    /// The rim.
    case rim
  }

  private let size: Size
  private let camera: CameraModel
  private let placement: RigidMotion
  private var marks: [UInt8]

  /// The step along lines, in pixels.
  private static let step = 0.25

  /// - Parameters:
  ///   - size: of the picture.
  ///   - camera: that took it, as it looks.
  ///   - placement: from the shovel frame to the rover frame.
  init(_ size: Size, camera: CameraModel, placement: RigidMotion) {
    (self.size, self.camera, self.placement) = (size, camera, placement)
    marks = [UInt8](repeating: Mark.nothing.rawValue, count: size.area)
  }

  /// Draws a line that ends where it began.
  mutating func draw(rim: [Vector3]) {
    for (index, start) in rim.enumerated() {
      let end = rim[(index + 1) % rim.count]
      guard let first = pixel(start), let last = pixel(end) else { continue }
      let length = max((last.x - first.x).magnitude, (last.y - first.y).magnitude)
      let steps = max(1, Int((length / Self.step).rounded(.up)))
      for step in 0...steps {
        let share = Double(step) / Double(steps)
        guard let place = pixel(start + (end - start) * share) else { continue }
        mark(Int(place.x.rounded()), Int(place.y.rounded()), .rim)
      }
    }
  }

  /// Tints the cells above which regolith lies, or may lie.
  mutating func tint(_ content: ContentMeasurement.Result) {
    let floor = content.floor
    for index in floor.heights.indices where !floor.heights[index].isNaN {
      let (low, height) = (content.heights.low[index], content.heights.likeliest[index])
      guard height - floor.heights[index] > ContentMeasurement.film else { continue }
      let mark: Mark = low - floor.heights[index] > ContentMeasurement.film ? .certain : .likely
      let (x, y) = floor.middle(index)
      let half = floor.cell / 2
      let corners = [(-half, -half), (half, -half), (half, half), (-half, half)]
        .compactMap { pixel(Vector3(x + $0.0, y + $0.1, height)) }
      if corners.count == 4 { fill(corners, mark) }
    }
  }

  private func pixel(_ place: Vector3) -> ImagePoint? { camera.project(placement.place(place)) }

  private mutating func mark(_ x: Int, _ y: Int, _ mark: Mark) {
    guard x >= 0, y >= 0, x < size.width, y < size.height else { return }
    marks[y * size.width + x] = max(marks[y * size.width + x], mark.rawValue)
  }

  /// Marks the pixels whose middles lie in a convex quadrangle.
  private mutating func fill(_ corners: [ImagePoint], _ mark: Mark) {
    let (xs, ys) = (corners.map(\.x), corners.map(\.y))
    let (left, right) = (xs.min() ?? 0, xs.max() ?? 0)
    let (top, bottom) = (ys.min() ?? 0, ys.max() ?? 0)
    guard right >= 0, bottom >= 0, left < Double(size.width), top < Double(size.height) else {
      return
    }
    for y in Int(max(0, top).rounded(.up))...max(Int(max(0, top).rounded(.up)), Int(bottom)) {
      for x in Int(max(0, left).rounded(.up))...max(Int(max(0, left).rounded(.up)), Int(right)) {
        let sides = corners.indices.map { index -> Double in
          let (a, b) = (corners[index], corners[(index + 1) % 4])
          return (b.x - a.x) * (Double(y) - a.y) - (b.y - a.y) * (Double(x) - a.x)
        }
        if sides.allSatisfy({ $0 >= 0 }) || sides.allSatisfy({ $0 <= 0 }) { self.mark(x, y, mark) }
      }
    }
  }

  /// The picture with everything that was drawn.
  func drawn(on picture: RGBPlanes<Float>) -> RGBPlanes<Float> {
    var histogram = LightHistogram()
    for y in 0..<size.height {
      let row = picture.green.row(y)
      for x in row.indices { histogram.count(row[x]) }
    }
    let bright = histogram.light(below: 0.99) ?? 1
    func drawn(_ plane: Plane<Float>, _ colors: [Color]) -> Plane<Float> {
      Plane(size: size) { y, row in
        let light = plane.row(y)
        for x in row.indices {
          let color = colors[Int(marks[y * size.width + x])]
          row[x] = light[x] + color.cover * (color.light * bright - light[x])
        }
      }
    }
    return RGBPlanes(
      red: drawn(picture.red, Self.red), green: drawn(picture.green, Self.green),
      blue: drawn(picture.blue, Self.blue))
  }

  /// How much of a pixel is covered, and by which share of bright light.
  private typealias Color = (cover: Float, light: Float)
  /// Yellow where regolith is likely, green where it is certain, cyan for the rim.
  private static let red: [Color] = [(0, 0), (0.3, 1), (0.3, 0.1), (1, 0)]
  private static let green: [Color] = [(0, 0), (0.3, 0.8), (0.3, 1), (1, 1)]
  private static let blue: [Color] = [(0, 0), (0.3, 0), (0.3, 0.2), (1, 1)]
}
