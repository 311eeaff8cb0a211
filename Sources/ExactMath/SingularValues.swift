/// The singular values of a small matrix, by rotations in a fixed order: `A = U · Σ · Vᵀ`.
///
/// One-sided Jacobi: columns of `A` are turned in pairs until all are at right angles; their
/// lengths are the singular values. Small ones keep their relative accuracy, which the eigenvalues
/// of `AᵀA` lose. Source: M. R. Hestenes, "Inversion of matrices by biorthogonalization and related
/// results" (1958); G. H. Golub, C. F. Van Loan, "Matrix Computations" (4th ed., 2013), section
/// 8.6.3.
public struct SingularValues: Sendable, Hashable {
  /// The singular values, from the largest on; as many as the matrix has columns.
  public let values: [Double]
  /// A column of `U` for each, as long as the matrix has rows; zeros where the value is 0.
  public let left: [[Double]]
  /// A column of `V` for each, as long as the matrix has columns; all of length 1.
  public let right: [[Double]]

  /// The singular values of a matrix.
  ///
  /// - Parameter matrix: rows of equal length, finite; at least as many rows as columns.
  public init(_ matrix: [[Double]]) {
    let count = matrix.first?.count ?? 0
    precondition(matrix.allSatisfy { $0.count == count } && matrix.count >= count, "no wider")
    var columns = (0..<count).map { column in matrix.map { $0[column] } }
    var v = LinearSystem.identity(count)
    for _ in 0..<64 {
      var isDone = true
      for p in 0..<count {
        for q in p + 1..<max(p + 1, count) {
          let (pp, qq) = (Self.dot(columns[p], columns[p]), Self.dot(columns[q], columns[q]))
          let pq = Self.dot(columns[p], columns[q])
          guard pq.magnitude > 0x1p-52 * (pp * qq).squareRoot(), pq != 0 else { continue }
          isDone = false
          let ratio = (qq - pp) / (2 * pq)
          let tangent =
            (ratio < 0 ? -1 : 1) / (ratio.magnitude + (ratio * ratio + 1).squareRoot())
          let cosine = 1 / (tangent * tangent + 1).squareRoot()
          let sine = tangent * cosine
          Self.turn(&columns, p, q, cosine, sine)
          Self.turn(&v, p, q, cosine, sine)
        }
      }
      if isDone { break }
    }
    let lengths = columns.map { Self.dot($0, $0).squareRoot() }
    let order = (0..<count).sorted { (-lengths[$0], $0) < (-lengths[$1], $1) }
    values = order.map { lengths[$0] }
    left = order.map { index in
      columns[index].map { lengths[index] > 0 ? $0 / lengths[index] : 0 }
    }
    right = order.map { v[$0] }
  }

  private static func dot(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for place in a.indices { sum += a[place] * b[place] }
    return sum
  }

  private static func turn(
    _ columns: inout [[Double]], _ p: Int, _ q: Int, _ cosine: Double, _ sine: Double
  ) {
    for place in columns[p].indices {
      let (a, b) = (columns[p][place], columns[q][place])
      columns[p][place] = cosine * a - sine * b
      columns[q][place] = sine * a + cosine * b
    }
  }
}
