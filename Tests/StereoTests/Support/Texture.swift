import ExactMath
import Kernels
import Raster
import Rig
import TestSupport

/// A made-up surface of soft blobs, known between pixels too.
struct Texture {
  private let blobs: [(x: Double, y: Double, sigma: Double, height: Double)]

  /// Blobs of many sizes.
  init(side: Double = 240, count: Int = 700, seed: UInt64 = 1) {
    var generator = SeededGenerator(seed: seed)
    blobs = (0..<count).map { _ in
      let size = Double.random(in: 0...1, using: &generator)
      return (
        Double.random(in: 0...side, using: &generator),
        Double.random(in: 0...side, using: &generator), 1.2 + 6 * size * size,
        Double.random(in: -0.25...0.25, using: &generator)
      )
    }
  }

  /// Its light at pixels, each of which shows some place of it.
  ///
  /// - Parameters:
  ///   - size: of the picture.
  ///   - scale: pixels to a unit of the texture.
  ///   - angle: by which the picture is turned, in radians.
  ///   - shift: where the origin of the texture appears.
  /// - Returns: light around 0.5.
  func picture(
    _ size: Size, scale: Double = 1, angle: Double = 0, shift: ImagePoint = ImagePoint(0, 0)
  ) -> Plane<Float> {
    var sums = [Double](repeating: 0.5, count: size.area)
    for blob in blobs {
      let middle = Self.place(ImagePoint(blob.x, blob.y), scale, angle, shift)
      let sigma = blob.sigma * scale
      let (columns, rows) = (
        Self.reach(middle.x, 4 * sigma, size.width), Self.reach(middle.y, 4 * sigma, size.height)
      )
      func weights(_ places: Range<Int>, _ centre: Double) -> [Double] {
        places.map {
          let away = (Double($0) - centre) / sigma
          return Exact.exp(-away * away / 2)
        }
      }
      let (across, down) = (weights(columns, middle.x), weights(rows, middle.y))
      for (y, v) in zip(rows, down) {
        for (x, u) in zip(columns, across) { sums[y * size.width + x] += blob.height * u * v }
      }
    }
    return Plane(size: size) { y, row in
      for x in row.indices { row[x] = Float(sums[y * size.width + x]) }
    }
  }

  /// Its light at pixels that each show some place of it.
  ///
  /// - Parameters:
  ///   - size: of the picture.
  ///   - side: of the part of the texture from its origin on that is seen.
  ///   - place: where on the texture a pixel looks; nil shows 0.5.
  /// - Returns: light around 0.5, off by less than 0.001.
  func picture(
    _ size: Size, side: Int, place: @escaping @Sendable (Int, Int) -> ImagePoint?
  ) -> Plane<Float> {
    let sharp = picture(Size(2 * side, 2 * side), scale: 2)
    let table = ResampleTable(size: size, source: sharp.size, interpolation: .bicubic) { x, y in
      place(x, y).map { (2 * $0.x, 2 * $0.y) }
    }
    let seen = table.resampled(sharp)
    return table.outside.map { seen.merged($0) { $1 == 0 ? $0 : 0.5 } } ?? seen
  }

  private static func reach(_ centre: Double, _ radius: Double, _ count: Int) -> Range<Int> {
    let first = max(0, min(count, Int((centre - radius).rounded(.up))))
    return first..<max(first, min(count, Int((centre + radius).rounded(.down)) + 1))
  }

  /// Where a place of the texture appears.
  static func place(
    _ point: ImagePoint, _ scale: Double, _ angle: Double, _ shift: ImagePoint
  ) -> ImagePoint {
    let (sine, cosine) = Exact.sincos(angle)
    return ImagePoint(
      scale * (cosine * point.x - sine * point.y) + shift.x,
      scale * (sine * point.x + cosine * point.y) + shift.y)
  }
}

extension Plane<Float> {
  /// With noise of a standard deviation, by the sum of four numbers.
  func noisy(_ sigma: Float, seed: UInt64) -> Plane<Float> {
    var generator = SeededGenerator(seed: seed)
    return Plane(size: size) { y, target in
      let row = row(y)
      for x in row.indices {
        let sum = (0..<4).reduce(Float(0)) { total, _ in
          total + Float.random(in: -1...1, using: &generator)
        }
        target[x] = row[x] + sigma * sum * 0.866
      }
    }
  }
}
