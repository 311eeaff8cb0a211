import ExactMath
import Raster
import Rig

/// By how much pictures of the same differ in exposure and colour, and how light falls off towards
/// their corners.
///
/// Where several show the same, a point at the distance r from the middle of a picture, 1 in its
/// corners, has the light L there as `L · e · exp(a·r² + b·r⁴)`, with the exposure e of the picture
/// and the fall-off of the lens, which all have in common. So for two pictures
///
///     log I₁ − log I₂ = log e₁ − log e₂ + a·(r₁² − r₂²) + b·(r₁⁴ − r₂⁴)
///
/// which is linear: samples of all overlaps are fitted by least squares, and what does not agree,
/// as glints and what only one picture shows, weighs little. Then each colour's own exposure is
/// found in the same way, and what else differs slowly (``LightField``). Codes of a display may be
/// taken for light: a power of light keeps the form.
public struct LightBalance: Sendable, Hashable {
  /// The exposures of each colour of each picture, over that of the reference.
  public let exposures: [[Double]]
  /// a, the coefficient of r².
  public let square: Double
  /// b, the coefficient of r⁴.
  public let fourth: Double
  /// What else differs, slowly over each picture.
  private let fields: [LightField]
  /// The standard deviation of what is left of the logarithms, as the median shows it.
  public let noise: Double
  /// How many samples there were.
  public let samples: Int

  /// The share of light that is left.
  ///
  /// - Parameter square: r².
  /// - Returns: 1 in the middle of a picture.
  public func share(_ square: Double) -> Double {
    Exact.exp(square * (self.square + square * fourth))
  }

  /// What light of a picture is multiplied with there, exposures apart.
  ///
  /// - Parameters:
  ///   - picture: which one.
  ///   - square: r².
  ///   - place: as shares of width and height.
  /// - Returns: 1 in the middle of a picture in which nothing else differs.
  func factor(_ picture: Int, square: Double, at place: ImagePoint) -> Double {
    share(square) * fields[picture].factor(at: place)
  }

  /// Finds it.
  ///
  /// - Parameters:
  ///   - overview: the pictures.
  ///   - reference: whose exposure is 1.
  init(_ overview: MosaicOverview, reference: Int) {
    let (parts, colors) = (overview.parts, overview.parts[0].planes.count)
    let places = OverlapPlaces(overview)
    let grey = places.samples(parts.map(\.grey))
    let fit = LightFit(grey, pictures: parts.count, reference: reference, falloff: nil)
    (square, fourth, noise) = (fit.square, fit.fourth, fit.noise)
    fields = LightField.fitted(
      grey.map { sample in
        LightField.Sample(
          first: (sample.first, sample.places.first), second: (sample.second, sample.places.second),
          difference: fit.residual(sample))
      }, pictures: parts.count)
    samples = grey.count
    let logarithms =
      colors == 1
      ? [fit.logarithms]
      : (0..<colors).map { color in
        LightFit(
          places.samples(parts.map { $0.planes[color] }), pictures: parts.count,
          reference: reference, falloff: (fit.square, fit.fourth)
        ).logarithms
      }
    exposures = parts.indices.map { picture in logarithms.map { Exact.exp($0[picture]) } }
  }
}

/// What two pictures show at one place.
private struct LightSample {
  let first: Int
  let second: Int
  /// The logarithm of the first one's light over that of the second.
  let difference: Double
  /// r₁² − r₂², r₁⁴ − r₂⁴.
  let square: Double
  let fourth: Double
  /// Where, as shares of width and height of both.
  let places: (first: ImagePoint, second: ImagePoint)
}

/// The pixels of an overview that two pictures show.
private struct OverlapPlaces {
  private let overview: MosaicOverview
  /// Pairs of pictures whose parts overlap, and where.
  private let overlaps: [(first: Int, second: Int, region: Region)]

  init(_ overview: MosaicOverview) {
    let parts = overview.parts
    self.overview = overview
    overlaps = parts.indices.flatMap { first in
      parts.indices.dropFirst(first + 1).compactMap { second in
        let region = parts[first].region.intersection(parts[second].region)
        return region.size.area > 0 ? (first, second, region) : nil
      }
    }
  }

  /// What is neither lost in noise nor near white.
  private static let known = Float(0.01)...MosaicOverview.nearWhite
  /// Samples of each overlap at most, about.
  private static let most = 4_000

  /// What pairs of pictures show.
  ///
  /// - Parameter planes: of each picture.
  /// - Returns: samples of all overlaps.
  func samples(_ planes: [Plane<Float>]) -> [LightSample] {
    overlaps.flatMap { first, second, region -> [LightSample] in
      let (one, other) = (overview.parts[first], overview.parts[second])
      var step = 1
      while region.size.area / (step * step) > Self.most { step += 1 }
      var samples: [LightSample] = []
      for y in stride(from: region.y, to: region.rows.upperBound, by: step) {
        for x in stride(from: region.x, to: region.columns.upperBound, by: step) {
          let a = (x: x - one.region.x, y: y - one.region.y)
          let b = (x: x - other.region.x, y: y - other.region.y)
          guard one.missing[a.x, a.y] == 0, other.missing[b.x, b.y] == 0 else { continue }
          let (here, there) = (planes[first][a.x, a.y], planes[second][b.x, b.y])
          guard Self.known.contains(here), Self.known.contains(there) else { continue }
          let near = Double(one.squares[a.x, a.y])
          let far = Double(other.squares[b.x, b.y])
          samples.append(
            LightSample(
              first: first, second: second, difference: Exact.log(Double(here) / Double(there)),
              square: near - far, fourth: near * near - far * far,
              places: (
                ImagePoint(Double(one.across[a.x, a.y]), Double(one.down[a.x, a.y])),
                ImagePoint(Double(other.across[b.x, b.y]), Double(other.down[b.x, b.y]))
              )))
        }
      }
      return samples
    }
  }
}

/// Exposures and fall-off that fit samples.
private struct LightFit {
  private(set) var logarithms: [Double]
  private(set) var square: Double
  private(set) var fourth: Double
  private(set) var noise = 0.0

  /// Fits.
  ///
  /// - Parameters:
  ///   - samples: of all overlaps.
  ///   - pictures: how many.
  ///   - reference: whose logarithm is 0.
  ///   - falloff: where it is known.
  init(
    _ samples: [LightSample], pictures: Int, reference: Int,
    falloff: (square: Double, fourth: Double)?
  ) {
    logarithms = [Double](repeating: 0, count: pictures)
    (square, fourth) = falloff ?? (0, 0)
    guard !samples.isEmpty else { return }
    let columns = pictures + (falloff == nil ? 2 : 0)
    var weights = [Double](repeating: 1, count: samples.count)
    for _ in 0..<10 {
      var matrix = [[Double]](repeating: .init(repeating: 0, count: columns), count: columns)
      var right = [Double](repeating: 0, count: columns)
      for (sample, weight) in zip(samples, weights) {
        let known = falloff.map { $0.square * sample.square + $0.fourth * sample.fourth } ?? 0
        let (i, j) = (sample.first, sample.second)
        let target = sample.difference - known
        right[i] += weight * target
        right[j] -= weight * target
        matrix[i][i] += weight
        matrix[j][j] += weight
        matrix[i][j] -= weight
        matrix[j][i] -= weight
        guard falloff == nil else { continue }
        let bent = SIMD2(sample.square, sample.fourth)
        for k in 0..<2 {
          let factor = weight * bent[k]
          right[pictures + k] += factor * target
          matrix[pictures + k][i] += factor
          matrix[pictures + k][j] -= factor
          matrix[i][pictures + k] += factor
          matrix[j][pictures + k] -= factor
          for l in 0..<2 { matrix[pictures + k][pictures + l] += factor * bent[l] }
        }
      }
      // Where overlaps do not tell, nothing differs and nothing falls off.
      let count = Double(samples.count)
      for picture in 0..<pictures { matrix[picture][picture] += 1e-9 * count }
      matrix[reference][reference] += count
      if falloff == nil {
        matrix[pictures][pictures] += 1e-5 * count
        matrix[pictures + 1][pictures + 1] += 3e-5 * count
      }
      guard let solution = LinearSystem.solved(matrix, right) else { return }
      logarithms = Array(solution[..<pictures])
      if falloff == nil { (square, fourth) = (solution[pictures], solution[pictures + 1]) }
      let residuals = samples.map { residual($0) }
      noise = RobustNoise.deviation(of: residuals)
      weights = residuals.map { RobustNoise.weight(of: $0, max(noise, 1e-9)) }
    }
  }

  /// What is left of a sample.
  func residual(_ sample: LightSample) -> Double {
    sample.difference - logarithms[sample.first] + logarithms[sample.second]
      - square * sample.square - fourth * sample.fourth
  }
}
