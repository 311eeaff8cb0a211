import ExactMath

/// The correction for which edges lie at the rim.
struct RimFit {
  let lines: [RimLine]
  /// The correction at which lines were laid, in units of what is expected.
  private let around: [Double]
  /// s, in pixels.
  private let scale: Double

  init(_ lines: [RimLine], around: [Double], scale: Double) {
    (self.lines, self.around, self.scale) = (lines, around, scale)
  }

  private func change(_ numbers: [Double]) -> [Double] { zip(numbers, around).map { $0 - $1 } }

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
        let change = change(numbers)
        var cost = numbers.reduce(0) { $0 + $1 * $1 } / 5
        for line in few {
          let r = line.distance(change) / scale
          cost += min(1, r * r)
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
      let change = change(numbers)
      return lines.filter { !$0.edges.isEmpty }.map { line in
        let r = line.distance(change)
        return r / scale / (1 + r * r / (scale * scale)).squareRoot()
      } + numbers
    }
  }

  /// How far the nearest edges are from the rim, of lines whose edge is nearer than 2 s, in pixels.
  func residuals(_ numbers: [Double]) -> [Double] {
    let change = change(numbers)
    return lines.map { $0.distance(change) }.filter { $0.magnitude <= 2 * scale }
  }

  /// The standard deviation of a linear function of the correction, from what is expected and from
  /// all lines, of which ten beside each other tell as much as one.
  func deviation(of slopes: [Double]) -> Double {
    let count = slopes.count
    var information = (0..<count).map { row in
      (0..<count).map { $0 == row ? 1.0 : 0 }
    }
    let weight = 1 / (scale * scale) / 10
    for line in lines where line.distance(change(around)).magnitude <= 2 * scale {
      for i in 0..<count {
        for j in 0..<count { information[i][j] += weight * line.slopes[i] * line.slopes[j] }
      }
    }
    guard let solved = LinearSystem.solved(information, slopes) else { return .infinity }
    return zip(slopes, solved).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
  }
}
