import ExactMath
import Rig

/// The simple surface of content that explains best what was seen.
///
/// A load is a ``LoadShape``, cut off where the angle of repose or the rim lets nothing lie, and by
/// the floor. What is shown of it by a picture is content where a ray from the eye meets it before
/// the inner surface: each ray votes by how much likelier it shows content than the bare surface.
/// Measured heights vote by how far off they lie, to a limit: some are wrong. So what is hidden or
/// dark between the rays is filled in.
struct LoadFit {
  private let floor: ShovelFloor
  /// The highest that a load can lie in each cell; NaN beyond the rim.
  private let most: [Double]
  /// Cells within the rim: their numbers, and where their middles lie from that of the grid.
  private let cells: [(index: Int, x: Double, y: Double)]
  private var rays: [Ray] = []
  private var heights: [Height] = []

  /// A ray from the inner surface to an eye.
  private struct Ray {
    /// Cells that it goes over, as places in ``cells``, and how high above them.
    var way: [(cell: Int, height: Double)]
    /// The logarithm of how many times likelier it shows content than the bare surface.
    var odds: Double
  }

  /// A measured height of a cell; of the bare floor, or of content.
  private struct Height {
    var cell: Int
    var height: Double
    var isBare: Bool
  }

  /// A ray that passes closer by a surface tells in part whether it meets it, in metres.
  private static let nearness = 0.004
  /// How far off measured heights usually lie, in metres.
  private static let precision = 0.002
  /// What a height at its worst weighs, where a ray weighs its odds.
  private static let heightWeight = 1.0
  /// Lower than this above the floor, a surface contradicts no bare floor, in metres.
  private static let film = 0.0005
  /// What lies so much lower than a ray is no hindrance, in metres.
  private static let clear = 0.02
  /// Of how many rays one is asked first.
  private static let sparse = 4
  /// What as much as a shovel holds costs: of shapes that explain the same the least counts, as
  /// where a picture shows nothing but content.
  private static let capacityCost = 30.0
  /// By how much votes may fall short of the best for a shape to be nearly as likely: votes of
  /// neighbours are not independent.
  private static let temperature = 20.0

  /// - Parameters:
  ///   - floor: the grid.
  ///   - most: the highest that anything can lie in each cell; NaN beyond the rim.
  init(_ floor: ShovelFloor, most: [Double]) {
    (self.floor, self.most) = (floor, most)
    let middle = floor.middle(floor.columns * floor.rows - 1)
    let centre = (x: (floor.origin.x + middle.x) / 2, y: (floor.origin.y + middle.y) / 2)
    cells = floor.heights.indices.compactMap { index in
      guard !floor.heights[index].isNaN else { return nil }
      let place = floor.middle(index)
      return (index, place.x - centre.x, place.y - centre.y)
    }
    var numbers = [Int?](repeating: nil, count: floor.heights.count)
    for (number, cell) in cells.enumerated() { numbers[cell.index] = number }
    self.numbers = numbers
  }

  /// The place in ``cells`` of each cell of the grid.
  private let numbers: [Int?]

  /// Takes in what a picture shows of a place of the inner surface.
  ///
  /// - Parameters:
  ///   - place: in the shovel frame.
  ///   - eye: of the camera.
  ///   - odds: the logarithm of how many times likelier content is to be seen than the place.
  mutating func add(_ place: Vector3, seenFrom eye: Vector3, odds: Double) {
    var way: [(cell: Int, height: Double)] = []
    floor.follow(place, to: eye) { index, height in
      guard let number = numbers[index], way.isEmpty || height < most[index] + Self.clear else {
        return
      }
      way.append((number, height))
    }
    if !way.isEmpty { rays.append(Ray(way: way, odds: odds)) }
  }

  /// Takes in a measured height.
  mutating func add(_ index: Int, height: Double, isBare: Bool) {
    if let number = numbers[index] {
      heights.append(Height(cell: number, height: height, isBare: isBare))
    }
  }

  /// What was found.
  struct Result {
    /// The surface in each cell, in the shovel frame, not below the floor; NaN beyond the rim.
    let heights: [Double]
    /// Cubic metres above the floor.
    let volume: Double
    /// Its standard deviation over all shapes nearly as likely.
    let deviation: Double
  }

  /// The best shape where heights were measured; else the mean of all that are nearly as likely, as
  /// outlines alone do not tell which it is.
  func fitted() -> Result {
    let planes = LoadShape.planes(deepest: floor.deepest)
    let reach = (x: cells.map(\.x).max() ?? 0, y: cells.map(\.y).max() ?? 0)
    let shapes = planes + LoadShape.cones(deepest: floor.deepest, reach: reach)
    let costs = shapes.map { cost($0, every: Self.sparse) }
    let least = costs.min() ?? 0
    let likely: [(weight: Double, content: [Double])] = zip(shapes, costs).compactMap {
      let weight = Exact.exp((least - $1) / Self.temperature)
      return weight > 1e-6 ? (weight, content(surface($0))) : nil
    }
    let isOutlined = heights.isEmpty && !rays.isEmpty
    let found =
      isOutlined ? mean(likely) : content(surface(best(shapes, costs, planes.count)))
    let volume = volume(found)
    var (weight, square) = (0.0, 0.0)
    for other in likely {
      let off = self.volume(other.content) - volume
      weight += other.weight
      square += other.weight * off * off
    }
    var heights = floor.heights
    for (cell, thickness) in zip(cells, found) { heights[cell.index] += thickness }
    return Result(heights: heights, volume: volume, deviation: (square / weight).squareRoot())
  }

  /// The best plane or cone, whichever is better when both are improved.
  private func best(_ shapes: [LoadShape], _ costs: [Double], _ planes: Int) -> LoadShape {
    let found = [0..<planes, planes..<shapes.count].map { kind in
      shapes[kind.reduce(kind.lowerBound) { costs[$1] < costs[$0] ? $1 : $0 }].improved { cost($0) }
    }
    return (found[1].cost < found[0].cost ? found[1] : found[0]).shape
  }

  private func mean(_ likely: [(weight: Double, content: [Double])]) -> [Double] {
    var sums = [Double](repeating: 0, count: cells.count)
    for (weight, content) in likely {
      for (index, thickness) in content.enumerated() { sums[index] += weight * thickness }
    }
    let weight = likely.reduce(0) { $0 + $1.weight }
    return sums.map { $0 / weight }
  }

  /// The height of a shape in each of ``cells``, where a load can lie.
  private func surface(_ shape: LoadShape) -> [Double] {
    cells.map { min(shape.height($0.x, $0.y), most[$0.index]) }
  }

  /// How thick what lies below a surface is in each of ``cells``.
  private func content(_ surface: [Double]) -> [Double] {
    zip(cells, surface).map { max(0, $1 - floor.heights[$0.index]) }
  }

  private func volume(_ content: [Double]) -> Double {
    content.reduce(0, +) * floor.cell * floor.cell
  }

  /// How badly a shape explains what was seen, asked of every so-and-so-many-th ray.
  private func cost(_ shape: LoadShape, every step: Int = 1) -> Double {
    let surface = surface(shape)
    var votes = 0.0
    for index in stride(from: 0, to: rays.count, by: step) {
      var above = -Double.infinity
      for (cell, height) in rays[index].way { above = max(above, surface[cell] - height) }
      votes -= rays[index].odds * min(max(0.5 + 0.5 * above / Self.nearness, 0), 1)
    }
    var misses = 0.0
    for height in heights {
      let here = surface[height.cell]
      let off =
        (height.isBare
          ? max(0, here - floor.heights[cells[height.cell].index] - Self.film)
          : here - height.height) / Self.precision
      misses += off * off / (1 + off * off)
    }
    return votes * Double(step) + misses * Self.heightWeight
      + volume(content(surface)) / floor.capacity * Self.capacityCost
  }
}

extension LoadFit {
  /// Of how many cells of a picture in both directions one votes.
  private static let spacing = 5

  /// Takes in what a picture shows.
  mutating func add(_ picture: InnerPicture) {
    let cues = SurfaceCues(picture)
    for row in Swift.stride(from: Self.spacing / 2, to: picture.rows, by: Self.spacing) {
      for column in Swift.stride(from: Self.spacing / 2, to: picture.columns, by: Self.spacing) {
        let index = row * picture.columns + column
        guard let cell = picture.cells[index] else { continue }
        add(cell.place, seenFrom: picture.eye, odds: ContentOdds.odds(cues.cues(at: index)))
      }
    }
  }
}
