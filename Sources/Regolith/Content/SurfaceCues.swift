/// What speaks for and against content before each cell of a picture of a shovel's inside.
///
/// Where the floor is bare, its pattern is as it was before, and two cameras see the same through
/// the inner surface's geometry; where content lies, neither holds. Dust makes floors look like
/// content, mirrors make them look otherwise than before: so windows of several sizes tell, and how
/// much of what lies around is alike, or brighter than regolith can be.
struct SurfaceCues {
  /// How many cues there are of a cell.
  static let count = 19

  private let picture: InnerPicture
  private let after: BoxSums
  private let before: BoxSums
  private let afterSquared: BoxSums
  private let beforeSquared: BoxSums
  private let product: BoxSums
  private let known: BoxSums
  /// The same of what the other camera sees as well.
  private let shared: (after: BoxSums, other: BoxSums, aa: BoxSums, oo: BoxSums, ao: BoxSums)
  private let sharedKnown: BoxSums
  private let alike: BoxSums
  private let shining: BoxSums

  /// How far windows reach that are compared, and those in which neighbours are counted, in cells.
  private static let (windows, surroundings) = ([2, 4], [6, 12, 20])
  /// What counts as alike: how much windows correlate, the logarithm by which their light differs,
  /// and their light.
  private static let (correlation, difference, lit) = (0.7, 0.35, 0.08)
  /// Light that no regolith sends back.
  private static let brightest = 1.8
  /// Cues that nobody can tell.
  private static let (noCorrelation, noDifference) = (-2.0, -1.0)
  /// Light below it counts as this much, where shares of light are told.
  private static let dark = 0.02

  init(_ picture: InnerPicture) {
    self.picture = picture
    func sums(_ value: (InnerPicture.Cell) -> Double) -> BoxSums {
      BoxSums(picture.cells.map { $0.map(value) ?? 0 }, columns: picture.columns)
    }
    after = sums(\.after)
    before = sums(\.before)
    afterSquared = sums { $0.after * $0.after }
    beforeSquared = sums { $0.before * $0.before }
    product = sums { $0.after * $0.before }
    known = sums { _ in 1 }
    shared = (
      sums { $0.other == nil ? 0 : $0.after }, sums { $0.other ?? 0 },
      sums { $0.other == nil ? 0 : $0.after * $0.after },
      sums { ($0.other ?? 0) * ($0.other ?? 0) },
      sums { ($0.other ?? 0) * $0.after }
    )
    sharedKnown = sums { $0.other == nil ? 0 : 1 }
    shining = sums { $0.after > Self.brightest ? 1 : 0 }
    let (first, second, a, b, ab, n) = (
      after, before, afterSquared, beforeSquared, product, known
    )
    alike = BoxSums(
      picture.cells.indices.map { index in
        guard picture.cells[index] != nil else { return 0 }
        let window = Window(first, second, a, b, ab, n, index, reach: 4)
        let ratio = max(window.first, 0.01) / max(window.second, 0.01)
        return window.correlation > Self.correlation
          && ratio < 1 + Self.difference && ratio * (1 + Self.difference) > 1
          && max(window.first, window.second) > Self.lit ? 1 : 0
      }, columns: picture.columns)
  }

  /// The cues of a cell of the inside.
  func cues(at index: Int) -> [Double] {
    var cues: [Double] = []
    cues.reserveCapacity(Self.count)
    for reach in Self.windows {
      let window = Window(
        after, before, afterSquared, beforeSquared, product, known, index, reach: reach)
      cues += [
        window.correlation, window.first, window.second,
        window.deviations.first / max(window.first, Self.dark),
        window.deviations.second / max(window.second, Self.dark),
      ]
    }
    for reach in Self.surroundings {
      let all = max(1, known.sum(around: index, reach: reach))
      cues += [
        alike.sum(around: index, reach: reach) / all,
        shining.sum(around: index, reach: reach) / all,
      ]
    }
    let pairs = Self.windows.map {
      Window(
        shared.after, shared.other, shared.aa, shared.oo, shared.ao, sharedKnown, index, reach: $0)
    }
    let isShared = picture.cells[index]?.other != nil
    cues += pairs.map { isShared ? $0.correlation : Self.noCorrelation }
    cues.append(
      isShared
        ? (pairs[1].first - pairs[1].second).magnitude / max(pairs[1].first, 0.05)
        : Self.noDifference)
    return cues
  }

  /// Two kinds of light in the same window.
  private struct Window {
    /// The mean of one.
    let first: Double
    /// The mean of the other.
    let second: Double
    /// Their standard deviations.
    let deviations: (first: Double, second: Double)
    /// From -1 to 1.
    let correlation: Double

    init(
      _ a: BoxSums, _ b: BoxSums, _ aa: BoxSums, _ bb: BoxSums, _ ab: BoxSums, _ known: BoxSums,
      _ index: Int, reach: Int
    ) {
      let count = max(1, known.sum(around: index, reach: reach))
      func mean(_ sums: BoxSums) -> Double { sums.sum(around: index, reach: reach) / count }
      let (first, second) = (mean(a), mean(b))
      let variances = (
        max(mean(aa) - first * first, 1e-12), max(mean(bb) - second * second, 1e-12)
      )
      (self.first, self.second) = (first, second)
      deviations = (variances.0.squareRoot(), variances.1.squareRoot())
      correlation = (mean(ab) - first * second) / (variances.0 * variances.1).squareRoot()
    }
  }
}

/// Sums over rectangles of a grid, each by four additions.
private struct BoxSums {
  private let columns: Int
  private let rows: Int
  private let sums: [Double]

  init(_ values: [Double], columns: Int) {
    let rows = values.count / columns
    var sums = [Double](repeating: 0, count: (columns + 1) * (rows + 1))
    for y in 0..<rows {
      var row = 0.0
      for x in 0..<columns {
        row += values[y * columns + x]
        sums[(y + 1) * (columns + 1) + x + 1] = sums[y * (columns + 1) + x + 1] + row
      }
    }
    (self.columns, self.rows, self.sums) = (columns, rows, sums)
  }

  /// The sum of what is no further off than `reach` in both directions.
  func sum(around index: Int, reach: Int) -> Double {
    let (x, y) = (index % columns, index / columns)
    let (left, right) = (max(0, x - reach), min(columns, x + reach + 1))
    let (top, bottom) = (
      max(0, y - reach) * (columns + 1), min(rows, y + reach + 1) * (columns + 1)
    )
    return sums[bottom + right] - sums[bottom + left] - sums[top + right] + sums[top + left]
  }
}
