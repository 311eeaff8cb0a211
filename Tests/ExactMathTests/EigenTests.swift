import ExactMath
import TestSupport
import Testing

@Suite struct EigenTests {
  static func random(_ rows: Int, _ columns: Int, seed: UInt64) -> [[Double]] {
    var generator = SeededGenerator(seed: seed)
    return (0..<rows).map { _ in
      (0..<columns).map { _ in Double.random(in: -1...1, using: &generator) }
    }
  }

  static func dot(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
  }

  @Test(arguments: [1, 2, 3, 5, 9, 12])
  func eigenvectorsSolveTheirEquationAndAreAtRightAngles(count: Int) {
    let part = Self.random(count, count, seed: UInt64(count))
    let matrix = (0..<count).map { r in (0..<count).map { c in part[r][c] + part[c][r] } }
    let eigen = SymmetricEigen(matrix)
    #expect(eigen.values == eigen.values.sorted() && eigen.values.count == count)
    for (value, vector) in zip(eigen.values, eigen.vectors) {
      for (row, part) in zip(matrix, vector) {
        #expect((Self.dot(row, vector) - value * part).magnitude < 1e-14 * Double(count))
      }
    }
    for a in 0..<count {
      for b in 0..<count {
        let wanted = a == b ? 1.0 : 0
        #expect((Self.dot(eigen.vectors[a], eigen.vectors[b]) - wanted).magnitude < 1e-14)
      }
    }
  }

  @Test func eigenvaluesThatAreKnownAreFound() {
    let eigen = SymmetricEigen([[2, 1, 0], [1, 2, 0], [0, 0, -5]])
    #expect(zip(eigen.values, [-5, 1, 3]).allSatisfy { ($0 - $1).magnitude < 1e-15 })
    #expect(SymmetricEigen([[4, 0], [0, 4]]).values == [4, 4])
    #expect(SymmetricEigen([[0, 0], [0, 0]]).values == [0, 0])
    #expect(SymmetricEigen([]).values == [])
  }

  /// The least eigenvalue of equations that fit is lost in rounding; its vector is not.
  @Test func theVectorOfAnEigenvalueOfNothingIsFound() {
    let wanted = [0.1, -0.2, 0.3, 0.5, -0.5, 0.2, 0.4, 0.3, 0.2].map { $0 / 0.98488578017961 }
    let rows = Self.random(20, 9, seed: 4).map { row in
      zip(row, wanted).map { $0 - Self.dot(row, wanted) / Self.dot(wanted, wanted) * $1 }
    }
    let normal = (0..<9).map { a in (0..<9).map { b in rows.reduce(0) { $0 + $1[a] * $1[b] } } }
    let found = SymmetricEigen(normal).vectors[0]
    #expect(Self.dot(found, wanted).magnitude / Self.dot(wanted, wanted).squareRoot() > 1 - 1e-12)
  }

  @Test(arguments: [(3, 3), (4, 3), (9, 9), (1, 1)])
  func singularValuesPutTheMatrixTogetherAgain(rows: Int, columns: Int) {
    let matrix = Self.random(rows, columns, seed: UInt64(10 * rows + columns))
    let parts = SingularValues(matrix)
    #expect(parts.values == parts.values.sorted(by: >))
    for r in 0..<rows {
      for c in 0..<columns {
        let sum = (0..<columns).reduce(0.0) {
          $0 + parts.left[$1][r] * parts.values[$1] * parts.right[$1][c]
        }
        #expect((sum - matrix[r][c]).magnitude < 1e-14)
      }
    }
    for a in 0..<columns {
      for b in 0..<a {
        #expect(Self.dot(parts.left[a], parts.left[b]).magnitude < 1e-14)
        #expect(Self.dot(parts.right[a], parts.right[b]).magnitude < 1e-14)
      }
    }
  }

  @Test func aSmallSingularValueKeepsItsDigits() {
    let parts = SingularValues([[1, 0, 0], [0, 1e-12, 0], [0, 0, 0]])
    #expect(parts.values == [1, 1e-12, 0])
    #expect(parts.left[2] == [0, 0, 0] && parts.right[2] == [0, 0, 1])
  }

  static let cubics: [[Double]] = [
    [-2, 0.5, 3], [1, 1, 1], [-1e-3, 1e-3, 7], [0, 0, 2], [-4, 2, 2], [10, 11, 12],
  ]

  @Test(arguments: cubics)
  func rootsOfACubicAreFound(roots: [Double]) {
    let (p, q, r) = (roots[0], roots[1], roots[2])
    let found = Exact.cubicRoots(2, -2 * (p + q + r), 2 * (p * q + p * r + q * r), -2 * p * q * r)
    #expect(found == found.sorted() && !found.isEmpty)
    // A root of multiplicity n is known to the n-th root of a rounding.
    for root in roots {
      #expect(found.contains { ($0 - root).magnitude < 1e-5 * (1 + root.magnitude) }, "\(found)")
    }
    for root in found {
      #expect(roots.contains { ($0 - root).magnitude < 1e-5 * (1 + root.magnitude) }, "\(found)")
    }
  }

  @Test func cubicsWithOneRootAndLesserOnesAreSolved() {
    let single = Exact.cubicRoots(1, 0, 1, -2)
    #expect(single.count == 1 && (single[0] - 1).magnitude < 1e-15)
    #expect(Exact.cubicRoots(0, 1, -3, 2) == [1, 2])
    #expect(Exact.cubicRoots(0, 1, 0, 1).isEmpty)
    #expect(Exact.cubicRoots(0, 0, 2, 1) == [-0.5])
    #expect(Exact.cubicRoots(0, 0, 0, 1).isEmpty && Exact.cubicRoots(0, 0, 0, 0).isEmpty)
  }

  @Test func vectorsThatAMatrixMakesNothingOfSpanAll() throws {
    let matrix = Self.random(7, 9, seed: 3)
    let vectors = try #require(LinearSystem.nullVectors(matrix))
    #expect(vectors.count == 2)
    for vector in vectors {
      #expect(vector.contains { $0.magnitude > 0.5 })
      for row in matrix { #expect(Self.dot(row, vector).magnitude < 1e-13) }
    }
    let (a, b) = (vectors[0], vectors[1])
    #expect(Self.dot(a, b) * Self.dot(a, b) < 0.999 * Self.dot(a, a) * Self.dot(b, b))
    #expect(LinearSystem.nullVectors([[1, 2, 3], [2, 4, 6]]) == nil)
  }

  @Test func anInverseUndoesItsMatrix() throws {
    let matrix = Self.random(5, 5, seed: 8)
    let inverse = try #require(LinearSystem.inverse(matrix))
    for r in 0..<5 {
      for c in 0..<5 {
        let sum = (0..<5).reduce(0.0) { $0 + matrix[r][$1] * inverse[$1][c] }
        #expect((sum - (r == c ? 1 : 0)).magnitude < 1e-13)
      }
    }
    #expect(LinearSystem.inverse([[1, 2], [2, 4]]) == nil)
  }

  @Test func theNormalMatrixOfALineIsThatOfItsSlopes() {
    let normal = LeastSquares.normalMatrix(at: [3, 5]) { p in [0, 1, 2].map { p[0] + p[1] * $0 } }
    let wanted: [[Double]] = [[3, 3], [3, 5]]
    for (row, other) in zip(normal, wanted) {
      #expect(zip(row, other).allSatisfy { ($0 - $1).magnitude < 1e-9 })
    }
  }
}
