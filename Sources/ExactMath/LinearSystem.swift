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
}
