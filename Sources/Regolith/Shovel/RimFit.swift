import ExactMath

/// The correction for which edges lie at the rim.
struct RimFit {
  let lines: [RimLine]
  /// The correction at which lines were laid, in units of what is expected.
  private let around: [Double]
  /// s, in pixels.
  private let scale: Double

  /// What an outer edge counts beside that of the rim.
  private static let outerWeight = 0.5

  init(_ lines: [RimLine], around: [Double], scale: Double) {
    (self.lines, self.around, self.scale) = (lines, around, scale)
  }

  private func change(_ numbers: [Double]) -> [Double] { zip(numbers, around).map { $0 - $1 } }

  /// How thick the wall is, in metres: the number behind those of the correction tells by how many
  /// times it is thicker or thinner than most.
  static func wall(_ numbers: [Double]) -> Double {
    ShovelCorrection.wall * Exact.exp(0.4 * numbers[ShovelCorrection.count])
  }

  /// The best correction of a grid.
  ///
  /// - Parameter steps: for each number, what is tried.
  /// - Returns: numbers in units of what is expected.
  func best(_ steps: [[Double]]) -> [Double] {
    // Every fifth line tells where to look.
    let few = stride(from: 0, to: lines.count, by: 5).map { lines[$0] }
    var (best, least) = (around, Double.infinity)
    var numbers = around
    func tried(_ index: Int) {
      guard index < steps.count else {
        let (change, wall) = (change(numbers), Self.wall(numbers))
        var cost = numbers.reduce(0) { $0 + $1 * $1 } / 5
        for line in few {
          let (inner, outer) = line.distances(change, wall: wall)
          cost += min(1, inner * inner / (scale * scale))
          cost += Self.outerWeight * min(1, outer * outer / (scale * scale))
        }
        if cost < least { (best, least) = (numbers, cost) }
        return
      }
      for step in steps[index] {
        numbers[index] = around[index] + step
        tried(index + 1)
      }
      numbers[index] = around[index]
    }
    tried(0)
    return best
  }

  /// A correction nearby with less cost.
  func improved(from numbers: [Double]) -> [Double] {
    LeastSquares.fitted(from: numbers, step: 1e-4, rounds: 20) { numbers in
      let (change, wall) = (change(numbers), Self.wall(numbers))
      func limited(_ r: Double, _ weight: Double) -> Double {
        guard r.magnitude < .infinity else { return weight }
        return weight * r / scale / (1 + r * r / (scale * scale)).squareRoot()
      }
      return lines.flatMap { line in
        let (inner, outer) = line.distances(change, wall: wall)
        return [limited(inner, 1), limited(outer, Self.outerWeight.squareRoot())]
      } + numbers
    }
  }

  /// How far the nearest edges are from the rim, of lines whose edge is nearer than 2 s, in pixels.
  func residuals(_ numbers: [Double]) -> [Double] {
    let (change, wall) = (change(numbers), Self.wall(numbers))
    return lines.map { $0.distances(change, wall: wall).inner }
      .filter { $0.magnitude <= 2 * scale }
  }

  /// The standard deviation of a linear function of the correction, from what is expected and from
  /// all lines, of which ten beside each other tell as much as one.
  ///
  /// - Parameters:
  ///   - slopes: of the function, for each number of the correction.
  ///   - numbers: the correction.
  /// - Returns: in the unit of the function.
  func deviation(of slopes: [Double], at numbers: [Double]) -> Double {
    let count = slopes.count
    var information = (0..<count).map { row in
      (0..<count).map { $0 == row ? 1.0 : 0 }
    }
    let weight = 1 / (scale * scale) / 10
    let (change, wall) = (change(numbers), Self.wall(numbers))
    for line in lines where line.distances(change, wall: wall).inner.magnitude <= 2 * scale {
      for i in 0..<count {
        for j in 0..<count { information[i][j] += weight * line.slopes[i] * line.slopes[j] }
      }
    }
    guard let solved = LinearSystem.solved(information, slopes) else { return .infinity }
    return zip(slopes, solved).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
  }
}
