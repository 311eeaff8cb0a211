import ExactMath
import Rig

/// How light differs slowly over a picture from what its exposure and the lens explain: stray
/// light, dust, a lens that is not round.
///
/// Logarithms at 5 × 5 places, between which it changes in straight lines.
struct LightField: Sendable, Hashable {
  /// Places across and down.
  static let side = 5

  /// Logarithms, row by row; empty where nothing differs.
  private let logarithms: [Double]

  /// Nothing differs.
  static let even = LightField(logarithms: [])

  init(logarithms: [Double]) { self.logarithms = logarithms }

  /// The factor at a place.
  ///
  /// - Parameter share: of width and height, 0 to 1.
  /// - Returns: what light is more than elsewhere; 1 where nothing differs.
  func factor(at share: ImagePoint) -> Double {
    if logarithms.isEmpty { return 1 }
    let (place, u, v) = Self.cell(share)
    return Exact.exp(
      (1 - u) * (1 - v) * logarithms[place] + u * (1 - v) * logarithms[place + 1]
        + (1 - u) * v * logarithms[place + Self.side] + u * v * logarithms[place + Self.side + 1])
  }

  /// The upper left of the four places around one, and how far towards the others it lies.
  private static func cell(_ share: ImagePoint) -> (place: Int, u: Double, v: Double) {
    let last = Double(side - 1)
    let (x, y) = (min(max(share.x, 0), 1) * last, min(max(share.y, 0), 1) * last)
    let (column, row) = (min(Int(x), side - 2), min(Int(y), side - 2))
    return (row * side + column, x - Double(column), y - Double(row))
  }

  /// The four places around one, with the weights of straight lines.
  static func weights(_ share: ImagePoint) -> [(place: Int, weight: Double)] {
    let (place, u, v) = cell(share)
    return [
      (place, (1 - u) * (1 - v)), (place + 1, u * (1 - v)), (place + side, (1 - u) * v),
      (place + side + 1, u * v),
    ]
  }

  /// The fields that leave least of what samples differ by.
  ///
  /// The sum over all samples is made least of the square of `d − F₁ + F₂`, with what two pictures
  /// differ by in d and their fields there in F, and with it, weakly, the differences of
  /// neighbours and the fields themselves: they are smooth, and 0 where nothing tells. What does
  /// not agree weighs little.
  ///
  /// - Parameters:
  ///   - samples: of all overlaps; `first` and `second` are places in the pictures.
  ///   - pictures: how many.
  /// - Returns: a field for each picture.
  static func fitted(_ samples: [Sample], pictures: Int) -> [LightField] {
    let count = side * side
    var found = [Double](repeating: 0, count: count * pictures)
    guard samples.count >= leastSamples else {
      return [LightField](repeating: .even, count: pictures)
    }
    let rows = samples.map { sample in
      weights(sample.first.share).map { (sample.first.picture * count + $0.place, $0.weight) }
        + weights(sample.second.share).map {
          (sample.second.picture * count + $0.place, -$0.weight)
        }
    }
    let total = Double(samples.count)
    for least in leastNoises {
      let residuals = zip(samples, rows).map { sample, row in
        row.reduce(sample.difference) { $0 - $1.1 * found[$1.0] }
      }
      let noise = max(RobustNoise.deviation(of: residuals), least)
      var matrix = [[Double]](
        repeating: .init(repeating: 0, count: found.count), count: found.count)
      var right = [Double](repeating: 0, count: found.count)
      for (index, row) in rows.enumerated() {
        let weight = RobustNoise.weight(of: residuals[index], noise)
        for (i, a) in row {
          right[i] += weight * a * samples[index].difference
          for (j, b) in row { matrix[i][j] += weight * a * b }
        }
      }
      for picture in 0..<pictures {
        for place in 0..<count {
          let i = picture * count + place
          matrix[i][i] += held * total
          for next in [place % side < side - 1 ? place + 1 : -1, place + side]
          where next >= 0 && next < count {
            let j = picture * count + next
            matrix[i][i] += stiffness * total
            matrix[j][j] += stiffness * total
            matrix[i][j] -= stiffness * total
            matrix[j][i] -= stiffness * total
          }
        }
      }
      guard let solution = LinearSystem.solved(matrix, right) else { break }
      found = solution
    }
    return (0..<pictures).map { picture in
      LightField(logarithms: Array(found[picture * count..<(picture + 1) * count]))
    }
  }

  /// What two pictures show at one place.
  struct Sample {
    /// Which picture, and where in it.
    let first: (picture: Int, share: ImagePoint)
    let second: (picture: Int, share: ImagePoint)
    /// The logarithm of the first one's light over that of the second, as far as exposures and the
    /// lens do not explain it.
    let difference: Double
  }

  private static let leastSamples = 200
  /// What samples are taken to be off by at least, one after the other: whole parts of a picture
  /// may differ, and are not to be taken for things that do not belong.
  private static let leastNoises = [0.3, 0.1, 0.05, 0.03]
  /// How much differences of neighbours, and the fields themselves, count, for samples of 1.
  private static let (stiffness, held) = (3e-3, 3e-4)
}
