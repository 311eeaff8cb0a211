import Raster

/// How far two geometries put the same points apart, over the whole picture.
public struct PictureResidual: Sendable, Hashable {
  /// The largest distance, in pixels.
  public var largest: Double
  /// Where in the picture that is.
  public var place: ImagePoint
  /// The root of the mean square of the distances, in pixels.
  public var rms: Double

  /// Below it, two geometries are the same: what roundings make, and far below what is measured.
  public static let same = 1e-6

  /// Whether only roundings differ.
  public var isExact: Bool { largest <= Self.same }

  /// Compares two geometries; nil where the second does not see all of the first one's picture.
  ///
  /// - Parameters:
  ///   - first: whose picture is meant.
  ///   - second: what is held against it.
  ///   - size: of the picture; 65 × 49 positions are compared, its corners and edges among them.
  public init?(from first: CameraGeometry, to second: CameraGeometry, size: Size) {
    let sights = Sights(of: first, size: size, columns: 65, rows: 49)
    let model = second.model
    var (sum, largest, place) = (0.0, 0.0, ImagePoint(0, 0))
    guard !sights.all.isEmpty else { return nil }
    for sight in sights.all {
      guard let seen = model.project(sight.point) else { return nil }
      let (x, y) = (seen.x - sight.pixel.x, seen.y - sight.pixel.y)
      let square = x * x + y * y
      sum += square
      if square > largest { (largest, place) = (square, sight.pixel) }
    }
    self.largest = largest.squareRoot()
    self.place = place
    rms = (sum / Double(sights.all.count)).squareRoot()
  }
}

/// Points that a camera sees, evenly over its picture.
struct Sights {
  struct Sight {
    var pixel: ImagePoint
    var point: Vector3
  }

  private(set) var all: [Sight] = []

  /// Points on a grid of positions that reaches from edge to edge; where the lens shows nothing,
  /// there are none.
  ///
  /// A pupil that moves makes near and far points differ: then they stand 1, 4 and 1000 m away.
  init(of geometry: CameraGeometry, size: Size, columns: Int, rows: Int) {
    var distances = [1.0]
    if case .cahvore(let vectors) = geometry, case .pupil = vectors.lens {
      distances = [1, 4, 1000]
    }
    let model = geometry.model
    for row in 0..<rows {
      let y = Double(size.height) * Double(row) / Double(rows - 1) - 0.5
      for column in 0..<columns {
        let x = Double(size.width) * Double(column) / Double(columns - 1) - 0.5
        guard let ray = model.ray(ImagePoint(x, y)) else { continue }
        all += distances.map {
          Sight(pixel: ImagePoint(x, y), point: ray.origin + ray.direction * $0)
        }
      }
    }
  }
}
