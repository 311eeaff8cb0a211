import Raster
import Testing

@testable import Stereo

@Suite struct HoleFillingTests {
  private let no = Float.infinity

  /// The middle one of many equal rows.
  private func filled(_ row: [Float]) -> [Float] {
    let plane = Plane<Float>(size: Size(row.count, 15)) { _, out in
      for x in out.indices { out[x] = row[x] }
    }
    let result = HoleFilling.filled(plane)
    return row.indices.map { result[$0, 7] }
  }

  /// To the left of something near by 4 px, 4 px are hidden; they are as far as what is behind.
  @Test func whatIsHiddenLiesBehind() {
    #expect(filled([2, 2, no, no, no, no, 6, 6]) == [2, 2, 2, 2, 2, 2, 6, 6])
  }

  /// To the right of something near nothing is hidden, nor where a hole is much longer than the
  /// difference; there the neighbours' median is taken.
  @Test func whatIsNotHiddenIsLikeItsNeighbours() {
    let plane = Plane<Float>(size: Size(31, 31)) { y, row in
      for x in row.indices {
        let isHole = (5..<25).contains(x) && (5..<25).contains(y)
        // 2 in the left and upper half, else 5.
        row[x] = isHole ? no : x + y < 28 ? 2 : 5
      }
    }
    let result = HoleFilling.filled(plane)
    // Left, above, upper left, upper right and lower left against right, below, lower right.
    #expect(result[10, 10] == 2)
    #expect(result[20, 20] == 5)
    #expect(filled([6, 6, no, no, 2, 2]) == [6, 6, 2, 2, 2, 2])
  }

  /// What the right camera cannot see at its left edge is as far as what comes next.
  @Test func theLeftEdgeGoesOn() {
    #expect(filled([no, no, no, 4, 3, 3]) == [4, 4, 4, 4, 3, 3])
  }

  /// However little is known, everything is filled.
  @Test func oneIsEnough() {
    let plane = Plane<Float>(size: Size(23, 19)) { y, row in
      for x in row.indices { row[x] = x == 2 && y == 7 ? 3 : no }
    }
    #expect(HoleFilling.filled(plane) == Plane(size: Size(23, 19), repeating: 3))
  }

  /// Nothing comes of nothing.
  @Test func nothingStaysUnknown() {
    let nothing = Plane<Float>(size: Size(3, 2), repeating: .infinity)
    #expect(HoleFilling.filled(nothing) == nothing)
  }
}
