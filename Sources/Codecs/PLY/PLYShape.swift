/// A surface or a line in space.
public struct PLYShape: Sendable, Equatable {
  /// Corners of triangles, or the points of a line in their order: x, y and z.
  public var vertices: [SIMD3<Double>]
  /// Three corners each, counted from 0; none of a line.
  public var triangles: [SIMD3<Int32>]

  /// A shape from its parts.
  public init(vertices: [SIMD3<Double>], triangles: [SIMD3<Int32>] = []) {
    (self.vertices, self.triangles) = (vertices, triangles)
  }
}
