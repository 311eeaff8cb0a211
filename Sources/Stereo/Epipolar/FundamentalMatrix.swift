import ExactMath
import Rig

/// From positions in one picture of a pinhole to the lines in another on which they lie.
///
/// `secondᵀ · F · first = 0` for whatever both pictures show.
/// Source: R. Hartley, A. Zisserman, "Multiple View Geometry in Computer Vision" (2nd ed., 2004),
/// chapters 9 and 11.
public struct FundamentalMatrix: PairModel, Hashable {
  /// The matrix, of rank 2, with a sum of squares of 1.
  public let matrix: Matrix3

  /// A geometry from its matrix, of any scale.
  public init(_ matrix: Matrix3) {
    self.matrix = matrix.unit
  }

  /// From positions in the second picture to lines in the first.
  var reversed: FundamentalMatrix { FundamentalMatrix(matrix.transposed) }

  /// The value of the equation and the lines in both pictures.
  private func lines(_ pair: PointPair) -> (value: Double, second: Vector3, first: Vector3) {
    let (a, b) = (pair.first.homogeneous, pair.second.homogeneous)
    let line = matrix * a
    return (b.dot(line), line, matrix.transposed * b)
  }

  /// How far a pair is from the nearest one that fits, to first order: Sampson's distance, signed.
  ///
  /// Source: Hartley and Zisserman (2004), equation 11.9.
  ///
  /// - Parameter pair: positions in both pictures.
  /// - Returns: the length of the move of all four coordinates, in pixels; 0 at the epipoles.
  public func sampson(_ pair: PointPair) -> Double {
    let (value, b, a) = lines(pair)
    let slope = (a.x * a.x + a.y * a.y + b.x * b.x + b.y * b.y).squareRoot()
    return slope > 0 ? value / slope : 0
  }

  /// How far the second position is from the line of the first one, in pixels.
  public func lineDistance(_ pair: PointPair) -> Double {
    let (value, line, _) = lines(pair)
    let slope = (line.x * line.x + line.y * line.y).squareRoot()
    return slope > 0 ? value.magnitude / slope : .infinity
  }

  /// √2 times Sampson's distance: between rows of a rectified pair, the difference of the rows.
  public func distance(_ pair: PointPair) -> Double {
    let (value, b, a) = lines(pair)
    let slope = (a.x * a.x + a.y * a.y + b.x * b.x + b.y * b.y).squareRoot()
    return slope > 0 ? 2.0.squareRoot() * value.magnitude / slope : .infinity
  }
}

extension FundamentalMatrix {
  /// Seven pairs.
  public static let sampleSize = 7
  /// A cubic equation has up to three solutions.
  public static let choices = 3

  /// The equation of a pair, for the nine elements.
  private static func equation(_ pair: PointPair) -> [Double] {
    let (a, b) = (pair.first, pair.second)
    return [b.x * a.x, b.x * a.y, b.x, b.y * a.x, b.y * a.y, b.y, a.x, a.y, 1]
  }

  /// The matrix for pixels of one for positions within a frame.
  private init(_ inner: Matrix3, in frame: PairFrame) {
    self.init(frame.ofSecond.transposed * inner * frame.ofFirst)
  }

  /// The geometries through seven pairs: `det(F₁ + t·F₂) = 0`.
  ///
  /// Source: Hartley and Zisserman (2004), section 11.1.2.
  ///
  /// - Parameter sample: seven pairs.
  /// - Returns: one to three; none where the pairs do not determine them.
  public static func through(_ sample: [PointPair]) -> [FundamentalMatrix] {
    precondition(sample.count == sampleSize, "seven pairs")
    guard let frame = PairFrame(sample),
      let basis = LinearSystem.nullVectors(sample.map { equation(frame.inside($0)) })
    else { return [] }
    let (a, b) = (Matrix3(basis[0]).unit, Matrix3(basis[1]).unit)
    func sum(_ t: Double) -> Matrix3 {
      Matrix3(zip(a.elements, b.elements).map { $0 + t * $1 })
    }
    // A cubic through its values at 0, ±1 and its leading coefficient.
    let (constant, leading) = (a.determinant, b.determinant)
    let (plus, minus) = (sum(1).determinant, sum(-1).determinant)
    let second = (plus + minus) / 2 - constant
    let first = (plus - minus) / 2 - leading
    return Exact.cubicRoots(leading, second, first, constant).map {
      FundamentalMatrix(sum($0), in: frame)
    }
  }

  /// The geometry of eight or more pairs, by least squares of the equations; then of rank 2.
  ///
  /// Source: Hartley, "In defense of the eight-point algorithm" (1997).
  ///
  /// - Parameter pairs: at least eight.
  /// - Returns: nil for fewer, and where all positions of a picture are one.
  public static func linear(_ pairs: [PointPair]) -> FundamentalMatrix? {
    guard pairs.count >= 8, let frame = PairFrame(pairs) else { return nil }
    let inner = Matrix3(leastVector(of: pairs.map { equation(frame.inside($0)) }))
    let parts = RankTwo(inner)
    return FundamentalMatrix(parts.matrix, in: frame)
  }

  /// The geometry nearby with the least sum of squares of ``sampson(_:)``.
  ///
  /// Levenberg and Marquardt's method over `U · diag(1, s, 0) · Vᵀ`, the seven parameters of which
  /// keep the rank. Source: A. Bartoli, P. Sturm, "Nonlinear estimation of the fundamental matrix
  /// with minimal parameters" (2004).
  public func refined(on pairs: [PointPair]) -> FundamentalMatrix {
    guard pairs.count >= Self.sampleSize, let frame = PairFrame(pairs) else { return self }
    let inner = pairs.map { frame.inside($0) }
    let start = RankTwo(frame.toSecond.transposed * matrix * frame.toFirst)
    let best = LeastSquares.fitted(from: [Double](repeating: 0, count: 7), rounds: 30) { p in
      let moved = FundamentalMatrix(start.moved(by: p).matrix)
      return inner.map { moved.sampson($0) }
    }
    return FundamentalMatrix(start.moved(by: best).matrix, in: frame)
  }

  /// A band along the line: twice the distance times the diagonal, of the area.
  public static func chance(of distance: Double, width: Double, height: Double) -> Double {
    let diagonal = (width * width + height * height).squareRoot()
    return min(1, 2 * distance * diagonal / (width * height))
  }
}

/// The vector of length 1 that equations make least.
func leastVector(of equations: [[Double]]) -> [Double] {
  let width = equations.first?.count ?? 0
  var normal = [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
  for equation in equations {
    for row in 0..<width {
      for column in row..<width { normal[row][column] += equation[row] * equation[column] }
    }
  }
  return SymmetricEigen(normal).vectors[0]
}

/// A matrix of rank 2: `U · diag(1, s, 0) · Vᵀ`.
struct RankTwo {
  /// Columns of U.
  private let left: (Vector3, Vector3)
  /// Columns of V.
  private let right: (Vector3, Vector3)
  /// The second singular value over the first.
  let ratio: Double

  /// The nearest one to a matrix, divided by its largest singular value.
  init(_ matrix: Matrix3) {
    let e = matrix.elements
    let parts = SingularValues([Array(e[0..<3]), Array(e[3..<6]), Array(e[6..<9])])
    func column(_ c: [Double]) -> Vector3 { Vector3(c[0], c[1], c[2]) }
    left = (column(parts.left[0]), column(parts.left[1]))
    right = (column(parts.right[0]), column(parts.right[1]))
    ratio = parts.values[0] > 0 ? parts.values[1] / parts.values[0] : 0
  }

  private init(_ left: (Vector3, Vector3), _ right: (Vector3, Vector3), _ ratio: Double) {
    (self.left, self.right, self.ratio) = (left, right, ratio)
  }

  /// The product.
  var matrix: Matrix3 {
    func row(_ a: Double, _ b: Double) -> Vector3 { right.0 * a + right.1 * (b * ratio) }
    return Matrix3(row(left.0.x, left.1.x), row(left.0.y, left.1.y), row(left.0.z, left.1.z))
  }

  /// Both sides turned and the ratio changed.
  ///
  /// - Parameter p: a rotation of U, one of V, and what is added to the ratio.
  /// - Returns: again of rank 2.
  func moved(by p: [Double]) -> RankTwo {
    let u = Matrix3(turning: Vector3(p[0], p[1], p[2]))
    let v = Matrix3(turning: Vector3(p[3], p[4], p[5]))
    return RankTwo((u * left.0, u * left.1), (v * right.0, v * right.1), ratio + p[6])
  }
}
