import ExactMath
import Rig

/// How a plane, or what a camera sees that only turns, goes from one picture to another:
/// `second ~ H · first`.
///
/// Source: R. Hartley, A. Zisserman, "Multiple View Geometry in Computer Vision" (2nd ed., 2004),
/// chapter 4.
public struct Homography: PairModel, Hashable {
  /// The matrix, with a sum of squares of 1.
  public let matrix: Matrix3

  /// A homography from its matrix, of any scale.
  public init(_ matrix: Matrix3) {
    self.matrix = matrix.unit
  }

  /// Where a position of the first picture appears in the second; nil at infinity.
  public func mapped(_ point: ImagePoint) -> ImagePoint? {
    let there = matrix * point.homogeneous
    return there.z != 0 ? ImagePoint(there.x / there.z, there.y / there.z) : nil
  }

  /// From the second picture to the first; nil where a picture becomes a line.
  public var inverse: Homography? {
    let rows = stride(from: 0, to: 9, by: 3).map { Array(matrix.elements[$0..<$0 + 3]) }
    return LinearSystem.inverse(rows).map { Homography(Matrix3($0.flatMap { $0 })) }
  }

  /// How far the second position is from where the first one appears, in pixels.
  public func distance(_ pair: PointPair) -> Double {
    guard let there = mapped(pair.first) else { return .infinity }
    let (dx, dy) = (there.x - pair.second.x, there.y - pair.second.y)
    return (dx * dx + dy * dy).squareRoot()
  }
}

extension Homography {
  /// Four pairs.
  public static let sampleSize = 4
  /// One.
  public static let choices = 1

  /// Two equations of a pair, for the nine elements.
  private static func equations(_ pair: PointPair) -> [[Double]] {
    let (a, b) = (pair.first, pair.second)
    return [
      [a.x, a.y, 1, 0, 0, 0, -b.x * a.x, -b.x * a.y, -b.x],
      [0, 0, 0, a.x, a.y, 1, -b.y * a.x, -b.y * a.y, -b.y],
    ]
  }

  private init(_ inner: [Double], in frame: PairFrame) {
    self.init(frame.toSecond * Matrix3(inner) * frame.ofFirst)
  }

  /// The homography through four pairs; none where three positions lie on a line.
  public static func through(_ sample: [PointPair]) -> [Homography] {
    precondition(sample.count == sampleSize, "four pairs")
    guard let frame = PairFrame(sample),
      let basis = LinearSystem.nullVectors(sample.flatMap { equations(frame.inside($0)) })
    else { return [] }
    let inner = Matrix3(basis[0]).unit
    guard inner.determinant.magnitude > 1e-6 else { return [] }
    return [Homography(inner.elements, in: frame)]
  }

  /// The homography of four or more pairs, by least squares of the equations (DLT).
  ///
  /// - Parameter pairs: at least four.
  /// - Returns: nil for fewer, and where all positions of a picture are one.
  public static func linear(_ pairs: [PointPair]) -> Homography? {
    guard pairs.count >= sampleSize, let frame = PairFrame(pairs) else { return nil }
    let inner = leastVector(of: pairs.flatMap { equations(frame.inside($0)) })
    return Homography(inner, in: frame)
  }

  /// The homography nearby with the least sum of squares of ``distance(_:)``.
  ///
  /// Levenberg and Marquardt's method; the largest element stays.
  public func refined(on pairs: [PointPair]) -> Homography {
    guard pairs.count >= Self.sampleSize, let frame = PairFrame(pairs) else { return self }
    let inside = pairs.map { frame.inside($0) }
    let start = (frame.ofSecond * matrix * frame.toFirst).unit.elements
    let fixed = start.indices.max { start[$0].magnitude < start[$1].magnitude } ?? 8
    func elements(_ p: [Double]) -> [Double] {
      var moved = start
      for (place, index) in start.indices.filter({ $0 != fixed }).enumerated() {
        moved[index] += p[place]
      }
      return moved
    }
    let best = LeastSquares.fitted(from: [Double](repeating: 0, count: 8), rounds: 30) { p in
      let moved = Homography(Matrix3(elements(p)))
      return inside.flatMap { pair in
        // A position at infinity is as far off as any.
        let there = moved.mapped(pair.first) ?? ImagePoint(1e6, 1e6)
        return [there.x - pair.second.x, there.y - pair.second.y]
      }
    }
    return Homography(elements(best), in: frame)
  }

  /// A disc around the position, of the area.
  public static func chance(of distance: Double, width: Double, height: Double) -> Double {
    min(1, Double.pi * distance * distance / (width * height))
  }
}

extension Homography {
  /// The turn, scale and shift that bring first positions nearest to second ones, by least squares.
  ///
  /// Four numbers that few pairs close together determine better than eight.
  ///
  /// - Parameter pairs: at least two with different first positions.
  /// - Returns: nil where there are none.
  public static func similarity(of pairs: [PointPair]) -> Homography? {
    let count = Double(max(1, pairs.count))
    func mean(_ value: (PointPair) -> Double) -> Double {
      pairs.reduce(0) { $0 + value($1) } / count
    }
    let (x, y) = (mean { $0.first.x }, mean { $0.first.y })
    let (u, v) = (mean { $0.second.x }, mean { $0.second.y })
    var (square, along, across) = (0.0, 0.0, 0.0)
    for pair in pairs {
      let (dx, dy) = (pair.first.x - x, pair.first.y - y)
      let (du, dv) = (pair.second.x - u, pair.second.y - v)
      square += dx * dx + dy * dy
      along += dx * du + dy * dv
      across += dx * dv - dy * du
    }
    guard square > 0, along * along + across * across > 0 else { return nil }
    let (a, b) = (along / square, across / square)
    return Homography(Matrix3([a, -b, u - a * x + b * y, b, a, v - b * x - a * y, 0, 0, 1]))
  }
}
