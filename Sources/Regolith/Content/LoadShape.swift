/// The shape of a load, before rim and repose cut it off: a plane with a cone on it.
///
/// Regolith that was scooped up lies as a plane, aslant or level; what was poured stands as a cone.
/// With few numbers a shape cannot follow single errors.
struct LoadShape {
  /// The numbers, each of which can be changed by itself: the height in the middle of the shovel in
  /// metres, slopes along x and y, how steep the cone is, and where its top stands.
  var numbers: [Double]

  /// - Parameters:
  ///   - x: from the middle of the shovel, in metres.
  ///   - y: likewise.
  /// - Returns: the height there, in the shovel frame.
  func height(_ x: Double, _ y: Double) -> Double {
    let plane = numbers[0] + numbers[1] * x + numbers[2] * y
    guard numbers[3] > 0 else { return plane }
    let (dx, dy) = (x - numbers[4], y - numbers[5])
    return plane - numbers[3] * (dx * dx + dy * dy).squareRoot()
  }
}

extension LoadShape {
  /// Heights that are tried first.
  private static let levels = 14
  /// The slopes of planes.
  private static let slopes = [-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6]
  /// How steep cones are.
  private static let steepnesses = [0.4, 0.75]
  /// Where tops stand, as shares of the way from the middle to the rim.
  private static let places = [-0.8, -0.4, 0, 0.4, 0.8]
  /// How high planes stand above the rim in the middle, and cones, in metres.
  private static let (peak, coneTop) = (0.012, 0.032)
  /// The lowest plane lies so far below the floor in the middle: it may rise to a side, in metres.
  private static let below = 0.005

  /// Planes to begin with.
  static func planes(deepest: Double) -> [LoadShape] {
    heights(from: deepest - below, to: peak).flatMap { height in
      slopes.flatMap { x in slopes.map { LoadShape(numbers: [height, x, $0, 0, 0, 0]) } }
    }
  }

  /// Cones to begin with, in a shovel that reaches so far from its middle.
  static func cones(deepest: Double, reach: (x: Double, y: Double)) -> [LoadShape] {
    heights(from: deepest, to: coneTop).flatMap { height in
      steepnesses.flatMap { steep in
        places.flatMap { x in
          places.map { LoadShape(numbers: [height, 0, 0, steep, x * reach.x, $0 * reach.y]) }
        }
      }
    }
  }

  private static func heights(from low: Double, to high: Double) -> [Double] {
    (0..<levels).map { low + (high - low) * Double($0) / Double(levels - 1) }
  }
}

extension LoadShape {
  /// The first steps by which each number is changed.
  private static let steps = [0.003, 0.1, 0.1, 0.1, 0.01, 0.01]
  /// Between which limits each stays.
  private static let limits = [-1.0...1, -1...1, -1...1, 0...1, -1...1, -1...1]
  /// The last step as a share of the first, and what a step must gain.
  private static let (finest, gain) = (0.05, 0.01)

  /// Goes on in ever smaller steps, one number at a time, as long as that costs less.
  ///
  /// Source: compass search, T. G. Kolda, R. M. Lewis and V. Torczon (2003), SIAM Review 45.
  ///
  /// - Parameter cost: what is made small.
  /// - Returns: the best shape, and what it costs.
  func improved(_ cost: (LoadShape) -> Double) -> (shape: LoadShape, cost: Double) {
    var (shape, least, size) = (self, cost(self), 1.0)
    while size >= Self.finest {
      var isBetter = false
      for number in numbers.indices {
        for side in [-1.0, 1] {
          var other = shape
          other.numbers[number] += side * size * Self.steps[number]
          guard Self.limits[number].contains(other.numbers[number]) else { continue }
          let costs = cost(other)
          if costs < least - Self.gain { (shape, least, isBetter) = (other, costs, true) }
        }
      }
      if !isBetter { size /= 2 }
    }
    return (shape, least)
  }
}
