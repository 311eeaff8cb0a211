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

  @inline(__always)
  private func part(_ x: Int, _ y: Int) -> UInt8 {
    bands[y / Renderer.tile - firstTile].parts[(y % Renderer.tile) * size.width + x]
  }

  @inline(__always)
  private func normal(_ x: Int, _ y: Int) -> SIMD3<Float> {
    bands[y / Renderer.tile - firstTile].normals[(y % Renderer.tile) * size.width + x]
  }

  /// The body that the middle of a pixel shows.
  func hit(_ x: Int, _ y: Int) -> (distance: Double, normal: SIMD3<Float>, body: Int) {
    let band = bands[y / Renderer.tile - firstTile]
    let at = (y % Renderer.tile) * size.width + x
    return (Double(band.distance[at]), band.normals[at], Int(band.bodies[at]))
  }

  /// Whether the middle of a pixel shows ground or sky.
  func isGround(_ x: Int, _ y: Int) -> Bool { part(x, y) <= ScenePart.ground.rawValue }

  /// Whether two pixels show the same kind of body at the same tilt.
  @inline(__always)
  func isAlike(_ x: Int, _ y: Int, _ column: Int, _ row: Int) -> Bool {
    part(x, y) == part(column, row) && (normal(x, y) * normal(column, row)).sum() > 0.97
  }

  /// Whether the border of a body, or an edge of one, lies between a pixel and its neighbours.
  func isEdge(_ x: Int, _ y: Int) -> Bool {
    let here = part(x, y)
    let isHard = here == ScenePart.rover.rawValue || here == ScenePart.shovel.rawValue
    for row in max(0, y - 1)...min(size.height - 1, y + 1) {
      for column in max(0, x - 1)...min(size.width - 1, x + 1) {
        let there = part(column, row)
        if there != here {
          if max(here, there) > ScenePart.ground.rawValue { return true }
        } else if isHard, (normal(x, y) * normal(column, row)).sum() < 0.95 {
          return true
        }
      }
    }
    return false
  }

  /// How far along any ray of a pixel there is no ground.
  ///
  /// A part in fifty before the nearest of what the pixel and its neighbours show: ground that
  /// stands out farther is wider than a pixel.
  func clearance(_ x: Int, _ y: Int) -> Double {
    var nearest = Float.infinity
    for row in max(0, y - 1)...min(size.height - 1, y + 1) {
      let band = bands[row / Renderer.tile - firstTile]
      let start = (row % Renderer.tile) * size.width
      for column in max(0, x - 1)...min(size.width - 1, x + 1) {
        nearest = min(nearest, band.distance[start + column])
      }
    }
    return Self.clear(nearest)
  }

  /// How far there is no ground before the nearest that neighbours show.
  @inline(__always)
  static func clear(_ nearest: Float) -> Double {
    nearest < .infinity ? 0.98 * Double(nearest) : 0
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
