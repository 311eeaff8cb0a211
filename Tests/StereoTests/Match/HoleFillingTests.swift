import Raster
import Testing

@testable import Stereo

@Suite struct HoleFillingTests {
  private func plane(_ rows: [[Float]]) -> Plane<Float> {
    Plane(size: Size(rows[0].count, rows.count)) { y, row in
      for x in row.indices { row[x] = rows[y][x] }
    }
  }

  /// A hole is as far as the farther side; at an edge there is one side; a row without any takes
  /// the nearest row, of two the upper one.
  @Test func holesLieBehind() {
    let no = Float.infinity
    let filled = plane([
      [no, 3, no, no, 5, no], [no, no, no, no, no, no], [7, no, 2, 2, no, 9],
    ]).filledFromBehind()
    #expect(
      filled == plane([[3, 3, 3, 3, 5, 5], [3, 3, 3, 3, 5, 5], [7, 2, 2, 2, 2, 9]]))
  }

  /// Nothing comes of nothing.
  @Test func nothingStaysUnknown() {
    let nothing = Plane<Float>(size: Size(3, 2), repeating: .infinity)
    #expect(nothing.filledFromBehind() == nothing)
  }
}
