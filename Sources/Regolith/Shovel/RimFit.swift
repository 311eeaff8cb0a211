import ExactMath

/// The correction for which edges lie at the rim.
struct RimFit {
  let lines: [RimLine]
  /// The numbers at which lines were laid.
  private let around: [Double]
  /// s, in pixels.
  private let scale: Double

  /// What a line counts beside what is expected: lines beside each other tell the same.
  private static let lineWeight = 0.04
  /// What an outer edge counts beside that of the rim.
  private static let outerWeight = 0.5
  /// What an edge costs that lies where light is not known: as much as most that are seen.
  private static let unseen = 0.5
  /// Every which line tells where to look.
  private static let pick = 5

  init(_ lines: [RimLine], around: [Double], scale: Double) {
    (self.lines, self.around, self.scale) = (lines, around, scale)
  }

  private func change(_ numbers: [Double]) -> [Double] { zip(numbers, around).map { $0 - $1 } }

  /// How badly edges of some lines fit, in lines without one.
  private func cost(_ lines: [RimLine], _ numbers: [Double]) -> Double {
    let (change, wall) = (change(numbers), ShovelUnknowns.thickness(numbers))
    return lines.reduce(0) { sum, line in
      let (inner, outer) = line.matches(change, wall: wall, scale: scale)
      return sum + cost(inner) + Self.outerWeight * cost(outer)
    }
  }

  /// What an edge costs: 0 where a strong one lies in its place, 1 without one.
  private func cost(_ match: RimLine.Match) -> Double {
    guard !match.distance.isNaN else { return Self.unseen }
    let r = match.distance / scale
    return 1 - match.strength * max(0, 1 - r * r)
  }

  /// The best correction of a grid.
  ///
  /// - Parameter steps: for each of the first numbers, what is tried.
  /// - Returns: numbers in units of what is expected.
  func best(_ steps: [[Double]]) -> [Double] {
    // Some of the lines tell where to look.
    let few = stride(from: 0, to: lines.count, by: Self.pick).map { lines[$0] }
    let weight = Self.lineWeight * Double(Self.pick)
    var (best, least) = (around, Double.infinity)
    var numbers = around
    func tried(_ index: Int) {
      guard index < steps.count else {
        let cost = weight * cost(few, numbers) + numbers.reduce(0) { $0 + $1 * $1 }
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

  /// The numbers with the best one of some for the lines of one moment.
  ///
  /// - Parameters:
  ///   - numbers: what is known.
  ///   - place: where the number stands that is looked for.
  ///   - values: what is tried.
  ///   - moment: whose lines tell.
  /// - Returns: the numbers with the best value at that place.
  func best(_ numbers: [Double], at place: Int, _ values: [Double], moment: Int) -> [Double] {
    let own = lines.filter { $0.moment == moment }
    var (best, least) = (numbers, Double.infinity)
    for value in values {
      var tried = numbers
      tried[place] = value
      let cost = Self.lineWeight * cost(own, tried) + value * value
      if cost < least { (best, least) = (tried, cost) }
    }
    return best
  }

  /// A correction nearby with less cost.
  func improved(from numbers: [Double]) -> [Double] {
    LeastSquares.fitted(from: numbers, step: 1e-4, rounds: 20) { numbers in
      let (change, wall) = (change(numbers), ShovelUnknowns.thickness(numbers))
      var errors = numbers
      errors.reserveCapacity(numbers.count + 4 * lines.count)
      // The sum of squares is 1 − strength / (1 + r²).
      func add(_ match: RimLine.Match, _ weight: Double) {
        guard match.strength > 0 else {
          errors.append(weight * (match.distance.isNaN ? Self.unseen.squareRoot() : 1))
          errors.append(0)
          return
        }
        let r = match.distance / scale
        errors.append(weight * (match.strength / (1 + r * r)).squareRoot() * r)
        errors.append(weight * (1 - match.strength).squareRoot())
      }
      for line in lines {
        let (inner, outer) = line.matches(change, wall: wall, scale: scale)
        add(inner, Self.lineWeight.squareRoot())
        add(outer, (Self.lineWeight * Self.outerWeight).squareRoot())
      }
      return errors
    }
  }

  /// How far the nearest edges are from the rim, of those lines of a moment whose edge is nearer
  /// than 2 s, in pixels.
  func residuals(_ numbers: [Double], _ moment: Int) -> [Double] {
    let (change, wall) = (change(numbers), ShovelUnknowns.thickness(numbers))
    return lines.filter { $0.moment == moment }
      .map { $0.matches(change, wall: wall, scale: scale).inner.distance }
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
    let weight = Self.lineWeight / (scale * scale)
    let (change, wall) = (change(numbers), ShovelUnknowns.thickness(numbers))
    for line in lines
    where line.matches(change, wall: wall, scale: scale).inner.distance.magnitude <= 2 * scale {
      for i in 0..<count {
        for j in 0..<count { information[i][j] += weight * line.slopes[i] * line.slopes[j] }
      }
    }
    guard let solved = LinearSystem.solved(information, slopes) else { return .infinity }
    return zip(slopes, solved).reduce(0) { $0 + $1.0 * $1.1 }.squareRoot()
  }
}
