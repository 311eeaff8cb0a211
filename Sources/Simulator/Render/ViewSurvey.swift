import Raster
import Rig

/// Light that comes to the surfaces of a tile of a picture from other ones.
struct BounceTile: Sendable {
  /// Sums of red, green and blue, and how many, for ground, regolith and other bodies.
  private var sums = InlineArray<3, SIMD4<Double>>(repeating: .zero)

  /// No light yet.
  init() {}

  private static func kind(_ part: ScenePart) -> Int {
    switch part {
    case .ground, .sky: 0
    case .regolith: 1
    case .rover, .shovel: 2
    }
  }

  /// Adds what one ray brought.
  mutating func add(_ light: Vector3, to part: ScenePart) {
    sums[Self.kind(part)] += SIMD4(light.x, light.y, light.z, 1)
  }

  /// Adds a share of another tile.
  mutating func add(_ other: BounceTile, share: Double) {
    for kind in 0..<3 { sums[kind] += other.sums[kind] * share }
  }

  /// The mean light that comes to surfaces of a kind.
  func mean(of part: ScenePart) -> Vector3 {
    let sum = sums[Self.kind(part)]
    return sum.w > 0 ? Vector3(sum.x / sum.w, sum.y / sum.w, sum.z / sum.w) : .zero
  }
}

/// What the middles of all pixels of some tiles show.
struct ViewSurvey: Sendable {
  private let bands: [Renderer.Survey]
  private let firstTile: Int
  private let size: Size

  /// Surveys of rows of tiles, from the given one on.
  init(_ bands: [Renderer.Survey], firstTile: Int, size: Size) {
    (self.bands, self.firstTile, self.size) = (bands, firstTile, size)
  }

  private func part(_ x: Int, _ y: Int) -> UInt8 {
    let band = bands[y / Renderer.tile - firstTile]
    return band.parts[(y % Renderer.tile) * size.width + x]
  }

  /// Whether a pixel or one of its neighbours shows a body.
  func isNearBody(_ x: Int, _ y: Int) -> Bool {
    for row in max(0, y - 1)...min(size.height - 1, y + 1) {
      for column in max(0, x - 1)...min(size.width - 1, x + 1)
      where part(column, row) > ScenePart.ground.rawValue { return true }
    }
    return false
  }

  /// Light that comes to a pixel from other surfaces, between the middles of four tiles.
  func bounce(_ x: Int, _ y: Int) -> BounceTile {
    let side = Double(Renderer.tile)
    let (u, v) = ((Double(x) + 0.5) / side - 0.5, (Double(y) + 0.5) / side - 0.5)
    let (left, top) = (u.rounded(.down), v.rounded(.down))
    var result = BounceTile()
    for (column, across) in [(left, 1 - (u - left)), (left + 1, u - left)] {
      for (row, down) in [(top, 1 - (v - top)), (top + 1, v - top)] {
        let (i, j) = (Int(column), Int(row) - firstTile)
        guard j >= 0, j < bands.count, i >= 0, i < bands[j].tiles.count else { continue }
        result.add(bands[j].tiles[i], share: across * down)
      }
    }
    return result
  }

  /// Something of some rows.
  func plane<S: Sample>(
    _ rows: Range<Int>, _ value: (Renderer.Survey, Int) -> S
  ) -> Plane<S> {
    Plane(size: Size(size.width, rows.count)) { row, out in
      let y = rows.lowerBound + row
      let band = bands[y / Renderer.tile - firstTile]
      for x in 0..<size.width { out[x] = value(band, (y % Renderer.tile) * size.width + x) }
    }
  }
}
