/// Eigenvalues and eigenvectors of a small symmetric matrix, by rotations in a fixed order.
///
/// Jacobi's method with cyclic sweeps: each rotation makes one element off the diagonal 0. What is
/// left off the diagonal shrinks quadratically; matrices of some ten rows need six to ten sweeps.
/// Source: G. H. Golub, C. F. Van Loan, "Matrix Computations" (4th ed., 2013), section 8.5.
public struct SymmetricEigen: Sendable, Hashable {
  /// The eigenvalues, from the least on.
  public let values: [Double]
  /// An eigenvector of length 1 for each; they are at right angles.
  public let vectors: [[Double]]

  /// The eigenvalues and eigenvectors of a matrix.
  ///
  /// - Parameter matrix: as many rows as columns, finite; only the part above the diagonal and the
  ///   diagonal itself are read.
  public init(_ matrix: [[Double]]) {
    let count = matrix.count
    precondition(matrix.allSatisfy { $0.count == count }, "a square")
    var a = matrix
    for row in 0..<count { for column in 0..<row { a[row][column] = matrix[column][row] } }
    // Rows of `v` become eigenvectors.
    var v = LinearSystem.identity(count)
    for _ in 0..<64 {
      var isDiagonal = true
      for p in 0..<count {
        for q in p + 1..<max(p + 1, count) {
          guard Self.isFelt(a[p][q], beside: a[p][p], a[q][q]) else {
            (a[p][q], a[q][p]) = (0, 0)
            continue
          }
          isDiagonal = false
          Self.rotate(&a, &v, p, q)
        }
      }
      if isDiagonal { break }
    }
    let diagonal = (0..<count).map { a[$0][$0] }
    let order = (0..<count).sorted { (diagonal[$0], $0) < (diagonal[$1], $1) }
    values = order.map { diagonal[$0] }
    vectors = order.map { v[$0] }
  }

  /// Whether an element off the diagonal changes either of two on it.
  private static func isFelt(_ element: Double, beside p: Double, _ q: Double) -> Bool {
    let part = element.magnitude * 0x1p-4
    return p.magnitude + part != p.magnitude || q.magnitude + part != q.magnitude
  }

  /// Turns rows and columns `p` and `q` so that their common element becomes 0.
  private static func rotate(_ a: inout [[Double]], _ v: inout [[Double]], _ p: Int, _ q: Int) {
    let ratio = (a[q][q] - a[p][p]) / (2 * a[p][q])
    // The smaller of both angles; where the ratio is so large that its square is infinite, 0.
    let tangent =
      (ratio < 0 ? -1 : 1) / (ratio.magnitude + (ratio * ratio + 1).squareRoot())
    let cosine = 1 / (tangent * tangent + 1).squareRoot()
    let sine = tangent * cosine
    for k in a.indices {
      let (kp, kq) = (a[k][p], a[k][q])
      a[k][p] = cosine * kp - sine * kq
      a[k][q] = sine * kp + cosine * kq
    }
    for k in a.indices {
      let (pk, qk) = (a[p][k], a[q][k])
      a[p][k] = cosine * pk - sine * qk
      a[q][k] = sine * pk + cosine * qk
      let (vp, vq) = (v[p][k], v[q][k])
      v[p][k] = cosine * vp - sine * vq
      v[q][k] = sine * vp + cosine * vq
    }
    (a[p][q], a[q][p]) = (0, 0)
  }
}
