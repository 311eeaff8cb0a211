/// Systems of linear equations, solved in a fixed order of operations.
public enum LinearSystem {
  /// The numbers that solve `matrix · x = right`: Gaussian elimination, the largest pivot of each
  /// column first.
  ///
  /// - Parameters:
  ///   - matrix: as many rows as columns.
  ///   - right: as many numbers as rows.
  /// - Returns: the solution, or nil where the rows depend on each other.
  public static func solved(_ matrix: [[Double]], _ right: [Double]) -> [Double]? {
    let count = right.count
    precondition(matrix.count == count && matrix.allSatisfy { $0.count == count }, "a square")
    var rows = zip(matrix, right).map { $0 + [$1] }
    for column in 0..<count {
      var pivot = column
      for row in column..<count
      where rows[row][column].magnitude > rows[pivot][column].magnitude { pivot = row }
      rows.swapAt(column, pivot)
      let top = rows[column][column]
      guard top.magnitude > 0, top.isFinite else { return nil }
      for row in column + 1..<max(column + 1, count) {
        let factor = rows[row][column] / top
        for place in column...count { rows[row][place] -= factor * rows[column][place] }
      }
    }
    var solution = [Double](repeating: 0, count: count)
    for row in (0..<count).reversed() {
      var rest = rows[row][count]
      for place in row + 1..<max(row + 1, count) { rest -= rows[row][place] * solution[place] }
      solution[row] = rest / rows[row][row]
    }
    return solution
  }

  /// Vectors that a matrix with fewer rows than columns makes 0, as many as span them all.
  ///
  /// Gaussian elimination; the largest element that is left is the next pivot.
  ///
  /// - Parameter matrix: rows of equal length, fewer than that; finite.
  /// - Returns: as many vectors as columns without a pivot, neither of length 1 nor at right
  ///   angles; nil where the rows depend on each other.
  public static func nullVectors(_ matrix: [[Double]]) -> [[Double]]? {
    let width = matrix.first?.count ?? 0
    precondition(matrix.allSatisfy { $0.count == width } && matrix.count < width, "wider than high")
    var rows = matrix
    var columns = Array(0..<width)
    for step in rows.indices {
      var (row, place, largest) = (step, step, 0.0)
      for r in step..<rows.count {
        for c in step..<width where rows[r][columns[c]].magnitude > largest {
          (row, place, largest) = (r, c, rows[r][columns[c]].magnitude)
        }
      }
      guard largest > 0, largest.isFinite else { return nil }
      rows.swapAt(step, row)
      columns.swapAt(step, place)
      let pivot = rows[step][columns[step]]
      for column in columns[step...] { rows[step][column] /= pivot }
      for other in rows.indices where other != step {
        let factor = rows[other][columns[step]]
        for column in columns[step...] { rows[other][column] -= factor * rows[step][column] }
      }
    }
    return columns[rows.count...].map { free in
      var vector = [Double](repeating: 0, count: width)
      vector[free] = 1
      for step in rows.indices { vector[columns[step]] = -rows[step][free] }
      return vector
    }
  }

  /// The inverse of a matrix.
  ///
  /// - Parameter matrix: as many rows as columns.
  /// - Returns: its rows, or nil where the rows of the matrix depend on each other.
  public static func inverse(_ matrix: [[Double]]) -> [[Double]]? {
    var columns: [[Double]] = []
    for unit in identity(matrix.count) {
      guard let column = solved(matrix, unit) else { return nil }
      columns.append(column)
    }
    return matrix.indices.map { row in columns.map { $0[row] } }
  }

  /// Ones on the diagonal, zeros elsewhere.
  static func identity(_ count: Int) -> [[Double]] {
    (0..<count).map { row in
      var line = [Double](repeating: 0, count: count)
      line[row] = 1
      return line
    }
  }
}
