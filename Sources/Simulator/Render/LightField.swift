import Raster
import Rig

/// The light of the rays of a pixel, added up.
struct LightSum {
  /// All but what is mirrored.
  var light = Vector3.zero
  private var mirrored = Vector3.zero
  /// Mirrored light by the share of clean metal.
  private var weighted = Vector3.zero
  private var clean = 0.0
  private var count = 0.0

  /// Adds what clean metal mirrors, and the share of it.
  mutating func add(mirrored: Vector3, clean: Double) {
    self.mirrored = self.mirrored + mirrored
    weighted = weighted + mirrored * clean
    self.clean += clean
    count += 1
  }

  /// The mean of so many rays.
  ///
  /// - Parameters:
  ///   - rays: how many.
  ///   - isMirrorApart: whether what is mirrored may be averaged over pixels around.
  /// - Returns: the light of the pixel.
  func mean(of rays: Int, isMirrorApart: Bool) -> LightField.Pixel {
    let part = 1 / Double(rays)
    guard isMirrorApart, count > 0 else {
      return LightField.Pixel(light: SIMD3((light + weighted) * part))
    }
    return LightField.Pixel(
      light: SIMD3(light * part), mirrored: SIMD3(mirrored * (1 / count)),
      share: Float(clean * part))
  }
}

/// The light of some rows of a picture, that of mirrors apart.
///
/// What rough metal mirrors is known from few rays, and changes little from pixel to pixel. So it
/// is averaged over pixels around that show the same kind of body at the same tilt; the light of
/// the Sun, dust and edges is not.
struct LightField: Sendable {
  /// The light of a pixel.
  struct Pixel: Sendable {
    /// All but what is mirrored.
    var light = SIMD3<Float>.zero
    /// What clean metal mirrors there.
    var mirrored = SIMD3<Float>.zero
    /// The share of clean metal.
    var share: Float = 0
  }

  /// Pixels to each side over which mirrored light is averaged.
  static let reach = 2

  private let bands: [[Pixel]]
  private let rows: Range<Int>
  private let width: Int

  /// The light of some rows, by bands of 16.
  init(_ bands: [[Pixel]], rows: Range<Int>, width: Int) {
    (self.bands, self.rows, self.width) = (bands, rows, width)
  }

  @inline(__always)
  private func pixel(_ x: Int, _ y: Int) -> Pixel {
    let row = y - rows.lowerBound
    return bands[row / 16][(row % 16) * width + x]
  }

  /// The light of a pixel.
  func light(_ x: Int, _ y: Int, _ survey: ViewSurvey) -> SIMD3<Float> {
    let own = pixel(x, y)
    guard own.share > 0 else { return own.light }
    var (sum, count) = (SIMD3<Float>.zero, Float(0))
    for row in max(rows.lowerBound, y - Self.reach)...min(rows.upperBound - 1, y + Self.reach) {
      for column in max(0, x - Self.reach)...min(width - 1, x + Self.reach) {
        let other = pixel(column, row)
        guard other.share > 0, survey.isAlike(x, y, column, row) else { continue }
        sum += other.mirrored
        count += 1
      }
    }
    return own.light + sum * (own.share / count)
  }

  /// A plane of one colour of some of the rows.
  func planes(_ wanted: Range<Int>, _ survey: ViewSurvey, threads: Int) -> RGBPlanes<Float> {
    let size = Size(width, wanted.count)
    let done = forEachBand(rows: wanted.count, threads: threads) { band in
      band.flatMap { row in
        (0..<size.width).map { light($0, wanted.lowerBound + row, survey) }
      }
    }
    func plane(_ color: Int) -> Plane<Float> {
      Plane(size: size) { y, out in
        let values = done[y / 16]
        for x in 0..<size.width { out[x] = values[(y % 16) * size.width + x][color] }
      }
    }
    return RGBPlanes(red: plane(0), green: plane(1), blue: plane(2))
  }
}
