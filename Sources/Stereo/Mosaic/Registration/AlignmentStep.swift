import ExactMath
import Raster
import Rig

/// The steps of ``DenseAlignment`` at one level.
struct AlignmentStep {
  /// Columns of the system: eight of the homography, seven of the light.
  private static let (motion, light) = (8, 7)
  private static var columns: Int { motion + light }

  /// From u and v, which go from −1 to 1 across the first picture, to the second one.
  private var matrix: Matrix3
  private let toUnit: Matrix3
  /// c₀ … c₆; nil before the first step.
  private var gains: [Double]?

  /// Steps from a homography of a first picture of some size.
  init(_ start: Homography, _ size: Size) {
    let (width, height) = (Double(size.width), Double(size.height))
    toUnit = Matrix3([2 / width, 0, -1, 0, 2 / width, -height / width, 0, 0, 1])
    let fromUnit = Matrix3([width / 2, 0, width / 2, 0, width / 2, height / 2, 0, 0, 1])
    let product = start.matrix * fromUnit
    matrix = Matrix3(product.elements.map { $0 / product.elements[8] })
  }

  /// From the first picture to the second, so far.
  var homography: Homography { Homography(matrix * toUnit) }

  /// What one pixel says: eight factors of the homography, seven of the light, and what the second
  /// picture shows.
  private typealias Row = SIMD16<Double>

  /// Makes one step.
  ///
  /// - Returns: by how many pixels positions moved, as the root of the mean square; nil where
  ///   nothing determines it.
  mutating func improve(_ pictures: AlignedPictures, _ places: [AlignedPictures.Place]) -> Double? {
    let rows = rows(pictures, places)
    guard rows.count >= 64 else { return nil }
    let residuals = self.residuals(rows)
    let scale = residuals.map { Self.noise(of: $0) }
    func weight(_ index: Int) -> Double {
      guard let residuals, let scale, scale > 0 else { return 1 }
      return RobustNoise.weight(of: residuals[index], scale)
    }
    guard let solution = solved(rows, weight) else { return nil }
    gains = Array(solution[Self.motion...])
    let before = homography
    let move = Array(solution[..<Self.motion]) + [0]
    matrix = Matrix3(zip(matrix.elements, move).map { $0 + $1 })
    return distance(before, places)
  }

  /// What was found, with the noise that is left.
  ///
  /// - Parameters:
  ///   - pictures: at the last level.
  ///   - places: at which they were compared.
  ///   - homography: that of the whole pictures.
  /// - Returns: nil where nothing determines it.
  func result(
    _ pictures: AlignedPictures, _ places: [AlignedPictures.Place], _ homography: Homography
  ) -> DenseAlignment.Result? {
    let rows = rows(pictures, places)
    guard let residuals = residuals(rows), let inverse = LinearSystem.inverse(normal(rows).matrix)
    else { return nil }
    let noise = Self.noise(of: residuals)
    let mean = rows.reduce(0) { $0 + $1[15] } / Double(rows.count)
    let variance =
      rows.reduce(0) { $0 + ($1[15] - mean) * ($1[15] - mean) } / Double(rows.count)
    let open = variance > 0 ? min(1, noise * noise / variance) : 1
    return DenseAlignment.Result(
      homography: homography, noise: noise, correlation: (1 - open).squareRoot(),
      deviation: noise * spread(inverse, places), pixels: rows.count)
  }

  /// The rows of the pixels that the second picture shows.
  private func rows(_ pictures: AlignedPictures, _ places: [AlignedPictures.Place]) -> [Row] {
    places.compactMap { place -> Row? in
      let (u, v, depth, there) = position(of: place)
      guard depth > 0, let seen = pictures.sample(there) else { return nil }
      let (gx, gy) = (seen.slopeX / depth, seen.slopeY / depth)
      let along = gx * there.x + gy * there.y
      let value = Double(pictures.first[place.x, place.y])
      let (uu, uv, vv) = (u * u, u * v, v * v)
      return Row(
        -gx * u, -gx * v, -gx, -gy * u, -gy * v, -gy, along * u, along * v,
        value, value * u, value * v, value * uu, value * uv, value * vv, 1, seen.value)
    }
  }

  /// u and v of a pixel, what they are divided by, and where the second picture shows it.
  private func position(
    of place: AlignedPictures.Place
  ) -> (u: Double, v: Double, depth: Double, there: ImagePoint) {
    let unit = toUnit * Vector3(Double(place.x), Double(place.y), 1)
    let there = matrix * Vector3(unit.x, unit.y, 1)
    return (unit.x, unit.y, there.z, ImagePoint(there.x / there.z, there.y / there.z))
  }

  /// What the light that is known so far leaves; nil before the first step.
  private func residuals(_ rows: [Row]) -> [Double]? {
    guard let gains else { return nil }
    return rows.map { row in
      (0..<Self.light).reduce(row[15]) { $0 - row[Self.motion + $1] * gains[$1] }
    }
  }

  /// Of some thousands, evenly picked.
  private static func noise(of residuals: [Double]) -> Double {
    let step = max(1, residuals.count / 4096)
    return RobustNoise.deviation(
      of: stride(from: 0, to: residuals.count, by: step).map { residuals[$0] })
  }

  /// The normal equations, each row with its weight.
  private func normal(
    _ rows: [Row], _ weight: (Int) -> Double = { _ in 1 }
  ) -> (matrix: [[Double]], right: [Double]) {
    let count = Self.columns
    var sums = [Row](repeating: .zero, count: count)
    for (index, row) in rows.enumerated() {
      let weighted = row * weight(index)
      for i in 0..<count { sums[i] += weighted[i] * row }
    }
    let matrix = (0..<count).map { i in (0..<count).map { sums[min(i, $0)][max(i, $0)] } }
    return (matrix, sums.map { $0[15] })
  }

  /// Solves the normal equations, with columns of like size.
  private func solved(_ rows: [Row], _ weight: (Int) -> Double) -> [Double]? {
    let (matrix, right) = normal(rows, weight)
    let sizes = matrix.indices.map { matrix[$0][$0].squareRoot() }
    guard sizes.allSatisfy({ $0 > 0 && $0.isFinite }) else { return nil }
    let even = matrix.indices.map { i in
      matrix.indices.map { j in matrix[i][j] / (sizes[i] * sizes[j]) }
    }
    let solution = LinearSystem.solved(even, right.indices.map { right[$0] / sizes[$0] })
    return solution.map { zip($0, sizes).map { $0 / $1 } }
  }

  /// How far positions are from where another homography shows them: the root of the mean square.
  private func distance(
    _ other: Homography, _ places: [AlignedPictures.Place]
  ) -> Double {
    let squares = places.distances(homography, other).map { $0 * $0 }
    return (squares.reduce(0, +) / Double(max(1, squares.count))).squareRoot()
  }

  /// The standard deviation of positions for noise of 1: the root of the mean over some thousand
  /// pixels of `Σ Jᵢ·C·Jᵢ`, with J how a position moves with the eight numbers and C their
  /// covariance.
  private func spread(_ covariance: [[Double]], _ places: [AlignedPictures.Place]) -> Double {
    var (total, count) = (0.0, 0)
    for index in stride(from: 0, to: places.count, by: max(1, places.count / 1000)) {
      count += 1
      let (u, v, depth, there) = position(of: places[index])
      let across = [u, v, 1, 0, 0, 0, -there.x * u, -there.x * v].map { $0 / depth }
      let down = [0, 0, 0, u, v, 1, -there.y * u, -there.y * v].map { $0 / depth }
      for way in [across, down] {
        for i in 0..<Self.motion {
          for j in 0..<Self.motion { total += way[i] * covariance[i][j] * way[j] }
        }
      }
    }
    return (total / Double(max(1, count))).squareRoot()
  }
}
