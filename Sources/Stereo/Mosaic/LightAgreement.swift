import ExactMath
import Kernels
import Raster
import Rig

/// By how much two pictures of the same differ in exposure, and how light falls off towards their
/// corners.
///
/// Where both show the same, a point at the distance r from the middle of a picture, 1 in its
/// corners, has the light L there as `L · e · exp(a·r² + b·r⁴)`, with the exposure e of the picture
/// and the fall-off of the lens, which both have in common. So
///
///     log W − log T = log(e₂ / e₁) + a·(r₂² − r₁²) + b·(r₂⁴ − r₁⁴)
///
/// which is linear: soft samples of the overlap are fitted by least squares, and what does not
/// agree, as glints and what only one picture shows, weighs little. Codes of a display may be taken
/// for light: a power of light keeps the form.
public struct LightAgreement: Sendable, Hashable {
  /// The exposure of the second picture over that of the first.
  public let gain: Double
  /// a, the coefficient of r².
  public let square: Double
  /// b, the coefficient of r⁴.
  public let fourth: Double
  /// The standard deviation of what is left of the logarithms, as the median shows it.
  public let noise: Double
  /// How many samples there were.
  public let samples: Int

  /// The share of light that is left at a pixel of a picture, 1 in its middle.
  public func share(x: Int, y: Int, in size: Size) -> Double {
    let square = Self.square(ImagePoint(Double(x), Double(y)), size)
    return Exact.exp(square * (self.square + square * fourth))
  }

  /// Finds it.
  ///
  /// - Parameters:
  ///   - first: grey, white at 1.
  ///   - second: grey, white at 1.
  ///   - homography: from the first picture to the second.
  ///   - validity: of both.
  ///   - context: threads and instruction set.
  /// - Returns: nil where fewer than 30 samples are neither dark nor near white.
  public static func solved(
    first: Plane<Float>, second: Plane<Float>, _ homography: Homography,
    validity: (first: Validity, second: Validity), context: FilterContext = FilterContext()
  ) -> LightAgreement? {
    let blur = GaussianFilter(Gaussian(sigma: 3))
    let one = blur.applied(to: first, without: validity.first.defects, in: context).plane
    let other = blur.applied(to: second, without: validity.second.defects, in: context).plane
    var rows: [SIMD4<Double>] = []
    for y in stride(from: margin, to: one.height - margin, by: spacing) {
      for x in stride(from: margin, to: one.width - margin, by: spacing)
      where validity.first[x, y].isEmpty {
        let here = ImagePoint(Double(x), Double(y))
        guard let there = homography.mapped(here), let seen = other.seen(there, validity.second)
        else { continue }
        let own = Double(one[x, y])
        guard known.contains(own), known.contains(seen) else { continue }
        let (near, far) = (square(here, one.size), square(there, other.size))
        rows.append(
          SIMD4(1, far - near, far * far - near * near, Exact.log(seen) - Exact.log(own)))
      }
    }
    return rows.count >= 30 ? fitted(rows) : nil
  }

  /// Pixels from sample to sample, and from the edge.
  private static let (spacing, margin) = (6, 8)
  /// What is neither lost in noise nor near white.
  private static let known = 0.03...0.96

  /// r².
  private static func square(_ point: ImagePoint, _ size: Size) -> Double {
    let (width, height) = (Double(size.width), Double(size.height))
    let (x, y) = (point.x - (width - 1) / 2, point.y - (height - 1) / 2)
    return 4 * (x * x + y * y) / (width * width + height * height)
  }

  private static func fitted(_ rows: [SIMD4<Double>]) -> LightAgreement? {
    var weights = [Double](repeating: 1, count: rows.count)
    var (solution, noise) = ([0.0, 0, 0], 0.0)
    for _ in 0..<15 {
      var sums = [SIMD4<Double>](repeating: .zero, count: 3)
      for (row, weight) in zip(rows, weights) {
        for i in 0..<3 { sums[i] += weight * row[i] * row }
      }
      var matrix = (0..<3).map { i in (0..<3).map { sums[i][$0] } }
      // Where the overlap does not tell a fall-off, there is none.
      matrix[1][1] += 1e-5 * Double(rows.count)
      matrix[2][2] += 3e-5 * Double(rows.count)
      guard let next = LinearSystem.solved(matrix, sums.map { $0[3] }) else { return nil }
      solution = next
      let residuals = rows.map { $0[3] - $0[0] * next[0] - $0[1] * next[1] - $0[2] * next[2] }
      noise = RobustNoise.deviation(of: residuals)
      weights = residuals.map { RobustNoise.weight(of: $0, max(noise, 1e-9)) }
    }
    return LightAgreement(
      gain: Exact.exp(solution[0]), square: solution[1], fourth: solution[2], noise: noise,
      samples: rows.count)
  }
}

extension Plane<Float> {
  /// What a picture shows between four known pixels; nil at the edge and beside what is missing.
  fileprivate func seen(_ point: ImagePoint, _ validity: Validity) -> Double? {
    guard point.x >= 8, point.y >= 8, point.x < Double(width - 9), point.y < Double(height - 9)
    else { return nil }
    let (x, y) = (Int(point.x), Int(point.y))
    let corners = [(x, y), (x + 1, y), (x, y + 1), (x + 1, y + 1)]
    guard corners.allSatisfy({ validity[$0.0, $0.1].isEmpty }) else { return nil }
    let (u, v) = (point.x - Double(x), point.y - Double(y))
    let samples = corners.map { Double(self[$0.0, $0.1]) }
    let upper = samples[0] + (samples[1] - samples[0]) * u
    let lower = samples[2] + (samples[3] - samples[2]) * u
    return upper + (lower - upper) * v
  }
}
