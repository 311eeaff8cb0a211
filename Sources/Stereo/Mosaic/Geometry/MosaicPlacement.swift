import ExactMath
import Raster
import Rig

/// A picture in its place.
struct MosaicView: Sendable {
  let placement: MosaicPlacement
  let size: Size
  /// By how much its pixels lie elsewhere; nil where nothing is displaced.
  var displacement: Displacement?

  init(placement: MosaicPlacement, size: Size) {
    (self.placement, self.size) = (placement, size)
  }

  /// Where the picture shows pixels of the mosaic, each known by where it looks, and by its column
  /// and row; nil behind the picture.
  var positions: @Sendable (_ direction: Vector3, _ pixel: ImagePoint) -> ImagePoint? {
    let position = placement.positions
    guard let displacement else { return { direction, _ in position(direction) } }
    return { direction, pixel in
      guard let place = position(direction) else { return nil }
      let move = displacement.at(pixel)
      return ImagePoint(place.x + move.x, place.y + move.y)
    }
  }

  /// Whether the place of a pixel of the mosaic was measured, where the picture is displaced.
  func isSure(of pixel: ImagePoint) -> Bool { displacement?.isMeasured(at: pixel) ?? true }

  /// The square of the distance from the middle, 1 in the corners.
  func squareFromMiddle(_ point: ImagePoint) -> Double {
    let (width, height) = (Double(size.width), Double(size.height))
    let (x, y) = (point.x - (width - 1) / 2, point.y - (height - 1) / 2)
    return 4 * (x * x + y * y) / (width * width + height * height)
  }

  /// A position as shares of width and height.
  func share(of point: ImagePoint) -> ImagePoint {
    ImagePoint(point.x / Double(max(1, size.width - 1)), point.y / Double(max(1, size.height - 1)))
  }

  /// How far a position lies from the edge: 1 as far as can be, 0 on it and outside.
  func depth(_ point: ImagePoint) -> Double {
    let (right, bottom) = (Double(size.width - 1), Double(size.height - 1))
    let least = min(min(point.x, right - point.x), min(point.y, bottom - point.y))
    return max(0, 2 * least / min(right, bottom))
  }
}

/// Where a picture shows what a direction of the mosaic points at.
struct MosaicPlacement: Sendable {
  private enum Way {
    /// From points of a plane, as homogeneous points, to positions, and back.
    case plane(Matrix3, back: Matrix3)
    /// A camera that sees things far away.
    case camera(Shared)
    /// A camera that sees ground which the mosaic sees from somewhere else.
    case above(Shared, MosaicSurface, from: Vector3)
  }

  /// A camera that is not copied for each position.
  private final class Shared: Sendable {
    let camera: CameraModel

    init(_ camera: CameraModel) { self.camera = camera }
  }

  private let way: Way

  /// Whether positions are directions.
  var isIdentity: Bool {
    guard case .plane(let matrix, _) = way else { return false }
    return matrix.unit == Matrix3.identity.unit
  }

  /// A picture of a plane; nil where it becomes a line.
  ///
  /// - Parameters:
  ///   - homography: from positions in the picture to the plane.
  ///   - middle: a position that shows it.
  init?(_ homography: Homography, middle: ImagePoint) {
    guard let inverse = homography.inverse else { return nil }
    // Signs for which what is seen lies ahead, both ways.
    let there = homography.matrix * middle.homogeneous
    guard there.z != 0 else { return nil }
    let back = homography.matrix.signed(there.z)
    let here = inverse.matrix * (back * middle.homogeneous)
    way = .plane(inverse.matrix.signed(here.z), back: back)
  }

  /// Positions are directions.
  static let identity = MosaicPlacement(
    way: .plane(Matrix3.identity, back: Matrix3.identity))

  private init(way: Way) { self.way = way }

  /// A camera that sees things far away.
  init(_ camera: CameraModel) { way = .camera(Shared(camera)) }

  /// A camera that sees ground.
  ///
  /// - Parameters:
  ///   - camera: where it stands and looks.
  ///   - surface: the ground.
  ///   - origin: from where the mosaic is seen.
  init(_ camera: CameraModel, above surface: MosaicSurface, from origin: Vector3) {
    way = .above(Shared(camera), surface, from: origin)
  }

  /// Where the picture shows what directions point at; nil behind it.
  var positions: @Sendable (_ direction: Vector3) -> ImagePoint? {
    switch way {
    case .plane(let matrix, _):
      return { direction in
        let there = matrix * direction
        return there.z > 0 ? ImagePoint(there.x / there.z, there.y / there.z) : nil
      }
    case .camera(let shared):
      return { shared.camera.project(shared.camera.position + $0 * Self.far) }
    case .above(let shared, let surface, let origin):
      return { direction in
        shared.camera.project(
          surface.point(from: origin, along: direction)
            ?? shared.camera.position + direction * Self.far)
      }
    }
  }

  /// Where a position looks, at any length; nil where the lens shows nothing.
  func direction(_ point: ImagePoint) -> Vector3? {
    switch way {
    case .plane(_, let back): back * point.homogeneous
    case .camera(let shared): shared.camera.ray(point)?.direction
    case .above(let shared, let surface, let origin):
      shared.camera.ray(point).map { ray in
        surface.point(from: ray.origin, along: ray.direction).map { $0 - origin } ?? ray.direction
      }
    }
  }

  /// Metres to what is far away.
  private static let far = 1e9
}

extension Matrix3 {
  /// The matrix, negative where a number is.
  fileprivate func signed(_ number: Double) -> Matrix3 {
    number < 0 ? Matrix3(elements.map { -$0 }) : self
  }
}
