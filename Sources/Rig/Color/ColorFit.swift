import ExactMath

/// White balance and colour matrix of a camera, fitted to a chart.
///
/// The balance makes the neutral patches neutral, by the sums of their light. The matrix takes
/// balanced light to linear sRGB; its rows sum to 1, so that neutral stays neutral. It and the
/// exposure are those with the least sum of squares of ΔE*ab, found by the method of Levenberg and
/// Marquardt (J. J. Moré, 1978) from the identity on.
public struct ColorFit: Sendable, Hashable {
  /// Factors of red, green and blue; green is 1.
  public let whiteBalance: Vector3
  /// From balanced camera colours to linear sRGB.
  public let matrix: Matrix3
  /// ΔE*ab of each patch; nil where it could not be measured.
  public let differences: [Double?]
  /// The mean of those with the balance alone.
  public let meanBefore: Double

  /// Mean of ``differences``.
  public var mean: Double {
    let known = differences.compactMap { $0 }
    return known.reduce(0, +) / Double(known.count)
  }

  /// How many patches are needed.
  private static let least = 8

  /// Fits a chart; nil where fewer than eight patches were measured, or none that is neutral.
  ///
  /// - Parameters:
  ///   - measured: light of each patch, or nil.
  ///   - chart: what the patches look like.
  public init?(_ measured: [Vector3?], chart: ColorChart) {
    let seen = measured.indices.filter { measured[$0] != nil }
    let neutral = seen.filter { chart.isNeutral($0) }
    guard seen.count >= Self.least, !neutral.isEmpty else { return nil }
    let light = neutral.compactMap { measured[$0] }.reduce(.zero, +)
    let wanted = neutral.map { chart.patches[$0].linearSRGB }.reduce(.zero, +)
    guard light.x > 0, light.y > 0, light.z > 0 else { return nil }
    let gains = Vector3(
      wanted.x / wanted.y * (light.y / light.x), 1, wanted.z / wanted.y * (light.y / light.z))
    let exposure = wanted.y / light.y
    let samples = seen.map { patch in
      let camera = measured[patch] ?? .zero
      return (
        light: Vector3(camera.x * gains.x, camera.y, camera.z * gains.z) * exposure,
        wanted: chart.patches[patch]
      )
    }
    func errors(_ parameters: [Double]) -> [Double] {
      let matrix = Self.matrix(parameters)
      return samples.flatMap { sample in
        let seen = LabColor(linearSRGB: matrix * sample.light * (1 + parameters[6]))
        return [seen.l - sample.wanted.l, seen.a - sample.wanted.a, seen.b - sample.wanted.b]
      }
    }
    let start = [Double](repeating: 0, count: 7)
    let parameters = LeastSquares.fitted(from: start, errors)
    func differences(_ parameters: [Double]) -> [Double] {
      let all = errors(parameters)
      return samples.indices.map { index in
        let (l, a, b) = (all[3 * index], all[3 * index + 1], all[3 * index + 2])
        return (l * l + a * a + b * b).squareRoot()
      }
    }
    whiteBalance = gains
    matrix = Self.matrix(parameters)
    meanBefore = differences(start).reduce(0, +) / Double(samples.count)
    var all = [Double?](repeating: nil, count: measured.count)
    for (patch, difference) in zip(seen, differences(parameters)) { all[patch] = difference }
    self.differences = all
  }

  private static func matrix(_ p: [Double]) -> Matrix3 {
    Matrix3(
      Vector3(1 - p[0] - p[1], p[0], p[1]), Vector3(p[2], 1 - p[2] - p[3], p[3]),
      Vector3(p[4], p[5], 1 - p[4] - p[5]))
  }
}
