import ExactMath
import Testing

@Suite struct LeastSquaresTests {
  @Test func systemsAreSolvedAlsoWhenThePivotIsZero() throws {
    let matrix: [[Double]] = [[0, 2, 1], [4, 1, -1], [2, -3, 5]]
    let wanted = [1.5, -2, 0.25]
    let right = matrix.map { row in zip(row, wanted).map { $0 * $1 }.reduce(0, +) }
    let found = try #require(LinearSystem.solved(matrix, right))
    for (a, b) in zip(found, wanted) { #expect((a - b).magnitude < 1e-14) }
    #expect(LinearSystem.solved([[1, 2], [2, 4]], [1, 1]) == nil)
    #expect(LinearSystem.solved([], []) == [])
  }

  /// The valley of Rosenbrock, from the usual place.
  @Test func aCurvedValleyIsFollowedToItsEnd() {
    let found = LeastSquares.fitted(from: [-1.2, 1]) { p in
      [10 * (p[1] - p[0] * p[0]), 1 - p[0]]
    }
    #expect((found[0] - 1).magnitude < 1e-5 && (found[1] - 1).magnitude < 1e-5, "\(found)")
  }

  @Test func whatCannotBeImprovedStays() {
    let flat = LeastSquares.fitted(from: [3, 4]) { _ in [1, 2] }
    #expect(flat == [3, 4])
  }
}
