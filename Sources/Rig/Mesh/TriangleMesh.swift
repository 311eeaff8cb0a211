/// A surface of triangles; seen from outside their corners stand counterclockwise.
public struct TriangleMesh: Sendable, Equatable {
  /// Corners, in metres.
  public var vertices: [Vector3] = []
  /// Three corners each.
  public var triangles: [SIMD3<Int32>] = []

  /// A surface from its parts; an empty one without them.
  public init(vertices: [Vector3] = [], triangles: [SIMD3<Int32>] = []) {
    (self.vertices, self.triangles) = (vertices, triangles)
  }

  /// Adds a corner.
  ///
  /// - Returns: its number.
  public mutating func add(_ vertex: Vector3) -> Int32 {
    vertices.append(vertex)
    return Int32(vertices.count - 1)
  }

  /// Adds a flat or bent strip between two lines of as many points: quadrangles of two triangles.
  ///
  /// - Parameters:
  ///   - first: a line of points.
  ///   - second: the line to its left, seen from outside.
  public mutating func addStrip(_ first: [Vector3], _ second: [Vector3]) {
    precondition(first.count == second.count, "lines of as many points")
    let (a, b) = (first.map { add($0) }, second.map { add($0) })
    for k in 0..<max(0, first.count - 1) {
      triangles.append(SIMD3(a[k], a[k + 1], b[k + 1]))
      triangles.append(SIMD3(a[k], b[k + 1], b[k]))
    }
  }

  /// Adds the triangles of another surface.
  public mutating func add(_ other: TriangleMesh) {
    let first = SIMD3<Int32>(repeating: Int32(vertices.count))
    vertices += other.vertices
    triangles += other.triangles.map { $0 &+ first }
  }

  /// Adds a box.
  ///
  /// - Parameters:
  ///   - low: its corner of smallest coordinates.
  ///   - high: that of largest ones.
  public mutating func addBox(_ low: Vector3, _ high: Vector3) {
    func corner(_ i: Int) -> Vector3 {
      Vector3(
        i & 1 == 0 ? low.x : high.x, i & 2 == 0 ? low.y : high.y, i & 4 == 0 ? low.z : high.z)
    }
    for side in [
      [0, 2, 3, 1], [4, 5, 7, 6], [0, 1, 5, 4], [2, 6, 7, 3], [0, 4, 6, 2], [1, 3, 7, 5],
    ] {
      let c = side.map { add(corner($0)) }
      triangles.append(SIMD3(c[0], c[1], c[2]))
      triangles.append(SIMD3(c[0], c[2], c[3]))
    }
  }

  /// The surface moved: every corner through a function that keeps right-handedness.
  public func mapped(_ move: (Vector3) -> Vector3) -> TriangleMesh {
    TriangleMesh(vertices: vertices.map(move), triangles: triangles)
  }

  /// The corners of a triangle.
  public func corners(_ triangle: Int) -> (Vector3, Vector3, Vector3) {
    let t = triangles[triangle]
    return (vertices[Int(t.x)], vertices[Int(t.y)], vertices[Int(t.z)])
  }

  /// The corners of the box around it.
  public var bounds: (low: Vector3, high: Vector3) {
    let none = Vector3(.infinity, .infinity, .infinity)
    return vertices.reduce((none, none * -1)) { ($0.0.lesser($1), $0.1.greater($1)) }
  }

  /// The volume that a closed surface encloses, by the theorem of Gauss.
  public var volume: Double {
    triangles.indices.reduce(0) { sum, index in
      let (a, b, c) = corners(index)
      return sum + a.dot(b.cross(c)) / 6
    }
  }
}

extension Vector3 {
  /// The lesser of both, coordinate by coordinate.
  @inline(__always)
  func lesser(_ other: Vector3) -> Vector3 {
    Vector3(min(x, other.x), min(y, other.y), min(z, other.z))
  }

  /// The greater of both, coordinate by coordinate.
  @inline(__always)
  func greater(_ other: Vector3) -> Vector3 {
    Vector3(max(x, other.x), max(y, other.y), max(z, other.z))
  }
}
