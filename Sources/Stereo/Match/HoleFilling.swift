import Kernels
import Raster

extension Plane<Float> {
  /// Disparities with +∞ wherever nothing was measured.
  func blanked(whereUnknown deviation: Plane<Float>) -> Plane<Float> {
    merged(deviation) { own, doubt in doubt < .infinity ? own : .infinity }
  }

  /// Disparities of which none is unknown; those that were measured stay as they are.
  ///
  /// A disparity without a deviation is a guess from its surroundings, and better than another.
  /// What is filled in is frayed, and gets the median of its neighbours.
  func filled(whereUnknown deviation: Plane<Float>, in context: FilterContext) -> Plane<Float> {
    let filled = HoleFilling.filled(self)
    let even = MedianFilter(.three).applied(to: filled, in: context)
    return Plane(size: size) { y, out in
      let (own, guess, doubts) = (filled.row(y), even.row(y), deviation.row(y))
      for x in out.indices { out[x] = doubts[x] < .infinity ? own[x] : guess[x] }
    }
  }
}

/// Fills the holes between disparities by what stands around them.
///
/// From each hole the nearest known disparity is looked up in eight directions. What the right
/// camera does not see, because something near hides it, lies as far as what is behind: the second
/// least of the eight. Elsewhere nothing could be matched, and their median is taken (H.
/// Hirschmüller, "Stereo Processing by Semiglobal Matching and Mutual Information", IEEE PAMI 30,
/// 2008).
///
/// A run of holes in a row is hidden when the disparity b on its right is larger than a on its
/// left, and it is about as long as b − a: so much of what is behind the left edge of a thing the
/// right camera does not see. What was filled in is no measurement.
struct HoleFilling {
  private let disparities: Plane<Float>
  /// The number of the first hole of each row, and of all.
  private let starts: [Int]

  /// Holes are +∞.
  init(_ disparities: Plane<Float>) {
    self.disparities = disparities
    var (starts, count) = ([0], 0)
    for y in 0..<disparities.height {
      let row = disparities.row(y)
      for x in row.indices where row[x] == .infinity { count += 1 }
      starts.append(count)
    }
    self.starts = starts
  }

  /// Finite disparities; +∞ everywhere where there was none.
  ///
  /// What sees nothing in eight directions is filled from what was filled.
  static func filled(_ disparities: Plane<Float>) -> Plane<Float> {
    var (filled, filling) = (disparities, HoleFilling(disparities))
    while filling.count > 0 {
      let (next, before) = (filling.filled(), filling.count)
      (filled, filling) = (next, HoleFilling(next))
      if filling.count == before { break }
    }
    return filled
  }

  /// How many holes there are.
  private var count: Int { starts.last ?? 0 }

  private func filled() -> Plane<Float> {
    let nearest = nearest()
    var result = PlaneBuilder(copying: disparities)
    for y in 0..<disparities.height {
      let row = disparities.row(y)
      var (x, hole) = (0, starts[y])
      while x < row.count {
        guard row[x] == .infinity else {
          x += 1
          continue
        }
        let first = x
        while x < row.count && row[x] == .infinity { x += 1 }
        let kind = Kind(nearest[hole], length: x - first)
        for column in first..<x {
          result[column, y] = kind.choice(nearest[hole])
          hole += 1
        }
      }
    }
    return result.finish()
  }

  /// Why a run of holes is not known.
  private enum Kind {
    /// Beyond the left edge of what the right camera sees.
    case outside
    /// Behind something near.
    case hidden
    /// Not told apart from its surroundings.
    case unmatched

    /// What the disparities to the left and right of a run say.
    init(_ nearest: SIMD8<Float>, length: Int) {
      let (left, right) = (nearest[0], nearest[1])
      let jump = right - left
      if left == .infinity && right < .infinity {
        self = .outside
      } else if jump > 1 && jump < .infinity && Float(length) <= 1.5 * jump + 3 {
        self = .hidden
      } else {
        self = .unmatched
      }
    }

    /// The disparity of a hole.
    func choice(_ nearest: SIMD8<Float>) -> Float {
      if self == .outside { return nearest[1] }
      let known = (0..<8).map { nearest[$0] }.filter { $0 < .infinity }.sorted()
      guard !known.isEmpty else { return .infinity }
      return known[self == .hidden ? min(1, known.count - 1) : (known.count - 1) / 2]
    }
  }

  /// The nearest disparities of every hole, row by row: to the left, to the right, above, below,
  /// and in the diagonals; +∞ where there is none up to the edge.
  private func nearest() -> [SIMD8<Float>] {
    var values = [SIMD8<Float>](repeating: .init(repeating: .infinity), count: count)
    let ways = [(-1, 0), (1, 0), (0, -1), (0, 1), (-1, -1), (1, -1), (-1, 1), (1, 1)]
    for (number, way) in ways.enumerated() {
      if way.1 == 0 { lookAlong(way.0, number, &values) } else { lookAcross(way, number, &values) }
    }
    return values
  }

  /// Looks to the left (−1) or to the right (1).
  private func lookAlong(_ way: Int, _ number: Int, _ values: inout [SIMD8<Float>]) {
    for y in 0..<disparities.height {
      let row = disparities.row(y)
      var (last, hole) = (Float.infinity, way < 0 ? starts[y] : starts[y + 1] - 1)
      for place in row.indices {
        let x = way < 0 ? place : row.count - 1 - place
        if row[x] < .infinity {
          last = row[x]
        } else {
          values[hole][number] = last
          hole -= way
        }
      }
    }
  }

  /// Looks up or down, straight or in a diagonal.
  private func lookAcross(
    _ way: (x: Int, y: Int), _ number: Int, _ values: inout [SIMD8<Float>]
  ) {
    let (width, height) = (disparities.width, disparities.height)
    var before = [Float](repeating: .infinity, count: width)
    for place in 0..<height {
      let y = way.y < 0 ? place : height - 1 - place
      let row = disparities.row(y)
      var (own, hole) = (before, starts[y])
      for x in row.indices {
        if row[x] < .infinity {
          own[x] = row[x]
        } else {
          let from = x + way.x
          own[x] = from >= 0 && from < width ? before[from] : .infinity
          values[hole][number] = own[x]
          hole += 1
        }
      }
      before = own
    }
  }
}
